"""Pages of Jobbereik at /jobbereik: one form in four steps, complete without JavaScript.

A button answers with the address of what follows (``/jobbereik/{draft}/{step}``), so that Back, reload and a second tab
work. The form holds the whole profile as well: where no draft can be kept, the button answers with the page itself.
"""

from datetime import date, datetime

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.dependencies import Engine, Now, Today
from api.jobbereik import flow, forms, log
from api.jobbereik.forms import Draft, Step
from api.jobbereik.result import views as result
from api.jobbereik.views import drop_unknown, view
from api.sessions.drafts import Drafts
from api.web.drafts import AllDrafts, draft_text, lead, welcome
from api.web.forms import read_form
from api.web.rendering import render
from models.jobbereik.engine import Jobbereik

router = APIRouter(include_in_schema=False)

PAGE = "jobbereik/page.html"
TOOL = "jobbereik"


async def answer(
    request: Request, drafts: Drafts, engine: Jobbereik, draft: Draft, *, on: date, now: datetime
) -> Response:
    """Lead to the address of a draft; where it cannot be kept, the answer is the page itself."""
    led = await lead(request, drafts, TOOL, log.write(draft), f"/jobbereik/{{draft}}/{draft.path}", now=now)
    return led or welcome(request, render(request, PAGE, view(engine, draft, on)))


@router.get("/jobbereik")
async def begin(request: Request, engine: Engine, on: Today, beroep: str = "", q: str = "", doel: str = "") -> Response:
    """Show the first step: empty, with an occupation that was done or one to go to, or with what a word means."""
    return welcome(request, render(request, PAGE, view(engine, flow.begun(engine, beroep, q, doel), on)))


@router.post("/jobbereik")
async def step(request: Request, drafts: AllDrafts, engine: Engine, on: Today, now: Now) -> Response:
    """Do what the button asks, and lead to the step that follows."""
    draft = forms.read(await read_form(request, max_fields=2_000))
    if draft.verb == "bewaar" and not draft.errors:
        headers = {"Content-Disposition": 'attachment; filename="mijn-profiel.json"'}
        return Response(flow.kept(engine, draft), media_type="application/json", headers=headers)
    if draft.verb == "opnieuw":
        return RedirectResponse("/jobbereik", 303)
    flow.act(engine, draft, on)
    return await answer(request, drafts, engine, draft, on=on, now=now)


@router.get("/jobbereik/{draft}/afdruk")
async def paper(request: Request, drafts: AllDrafts, engine: Engine, on: Today, now: Now, draft: str) -> Response:
    """Show what somebody takes along to a coach, on two pages of paper at most."""
    found = flow.opened(await draft_text(request, drafts, TOOL, draft, now=now), Step.RESULT)
    if found is None:
        return welcome(request, render(request, PAGE, view(engine, Draft(), on) | {"past": True}, status_code=404))
    drop_unknown(engine, found)
    return render(request, "jobbereik/afdruk.html", result.paper(engine, found, on) | {"draft": draft})


@router.get("/jobbereik/{draft}/{step}")
async def again(
    request: Request, drafts: AllDrafts, engine: Engine, on: Today, now: Now, draft: str, step: str
) -> Response:
    """Show a step of a draft; once the draft is past, the first step, which says so."""
    text = await draft_text(request, drafts, TOOL, draft, now=now) if step in set(Step) else None
    found = flow.opened(text, step)
    if found is None:
        return welcome(request, render(request, PAGE, view(engine, Draft(), on) | {"past": True}, status_code=404))
    return render(request, PAGE, view(engine, found, on) | {"address": f"/jobbereik/{draft}"})


@router.get("/jobbereik/{draft}/beroep/{id:path}")
async def occupation(
    request: Request,
    drafts: AllDrafts,
    engine: Engine,
    on: Today,
    now: Now,
    draft: str,
    id: str,  # noqa: A002 - the address' own name
) -> Response:
    """Show one occupation for the person of a draft: what fits, what lacks, and what to do about it."""
    found = flow.opened_occupation(engine, await draft_text(request, drafts, TOOL, draft, now=now), id)
    if found is None:
        return welcome(request, render(request, PAGE, view(engine, Draft(), on) | {"past": True}, status_code=404))
    return render(request, PAGE, view(engine, found, on) | {"address": f"/jobbereik/{draft}"})
