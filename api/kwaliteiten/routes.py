"""JSON routes of Jouw kwaliteiten under /api/v1/kwaliteiten: parse, one call, return.

Results draw thousands of numbers, so they run beside the event loop: those functions are not asynchronous.
"""

from typing import Annotated

from fastapi import APIRouter, Query

from api.dependencies import Engine
from api.kaarten.schemas import CardsIn, GameStateOut, PlayIn
from api.kwaliteiten import answers, schemas
from api.problems import PROBLEMS

router = APIRouter(prefix="/api/v1/kwaliteiten", tags=["kwaliteiten"], responses=PROBLEMS)


@router.get("/cards", summary="The cards: soft skills, each linked to competences")
async def cards(query: Annotated[CardsIn, Query()]) -> schemas.QualityCardsOut:
    """Thirty-six cards in Dutch, English or French."""
    return answers.cards(query)


@router.post("/game", summary="Where a game stands, and what may come next")
def game(body: PlayIn) -> GameStateOut:
    """Play without the pages: send all moves so far, get the next question. Nothing is kept."""
    return answers.game(body)


@router.post(
    "/results",
    response_model_exclude_unset=True,
    summary="Seven qualities in order, with stability, examples and occupations",
)
def results(body: schemas.QualitiesIn, engine: Engine) -> schemas.QualitiesOut:
    """Return the result of a game. Nothing is kept: `game` in the answer gives the same result when sent again."""
    return answers.results(engine, body)
