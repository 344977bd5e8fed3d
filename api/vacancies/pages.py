"""Pages of vacancies at /vacatures: a search near a place, and one vacancy in full."""

from fastapi import APIRouter, Request, Response

from api.dependencies import Engine, Today
from api.vacancies import views
from api.web.rendering import render

router = APIRouter(prefix="/vacatures", include_in_schema=False)


@router.get("")
async def index(request: Request, engine: Engine, on: Today) -> Response:
    """Show the open vacancies that the form asks, as a list and on a small map."""
    return render(request, "vacatures/index.html", views.index(engine, dict(request.query_params), on))


@router.get("/{id:path}")
async def page(request: Request, engine: Engine, on: Today, id: str) -> Response:  # noqa: A002 - the field's own name
    """Show one vacancy, with its JobPosting as JSON-LD."""
    return render(request, "vacatures/page.html", views.page(engine, id, on))
