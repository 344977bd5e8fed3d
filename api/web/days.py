"""Days on pages: how they are written in Dutch, and how the days that people type are read."""

import re
from datetime import date

from models.wording import day_in_words

dutch_day = day_in_words
"""Writes a day in Dutch: ``1 maart 2026``."""

_WRITTEN = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")


def read_day(text: str) -> date | None:
    """Return the day that somebody typed: as people write it (31/5/2027, 31-5-2027) or as browsers do (2027-05-31).

    Returns
    -------
    The day, or ``None`` when it is none; which years make sense is for the caller to say.

    Examples
    --------
    >>> read_day("31/5/2027"), read_day("2027-05-31"), read_day("31/2/2027"), read_day("")
    (datetime.date(2027, 5, 31), datetime.date(2027, 5, 31), None, None)
    """
    written, iso = _WRITTEN.fullmatch(text.strip()), _ISO.fullmatch(text.strip())
    parts = iso.groups() if iso else written.groups()[::-1] if written else None
    try:
        return date(*(int(part) for part in parts)) if parts else None
    except ValueError:
        return None
