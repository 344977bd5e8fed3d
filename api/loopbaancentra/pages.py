"""Pages of career centres at /loopbaancentra: search, one centre, and a choice to keep."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from starlette.responses import PlainTextResponse

from api.dependencies import Today
from api.loopbaancentra import forms, views
from api.loopbaancentra.dependencies import ActiveDirectory
from api.web.rendering import render

router = APIRouter(prefix="/loopbaancentra", include_in_schema=False)

Chosen = Annotated[list[str], Query(max_length=200)]


@router.get("")
async def index(request: Request, directory: ActiveDirectory, on: Today) -> Response:
    """Show the search form, and what it finds."""
    form = forms.read(request.query_params)
    return render(request, "loopbaancentra/index.html", views.index(directory, form, on))


@router.get("/centrum/{id}")
async def centre(
    request: Request,
    id: str,  # noqa: A002 - the field's own name
    directory: ActiveDirectory,
    on: Today,
    plaats: str = "",
) -> Response:
    """Show one centre."""
    return render(request, "loopbaancentra/centrum.html", views.page(directory, id, on, plaats))


@router.get("/keuze")
async def chosen(request: Request, directory: ActiveDirectory, on: Today, centrum: Chosen = []) -> Response:  # noqa: B006
    """Show the chosen centres side by side, to print or to keep as a bookmark."""
    return render(request, "loopbaancentra/keuze.html", views.chosen(directory, centrum, on))


@router.get("/keuze.txt")
async def chosen_file(directory: ActiveDirectory, on: Today, centrum: Chosen = []) -> Response:  # noqa: B006
    """Give the chosen centres as a file."""
    headers = {"Content-Disposition": 'attachment; filename="mijn-loopbaancentra.txt"'}
    return PlainTextResponse(views.chosen_text(directory, centrum, on), headers=headers)
