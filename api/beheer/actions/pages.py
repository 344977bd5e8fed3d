"""Pages of the quality actions about a centre, on which it replies to a report."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from starlette.responses import RedirectResponse

from api.beheer.actions import flow
from api.beheer.dependencies import DESK, Employee
from api.dependencies import Now, Today
from api.regie.actions.dependencies import AllActions
from api.web.forms import paragraph, read_form
from api.web.rendering import render

router = APIRouter(prefix=f"{DESK.address}/acties", include_in_schema=False)

PAGE = "beheer/acties.html"
ActionId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]


@router.get("")
async def everything(request: Request, opened: Employee, all_: AllActions, on: Today) -> Response:
    """Show what the director plans with this centre, and what came of it."""
    return render(request, PAGE, await flow.page(opened, all_, on))


@router.post("/{id}")
async def reply(
    request: Request,
    id: ActionId,  # noqa: A002 - the field's own name
    opened: Employee,
    all_: AllActions,
    on: Today,
    now: Now,
) -> Response:
    """Reply to the report."""
    form = await read_form(request, max_fields=10)
    opened.check(form)
    said = paragraph(form, "antwoord", 10_000)
    problem = await flow.reply(opened, all_, id, said, on, now)
    if problem:
        context = await flow.page(opened, all_, on, problem, id, said)
        return render(request, PAGE, context, status_code=422)
    return RedirectResponse(f"{router.prefix}#actie-{id}", status_code=303)
