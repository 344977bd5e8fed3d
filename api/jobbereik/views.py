"""What the Jobbereik templates need for each step, built from a draft and the engine."""

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from api.catalogue.schemas import RADII
from api.catalogue.texts import LEVELS
from api.catalogue.views import Named, Read, read_title
from api.jobbereik import forms, service, texts
from api.jobbereik.forms import Draft, Step
from api.jobbereik.result import views as result
from api.jobbereik.schemas import ProfileIn, ReachIn
from item_bank.postcodes.table import postcodes
from item_bank.schema import CompetenceKind, Condition, Frequency, GateId, Sector
from item_bank.vacancies.records import VacancySource
from models.jobbereik.engine import Jobbereik
from models.jobbereik.profile import read_profile
from models.jobbereik.schema import CompetenceSuggestion, Reach
from models.vacancies.nearby import RADIUS_KM
from models.wording import say

Chosen = TypeVar("Chosen", Sector, Condition)

LIKELY = 0.5
"""A proposed competence is ticked beforehand when it is likelier than not; the person unticks what is not true."""

OPEN = 12
"""Competences that are open; the others are folded, by kind."""

FOUND = 6
PROPOSED = 40

NEAR = 4
"""Licences, and conditions, that stand open in the step of wishes: those that matter most for this person."""


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
    denied = [code for code in profile.licences_not_held if code in catalogue.gates]
    postcode = profile.filters.postcode
    postcode = None if postcode is None or postcodes().find(postcode) is None else postcode
    marks = [row for row in profile.marks or () if catalogue.occupation_index(row.occupation_id) is not None] or None
    filters = profile.filters.model_copy(
        update={
            "sectors": [code for code in profile.filters.sectors if code in sectors],
            "avoid": [code for code in profile.filters.avoid if code in conditions],
            "postcode": postcode,
        }
    )
    if catalogue.occupation_index(draft.occupation) is None:
        draft.occupation = ""
    if catalogue.occupation_index(draft.goal) is None:
        draft.goal = ""
    if catalogue.competence_index(draft.tried) is None:
        draft.tried = ""
    before = _size(profile)
    draft.change(
        experiences=experiences,
        competence_ids=kept,
        licences_held=licences,
        licences_not_held=denied,
        filters=filters,
        marks=marks,
    )
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
        told = texts.years(experience.months)
        years = draft.raw.get(f"jaren-{i}", "" if experience.months == forms.MONTHS_UNTOLD else told)
        rows.append(
            {
                "label": engine.catalogue.occupation(index).names.label("nl"),
                "kind": experience.kind,
                "years": years,
                "choices": _year_choices(years),
                "stopped": draft.raw.get(f"gestopt-{i}", stopped),
            }
        )
    return {
        "rows": rows,
        "kinds": texts.KINDS,
        "found": _found_occupations(engine, draft, "zoek-beroep"),
        "goal": _label(engine, draft.goal) if draft.goal else "",
    }


def _label(engine: Jobbereik, occupation_id: str) -> str:
    position = engine.catalogue.occupation_index(occupation_id)
    return "" if position is None else engine.catalogue.occupation(position).names.label("nl")


def _year_choices(years: str) -> list[tuple[str, str]]:
    """Return how many years can be chosen; what was told otherwise, in a file or before, stays a choice."""
    known = [(texts.years(months), text) for months, text in texts.YEARS]
    exact = [] if not years or years in dict(known) else [(years, say("{years} jaar, zoals je opgaf", years=years))]
    return known + exact


def _found_occupations(engine: Jobbereik, draft: Draft, verb: str) -> Read | None:
    """Return what a title means, or ``None`` when nothing was searched."""
    return read_title(engine, draft.search, FOUND) if draft.verb == verb and draft.search else None


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
        rows = tuple(_competence(engine, match.index, match.matched_name) for match in matches)
        note = "" if rows else texts.nothing_found(draft.search)
        found = Read(found=bool(rows), note=note, rows=rows)
    by_kind = [(item.competence.kind, _row(item, confirmed)) for item in proposed]
    rest = by_kind[OPEN:]
    folded = [(texts.COMPETENCE_KINDS[kind], [row for k, row in rest if k is kind]) for kind in CompetenceKind]
    return {
        "likely": [row for _, row in by_kind[:OPEN]],
        "folded": [(title, group, sum(row.ticked for row in group)) for title, group in folded if group],
        "own": [_own_row(engine, id_) for id_ in own],
        "found": found,
    }


