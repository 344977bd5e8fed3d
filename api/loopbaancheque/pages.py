"""Pages of the loopbaancheque: one question at a time or one form, complete without JavaScript, nothing stored."""

from fastapi import APIRouter, Request, Response

from api.dependencies import Today
from api.jobbereik.forms import check_content_type
from api.loopbaancheque import flow, forms, views
from api.web.rendering import render

router = APIRouter(include_in_schema=False)


@router.get("/loopbaancheque")
async def begin(request: Request, on: Today) -> Response:
    """Say what a cheque is, and offer the questions or the form."""
    return render(request, "loopbaancheque/start.html", views.start_page(on))


@router.get("/loopbaancheque/vragen")
async def first_question(request: Request, on: Today) -> Response:
    """Show the first question."""
    draft = flow.begin(on)
    return render(request, *views.view(draft, "dag"))


@router.get("/loopbaancheque/formulier")
async def whole_form(request: Request, on: Today) -> Response:
    """Show all questions at once."""
    draft = flow.begin(on)
    draft.question = None
    return render(request, *views.view(draft, flow.FORM))


@router.post("/loopbaancheque")
async def step(request: Request) -> Response:
    """Do what the button asks, and show what follows."""
    check_content_type(request.headers.get("content-type", ""))
    async with request.form(max_fields=1_000) as form:
        draft = forms.read(form)
    return render(request, *views.view(draft, flow.act(draft)))


@router.get("/loopbaancheque/begeleiding")
async def guidance(request: Request) -> Response:
    """Say what career guidance is and what it is not."""
    return render(request, "loopbaancheque/begeleiding.html", {})


@router.get("/loopbaancheque/regels")
async def rules(request: Request, on: Today) -> Response:
    """Show the rules through time."""
    return render(request, "loopbaancheque/regels.html", views.rules_page(on))
