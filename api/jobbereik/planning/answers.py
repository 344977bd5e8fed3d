"""What to learn next, and the shortest way to an occupation, as members of JSON."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from pydantic_core import from_json, to_json

from api.jobbereik import answers, texts
from api.jobbereik.competences.answers import Written
from api.jobbereik.schemas import GapIn, ReachIn
from item_bank.schema import OccupationId
from models.contracts import Estimate
from models.jobbereik import planning
from models.jobbereik.engine import Jobbereik
from models.jobbereik.profile import UnknownIdError
from models.jobbereik.region import region_notes
from models.jobbereik.schema import CompetenceInPlay, LearningPath, WhatIf


def _probability(estimate: Estimate) -> dict[str, Any]:
    return {"value": estimate.value, "low": estimate.low, "high": estimate.high, "n": estimate.n}


def _competences(written: Written, items: Iterable[CompetenceInPlay], occupation: int | None) -> list[Any]:
    found: list[Any] = from_json(written.once(items, occupation))
    return found


def find_what_if(engine: Jobbereik, body: ReachIn, on: date) -> WhatIf:
    """Return what one competence more would change.

    Raises
    ------
    ProblemError
        422 when the profile names what the catalogue does not have.
    """
    answers.check_codes(engine, body)
    return planning.learn_next(engine, body.to_profile(), limit=body.limit, on=on)


def what_if(engine: Jobbereik, body: ReachIn, on: date) -> bytes:
    """Return what one competence more would change as JSON."""
    found = find_what_if(engine, body, on)
    competences = _competences(Written.of(engine), (item.competence for item in found.items), None)
    source = None if engine.vacancies is None else engine.vacancies.source
    items = [
        {
            "competence": competence,
            "occupations": len(item.occupations),
            "newOccupations": [answers.occupation(row) for row in item.occupations],
            "vacancies": item.vacancies,
            "source": source if item.vacancies is not None else None,
        }
        for item, competence in zip(found.items, competences, strict=True)
    ]
    return to_json({"items": items, "notes": _notes(engine, body, on)} | answers.versions(engine, found))


def _notes(engine: Jobbereik, body: ReachIn, on: date) -> list[dict[str, str]]:
    return answers.notes(region_notes(engine.vacancies, body.filters.to_filters(), on), body)


def find_learning_path(engine: Jobbereik, body: GapIn, on: date) -> LearningPath:
    """Return the shortest way to an occupation.

    Raises
    ------
    ProblemError
        422 when the profile or the occupation is not in the catalogue.
    """
    answers.check_codes(engine, body)
    if engine.catalogue.occupation_index(body.occupation_id) is None:
        raise answers.unknown_id(UnknownIdError("occupationId", body.occupation_id), "occupationId")
    return planning.learning_path(engine, body.to_profile(), OccupationId(body.occupation_id), on=on)


def learning_path(engine: Jobbereik, body: GapIn, on: date) -> bytes:
    """Return the shortest way to an occupation as JSON."""
    found = find_learning_path(engine, body, on)
    wanted = {item.competence.id for item in found.missing}
    trainings = [
        answers.training(engine, row) | {"competences": [id_ for id_ in row.competences if id_ in wanted]}
        for row in found.trainings
    ]
    position = engine.catalogue.occupation_index(body.occupation_id)
    answer = {
        "occupation": answers.occupation(found.occupation),
        "withinReachNow": found.within_reach_now,
        "reachable": found.reachable,
        "exact": found.exact,
        "missing": _competences(Written.of(engine, on), found.missing, position),
        "gates": [answers.gate(item) for item in found.gates],
        "levelTooHigh": found.level_too_high,
        "trainings": trainings,
        "steppingStones": [answers.occupation(row) for row in found.stepping_stones],
        "probabilityAfter": _probability(found.probability_after),
        "chanceAfter": texts.chance(found.probability_after),
    }
    return to_json(answer | answers.versions(engine, found))