def _competence(engine: Jobbereik, index: int, matched: str) -> Named:
    competence = engine.catalogue.competence(index)
    return Named(id=competence.id, label=competence.names.label("nl"), matched=matched)


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
    body = ReachIn.model_validate(
        profile.model_dump(by_alias=True) | {"limit": 10, "licencesHeld": [], "licencesNotHeld": [], "filters": {}}
    )
    found = service.find_reach(engine, body, on)
    reading = read_profile(catalogue, body.to_profile(), engine.parameters, on)
    candidates = (*found.within_reach, *found.with_training)
    conditions = catalogue.vocabulary.conditions if (engine.facts.conditions >= 0).any() else ()
    sectors = catalogue.vocabulary.sectors if any(engine.facts.sector != "") else ()
    often = Counter(c for row in candidates for c, how in row.occupation.conditions.items() if how is Frequency.OFTEN)
    return {
        **_licences(engine, profile, found, reading.assumed),
        "levels": LEVELS,
        "sectors": _nearest(sectors, {row.occupation.sector for row in candidates} | {*profile.filters.sectors}),
        "conditions": _nearest(conditions, {*dict(often.most_common(NEAR)), *profile.filters.avoid}),
        **_region(engine, draft),
    }


def _licences(engine: Jobbereik, profile: ProfileIn, found: Reach, assumed: Container[str]) -> dict[str, Any]:
    """Return the licences to tick: what the work proves, what was told, what these occupations ask; then all others."""
    gates = engine.catalogue.gates
    own = [gate for e in profile.experiences for gate in _gates_of(engine, e.occupation_id)]
    listed = [gate.id for gate in found.licences_assumed]
    proved = [code for code in dict.fromkeys([*own, *listed]) if code in assumed and not gates[GateId(code)].formality]
    asked = Counter(
        item.gate.id
        for row in (*found.within_reach, *found.with_training)
        for item in row.gates
        if not item.gate.formality
    )
    likely = [*proved, *own, *profile.licences_held, *(code for code, _ in asked.most_common(NEAR))]
    near = [GateId(code) for code in dict.fromkeys(likely)][: max(NEAR, len(proved) + len(profile.licences_held))]
    ticked = {*profile.licences_held, *proved} - {*profile.licences_not_held}

    def row(code: GateId) -> dict[str, Any]:
        return {"id": code, "label": gates[code].label, "ticked": code in ticked, "proved": code in proved}

    return {
        "gates_near": [row(code) for code in near],
        "gates_other": [row(code) for code in gates if code not in near],
    }


def _nearest(rows: Sequence[Chosen], near: Container[str | None]) -> tuple[list[Chosen], list[Chosen]]:
    """Part what fits this person's occupations, or was chosen, from the rest."""
    return [row for row in rows if row.code in near], [row for row in rows if row.code not in near]


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


SHORT: Mapping[Step, str] = {
    Step.EXPERIENCE: say("Ervaring"),
    Step.COMPETENCES: say("Competenties"),
    Step.WISHES: say("Wensen"),
    Step.RESULT: say("Resultaat"),
}

TITLES: Mapping[Step, str] = {
    Step.EXPERIENCE: say("Wat heb je gedaan?"),
    Step.COMPETENCES: say("Wat kan je?"),
    Step.WISHES: say("Wat heb je en wat wil je?"),
    Step.RESULT: say("Jouw beroepen"),
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
        found = result.occupation(engine, draft, on) if draft.occupation else result.lists(engine, draft, on)
        found |= {"found": _found_occupations(engine, draft, "zoek-waarom")}
    title = found.get("label", TITLES[draft.step])
    common = {"draft": draft, "steps": SHORT, "step": draft.step, "title": title, "dropped": draft.dropped}
    common |= {"part": "beroep" if draft.occupation else draft.step.value, "address": ""}
    return common | found | {"profile": draft.profile, "errors": draft.errors, "years_max": forms.YEARS_MAX}
