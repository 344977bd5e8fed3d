"""Which counts over a wave of people may be told, and how.

A wave is everybody of a group whose results were not counted before, once there are :data:`WAVE` of them. It is counted
once, as a whole, and nobody is ever counted twice with a tool, in whichever group: so any two tables that anybody ever
sees are about people who have nobody in common, and no difference between two of them is about fewer than a whole wave.
Inside one table a count is told only when at least ten people are counted and at least ten are not, rounded down to a
multiple of five; where somebody has exactly one of several, what is not told holds ten people or nobody.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

LEAST = 10
"""People in the smallest count that is told, and in what is left beside it."""

WAVE = 2 * LEAST
"""People in the smallest wave: with fewer no count has ten on both sides."""

BASE = 5
"""Counts are told as multiples of this, rounded down."""

MOMENT = 0
"""Weekday on which waves are counted: Monday."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What is told of a wave.

    Attributes
    ----------
    people
        How many were counted, rounded down.
    counts
        How many have each code, rounded down; ``None`` for what is not told.
    """

    people: int
    counts: Mapping[str, int | None]


def rounded(count: int) -> int:
    """Return a count as it is told.

    Examples
    --------
    >>> rounded(10), rounded(14), rounded(23)
    (10, 10, 20)
    """
    return count - count % BASE


def next_moment(on: date) -> date:
    """Return the first day after this one on which waves are counted.

    Examples
    --------
    >>> next_moment(date(2026, 11, 29)), next_moment(date(2026, 11, 30))
    (datetime.date(2026, 11, 30), datetime.date(2026, 12, 7))
    """
    return on + timedelta(days=(MOMENT - on.weekday() - 1) % 7 + 1)


def sums(codes: Sequence[str], held: Sequence[Collection[str]], *, one_each: bool) -> Sums | None:
    """Return what may be told of a wave; ``None`` when it is no wave yet.

    Parameters
    ----------
    codes
        Everything that is counted, in the order in which it is told.
    held
        The codes of each person, others are left out.
    one_each
        Whether each person has exactly one code, so that the counts add up to the people.

    Examples
    --------
    >>> found = sums(["a", "b", "c"], [["a"]] * 13 + [["b"]] * 11 + [["c"]] * 2, one_each=True)
    >>> found.people, found.counts
    (25, {'a': 10, 'b': None, 'c': None})
    """
    people = len(held)
    if people < WAVE:
        return None
    exact = Counter(code for one in held for code in set(one) if code in codes)
    told = {code: exact[code] for code in codes if LEAST <= exact[code] <= people - LEAST}
    if one_each:
        while told and 0 < people - sum(told.values()) < LEAST:
            del told[min(told, key=lambda code: (told[code], code))]
    return Sums(people=rounded(people), counts={code: rounded(told[code]) if code in told else None for code in codes})
