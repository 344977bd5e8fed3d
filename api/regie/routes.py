"""JSON routes of the director's side under /api/v1/regie: parse, one call, return."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.keys.dependencies import Operator
from api.problems import KEYED_PROBLEMS
from api.regie import answers, schemas
from api.regie.dependencies import TheRegie

router = APIRouter(prefix="/api/v1/regie", tags=["regie"], responses=KEYED_PROBLEMS)


@router.get("/signals", summary="Pairs of an employer and a centre that meet more than by chance")
async def signals(query: Annotated[schemas.YearIn, Query()], regie: TheRegie, _: Operator) -> schemas.SignalsOut:
    """Operator. Each with its arithmetic and other explanations; a signal alone has no effect for anybody."""
    return schemas.SignalsOut.model_validate(answers.signals(query.year, await regie.signals(query.year)))


@router.get(
    "/hints", summary="Talks at impossible hours or overlapping for one counsellor, too long days, many closings"
)
async def hints(query: Annotated[schemas.YearIn, Query()], regie: TheRegie, _: Operator) -> schemas.TalkHintsOut:
    """Operator. Over all cheques of a year, with arithmetic and other explanations; no effect for anybody."""
    return schemas.TalkHintsOut.model_validate(answers.hints(query.year, await regie.hints(query.year)))


@router.get("/stimulation", summary="Who qualifies for stimulation financing")
async def stimulation(
    query: Annotated[schemas.YearIn, Query()], regie: TheRegie, _: Operator
) -> schemas.StimulationOut:
    """Operator. Clients are counted only; numbers of people from 1 to 9 are not told. The amount is not known."""
    return schemas.StimulationOut.model_validate(answers.stimulation(query.year, await regie.stimulation(query.year)))
