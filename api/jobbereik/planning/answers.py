"""What to learn next, and the shortest way to an occupation, as members of JSON."""

from datetime import date
from typing import Any

from api.catalogue import answers as occupations
from api.jobbereik import answers, texts
from api.jobbereik.competences.answers import Written
from api.jobbereik.planning import service
from api.jobbereik.schemas import GapIn, ReachIn
from api.web.fragments import encode
from models.contracts import Estimate
from models.jobbereik.engine import Jobbereik
from models.jobbereik.region import region_notes


def _probability(estimate: Estimate) -> dict[str, Any]:
    return {"value": estimate.value, "low": estimate.low, "high": estimate.high, "n": estimate.n}


def what_if(engine: Jobbereik, body: ReachIn, on: date) -> bytes:
    """Return what one competence more would change as JSON."""
    found = service.find_what_if(engine, body, on)
    competences = Written.of(engine).once((item.competence for item in found.items), None)
    source = None if engine.vacancies is None else engine.vacancies.source
    items = [
        {
            "competence": competence,
            "occupations": len(item.occupations),
            "newOccupations": [occupations.occupation(row) for row in item.occupations],
            "vacancies": item.vacancies,
            "source": source if item.vacancies is not None else None,
        }
        for item, competence in zip(found.items, competences, strict=True)
    ]
    return encode({"items": items, "notes": _notes(engine, body, on)} | answers.versions(engine, found))


def _notes(engine: Jobbereik, body: ReachIn, on: date) -> list[dict[str, str]]:
    return answers.notes(region_notes(engine.vacancies, body.filters.to_filters(), on), body)


def learning_path(engine: Jobbereik, body: GapIn, on: date) -> bytes:
    """Return the shortest way to an occupation as JSON."""
    found = service.find_learning_path(engine, body, on)
    wanted = {item.competence.id for item in found.missing}
    trainings = [
        answers.training(engine, row) | {"competences": [id_ for id_ in row.competences if id_ in wanted]}
        for row in found.trainings
    ]
    position = engine.catalogue.occupation_index(body.occupation_id)
    answer = {
        "occupation": occupations.occupation(found.occupation),
        "withinReachNow": found.within_reach_now,
        "reachable": found.reachable,
        "feasible": found.feasible,
        "exact": found.exact,
        "missing": Written.of(engine, on).once(found.missing, position),
        "gates": [answers.gate(item) for item in found.gates],
        "levelTooHigh": found.level_too_high,
        "trainings": trainings,
        "steppingStones": [occupations.occupation(row) for row in found.stepping_stones],
        "probabilityAfter": _probability(found.probability_after),
        "verdictAfter": found.verdict_after,
        "chanceAfter": texts.chance(found.probability_after, found.verdict_after),
    }
    return encode(answer | answers.versions(engine, found))
