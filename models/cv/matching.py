"""From what a file says to a profile of Jobbereik: what is found, what must be asked, and what is not known.

Upstream: ``models.cv.reading``. Downstream: ``api.jobbereik.cv`` shows it before anything is taken over.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from item_bank.schema import CompetenceId, GateId, OccupationId
from models.cv.found import Found, FoundEntry, count_months, ended_on
from models.cv.languages import words
from models.cv.schema import DRIVING, MOTHER_TONGUE, Language, Period
from models.jobbereik.engine import Jobbereik
from models.jobbereik.schema import ExperienceKind
from models.titles.analysis import fold
from models.titles.answering import Kind

EXPERIENCES_MOST = 50
UNTOLD = 12
"""Months of an experience whose dates say nothing; the page asks."""

CHOICES = 4
HOLDS = {"B": "B", "BE": "B", "C": "C", "CE": "C", "D": "D", "DE": "D"}
"""Categories that the gates know: who may drive with a trailer may drive without. C1 and D1 are not C and D."""


class EntryStatus(StrEnum):
    """How an entry of the file was understood."""

    OWN = "own"
    FOUND = "found"
    CHOICE = "choice"
    NEAR = "near"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An entry of the file, and the occupations that it may be.

    Attributes
    ----------
    occupations
        Most likely first: one when it is found, several to choose from, none when nothing resembles it.
    months
        How long; ``None`` when the dates do not say.
    guessed
        Whether the months were counted from years alone.
    impossible
        A period that is told and cannot be: it ends before it begins, or begins after today.
    """

    title: str
    kind: ExperienceKind
    status: EntryStatus
    occupations: tuple[OccupationId, ...]
    months: int | None
    ended_on: date | None
    guessed: bool = False
    unread_dates: tuple[str, ...] = ()
    impossible: Period | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """A language or another skill of the file, and the competence of that very name; ``None`` when there is none."""

    text: str
    competence_id: CompetenceId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """All that a file gives to a profile.

    Attributes
    ----------
    competence_ids
        Competences that the person confirmed, in a file that we made; ``None`` when the file does not say.
    eqf_level
        Highest level of a study that is over.
    unread
        What was seen and not understood: driving licences that no gate knows, our own ids that the catalogue lost.
    other
        What no profile has a place for.
    left_out
        Entries beyond what a profile holds.
    untitled
        Entries of which the file does not say what was done.
    """

    version: str
    entries: tuple[Match, ...]
    skills: tuple[Skill, ...] = ()
    competence_ids: tuple[CompetenceId, ...] | None = None
    licences: tuple[GateId, ...] = ()
    eqf_level: int | None = None
    unread: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    left_out: int = 0
    untitled: int = 0


def _by_esco(engine: Jobbereik) -> dict[str, OccupationId]:
    rows = (engine.catalogue.occupation(position) for position in range(engine.catalogue.n_occupations))
    return {row.esco.replace("https://", "http://"): row.id for row in rows if row.esco}


_STATUS = {
    Kind.FOUND: EntryStatus.FOUND,
    Kind.AMBIGUOUS: EntryStatus.CHOICE,
    Kind.NEAR: EntryStatus.NEAR,
    Kind.NOTHING: EntryStatus.UNKNOWN,
}


def _occupations(
    engine: Jobbereik, entry: FoundEntry, esco: Mapping[str, OccupationId]
) -> tuple[EntryStatus, tuple[OccupationId, ...]]:
    told = entry.told
    if told is not None and engine.catalogue.occupation_index(told.occupation_id) is not None:
        return EntryStatus.OWN, (OccupationId(told.occupation_id),)
    named = esco.get((entry.esco or "").replace("https://", "http://"))
    if named is not None:
        return EntryStatus.FOUND, (named,)
    answer = engine.read_title(entry.title, limit=CHOICES)
    hits = answer.hits[:1] if answer.kind is Kind.FOUND else answer.hits or answer.suggestions
    return _STATUS[answer.kind], tuple(engine.catalogue.occupation(hit.owner).id for hit in hits[:CHOICES])


def _match(engine: Jobbereik, entry: FoundEntry, esco: Mapping[str, OccupationId], on: date) -> Match:
    status, occupations = _occupations(engine, entry, esco)
    told, period = entry.told, entry.period
    if status is EntryStatus.OWN and told is not None:
        return Match(
            title=entry.title,
            kind=told.kind,
            status=status,
            occupations=occupations,
            months=told.months,
            ended_on=told.ended_on,
        )
    months = count_months(period, on)
    ends = (period.start, period.end if not period.current else None)
    return Match(
        title=entry.title,
        kind=entry.kind,
        status=status,
        occupations=occupations,
        months=months,
        ended_on=ended_on(period, on),
        guessed=months is not None and any(moment is not None and moment.month is None for moment in ends),
        unread_dates=entry.unread_dates,
        impossible=period if months is None and period.start is not None and (period.end or period.current) else None,
    )


def _competence(engine: Jobbereik, name: str) -> CompetenceId | None:
    found = (row for row in engine.search_competences(name, limit=CHOICES) if fold(row.matched_name) == fold(name))
    first = next(found, None)
    return None if first is None else engine.catalogue.competence(first.index).id


def _skills(engine: Jobbereik, found: Found) -> list[Skill]:
    rows = []
    for row in found.languages:
        language = Language(name=row.name, level=MOTHER_TONGUE if row.mother_tongue else row.level)
        rows.append(Skill(text=words(language), competence_id=_competence(engine, row.name)))
    return rows + [Skill(text=text, competence_id=_competence(engine, text)) for text in found.skills]


def _licences(engine: Jobbereik, found: Found) -> tuple[list[GateId], list[str]]:
    gates = {code: GateId(gate) for gate, code in DRIVING.items() if gate in engine.catalogue.gates}
    held, unread = [], []
    for category in found.driving:
        gate = gates.get(HOLDS.get(category.upper().replace("+", ""), ""))
        if gate is None:
            unread.append(f"rijbewijs {category[:20]}")
        else:
            held.append(gate)
    for id_ in found.licences:
        if id_ in engine.catalogue.gates:
            held.append(GateId(id_))
        else:
            unread.append(id_)
    return list(dict.fromkeys(held)), unread


def match(engine: Jobbereik, found: Found, on: date) -> Matched:
    """Match what a file says with the active catalogue.

    Parameters
    ----------
    on
        The day until which work that goes on is counted.
    """
    esco = _by_esco(engine) if any(entry.esco for entry in found.entries) else {}
    told = [entry for entry in found.entries if entry.title or entry.told]
    entries = tuple(_match(engine, entry, esco, on) for entry in told[:EXPERIENCES_MOST])
    licences, unread = _licences(engine, found)
    competences = None
    if found.competence_ids is not None:
        known = [id_ for id_ in found.competence_ids if engine.catalogue.competence_index(id_) is not None]
        unread += [id_ for id_ in found.competence_ids if id_ not in known]
        competences = tuple(map(CompetenceId, known))
    levels = [row.level for row in found.entries if row.level and not row.period.current]
    return Matched(
        version=found.version,
        entries=entries,
        skills=tuple(_skills(engine, found)),
        competence_ids=competences,
        licences=tuple(licences),
        eqf_level=max(levels, default=None),
        unread=tuple(unread),
        other=found.other,
        left_out=len(told) - len(entries),
        untitled=len(found.entries) - len(told),
    )
