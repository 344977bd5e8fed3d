"""What Jobbereik answers over HTTP: the engine's types as members of JSON.

JSON without models on purpose: a result holds up to two thousand competences, and building a model for each would cost
more than the ranking. ``api.jobbereik.schemas`` describes the same members, and a contract test holds the two together.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from api.catalogue import answers as occupations
from api.jobbereik import service, texts
from api.jobbereik.competences.answers import Written
from api.jobbereik.result import texts as short_words
from api.jobbereik.schemas import GapIn, ProfileIn, ReachIn, SuggestionsIn
from api.problems import ProblemError, shown
from api.web.fragments import Fragment, encode
from item_bank.postcodes.table import postcodes
from item_bank.schema import Frequency, GateId, Occupation, Training
from models.jobbereik.engine import Jobbereik
from models.jobbereik.learning import LearningPath, WhatIf
from models.jobbereik.region import open_vacancies
from models.jobbereik.schema import (
    Candidate,
    Filters,
    Gap,
    GateInPlay,
    NoteCode,
    Reach,
)
from models.vacancies.nearby import RADIUS_KM, Counts
from models.wording import together

INTEREST_SOURCE = "O*NET 29.1 interests, U.S. Department of Labor, CC BY 4.0"


def gate(item: GateInPlay) -> dict[str, Any]:
    """Return a gate, and whether it is held."""
    found = item.gate
    return {
        "code": found.id,
        "label": found.label,
        "kind": found.kind,
        "held": item.held,
        "assumed": item.assumed,
        "inTheWay": item.in_the_way,
        "explanation": found.explanation,
        "source": found.source,
        "checkedOn": found.checked_on,
    }


def training(engine: Jobbereik, row: Training) -> dict[str, Any]:
    """Return a training, with the measures that may apply."""
    measures = engine.catalogue.vocabulary.measures_of(row)
    return {
        "id": row.id,
        "label": row.names.label("nl"),
        "kind": row.kind,
        "eqfLevel": row.eqf,
        "hours": row.hours,
        "measures": [{"code": m.code, "label": m.label, "explanation": m.explanation} for m in measures],
    }


def _conditions(engine: Jobbereik, found: Iterable[tuple[str, Frequency | None]]) -> list[dict[str, Any]]:
    labels = {condition.code: condition.label for condition in engine.catalogue.vocabulary.conditions}
    return [{"code": code, "label": labels[code], "frequency": frequency} for code, frequency in found]


def _written_gate(item: GateInPlay, written: Written) -> Fragment:
    key = ("gate", item.gate.id, item.held, item.assumed, item.in_the_way)
    return written.part(key, lambda: gate(item))


def _written_training(engine: Jobbereik, row: Training, written: Written) -> Fragment:
    return written.part(("training", row.id), lambda: training(engine, row))


def _written_occupation(row: Occupation, written: Written) -> Fragment:
    return written.part(("occupation", row.id), lambda: occupations.occupation(row))


def prepare(engine: Jobbereik, position: int) -> None:
    """Write what an occupation shows to everybody, so that the first who sees it does not wait for it."""
    written = Written.of(engine)
    _written_occupation(engine.catalogue.occupation(position), written)
    written.lasting([asked.missing for asked in engine.explainer.asked(position)], position)
    for lead in engine.explainer.leading(position):
        _written_training(engine, lead.training, written)


UNUSED_LISTED = 20
"""Competences that an occupation does not use, in a row of the lists: with 300 of a person and 250 rows they were nine
tenths of an answer of megabytes. Looked up alone, an occupation has them all."""


def _candidate(
    engine: Jobbereik, found: Candidate, written: Written, counts: Counts | None, unused: int | None = UNUSED_LISTED
) -> dict[str, Any]:
    estimate, now = found.probability, found.probability_now
    position = engine.catalogue.occupation_index(found.occupation.id)
    unknown: list[tuple[str, Frequency | None]] = [(code, None) for code in found.unknown_conditions]
    sure = all(item.probability == 1.0 for item in found.matched)  # confirmed ones are the same for everybody
    return {
        "occupation": _written_occupation(found.occupation, written),
        "score": found.score,
        "probability": {"value": estimate.value, "low": estimate.low, "high": estimate.high, "n": estimate.n},
        "probabilityNow": {"value": now.value, "low": now.low, "high": now.high, "n": now.n},
        "chance": texts.chance(found.told, found.verdict),
        "doubt": found.doubt,
        "belowLevel": found.below_level,
        "toldAs": found.told_as,
        "reasons": texts.reasons(found),
        "thinData": found.thin_data,
        "surprising": found.surprising,
        "gates": [_written_gate(item, written) for item in found.gates],
        "gatesKnown": found.gates_known,
        "conditions": _conditions(engine, [*found.avoided, *unknown]),
        "vacancyCount": None if counts is None or position is None else counts.of(position),
        "vacancySource": None if engine.vacancies is None else engine.vacancies.source,
        "trainings": [_written_training(engine, row, written) for row in found.trainings],
        "matched": (written.lasting if sure else written.once)(found.matched, position),
        "missing": written.lasting(found.missing, position),
        "unused": written.shared(found.unused[:unused]),
    }


def notes(found: Iterable[NoteCode], body: ProfileIn) -> list[dict[str, str]]:
    """Return what must be said beside a result."""
    place = postcodes().find(body.filters.postcode or "")
    region = {"place": "" if place is None else place.label, "radius": body.filters.radius_km or RADIUS_KM}
    return [{"code": code, "text": texts.NOTES[code].format(**region)} for code in found]


def shortfalls(engine: Jobbereik, found: Reach) -> list[dict[str, Any]]:
    """Return why lists are short, and the nearest ways on."""
    labels = {sector.code: sector.label for sector in engine.catalogue.vocabulary.sectors}
    return [
        {
            "verdict": verdict,
            "rows": row.rows,
            "law": row.law,
            "level": row.level,
            "unlike": row.unlike,
            "ofSectors": row.of_sectors,
            "wish": row.wish,
            "withoutWish": row.without_wish,
            "sectors": [{"code": code, "label": labels[code], "rows": rows} for code, rows in row.sectors],
            "text": together(short_words.short(found, verdict, labels), " "),
        }
        for verdict, row in found.short.items()
    ]


def reach(engine: Jobbereik, body: ReachIn, on: date) -> bytes:
    """Return the two lists for a profile as JSON."""
    found = service.find_reach(engine, body, on)
    written, counts = Written.of(engine), open_vacancies(engine.vacancies, body.filters.to_filters(), on)
    answer = {
        "withinReach": [_candidate(engine, row, written, counts) for row in found.within_reach],
        "withTraining": [_candidate(engine, row, written, counts) for row in found.with_training],
        "further": [_candidate(engine, row, written, counts) for row in found.further],
        "licencesAssumed": [{"code": row.id, "label": row.label} for row in found.licences_assumed],
        "removedByFilters": found.removed_by_filters,
        "shortfalls": shortfalls(engine, found),
        "notes": notes(found.notes, body),
    }
    return encode(answer | versions(engine, found))


def gap(engine: Jobbereik, body: GapIn, on: date) -> bytes:
    """Return the comparison with one occupation as JSON."""
    found = service.find_gap(engine, body, on)
    counts = open_vacancies(engine.vacancies, body.filters.to_filters(), on)
    answer = _candidate(engine, found.candidate, Written.of(engine, on), counts, unused=None)
    answer |= {"verdict": found.verdict, "unlisted": found.candidate.unlisted, "notes": notes(found.notes, body)}
    return encode(answer | versions(engine, found))


def versions(engine: Jobbereik, found: Reach | Gap | WhatIf | LearningPath) -> dict[str, str | None]:
    """Return what a result depends on, and its name."""
    return {
        "catalogueVersion": found.catalogue_version,
        "modelVersion": found.model_version,
        "vacanciesVersion": None if engine.vacancies is None else engine.vacancies.version,
        "resultId": found.result_id,
    }


def suggest(engine: Jobbereik, body: SuggestionsIn, on: date) -> bytes:
    """Return the typical competences of experiences as JSON."""
    service.check_codes(engine, ProfileIn(experiences=body.experiences))
    experiences = [experience.to_experience() for experience in body.experiences]
    found = engine.suggest_competences(experiences, on=on, limit=body.limit)
    rows = [(item.competence, item.probability) for item in found]
    items = [{"id": c.id, "label": c.names.label("nl"), "kind": c.kind, "probability": p} for c, p in rows]
    return encode({"items": items})


def catalogue_summary(engine: Jobbereik) -> dict[str, Any]:
    """Return which catalogue answers, and how large it is."""
    catalogue = engine.catalogue
    return {
        "version": catalogue.version,
        "builtIn": catalogue.built_in,
        "occupations": catalogue.n_occupations,
        "competences": catalogue.n_competences,
        "trainings": len(catalogue.trainings),
    }


def vocabulary(engine: Jobbereik) -> dict[str, Any]:
    """Return the codes that profiles and filters may name."""
    terms = engine.catalogue.vocabulary
    return {
        "sectors": [{"code": sector.code, "label": sector.label} for sector in terms.sectors],
        "conditions": [{"code": condition.code, "label": condition.label} for condition in terms.conditions],
        "licences": [{"code": gate.id, "label": gate.label} for gate in engine.catalogue.gates.values()],
    }


def occupation_details(engine: Jobbereik, wanted: str, on: date) -> bytes:
    """Return all that the catalogue knows about an occupation as JSON.

    Raises
    ------
    ProblemError
        404 when the catalogue does not have it.
    """
    index = engine.catalogue.occupation_index(wanted)
    if index is None:
        raise ProblemError(404, "not-found", f"the active catalogue has no occupation {shown(wanted)!r}")
    found = engine.catalogue.occupation(index)
    neighbours = engine.neighbours(found.id)
    interests = found.interests
    gates = None if found.gates is None else [gate(_unheld(engine, id_)) for id_ in found.gates]
    counts = open_vacancies(engine.vacancies, Filters(), on)
    codes = [condition.code for condition in engine.catalogue.vocabulary.conditions]
    members = occupations.occupation(found) | {
        "labels": dict(found.names.labels),
        "aliases": {code: list(names) for code, names in found.names.aliases.items()},
        "description": found.description,
        "esco": found.esco,
        "languageLevel": found.language,
        "interests": None
        if interests is None
        else {name: getattr(interests, name) for name in INTERESTS} | {"source": INTEREST_SOURCE},
        "shortage": None if found.shortage is None else {"year": found.shortage.year, "source": found.shortage.source},
        "conditions": _conditions(engine, [(code, found.conditions.get(code)) for code in codes]),
        "gates": gates,
        "gatesNote": found.gates_note,
        "near": [occupations.occupation(other) for other in neighbours.near],
        "development": [occupations.occupation(other) for other in neighbours.development],
        "similar": [occupations.occupation(other) for other in neighbours.similar],
        "vacancyCount": None if counts is None else counts.of(index),
        "vacancySource": None if engine.vacancies is None else engine.vacancies.source,
        "catalogueVersion": engine.catalogue.version,
    }
    asked = Written.of(engine, on).lasting([a.missing for a in engine.explainer.asked(index)], index)
    return encode(members | {"competences": asked})


INTERESTS = ("realistic", "investigative", "artistic", "social", "enterprising", "conventional")


def _unheld(engine: Jobbereik, gate: GateId) -> GateInPlay:
    return GateInPlay(gate=engine.catalogue.gates[gate], held=False)
