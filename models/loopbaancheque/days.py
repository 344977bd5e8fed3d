"""Counting days and months of work: periods are half-open and merged, so a day counts once.

Months are counted in units of which a whole calendar month has as many as ``days_in_spare_month`` (30): a whole month
gives 30 units whatever its length, a left-over day gives 1. Twelve months are 360 units.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import MAXYEAR, date
from functools import lru_cache

FOREVER = date(MAXYEAR, 1, 1).toordinal()
"""End of a period that goes on."""

_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def month_length(year: int, month: int) -> int:
    """Return the days of a month.

    Examples
    --------
    >>> month_length(2024, 2), month_length(2100, 2)
    (29, 28)
    """
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _LENGTHS[month - 1] + leap


def add_months(day: date, months: int) -> date:
    """Return the same day so many months later or earlier, or the last day of a month that is too short.

    Examples
    --------
    >>> add_months(date(2024, 1, 31), 1), add_months(date(2016, 2, 29), -24)
    (datetime.date(2024, 2, 29), datetime.date(2014, 2, 28))
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, month_length(year, month + 1)))


def add_years(day: date, years: int) -> date:
    """Return the same day so many years later; 29 February becomes 1 March in a year without it.

    Years run to the day before the same day, as civil law in Belgium counts.

    Examples
    --------
    >>> add_years(date(2016, 2, 29), 6)
    datetime.date(2022, 3, 1)
    """
    if day.month == 2 and day.day == 29 and month_length(day.year + years, 2) == 28:
        return date(day.year + years, 3, 1)
    return day.replace(year=day.year + years)


Span = tuple[int, int]
"""Ordinals of the first day and of the day after the last one."""


def merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the same days as spans that neither overlap nor touch, in order.

    Examples
    --------
    >>> merge([(5, 8), (1, 3), (3, 6)])
    ((1, 8),)
    """
    found: list[Span] = []
    for start, stop in sorted(spans):
        if found and start <= found[-1][1]:
            if stop > found[-1][1]:
                found[-1] = (found[-1][0], stop)
        else:
            found.append((start, stop))
    return tuple(found)


def clip(spans: tuple[Span, ...], since: int, until: int) -> list[Span]:
    """Return the parts of the spans from one day up to, not including, another.

    Examples
    --------
    >>> clip(((1, 4), (6, 9)), 2, 7)
    [(2, 4), (6, 7)]
    """
    return [
        (start if start > since else since, stop if stop < until else until)
        for start, stop in spans
        if start < until and stop > since
    ]


def units(start: int, stop: int, month: int) -> int:
    """Return the units of one span: so many for each whole calendar month from its first day, 1 for each day left.

    Examples
    --------
    >>> units(date(2012, 7, 1).toordinal(), date(2013, 7, 1).toordinal(), 30)
    360
    >>> units(date(2013, 2, 1).toordinal(), date(2013, 3, 2).toordinal(), 30)
    31
    """
    if stop <= start:
        return 0
    first, after = date.fromordinal(start), date.fromordinal(stop)
    months = (after.year - first.year) * 12 + after.month - first.month
    turn = min(first.day, month_length(after.year, after.month))
    if after.day >= turn:
        return months * month + after.day - turn
    year, previous = (after.year, after.month - 1) if after.month > 1 else (after.year - 1, 12)
    length = month_length(year, previous)
    return (months - 1) * month + length - min(first.day, length) + after.day


TAIL = 62
"""Days at the end of a span among which leaving one out can help; tests compare with every choice of days."""

GAIN = 2
"""Units that leaving out a day can gain in one span: February gives a month for two days fewer."""


@lru_cache(maxsize=4_096)
def best_units(start: int, stop: int, month: int) -> int:
    """Return the most units that any choice among the days of a span gives.

    Months are counted from the first day of a span, so one day more can shift them off a short February and give
    *fewer* months. More work never loses a right: a day that only spoils the count is left out.

    Examples
    --------
    Without 31 January, February is a whole month:

    >>> first, after = date(2013, 1, 15).toordinal(), date(2013, 3, 1).toordinal()
    >>> units(first, after, 30), best_units(first, after, 30)
    (44, 46)
    """
    best = units(start, stop, month)
    for out in range(max(start + 1, stop - TAIL), stop):
        best = max(best, units(start, out, month) + units(out + 1, stop, month))
    return best


def unbroken_units(start: int, stop: int, month: int) -> int:
    """Return the units of one unbroken span: its last month counts when the calendar has turned, not after 30 days.

    Examples
    --------
    From 2 September 2013, the twelfth month is over on 2 September 2014:

    >>> first = date(2013, 9, 2).toordinal()
    >>> [unbroken_units(first, date(2014, 9, day).toordinal(), 30) for day in (1, 2)]
    [359, 360]
    """
    whole = units(start, stop, month)
    first, after = date.fromordinal(start), date.fromordinal(stop)
    months = (after.year - first.year) * 12 + after.month - first.month
    months -= after.day < min(first.day, month_length(after.year, after.month))
    return min(whole, (months + 1) * month - 1)


def count_work(spans: list[Span], month: int, needed: int) -> tuple[int, int]:
    """Return the units of work, and a number above which no choice of days comes.

    One unbroken span is counted in calendar months; days left over become months only where several spans have them.
    """
    if len(spans) == 1:
        found = unbroken_units(*spans[0], month)
        return found, found
    return count_units(spans, month, needed)


def count_units(spans: list[Span], month: int, needed: int) -> tuple[int, int]:
    """Return the units of all spans together, and a number above which no choice of days comes.

    Leaving out days is tried only where it can decide; then both numbers are the same.
    """
    plain = sum([units(start, stop, month) for start, stop in spans])
    if plain >= needed:
        return plain, plain
    most = plain + GAIN * len(spans)
    if most < needed:
        return plain, most
    best = sum([best_units(start, stop, month) for start, stop in spans])
    return best, best


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The days on which somebody worked, and those as a temp, each merged.

    Attributes
    ----------
    worked, temp
        Spans in order.
    """

    worked: tuple[Span, ...]
    temp: tuple[Span, ...]

    @property
    def ends(self) -> int:
        """Ordinal of the day after the last day of work; 0 for whoever never worked."""
        return self.worked[-1][1] if self.worked else 0

    def longest_temp(self, since: date, until: date) -> int:
        """Return the days of the longest unbroken work as a temp between two days."""
        runs = clip(self.temp, since.toordinal(), until.toordinal())
        return max((stop - start for start, stop in runs), default=0)
