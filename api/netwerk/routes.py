"""JSON routes of Jouw netwerk under /api/v1/netwerk: computed from the request, and nothing kept."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.dependencies import Engine, Today
from api.netwerk import answers, drawing, schemas, service
from api.problems import PROBLEMS

router = APIRouter(prefix="/api/v1/netwerk", tags=["netwerk"], responses=PROBLEMS)


@router.get("/vocabulary", summary="What can be chosen for a person")
async def vocabulary(engine: Engine) -> schemas.VocabularyOut:
    """Codes with their Dutch labels."""
    return answers.vocabulary(engine)


@router.post("/analysis", summary="What a network says")
async def analysis(body: schemas.NetworkIn, engine: Engine) -> schemas.AnalysisOut:
    """Shares, bridges to the sectors of your occupations, empty sectors, balance, and tips. Nothing is kept."""
    return answers.analysis(engine, body)


@router.post("/drawing", summary="The ecogram as a file: SVG, PNG or tagged PDF", response_class=Response)
async def draw(
    body: schemas.NetworkIn,
    engine: Engine,
    on: Today,
    format: Annotated[drawing.Format, Query(description="Kind of file.")] = "svg",  # noqa: A002 - the member's name
    sharing: Annotated[bool, Query(description="Only people who were ticked for sharing.")] = False,
) -> Response:
    """Return the drawing; the PDF has the list beside it. Nothing is kept."""
    network = service.network(body, sharing=sharing)
    return await drawing.file(network, service.sector_labels(engine), format, on=on)
