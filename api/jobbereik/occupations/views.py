"""What the templates of the occupation pages need. A part that is not known says so, and stays short."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from api.catalogue import views as evidence
from api.catalogue.texts import LEVELS
from api.jobbereik import answers
from api.jobbereik.occupations import texts
from api.jobbereik.texts import TRAINING_KINDS
from api.problems import ProblemError, shown
from api.web.days import dutch_day
from item_bank.occupations.bank import OccupationBank, bank
from item_bank.occupations.schema import LearningMeasure, Link, TitleMatch
from item_bank.schema import Frequency, Gate, Interests, Occupation, OccupationId, Training
from models.jobbereik.engine import Jobbereik
from models.jobbereik.schema import Filters, GateInPlay
from models.wording import say

FOUND = 20
USEFUL_SHOWN, ALIASES_SHOWN = 8, 4
ASKED_SHOWN = 8
"""What vacancies ask, at most so many rows: a page of an occupation is read on a phone."""


def _initial(label: str) -> str:
    plain = unicodedata.normalize("NFKD", label)[:1].upper()
    return plain if plain.isascii() and plain.isalpha() else "#"


@dataclass(frozen=True, slots=True)
class Row:
    """An occupation in a list."""

    label: str
    id: OccupationId
    sector: str | None


@lru_cache(maxsize=4)
def _groups(version: str, rows: tuple[Row, ...]) -> tuple[dict[str, list[Row]], dict[str, list[Row]]]:
    """Return the occupations of a catalogue by letter and by sector, each in the order of the alphabet."""
    del version
    letters: dict[str, list[Row]] = {}
    sectors: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: row.label.casefold()):
        letters.setdefault(_initial(row.label), []).append(row)
        sectors.setdefault(row.sector or "", []).append(row)
    return letters, sectors


def _row(found: Occupation) -> Row:
    return Row(found.names.label("nl"), found.id, found.sector)


def index(engine: Jobbereik, query: str, letter: str, sector: str) -> dict[str, Any]:
    """Return the occupations that a search found, or those of one letter or one sector."""
    catalogue = engine.catalogue
    rows = tuple(_row(catalogue.occupation(i)) for i in range(catalogue.n_occupations))
    letters, by_sector = _groups(catalogue.version, rows)
    found = evidence.read_title(engine, query, FOUND) if query.strip() else None
    sectors = [row for row in catalogue.vocabulary.sectors if row.code in by_sector]
    chosen = next((row for row in sectors if row.code == sector), None)
    initial = letter.upper() if letter.upper() in letters and chosen is None else ""
    return {
        "query": query,
        "found": found,
        "letters": sorted(letters),
        "letter": initial,
        "sectors": [(row, len(by_sector[row.code])) for row in sectors],
        "sector": chosen,
        "listed": by_sector[chosen.code] if chosen else letters.get(initial, []),
        "total": catalogue.n_occupations,
    }


def page(engine: Jobbereik, id_: str, on: date) -> dict[str, Any]:
    """Return one occupation in full.

    Raises
    ------
    ProblemError
        404 when the catalogue does not have it.
    """
    position = engine.catalogue.occupation_index(id_)
    if position is None:
        raise ProblemError(404, "not-found", f"the active catalogue has no occupation {shown(id_)!r}")
    found, known = engine.catalogue.occupation(position), bank()
    sectors = {sector.code: sector.label for sector in engine.catalogue.vocabulary.sectors}
    links = engine.catalogue.competences_of(position)
    trainings = _trainings(engine, position)
    return {
        "occupation": found,
        "label": found.names.label("nl"),
        "aliases": found.names.aliases.get("nl", ()),
        "sector": sectors.get(found.sector or ""),
        "level": None if found.eqf is None else LEVELS[found.eqf],
        "level_words": None if found.eqf is None else texts.LEVEL_WORDS[found.eqf],
        "language": texts.LANGUAGE_WORDS.get(found.language or ""),
        "day": known.days.get(found.id),
        "essential": [competence.names.label("nl") for competence, essential in links if essential],
        "useful": [competence.names.label("nl") for competence, essential in links if not essential],
        "useful_shown": USEFUL_SHOWN,
        "aliases_shown": ALIASES_SHOWN,
        **_conditions(engine, found),
        "law": _law(engine, found),
        "interests": None if found.interests is None else _interests(found.interests),
        "interest_source": answers.INTEREST_SOURCE,
        **learning(trainings, found),
        "look_for": known.addresses[0].link,
        "taste": next((row.link for row in known.addresses if not row.kinds), None),
        "shortage": shortage(found, known),
        "pay": _pay(found.id, known),
        "sure": texts.SURE,
    } | _onwards(engine, found, position, on)


def _onwards(engine: Jobbereik, found: Occupation, position: int, on: date) -> dict[str, Any]:
    """Return where one goes from here: what one grows into, and vacancies."""
    neighbours = engine.neighbours(found.id)
    known = {other.id for other in (*neighbours.near, *neighbours.development)}
    asked = evidence.asked(engine, position, on)
    return {
        "near": neighbours.near,
        "development": neighbours.development,
        "similar": [other for other in neighbours.similar if other.id not in known],
        "asked": None if asked is None else replace(asked, bars=asked.bars[:ASKED_SHOWN]),
        "asked_left": 0 if asked is None else max(0, len(asked.bars) - ASKED_SHOWN),
        "open": evidence.open_words(engine, position, Filters(), on),
    }


def _conditions(engine: Jobbereik, found: Occupation) -> dict[str, Any]:
    """Return the working conditions, the most frequent first, and of how many groups: those that occur, else one."""
    rows = engine.catalogue.vocabulary.conditions
    groups = [
        (how, words, [row.label for row in rows if found.conditions.get(row.code) == how])
        for how, words in texts.CONDITION_GROUPS
        if found.conditions
    ]
    occurs = sum(bool(labels) for how, _, labels in groups if how in (Frequency.OFTEN, Frequency.SOMETIMES))
    return {
        "conditions": [(words, labels) for _, words, labels in groups if labels],
        "conditions_shown": max(1, occurs),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """What the law asks.

    Attributes
    ----------
    known
        Whether the catalogue says what the law asks.
    barriers
        What one must have before one may start.
    formalities
        What is arranged in days.
    part
        What the law asks in some posts only.
    note
        What changed; empty when nothing did.
    """

    known: bool
    barriers: tuple[Gate, ...]
    formalities: tuple[Gate, ...]
    part: tuple[Gate, ...]
    note: str


def _law(engine: Jobbereik, found: Occupation) -> Law:
    gates = engine.catalogue.gates
    asked = tuple(gates[id_] for id_ in found.gates or ())
    return Law(
        known=found.gates is not None,
        barriers=tuple(gate for gate in asked if not gate.formality),
        formalities=tuple(gate for gate in asked if gate.formality),
        part=tuple(gates[id_] for id_ in found.gates_part),
        note=found.gates_note or "",
    )


def _interests(found: Interests) -> dict[str, Any]:
    """Return the two strongest in words, and six bars, strongest first; width in percent of the scale from 1 to 7."""
    rows = [(label, meaning, float(getattr(found, name))) for name, label, meaning in texts.INTEREST_WORDS]
    rows.sort(key=lambda row: -row[2])
    return {
        "strongest": [(label, meaning) for label, meaning, _ in rows[:2]],
        "bars": [
            {"label": label, "meaning": meaning, "value": value, "width": round((value - 1) / 6 * 100)}
            for label, meaning, value in rows
        ],
    }


def _trainings(engine: Jobbereik, position: int) -> tuple[Training, ...]:
    """Return the trainings that lead here for whoever has nothing of it yet, formalities apart."""
    asked = tuple(item.missing for item in engine.explainer.asked(position))
    gates = (engine.catalogue.gates[id_] for id_ in engine.catalogue.occupation(position).gates or ())
    open_ = tuple(GateInPlay(gate=gate, held=gate.formality) for gate in gates)
    return engine.explainer.trainings(position, asked, open_)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _training(found: Training, occupation: str, known: OccupationBank) -> dict[str, Any]:
    """Return a training with its level, usual form, and where to look for it with which words."""
    address = next((row.link for row in known.addresses if found.kind in row.kinds), known.addresses[0].link)
    return {
        "label": found.names.label("nl"),
        "form": _sentence(TRAINING_KINDS[found.kind]),
        "level": None if found.eqf is None else LEVELS[found.eqf],
        "hours": found.hours,
        "link": address,
        "words": texts.search_words(found, occupation),
    }


def learning(trainings: Sequence[Training], occupation: Occupation) -> dict[str, Any]:
    """Return trainings and the help to learn that may go with them, for the pages that show them."""
    known = bank()
    return {
        "trainings": [_training(row, occupation.names.label("nl"), known) for row in trainings],
        "measures": _measures(trainings, known),
        "written_day": dutch_day,
    }


def _measures(trainings: Iterable[Training], known: OccupationBank) -> list[LearningMeasure]:
    kinds = {training.kind for training in trainings}
    return [measure for measure in known.measures if kinds & measure.kinds]


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """Whether employers find too few people.

    Attributes
    ----------
    listed
        On VDAB's list, not on it as far as we found, or ``None``: not known.
    titles
        VDAB's own titles, where they say it otherwise than we do.
    match
        How those titles compare; ``None`` when not listed.
    before
        When and by whom the catalogue calls it hard to fill; empty when it does not, or when it is listed.
    """

    listed: bool | None
    titles: tuple[str, ...] = ()
    match: TitleMatch | None = None
    before: str
    year: int
    published: str
    note: str
    link: Link


def shortage(found: Occupation, known: OccupationBank) -> Demand:
    """Return whether employers find too few people for an occupation; what the catalogue tells of earlier years too."""
    place, year = known.shortages.get(found.id), known.shortage_list
    told = found.shortage
    return Demand(
        listed=True if place else False if found.id in known.days else None,
        titles=() if place is None or place.match is TitleMatch.SAME else place.titles,
        match=place.match if place else None,
        before=say("In {year} wel ({source}).", year=told.year, source=told.source) if told and not place else "",
        year=year.year,
        published=dutch_day(year.published),
        note=year.note,
        link=Link(label=say("Knelpuntberoepen {year} bij VDAB", year=year.year), url=year.url),
    )


def _pay(id_: OccupationId, known: OccupationBank) -> dict[str, Any]:
    """Return the public scale that the pay follows, if there is one, and the lowest legal pay."""
    wage = known.minimum_wage
    return {
        "scale": known.scale(id_),
        "look_up": known.look_up,
        "least": texts.euros(wage.cents),
        "since": dutch_day(wage.since),
        "source": wage.source,
        "note": wage.note,
    }
