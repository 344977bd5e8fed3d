"""Further signals, as rules over what centres registered; each says its arithmetic and what else may explain it.

Nothing follows from a hint by itself. The bounds are choices of this project, not of the law, and stand here together.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

EARLIEST, LATEST = time(6, 0), time(23, 0)
"""Between these a talk is ordinary."""

DAY_MINUTES = 12 * 60
"""Minutes of talks that one counsellor can hold on a day."""

DAY_CLOSINGS = 8
"""Closing talks of one counsellor, or of a centre of one, on a day."""


class HintKind(StrEnum):
    """What was noticed."""

    IMPOSSIBLE_HOUR = "impossible-hour"
    OVERLAP = "overlap"
    LONG_DAY = "long-day"
    MANY_CLOSINGS = "many-closings"
    NO_METHOD = "no-method"


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A registered talk.

    Attributes
    ----------
    who
        Counsellor, or the centre where no counsellor was registered.
    at
        When it began; ``None`` where only the day is known.
    """

    id: str
    who: str
    on: date
    minutes: int
    at: time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """The contract of a counsellor with a centre; ``names_method`` is ``None`` where nobody read it."""

    who: str
    names_method: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """What was noticed about whom; ``numbers`` is the arithmetic, ``about`` the talks."""

    kind: HintKind
    who: str
    on: date | None
    about: tuple[str, ...]
    arithmetic: str


def _hours(minutes: int) -> str:
    return f"{minutes // 60} uur" + (f" {minutes % 60} minuten" if minutes % 60 else "")


def _begin(talk: Talk) -> datetime:
    return datetime.combine(talk.on, talk.at or time())


def _end(talk: Talk) -> datetime:
    return _begin(talk) + timedelta(minutes=talk.minutes)


def _impossible(talk: Talk) -> bool:
    if talk.at is None:
        return False
    return talk.at < EARLIEST or _end(talk) > datetime.combine(talk.on, LATEST)


def _overlaps(who: str, talks: Sequence[Talk]) -> Iterable[Hint]:
    timed = sorted((talk for talk in talks if talk.at is not None), key=lambda talk: (_begin(talk), talk.id))
    running: list[Talk] = []
    for two in timed:
        running = [one for one in running if _begin(two) < _end(one)]
        for one in running:
            until, begin = _end(one), _begin(two)
            arithmetic = f"het ene gesprek loopt tot {until:%H:%M}, het andere begint om {begin:%H:%M}"
            about = (one.id, two.id)
            yield Hint(kind=HintKind.OVERLAP, who=who, on=two.on, about=about, arithmetic=arithmetic)
        running.append(two)


def of_hours(talks: Iterable[Talk]) -> tuple[Hint, ...]:
    """Return the talks at impossible hours, whoever held them."""
    return tuple(
        Hint(
            kind=HintKind.IMPOSSIBLE_HOUR,
            who=talk.who,
            on=talk.on,
            about=(talk.id,),
            arithmetic=f"van {_begin(talk):%H:%M} tot {_end(talk):%H:%M}; "
            f"gewoon is {EARLIEST:%H:%M} tot {LATEST:%H:%M}",
        )
        for talk in talks
        if _impossible(talk)
    )


def of_talks(talks: Sequence[Talk]) -> tuple[Hint, ...]:
    """Return what is noticed about talks: impossible hours, overlaps for one counsellor, days that are too long.

    Examples
    --------
    >>> late = Talk(id="1", who="k", on=date(2026, 3, 2), minutes=60, at=time(22, 30))
    >>> [hint.kind.value for hint in of_talks([late])]
    ['impossible-hour']
    """
    found = [*of_hours(talks)]
    days: dict[tuple[str, date], list[Talk]] = defaultdict(list)
    for talk in talks:
        days[talk.who, talk.on].append(talk)
    for (who, on), held in sorted(days.items()):
        found += _overlaps(who, held)
        minutes = sum(talk.minutes for talk in held)
        if minutes > DAY_MINUTES:
            arithmetic = f"{_hours(minutes)} gesprekken op een dag; gewoon is hoogstens {_hours(DAY_MINUTES)}"
            about = tuple(talk.id for talk in held)
            found.append(Hint(kind=HintKind.LONG_DAY, who=who, on=on, about=about, arithmetic=arithmetic))
    return tuple(found)


def of_closings(closings: Iterable[tuple[str, str, date]]) -> tuple[Hint, ...]:
    """Return who closed many guidances on one day.

    Parameters
    ----------
    closings
        Id, who, and day of each closing talk.
    """
    days: dict[tuple[str, date], list[str]] = defaultdict(list)
    for id_, who, on in closings:
        days[who, on].append(id_)
    return tuple(
        Hint(
            kind=HintKind.MANY_CLOSINGS,
            who=who,
            on=on,
            about=tuple(ids),
            arithmetic=f"{len(ids)} slotgesprekken op een dag; gewoon is hoogstens {DAY_CLOSINGS}",
        )
        for (who, on), ids in sorted(days.items())
        if len(ids) > DAY_CLOSINGS
    )


def of_contracts(contracts: Iterable[Contract]) -> tuple[Hint, ...]:
    """Return whose contract names no method; one that nobody read says nothing."""
    arithmetic = "het contract noemt geen methode om mensen te begeleiden"
    return tuple(
        Hint(kind=HintKind.NO_METHOD, who=contract.who, on=None, about=(), arithmetic=arithmetic)
        for contract in contracts
        if contract.names_method is False
    )
