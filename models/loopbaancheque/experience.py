"""Work experience: the test of 2013 within a window, the test of 2020 over the whole career.

Upstream: ``models.loopbaancheque.days``. A rule that changes shape is a new dated function; which one holds
follows from the parameters of the version.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from models.loopbaancheque.days import FOREVER, GAIN, History, Span, add_months, clip, count_work, merge
from models.loopbaancheque.rules import Rules
from models.loopbaancheque.schema import WorkKind, WorkPeriod

DAYS_IN_YEAR = 365
BORDER_DAYS = 2
"""Two ways of counting differ by so many days at most, because of leap days; nearer than that is a border case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Experience:
    """How much work counts on a day.

    Attributes
    ----------
    days
        Calendar days of work that count.
    missing
        Fewest days of work that could still be needed; 0 when there is enough.
    border
        Whether another way of counting could decide otherwise.
    """

    days: int
    missing: int
    border: bool

    @property
    def enough(self) -> bool:
        """Whether there is enough."""
        return not self.missing


def _spans(periods: Iterable[WorkPeriod]) -> tuple[Span, ...]:
    return merge(
        (period.start.toordinal(), FOREVER if period.end is None else period.end.toordinal() + 1) for period in periods
    )


def history(periods: tuple[WorkPeriod, ...]) -> History:
    """Return the days of work of all periods, whatever their order.

    Examples
    --------
    >>> work = WorkPeriod(start=date(2020, 1, 1), end=date(2020, 1, 31), kind=WorkKind.EMPLOYEE)
    >>> sum(stop - start for start, stop in history((work, work)).worked)
    31
    """
    temp = tuple(period for period in periods if period.kind is WorkKind.TEMP_AGENCY)
    return History(worked=_spans(periods), temp=_spans(temp))


def _days_for(units: int) -> int:
    """Return the fewest days in which so many units can be gained: 1 a day, and 2 more for each February."""
    return max(1, units - GAIN * (units // DAYS_IN_YEAR + 2))


def experience_2013(work: History, rules: Rules, day: date) -> Experience:
    """Count months within a window before the day; temps who worked long enough without a break need fewer.

    Notes
    -----
    Source: decree of 17 May 2013, as social secretariats summarised it in 2013 and 2018.
    """
    month, window = rules.days_in_spare_month, rules.experience_window_months or 0
    needed = month * (rules.experience_months_in_window or 0)
    reduced, unbroken = month * (rules.experience_months_temp_agency or 0), rules.temp_agency_unbroken_days or 0
    since = add_months(day, -window)
    spans = clip(work.worked, since.toordinal(), day.toordinal())
    days = sum(stop - start for start, stop in spans)
    found, most = count_work(spans, month, needed)
    if found >= needed:
        return Experience(days=days, missing=0, border=found < needed + BORDER_DAYS)
    lacking = _days_for(needed - most)
    if work.temp:
        short, most = count_work(spans, month, reduced)
        run = work.longest_temp(since, day)
        if short >= reduced and run >= unbroken:
            return Experience(
                days=days, missing=0, border=short < reduced + BORDER_DAYS or run < unbroken + BORDER_DAYS
            )
        by_count = _days_for(reduced - most) if short < reduced else 0
        lacking = min(lacking, max(by_count, unbroken - run, 1))
    return Experience(days=days, missing=lacking, border=found >= needed - BORDER_DAYS)


def experience_2020(work: History, rules: Rules, day: date) -> Experience:
    """Count the days, and the months, of the whole career before the day: either is enough.

    Notes
    -----
    Source: decree of 6 December 2019. The law says 84 months; the pages of VDAB say 2,555 calendar days.
    """
    needed_days = rules.experience_days_in_career or 0
    month = rules.days_in_spare_month
    needed = month * (rules.experience_months_in_career or 0)
    spans = clip(work.worked, 0, day.toordinal())
    days = sum(stop - start for start, stop in spans)
    found, most = count_work(spans, month, needed)
    enough_days, enough_months = days >= needed_days, found >= needed
    near = abs(days - needed_days) <= BORDER_DAYS
    if enough_days or enough_months:
        return Experience(days=days, missing=0, border=near or enough_days != enough_months)
    missing = min(needed_days - days, _days_for(needed - most))
    return Experience(days=days, missing=missing, border=near)


def experience(work: History, rules: Rules, day: date) -> Experience:
    """Return what counts on a day, by the test that the version has."""
    test = experience_2020 if rules.experience_window_months is None else experience_2013
    return test(work, rules, day)
