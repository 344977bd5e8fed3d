"""What vacancies say about an occupation, in words and as bars, and what a title means, for pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from api.catalogue import texts
from api.web.days import dutch_day
from item_bank.vacancies.records import VacancySource
from models.jobbereik.engine import Jobbereik
from models.jobbereik.region import open_vacancies
from models.jobbereik.schema import CompetenceInPlay, Filters
from models.titles.answering import Kind
from models.vacancies.schema import THIN
from models.wording import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """How often a competence is asked, as a bar with its interval; positions 0 to 100.

    Attributes
    ----------
    examples
        Ids of open vacancies that ask it.
    """

    label: str
    share: float
    low: float
    high: float
    words: str
    lift: str
    trend: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the vacancies of an occupation ask.

    Attributes
    ----------
    bars
        Most often asked first.
    since
        From which day vacancies were counted, in words.
    """

    bars: tuple[Bar, ...]
    counted: str
    since: str
    thin: bool
    sample: bool
    nouns: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An occupation that may be meant, and the name of it that came nearest."""

    id: str
    label: str
    matched: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What a title means.

    Attributes
    ----------
    found
        Whether the first is meant; otherwise nothing may be chosen for the person.
    note
        What to say when it is not simply found; empty when it is.
    rows
        What can be chosen: what was found, the meanings, what is near, or what resembles it.
    """

    found: bool
    note: str
    rows: tuple[Named, ...]


def read_title(engine: Jobbereik, typed: str, limit: int) -> Read:
    """Return what a title means, to be shown and chosen from."""
    answer = engine.read_title(typed, limit=limit)
    hits = [(hit, engine.catalogue.occupation(hit.owner)) for hit in answer.hits or answer.suggestions]
    return Read(
        found=answer.kind is Kind.FOUND,
        note=texts.title_note(answer, typed.strip()) or "",
        rows=tuple(Named(id=row.id, label=row.names.label("nl"), matched=hit.name) for hit, row in hits),
    )


def open_words(engine: Jobbereik, occupation: int, filters: Filters, on: date) -> str:
    """Return how many open vacancies an occupation has, in words; empty when not known."""
    counts = open_vacancies(engine.vacancies, filters, on)
    found = None if counts is None else counts.of(occupation)
    return "" if found is None or engine.vacancies is None else texts.count(found, engine.vacancies.source)


def more_words(engine: Jobbereik, count: int | None) -> str:
    """Return how many open vacancies come within reach, in words; empty when not known."""
    if count is None or engine.vacancies is None:
        return ""
    if count == 0:
        return say("nu zonder {source}", source=texts.noun(engine.vacancies.source))
    return say("{source} meer", source=texts.count(count, engine.vacancies.source))


def shortly(engine: Jobbereik, occupation: int, missing: Iterable[CompetenceInPlay]) -> dict[str, str]:
    """Return how often vacancies of an occupation ask what a person misses, in words by id."""
    words = {}
    for item in missing if engine.vacancies is not None else ():
        position = engine.catalogue.competence_index(item.competence.id)
        found = (
            None
            if position is None or engine.vacancies is None
            else engine.vacancies.evidence(occupation, position, examples=False)
        )
        if found is not None:
            words[str(item.competence.id)] = texts.asked_shortly(found)
    return words


def asked(engine: Jobbereik, occupation: int, on: date) -> Asked | None:
    """Return what vacancies ask of who does an occupation, or ``None`` when none was counted."""
    known = engine.vacancies
    if known is None or not known.counted(occupation):
        return None
    rows = []
    for position in engine.catalogue.competence_positions(occupation).tolist():
        found = known.evidence(occupation, position, examples=False)
        if found is not None:
            rows.append((found, position))
    rows.sort(key=lambda row: (-row[0].share.value, row[1]))
    bars = tuple(
        Bar(
            label=engine.catalogue.competence(position).names.label("nl"),
            share=round(100 * found.share.value, 1),
            low=round(100 * found.share.low, 1),
            high=round(100 * found.share.high, 1),
            words=texts.asked(found),
            lift=texts.lift(found),
            trend=texts.trend(found.trend),
            examples=known.examples(occupation, position, on),
        )
        for found, position in rows
    )
    counted = known.counted(occupation)
    return Asked(
        bars=bars,
        counted=texts.count(counted, known.source),
        since=dutch_day(known.since),
        thin=counted < THIN,
        sample=known.source is VacancySource.SAMPLE,
        nouns=texts.noun(known.source),
    )
