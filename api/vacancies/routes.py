"""JSON routes of vacancies under /api/v1/jobbereik/vacancies: parse, one call, return."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from api.dependencies import Engine, Today
from api.problems import PROBLEMS
from api.vacancies import answers, schemas

router = APIRouter(prefix="/api/v1/jobbereik/vacancies", tags=["jobbereik"], responses=PROBLEMS)

JSON = "application/json"


@router.get("", response_model=schemas.VacanciesOut, summary="Open vacancies near a place, or everywhere")
async def vacancies(query: Annotated[schemas.NearIn, Query()], engine: Engine, on: Today) -> Response:
    """Nearest first when a postcode is asked, else newest first. Expired ones never show; samples say so."""
    return Response(answers.vacancies(engine, query, on), media_type=JSON)


@router.get("/{id:path}", response_model=schemas.VacancyInFullOut, summary="One open vacancy in full")
async def vacancy(
    id: Annotated[str, Path(min_length=1, max_length=500)],  # noqa: A002 - the field's own name
    engine: Engine,
    on: Today,
) -> Response:
    """Return text, place, pay and the competences that were found in it; 404 once its last day is past."""
    return Response(answers.vacancy(engine, id, on), media_type=JSON)
