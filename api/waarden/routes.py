"""JSON routes of Jouw waarden under /api/v1/waarden: parse, one call, return.

Results draw thousands of numbers, so they run beside the event loop: those functions are not asynchronous.
"""

from typing import Annotated

from fastapi import APIRouter, Query

from api.dependencies import Engine
from api.kaarten.schemas import CardsIn, GameStateOut, PlayIn
from api.problems import PROBLEMS
from api.waarden import answers, schemas

router = APIRouter(prefix="/api/v1/waarden", tags=["waarden"], responses=PROBLEMS)


@router.get("/cards", summary="The cards: values, spread over the circle of basic values, and work values")
async def cards(query: Annotated[CardsIn, Query()]) -> schemas.ValueCardsOut:
    """Thirty-six cards in Dutch, English or French."""
    return answers.cards(query)


@router.post("/game", summary="Where a game stands, and what may come next")
def game(body: PlayIn) -> GameStateOut:
    """Play without the pages: send all moves so far, get the next question. Nothing is kept."""
    return answers.game(body)


@router.post(
    "/results",
    response_model_exclude_unset=True,
    summary="Seven values in order, with stability, gaps, and occupations by what is valued",
)
def results(body: schemas.ValuesIn, engine: Engine) -> schemas.ValuesOut:
    """Return the result of a game. Nothing is kept: `game` in the answer gives the same result when sent again."""
    return answers.results(engine, body)
