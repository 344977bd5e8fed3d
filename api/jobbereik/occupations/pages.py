"""Pages of occupations at /beroepen: search, the alphabet, sectors, and one occupation in full."""

from fastapi import APIRouter, Request, Response

from api.dependencies import Engine, Today
from api.jobbereik.occupations import views
from api.web.rendering import render
from models.cv.wording import line

router = APIRouter(prefix="/beroepen", include_in_schema=False)


@router.get("")
async def index(request: Request, engine: Engine, q: str = "", letter: str = "", sector: str = "") -> Response:
    """Show the occupations that a search found, or those of one letter or one sector."""
    return render(request, "beroepen/index.html", views.index(engine, line(q, 200), letter[:1], sector))


@router.get("/{id}")
async def page(request: Request, engine: Engine, on: Today, id: str) -> Response:  # noqa: A002 - the field's own name
    """Show one occupation."""
    return render(request, "beroepen/page.html", views.page(engine, id, on))
