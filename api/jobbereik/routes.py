"""JSON routes of Jobbereik under /api/v1/jobbereik: parse, one call, return."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from api.dependencies import Engine, Today
from api.jobbereik import answers, schemas
from api.jobbereik.planning import answers as planning
from api.jobbereik.planning import schemas as planning_schemas
from api.jobbereik.search import answers as search
from api.jobbereik.search import schemas as search_schemas
from api.problems import PROBLEMS
from api.schemas import TEXT_MAX

router = APIRouter(prefix="/api/v1/jobbereik", tags=["jobbereik"], responses=PROBLEMS)

JSON = "application/json"


@router.get(
    "/occupations",
    response_model=search_schemas.OccupationsOut,
    summary="Occupations by a name as people type it, best first",
)
async def occupations(query: Annotated[search_schemas.SearchIn, Query()], engine: Engine) -> Response:
    """Labels and aliases in Dutch, French and English; typing errors, gender and compounds are forgiven."""
    return Response(search.occupations(engine, query), media_type=JSON)


@router.get(
    "/competences",
    response_model=search_schemas.CompetencesOut,
    summary="Competences by a name as people type it, best first",
)
async def competences(query: Annotated[search_schemas.SearchIn, Query()], engine: Engine) -> Response:
    """Labels and aliases; typing errors and compounds are forgiven."""
    return Response(search.competences(engine, query), media_type=JSON)


@router.get(
    "/occupations/{id}",
    response_model=schemas.OccupationDetailsOut,
    summary="All that the catalogue knows about an occupation",
)
async def occupation(
    id: Annotated[str, Path(min_length=1, max_length=TEXT_MAX)],  # noqa: A002 - the field's own name
    engine: Engine,
    on: Today,
) -> Response:
    """Return description, competences, level, interests, working conditions, gates and neighbouring occupations."""
    return Response(answers.occupation_details(engine, id, on), media_type=JSON)


@router.get("/catalogue", summary="Which catalogue answers, and how large it is")
async def catalogue(engine: Engine) -> schemas.CatalogueOut:
    """Return counts of occupations, competences and trainings, and the version that every result names."""
    return schemas.CatalogueOut.model_validate(answers.catalogue_summary(engine))


@router.get("/vocabulary", summary="The codes that profiles and filters may name")
async def vocabulary(engine: Engine) -> schemas.VocabularyOut:
    """Sectors, working conditions and licences of the active catalogue."""
    return schemas.VocabularyOut.model_validate(answers.vocabulary(engine))


@router.post(
    "/competence-suggestions",
    response_model=schemas.SuggestionsOut,
    summary="Competences that people with these experiences typically have",
)
async def competence_suggestions(body: schemas.SuggestionsIn, engine: Engine, on: Today) -> Response:
    """Each with the probability that this person has it, surest first."""
    return Response(answers.suggest(engine, body, on), media_type=JSON)


@router.post("/reach", response_model=schemas.ReachOut, summary="Occupations within reach, and feasible with training")
async def reach(body: schemas.ReachIn, engine: Engine, on: Today) -> Response:
    """Two lists, best first. Nothing of the profile is stored."""
    return Response(answers.reach(engine, body, on), media_type=JSON)


@router.post("/gap", response_model=schemas.GapOut, summary="One occupation compared with a profile: why not?")
async def gap(body: schemas.GapIn, engine: Engine, on: Today) -> Response:
    """Return what the person has, misses and does not use, and the gates, for any occupation."""
    return Response(answers.gap(engine, body, on), media_type=JSON)


@router.post(
    "/what-if",
    response_model=planning_schemas.WhatIfOut,
    summary="What one competence more would change, most occupations first",
)
async def what_if(body: schemas.ReachIn, engine: Engine, on: Today) -> Response:
    """Return each absent competence that brings an occupation within reach by itself; exact, not estimated."""
    return Response(planning.what_if(engine, body, on), media_type=JSON)


@router.post(
    "/learning-path", response_model=planning_schemas.LearningPathOut, summary="The shortest way to an occupation"
)
async def learning_path(body: schemas.GapIn, engine: Engine, on: Today) -> Response:
    """Return the fewest competences and trainings that bring an occupation within reach, and a stepping stone."""
    return Response(planning.learning_path(engine, body, on), media_type=JSON)
