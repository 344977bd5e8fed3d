"""JSON routes of the Loopbaantest under /api/v1/loopbaantest: parse, one call, return."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.loopbaantest import schemas, service
from api.loopbaantest.instrument import Instrument
from api.problems import PROBLEMS

router = APIRouter(prefix="/api/v1/loopbaantest", tags=["loopbaantest"], responses=PROBLEMS)


@router.get("/items", summary="The statements, in the order in which they are asked")
async def items(query: Annotated[schemas.ItemsIn, Query()], test: Instrument) -> schemas.ItemsOut:
    """Thirty statements over six themes, worded for people who work, look for work or study."""
    return service.items(test, query)


@router.post("/scores", summary="Six scores with their doubt, and what helps on each theme")
async def scores(body: schemas.ScoresIn, test: Instrument) -> schemas.ScoresOut:
    """Score answers. Nothing of them is kept."""
    return service.scores(test, body)


@router.post("/comparisons", summary="Two tests of one person: what changed beyond the error")
async def comparisons(body: schemas.ComparisonIn, test: Instrument) -> schemas.ComparisonOut:
    """Say "progress" only beyond the reliable change index. Nothing of the answers is kept."""
    return service.comparison(test, body)
