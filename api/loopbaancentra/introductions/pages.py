"""Pages on which a citizen asks a centre for a first talk, and sees where that stands."""

from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from api.dependencies import Now
from api.loopbaancentra.dependencies import ActiveDirectory
from api.loopbaancentra.introductions import forms, log, views
from api.loopbaancentra.introductions.dependencies import AllIntroductions
from api.loopbaancentra.introductions.texts import PAST
from api.sessions.codes import normal_code
from api.sessions.idempotency import Creating, creates
from api.web.drafts import AllDrafts, draft_text, lead, welcome
from api.web.forms import read_form
from api.web.rendering import render

router = APIRouter(prefix="/loopbaancentra", include_in_schema=False, route_class=Creating)

FORM, TOOL = "loopbaancentra/kennismaking.html", "introduction"


@router.get("/centrum/{id}/kennismaking")
async def ask_form(request: Request, id: str, directory: ActiveDirectory, now: Now) -> Response:  # noqa: A002
    """Show the form to ask for a first talk."""
    return welcome(request, render(request, FORM, views.form_view(directory, id, forms.Draft(), now)))


@router.post("/centrum/{id}/kennismaking")
@creates
async def ask(
    request: Request,
    id: str,  # noqa: A002 - the field's own name
    drafts: AllDrafts,
    directory: ActiveDirectory,
    introductions: AllIntroductions,
    now: Now,
) -> Response:
    """Keep the request, or lead to what was typed and what is wrong with it."""
    draft = forms.read(await read_form(request, max_fields=50))
    view = views.form_view(directory, id, draft, now)
    if draft.errors:
        path = f"/loopbaancentra/centrum/{quote(id, safe='')}/kennismaking/{{draft}}"
        led = await lead(request, drafts, TOOL, log.DRAFTS.write(draft), path, now=now)
        return led or welcome(request, render(request, FORM, view))
    kept = await introductions.ask(forms.request(draft, id), directory, now=now)
    return RedirectResponse(f"/loopbaancentra/kennismaking/{kept.code}", status_code=303)


@router.get("/centrum/{id}/kennismaking/{draft}")
async def ask_again(
    request: Request,
    id: str,  # noqa: A002 - the field's own name
    draft: str,
    drafts: AllDrafts,
    directory: ActiveDirectory,
    now: Now,
) -> Response:
    """Show what was typed and what is wrong with it; once the draft is past, an empty form, which says so."""
    text = await draft_text(request, drafts, TOOL, draft, now=now)
    found = log.DRAFTS.read(text)
    view = views.form_view(directory, id, found or forms.Draft(errors={"naam": PAST}), now)
    return welcome(request, render(request, FORM, view, status_code=200 if found else 404))


@router.get("/kennismaking")
async def find(request: Request, code: str = "") -> Response:
    """Ask for the code of a request, or go to its page."""
    normal = normal_code(code[:100])
    if normal:
        return RedirectResponse(f"/loopbaancentra/kennismaking/{normal}", status_code=303)
    return render(request, "loopbaancentra/code.html", {"typed": code[:100], "wrong": bool(code.strip())})


@router.get("/kennismaking/{code}")
async def look(
    request: Request, code: str, directory: ActiveDirectory, introductions: AllIntroductions, now: Now
) -> Response:
    """Show where a request stands, to whoever has its code."""
    found = await introductions.of_code(code, now=now)
    return render(request, "loopbaancentra/stand.html", views.status_view(directory, found, code, now))


@router.post("/kennismaking/{code}/versturen")
async def send(code: str, introductions: AllIntroductions, now: Now) -> Response:
    """Send what was kept: the citizen agrees now."""
    await introductions.send(await introductions.of_code(code, now=now), now=now)
    return RedirectResponse(f"/loopbaancentra/kennismaking/{code}", status_code=303)


@router.post("/kennismaking/{code}/intrekken")
async def withdraw(code: str, introductions: AllIntroductions, now: Now) -> Response:
    """Withdraw a request, and erase what was written."""
    await introductions.withdraw(await introductions.of_code(code, now=now))
    return RedirectResponse(f"/loopbaancentra/kennismaking/{code}", status_code=303)
