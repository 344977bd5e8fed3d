"""Until when something is shared: thirty days unless said otherwise, at most thirteen months."""

from calendar import monthrange
from datetime import date, timedelta

DAYS = 30
"""Days that something is shared when nothing else is said."""

MONTHS_MOST = 13
"""Months that something is shared at most."""


class ExpiryError(ValueError):
    """A last day that is not allowed; the message says which days are."""


def latest(on: date) -> date:
    """Return the last day on which something that is shared today may still be seen.

    Examples
    --------
    >>> latest(date(2026, 1, 31)), latest(date(2026, 11, 29))
    (datetime.date(2027, 2, 28), datetime.date(2027, 12, 29))
    """
    months = on.month - 1 + MONTHS_MOST
    year, month = on.year + months // 12, months % 12 + 1
    return date(year, month, min(on.day, monthrange(year, month)[1]))


def last_day(asked: date | None, on: date) -> date:
    """Return the last day on which something may be seen.

    Raises
    ------
    ExpiryError
        When it is past, or too far away.

    Examples
    --------
    >>> last_day(None, date(2026, 11, 29))
    datetime.date(2026, 12, 29)
    """
    if asked is None:
        return on + timedelta(days=DAYS)
    if not on <= asked <= latest(on):
        raise ExpiryError(f"{asked}: allowed is a day from {on} to {latest(on)}")
    return asked
