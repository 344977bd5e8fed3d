"""What to learn next, and the shortest way to an occupation, as members of JSON."""

from datetime import date
from typing import Any

from pydantic_core import to_json

from api.jobbereik import service, texts
from api.jobbereik.schemas import GapIn, ReachIn
from item_bank.schema import OccupationId
from models.contracts import Estimate
from models.jobbereik import planning
from models.jobbereik.engine import Jobbereik
from models.jobbereik.profile import UnknownIdError
from models.jobbereik.schema import CompetenceInPlay, LearningPath, WhatIf


def _competence(item: CompetenceInPlay) -> dict[str, Any]:
    competence = item.competence
    return {
        "id": competence.id,
        "label": competence.names.label("nl"),
        "kind": competence.kind,
        "importance": item.importance,
        "essential": item.essential,
        "probability": item.probability,
        "evidence": None,
    }


def _probability(estimate: Estimate) -> dict[str, Any]:
    return {"value": estimate.value, "low": estimate.low, "high": estimate.high, "n": estimate.n}


def find_what_if(engine: Jobbereik, body: ReachIn, on: date) -> WhatIf:
    """Return what one competence more would change.

    Raises
    ------
    ProblemError
        422 when the profile names what the catalogue does not have.
    """
    service.check_codes(engine, body)
    return planning.learn_next(engine, body.to_profile(), limit=body.limit, on=on)


def what_if(engine: Jobbereik, body: ReachIn, on: date) -> bytes:
    """Return what one competence more would change as JSON."""
    found = find_what_if(engine, body, on)
    items = [
        {
            "competence": _competence(item.competence),
            "occupations": len(item.occupations),
            "newOccupations": [service.occupation(row) for row in item.occupations],
            "vacancies": None,
            "source": None,
        }
        for item in found.items
    ]
    return to_json({"items": items} | _versions(found))


def _versions(found: WhatIf | LearningPath) -> dict[str, str]:
    return {
        "catalogueVersion": found.catalogue_version,
        "modelVersion": found.model_version,
        "resultId": found.result_id,
    }


def find_learning_path(engine: Jobbereik, body: GapIn, on: date) -> LearningPath:
    """Return the shortest way to an occupation.

    Raises
    ------
    ProblemError
        422 when the profile or the occupation is not in the catalogue.
    """
    service.check_codes(engine, body)
    if engine.catalogue.occupation_index(body.occupation_id) is None:
        raise service.unknown_id(UnknownIdError("occupationId", body.occupation_id), "occupationId")
    return planning.learning_path(engine, body.to_profile(), OccupationId(body.occupation_id), on=on)


def learning_path(engine: Jobbereik, body: GapIn, on: date) -> bytes:
    """Return the shortest way to an occupation as JSON."""
    found = find_learning_path(engine, body, on)
    wanted = {item.competence.id for item in found.missing}
    trainings = [
        service.training(engine, row) | {"competences": [id_ for id_ in row.competences if id_ in wanted]}
        for row in found.trainings
    ]
    answer = {
        "occupation": service.occupation(found.occupation),
        "withinReachNow": found.within_reach_now,
        "reachable": found.reachable,
        "exact": found.exact,
        "missing": [_competence(item) for item in found.missing],
        "gates": [service.gate(item) for item in found.gates],
        "levelTooHigh": found.level_too_high,
        "trainings": trainings,
        "steppingStones": [service.occupation(row) for row in found.stepping_stones],
        "probabilityAfter": _probability(found.probability_after),
        "chanceAfter": texts.chance(found.probability_after),
    }
    return to_json(answer | _versions(found))
