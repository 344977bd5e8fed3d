"""The page of Jouw waarden that puts a list of occupations in another order; the others stand in ``api.kaarten``."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse

from api.dependencies import Engine
from api.kaarten.dependencies import Visitor
from api.waarden import views
from api.waarden.schemas import ValuesIn
from api.web.rendering import render
from api.web.tool import suggested

router = APIRouter(prefix="/waarden", include_in_schema=False)

ORIENT = "orient"
ORIENT_LISTED = 20
"""Occupations that are taken over from Oriënt."""


@router.get("/beroepen")
async def occupations(
    request: Request,
    visit: Visitor,
    engine: Engine,
    beroep: Annotated[list[str], Query(max_length=200)] = [],  # noqa: B006 - FastAPI copies it
    q: str = "",
    bron: str = "",
) -> Response:
    """Show occupations by what somebody values; the list stands in the address, so nothing of it is kept."""
    log = visit.log
    if log is None or not log.state().complete or not isinstance(log.body, ValuesIn):
        return RedirectResponse("/waarden?melding=geen-spel#inhoud", status_code=303)
    source = ORIENT if bron == ORIENT else ""
    listed = beroep or (await suggested(request, source, ORIENT_LISTED) if source else [])
    context = await run_in_threadpool(views.occupations, engine, log.body, listed, q.strip()[:200], source)
    return render(request, "waarden/beroepen.html", context | {"game": visit.game, "words": visit.game.words})
