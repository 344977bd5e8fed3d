"""JSON routes of career centres under /api/v1/loopbaancentra: parse, one call, return."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from api.dependencies import Today
from api.loopbaancentra import answers, schemas, service
from api.loopbaancentra.dependencies import ActiveDirectory
from api.problems import PROBLEMS

router = APIRouter(prefix="/api/v1/loopbaancentra", tags=["loopbaancentra"], responses=PROBLEMS)


@router.get("/centres", summary="Career centres near a place, in a fair order")
async def centres(
    query: Annotated[schemas.SearchIn, Query()], directory: ActiveDirectory, on: Today
) -> schemas.CentresOut:
    """Nearer bands first; within a band the order changes every day. Passive centres never show."""
    return schemas.CentresOut.model_validate(answers.centres(directory, service.search(directory, query, on)))


@router.get("/centres/{id}", summary="One career centre: locations, what it offers, counsellors")
async def centre(
    id: Annotated[str, Path(min_length=1, max_length=64)],  # noqa: A002 - the field's own name
    directory: ActiveDirectory,
    on: Today,
) -> schemas.CentreDetailsOut:
    """Return it while its mandate holds and it is active."""
    return schemas.CentreDetailsOut.model_validate(answers.details(service.find(directory, id, on), on))


@router.get("/vocabulary", summary="The codes that a search may name, with their Dutch words")
async def vocabulary() -> schemas.CentreVocabularyOut:
    """Languages of support, ways to meet, target groups, themes and access."""
    return schemas.CentreVocabularyOut.model_validate(answers.vocabulary())


@router.post("/referrals", summary="From a situation to reasoned next steps and centres")
async def referrals(body: schemas.ReferralIn, directory: ActiveDirectory, on: Today) -> schemas.NextStepsOut:
    """Nothing of the situation is stored. Each step says why it comes up."""
    return schemas.NextStepsOut.model_validate(answers.referral(directory, service.refer(directory, body, on)))
