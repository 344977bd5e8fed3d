"""What the Jobbereik templates need for each step, built from a draft and the engine."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from api.catalogue import views as evidence
from api.catalogue.schemas import RADII
from api.catalogue.texts import LEVELS
from api.jobbereik import answers, forms, service, texts
from api.jobbereik.forms import Draft, Step
from api.jobbereik.planning import service as planning
from api.jobbereik.schemas import GapIn, ProfileIn, ReachIn
from item_bank.postcodes.table import postcodes
from item_bank.schema import Frequency, GateKind
from item_bank.vacancies.records import VacancySource
from models.jobbereik.engine import Jobbereik
from models.jobbereik.schema import Candidate, CompetenceSuggestion, Filters
from models.vacancies.nearby import RADIUS_KM

LIKELY = 0.5
"""A proposed competence is ticked beforehand when it is likelier than not; the person unticks what is not true."""

FOUND = 6
NEXT = 5
NAMED = 4
PROPOSED = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetenceRow:
    """A competence that can be ticked."""

    id: str
    label: str
    definition: str | None
    ticked: bool


def drop_unknown(engine: Jobbereik, draft: Draft) -> None:
    """Leave out of a draft what the active catalogue does not have, and count it.

    A profile that was kept may be older than the catalogue; the rest of it stays usable.
    """
    profile, catalogue = draft.profile, engine.catalogue
    sectors = {sector.code for sector in catalogue.vocabulary.sectors}
    conditions = {condition.code for condition in catalogue.vocabulary.conditions}
    experiences = [e for e in profile.experiences if catalogue.occupation_index(e.occupation_id) is not None]
    confirmed = profile.competence_ids
    kept = None if confirmed is None else [id_ for id_ in confirmed if catalogue.competence_index(id_) is not None]
    licences = [code for code in profile.licences_held if code in catalogue.gates]
    postcode = profile.filters.postcode
    postcode = None if postcode is None or postcodes().find(postcode) is None else postcode
    filters = profile.filters.model_copy(
        update={
            "sectors": [code for code in profile.filters.sectors if code in sectors],
            "avoid": [code for code in profile.filters.avoid if code in conditions],
            "postcode": postcode,
        }
    )
    before = _size(profile)
    draft.change(experiences=experiences, competence_ids=kept, licences_held=licences, filters=filters)
    draft.dropped += before - _size(draft.profile)


def _size(profile: ProfileIn) -> int:
    parts = (profile.experiences, profile.competence_ids or (), profile.licences_held)
    told = profile.filters.postcode is not None
    return sum(map(len, parts)) + len(profile.filters.sectors) + len(profile.filters.avoid) + told


def experience_step(engine: Jobbereik, draft: Draft) -> dict[str, Any]:
    """Return the experiences told so far, and the occupations that a search found."""
    rows = []
    for i, experience in enumerate(draft.profile.experiences):
        index = engine.catalogue.occupation_index(experience.occupation_id)
        assert index is not None, "drop_unknown leaves only known ids"  # noqa: S101
        stopped = "" if experience.ended_on is None else str(experience.ended_on.year)
        rows.append(
            {
                "label": engine.catalogue.occupation(index).names.label("nl"),
                "kind": experience.kind,
                "years": draft.raw.get(
                    f"jaren-{i}", f"{experience.months / 12:.2f}".rstrip("0").removesuffix(".")
                ).replace(".", ","),
                "stopped": draft.raw.get(f"gestopt-{i}", stopped),
            }
        )
    return {"rows": rows, "kinds": texts.KINDS, "found": _found_occupations(engine, draft, "zoek-beroep")}


def _found_occupations(engine: Jobbereik, draft: Draft, verb: str) -> list[dict[str, str]] | None:
    """Return what a search found, or ``None`` when nothing was searched."""
    if draft.verb != verb or not draft.search:
        return None
    matches = engine.search_occupations(draft.search, limit=FOUND)
    rows = [(match, engine.catalogue.occupation(match.index)) for match in matches]
    return [{"id": o.id, "label": o.names.label("nl"), "matched": m.matched_name} for m, o in rows]


def competence_step(engine: Jobbereik, draft: Draft, on: date) -> dict[str, Any]:
    """Return the competences to tick: proposed likely ones, other proposed ones, and those the person added."""
    experiences = [experience.to_experience() for experience in draft.profile.experiences]
    proposed = engine.suggest_competences(experiences, on=on, limit=PROPOSED)
    confirmed = draft.profile.competence_ids
    ids = {item.competence.id for item in proposed}
    own = list(dict.fromkeys(id_ for id_ in confirmed or () if id_ not in ids))
    found = None
    if draft.verb == "zoek-competentie" and draft.search:
        matches = engine.search_competences(draft.search, limit=FOUND)
        found = [_competence(engine, match.index, match.matched_name) for match in matches]
    return {
        "likely": [_row(item, confirmed) for item in proposed if item.probability >= LIKELY],
        "maybe": [_row(item, confirmed) for item in proposed if item.probability < LIKELY],
        "own": [_own_row(engine, id_) for id_ in own],
        "found": found,
    }


def _competence(engine: Jobbereik, index: int, matched: str) -> dict[str, str]:
    competence = engine.catalogue.competence(index)
    return {"id": competence.id, "label": competence.names.label("nl"), "matched": matched}


def _own_row(engine: Jobbereik, id_: str) -> CompetenceRow:
    index = engine.catalogue.competence_index(id_)
    assert index is not None, "drop_unknown leaves only known ids"  # noqa: S101
    competence = engine.catalogue.competence(index)
    return CompetenceRow(id=id_, label=competence.names.label("nl"), definition=competence.definition, ticked=True)


def _row(item: CompetenceSuggestion, confirmed: list[str] | None) -> CompetenceRow:
    id_, competence = item.competence.id, item.competence
    ticked = item.probability >= LIKELY if confirmed is None else id_ in confirmed
    return CompetenceRow(id=id_, label=competence.names.label("nl"), definition=competence.definition, ticked=ticked)


def wishes_step(engine: Jobbereik, draft: Draft, on: date) -> dict[str, Any]:
    """Return the licences, levels, sectors and conditions that can be chosen; licences that matter here come first."""
    catalogue, profile = engine.catalogue, draft.profile
    body = ReachIn.model_validate(profile.model_dump(by_alias=True) | {"limit": 10, "licencesHeld": [], "filters": {}})
    found = service.find_reach(engine, body, on)
    candidates = (*found.within_reach, *found.with_training)
    own = [gate for e in profile.experiences for gate in _gates_of(engine, e.occupation_id)]
    wanted = {*own, *(item.gate.id for candidate in candidates for item in candidate.gates)}
    near = [
        code
        for code, gate in catalogue.gates.items()
        if code in wanted or code in profile.licences_held or gate.kind is GateKind.LICENCE
    ]
    return {
        "gates_near": [catalogue.gates[code] for code in near],
        "gates_other": [gate for code, gate in catalogue.gates.items() if code not in near],
        "levels": LEVELS,
        "sectors": catalogue.vocabulary.sectors if any(engine.facts.sector != "") else (),
        "conditions": catalogue.vocabulary.conditions if (engine.facts.conditions >= 0).any() else (),
        **_region(engine, draft),
    }


def _region(engine: Jobbereik, draft: Draft) -> dict[str, Any]:
    """Return what the field of the region shows; nothing is asked while no vacancies are known."""
    filters, known = draft.profile.filters, engine.vacancies
    place = None if filters.postcode is None else postcodes().find(filters.postcode)
    return {
        "regions": known is not None and bool(known.known.any()),
        "samples": known is not None and known.source is VacancySource.SAMPLE,
        "where": draft.raw.get("plaats", "" if place is None else place.label),
        "radii": sorted({*RADII, filters.radius_km or RADIUS_KM}),
        "radius": filters.radius_km or RADIUS_KM,
    }


def _gates_of(engine: Jobbereik, occupation_id: str) -> tuple[str, ...]:
    """Return the gates of an own occupation: who did it probably meets them, but says so."""
    position = engine.catalogue.occupation_index(occupation_id)
    return () if position is None else tuple(engine.catalogue.occupation(position).gates or ())


def result_step(engine: Jobbereik, draft: Draft, on: date) -> dict[str, Any]:
    """Return the two lists, what must be said beside them, and the occupation that was looked up."""
    body = ReachIn.model_validate(draft.profile.model_dump(by_alias=True) | {"limit": draft.shown})
    found = service.find_reach(engine, body, on)
    filters = body.filters.to_filters()
    return {
        "reach": found,
        "notes": answers.notes(found.notes, body),
        "within": [_card(engine, candidate, filters, on) for candidate in found.within_reach],
        "training": [_card(engine, candidate, filters, on) for candidate in found.with_training],
        "vacancies": "" if engine.vacancies is None else engine.vacancies.version,
        "sample": engine.vacancies is not None and engine.vacancies.source is VacancySource.SAMPLE,
        "may_have_more": draft.shown < 100 and draft.shown in (len(found.within_reach), len(found.with_training)),
        "found": _found_occupations(engine, draft, "zoek-waarom"),
        "gap": _gap(engine, draft, on),
        "next": _next(engine, draft, on),
        "tried": _own_row(engine, draft.tried).label if draft.tried else "",
        "on": on,
    }


def _gap(engine: Jobbereik, draft: Draft, on: date) -> dict[str, Any] | None:
    if draft.verb != "waarom" or engine.catalogue.occupation_index(draft.argument) is None:
        return None
    found = service.find_gap(
        engine, GapIn.model_validate(draft.profile.model_dump(by_alias=True) | {"occupationId": draft.argument}), on
    )
    card = _card(engine, found.candidate, draft.profile.filters.to_filters(), on)
    return card | {"verdict": texts.VERDICTS[found.verdict], "way": _way(engine, draft, on)}


def _next(engine: Jobbereik, draft: Draft, on: date) -> list[dict[str, Any]]:
    body = ReachIn.model_validate(draft.profile.model_dump(by_alias=True) | {"limit": NEXT})
    return [
        {
            "id": item.competence.competence.id,
            "label": item.competence.competence.names.label("nl"),
            "count": len(item.occupations),
            "names": [row.names.label("nl") for row in item.occupations[:NAMED]],
            "vacancies": evidence.more_words(engine, item.vacancies),
        }
        for item in planning.find_what_if(engine, body, on).items
    ]


def _way(engine: Jobbereik, draft: Draft, on: date) -> dict[str, Any]:
    """Return the shortest way to the occupation that was looked up, in words."""
    found = planning.find_learning_path(
        engine, GapIn.model_validate(draft.profile.model_dump(by_alias=True) | {"occupationId": draft.argument}), on
    )
    wanted = {item.competence.id: item.competence.names.label("nl") for item in found.missing}
    opened = {item.gate.id: item.gate.label for item in found.gates}
    built = {id_ for row in found.trainings for id_ in (*row.competences, *row.gates)}
    return {
        "now": found.within_reach_now,
        "reachable": found.reachable,
        "exact": found.exact,
        "count": len(wanted),
        "trainings": [
            {
                "label": row.names.label("nl"),
                "kind": texts.TRAINING_KINDS[row.kind],
                "hours": row.hours,
                "opens": [opened[id_] for id_ in row.gates if id_ in opened],
                "builds": [wanted[id_] for id_ in row.competences if id_ in wanted],
            }
            for row in found.trainings
        ],
        "gates": [label for id_, label in opened.items() if id_ not in built],
        "missing": [label for id_, label in wanted.items() if id_ not in built],
        "hours": texts.hours([row.hours for row in found.trainings]),
        "stones": [(row.id, row.names.label("nl")) for row in found.stepping_stones],
        "chance": texts.chance(found.probability_after),
        "level": found.level_too_high,
    }


def _card(engine: Jobbereik, candidate: Candidate, filters: Filters, on: date) -> dict[str, Any]:
    """Return an occupation compared with a person, in words."""
    position = engine.catalogue.occupation_index(candidate.occupation.id)
    assert position is not None, "a candidate comes from the catalogue"  # noqa: S101
    labels = {condition.code: condition.label for condition in engine.catalogue.vocabulary.conditions}
    sectors = {sector.code: sector.label for sector in engine.catalogue.vocabulary.sectors}
    level = candidate.occupation.eqf
    return {
        "candidate": candidate,
        "open": evidence.open_words(engine, position, filters, on),
        "vacancies": f"/vacatures?{urlencode({'beroep': candidate.occupation.id, **_near(filters)})}",
        "nearby": filters.postcode is not None,
        "evidence": evidence.shortly(engine, position, candidate.missing),
        "label": candidate.occupation.names.label("nl"),
        "sector": sectors.get(candidate.occupation.sector or ""),
        "level": None if level is None else LEVELS[level],
        "chance": texts.chance(candidate.probability),
        "have": len(candidate.matched),
        "asked": len(candidate.matched) + len(candidate.missing),
        "unmet": [item.gate for item in candidate.gates if not item.held],
        "held": [item.gate for item in candidate.gates if item.held],
        "sometimes": [labels[code] for code, frequency in candidate.avoided if frequency is Frequency.SOMETIMES],
        "often": [labels[code] for code, frequency in candidate.avoided if frequency is Frequency.OFTEN],
        "unknown": [labels[code] for code in candidate.unknown_conditions],
        "trainings": [
            {
                "label": training.names.label("nl"),
                "kind": texts.TRAINING_KINDS[training.kind],
                "hours": training.hours,
                "measures": [m.label for m in engine.catalogue.vocabulary.measures_of(training)],
            }
            for training in candidate.trainings
        ],
    }


def _near(filters: Filters) -> dict[str, str]:
    """Return the region as fields of /vacatures; empty when none is told."""
    return (
        {} if filters.postcode is None else {"plaats": filters.postcode, "afstand": str(filters.radius_km or RADIUS_KM)}
    )


SHORT: Mapping[Step, str] = {
    Step.EXPERIENCE: "Ervaring",
    Step.COMPETENCES: "Competenties",
    Step.WISHES: "Wensen",
    Step.RESULT: "Resultaat",
}

TITLES: Mapping[Step, str] = {
    Step.EXPERIENCE: "Wat heb je gedaan?",
    Step.COMPETENCES: "Wat kan je?",
    Step.WISHES: "Wat heb je en wat wil je?",
    Step.RESULT: "Jouw beroepen",
}


def view(engine: Jobbereik, draft: Draft, on: date) -> dict[str, Any]:
    """Return everything that the page of a step needs."""
    drop_unknown(engine, draft)
    if draft.step is Step.EXPERIENCE:
        found = experience_step(engine, draft)
    elif draft.step is Step.COMPETENCES:
        found = competence_step(engine, draft, on)
    elif draft.step is Step.WISHES:
        found = wishes_step(engine, draft, on)
    else:
        found = result_step(engine, draft, on)
    common = {"draft": draft, "steps": SHORT, "step": draft.step, "title": TITLES[draft.step], "dropped": draft.dropped}
    return common | found | {"profile": draft.profile, "errors": draft.errors, "years_max": forms.YEARS_MAX}
