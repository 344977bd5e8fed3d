"""What a Europass file says of somebody's experience, whichever of its formats it has.

Name, address, employer and photo are left in the file: no profile needs them.
"""

import json
from dataclasses import dataclass, field
from datetime import date

from models.cv.schema import Moment, Period
from models.jobbereik.schema import ExperienceKind

TITLE_MOST = 200
ENTRIES_MOST = 200
SKILLS_MOST = 200
MONTHS_MOST = 720

HALF_A_YEAR = 6
"""Months of a period that begins and ends in the same year, when no month is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Our own ids in a file that we made: an experience as the profile had it. Nothing of it is checked yet."""

    occupation_id: str
    months: int
    kind: ExperienceKind
    ended_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundEntry:
    """A job, study, volunteering or hobby in the file.

    Attributes
    ----------
    esco
        Address of the occupation in ESCO, when the file names it.
    level
        Level of the European Qualifications Framework of a study, 1 to 8.
    unread_dates
        Dates that are no dates.
    """

    title: str
    kind: ExperienceKind
    period: Period = field(default_factory=Period)
    esco: str | None = None
    level: int | None = None
    unread_dates: tuple[str, ...] = ()
    told: Told | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLanguage:
    """A language in the file: its name, and the lowest of its levels when it is not the mother tongue."""

    name: str
    level: str | None = None
    mother_tongue: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """All that was found in a file.

    Attributes
    ----------
    version
        Which format it has: ``candidate`` (Europass since 2020) or ``skills-passport`` (before).
    driving
        Categories of driving licences.
    skills
        Other skills, each as one text.
    competence_ids, licences
        Our own ids, in a file that we made; ``None`` when it has none.
    other
        Parts that were seen and that no profile has a place for, by the name that the format gives them.
    """

    version: str
    entries: tuple[FoundEntry, ...]
    languages: tuple[FoundLanguage, ...] = ()
    driving: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    competence_ids: tuple[str, ...] | None = None
    licences: tuple[str, ...] = ()
    other: tuple[str, ...] = ()


def count_months(period: Period, on: date) -> int | None:
    """Return how many months a period has until a day, both ends counted; ``None`` when that is not told.

    Two years without months give their difference, and half a year when they are the same.

    Examples
    --------
    >>> start, end = Moment(year=2019, month=3), Moment(year=2019, month=5)
    >>> count_months(Period(start=start, end=end), date(2026, 1, 1))
    3
    >>> count_months(Period(start=Moment(year=2015), end=Moment(year=2019)), date(2026, 1, 1))
    48
    >>> count_months(Period(start=start), date(2026, 1, 1)), count_months(Period(end=end), date(2026, 1, 1))
    (None, None)
    """
    start, end = period.start, period.end
    if start is None or (end is None and not period.current):
        return None
    if end is None or period.current or end.first() > on:
        end = Moment(year=on.year, month=on.month)
    if start.month is None or end.month is None:
        years = end.year - start.year
        months = 12 * years if years else HALF_A_YEAR
    else:
        months = 12 * (end.year - start.year) + end.month - start.month + 1
    return min(months, MONTHS_MOST) if months > 0 else None


def ended_on(period: Period, on: date) -> date | None:
    """Return the last day of a period that is over; of a year alone its last day, of a month its first."""
    end = None if period.current else period.end
    if end is None or end.first() > on:
        return None
    return date(end.year, 12, 31) if end.month is None else end.first()


def written(told: object) -> str:
    """Return our own ids as the text of a processing instruction."""
    return json.dumps(told, ensure_ascii=True).replace(">", "\\u003e")


def own_member(texts: list[str], name: str) -> object:
    """Return a member of our own instructions: what we wrote, or anything else that somebody put there."""
    for text in texts:
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict) and name in found:
            return found[name]
    return None


def as_ids(found: object) -> tuple[str, ...] | None:
    """Return a list of ids, or ``None`` when it is none."""
    if not isinstance(found, list):
        return None
    return tuple(value for value in found[:500] if isinstance(value, str) and 0 < len(value) <= TITLE_MOST)


def as_told(found: object) -> Told | None:
    """Return an experience as we write it, or ``None`` when it is none.

    Examples
    --------
    >>> as_told({"occupationId": "kok", "months": 48, "kind": "job"}).months, as_told({"months": "veel"})
    (48, None)
    """
    if not isinstance(found, dict):
        return None
    id_, months, kind, end = (found.get(name) for name in ("occupationId", "months", "kind", "endedOn"))
    if not isinstance(id_, str) or not 0 < len(id_) <= TITLE_MOST:
        return None
    if not isinstance(months, int) or isinstance(months, bool) or not 0 <= months <= MONTHS_MOST:
        return None
    if not isinstance(kind, str) or kind not in set(ExperienceKind):
        return None
    try:
        day = date.fromisoformat(end) if isinstance(end, str) else None
    except ValueError:
        return None
    return Told(occupation_id=id_, months=months, kind=ExperienceKind(kind), ended_on=day)
