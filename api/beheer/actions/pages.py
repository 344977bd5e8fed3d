"""Pages of the quality actions and file checks about a centre, on which it replies to what was found."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from starlette.responses import RedirectResponse

from api.beheer.actions import flow
from api.beheer.actions.dependencies import ThisCentre
from api.beheer.dependencies import DESK
from api.web.forms import paragraph
from api.web.rendering import render

router = APIRouter(prefix=f"{DESK.address}/acties", include_in_schema=False)

PAGE = "beheer/acties.html"
ActionId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]


async def _told(request: Request, desk: flow.AtCentre, id_: str, said: str, problem: str) -> Response:
    if problem:
        return render(request, PAGE, await flow.page(desk, problem, id_, said), status_code=422)
    return RedirectResponse(f"{router.prefix}#actie-{id_}", status_code=303)


@router.get("")
async def everything(request: Request, desk: ThisCentre) -> Response:
    """Show what the director plans with this centre or checked, and what came of it."""
    return render(request, PAGE, await flow.page(desk))


@router.post("/{id}")
async def reply(request: Request, id: ActionId, desk: ThisCentre) -> Response:  # noqa: A002 - the field's own name
    """Reply to the report of a talk."""
    form = await desk.opened.form(request, max_fields=10)
    said = paragraph(form, "antwoord", 10_000)
    return await _told(request, desk, id, said, await flow.reply(desk, id, said))


@router.post("/controle/{id}")
async def reply_to_check(request: Request, id: ActionId, desk: ThisCentre) -> Response:  # noqa: A002 - the field's own name
    """Reply to the preliminary result of a file check."""
    form = await desk.opened.form(request, max_fields=10)
    said = paragraph(form, "antwoord", 10_000)
    return await _told(request, desk, id, said, await flow.reply_to_check(desk, id, said))
