"""Pages of the loopbaancheque: one question at a time or one form, complete without JavaScript.

A button answers with the address of what follows, ``/loopbaancheque/vragen/{draft}/{vraag}``, so that Back, reload and
a second tab work. The form holds every answer as well: where no draft can be kept, the button answers with the page.
"""

from fastapi import APIRouter, Request, Response

from api.dependencies import Now, Today
from api.loopbaancheque import flow, forms, log, views
from api.loopbaancheque.texts import PAST
from api.web.drafts import AllDrafts, draft_text, lead, welcome
from api.web.forms import read_form
from api.web.rendering import render

router = APIRouter(include_in_schema=False)

TOOL = "loopbaancheque"


@router.get("/loopbaancheque")
async def begin(request: Request, on: Today) -> Response:
    """Say what a cheque is, and offer the questions or the form."""
    return render(request, "loopbaancheque/start.html", views.start_page(on))


@router.get("/loopbaancheque/vragen")
async def first_question(request: Request, on: Today) -> Response:
    """Show the first question."""
    return welcome(request, render(request, *views.view(flow.begin(on), "dag")))


@router.get("/loopbaancheque/formulier")
async def whole_form(request: Request, on: Today) -> Response:
    """Show all questions at once."""
    draft = flow.begin(on)
    draft.question = None
    return welcome(request, render(request, *views.view(draft, flow.FORM)))


@router.post("/loopbaancheque")
async def step(request: Request, drafts: AllDrafts, now: Now) -> Response:
    """Do what the button asks, and lead to what follows."""
    draft = forms.read(await read_form(request))
    what = flow.act(draft)
    led = await lead(
        request, drafts, TOOL, log.DRAFTS.write(draft), f"/loopbaancheque/vragen/{{draft}}/{what}", now=now
    )
    return led or welcome(request, render(request, *views.view(draft, what)))


@router.get("/loopbaancheque/vragen/{draft}/{vraag}")
async def look(request: Request, drafts: AllDrafts, on: Today, now: Now, draft: str, vraag: str) -> Response:
    """Show a question, the form or the answer of a draft; once it is past, the start, which says so."""
    text = await draft_text(request, drafts, TOOL, draft, now=now)
    found = log.DRAFTS.read(text)
    shown = flow.shown(found, vraag) if found else None
    if found is None or shown is None:
        return render(request, "loopbaancheque/start.html", views.start_page(on, PAST), status_code=404)
    return welcome(request, render(request, *views.view(found, shown)))


@router.get("/loopbaancheque/begeleiding")
async def guidance(request: Request, on: Today) -> Response:
    """Say what career guidance is and what it is not."""
    return render(request, "loopbaancheque/begeleiding.html", views.guidance(on))


@router.get("/loopbaancheque/regels")
async def rules(request: Request, on: Today) -> Response:
    """Show the rules through time."""
    return render(request, "loopbaancheque/regels.html", views.rules_page(on))
