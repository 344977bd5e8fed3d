"""Days on pages: how they are written in Dutch, and how the days that people type are read."""

import re
import unicodedata
from calendar import monthrange
from datetime import date

from models.wording import day_in_words

dutch_day = day_in_words
"""Writes a day in Dutch: ``1 maart 2026``."""

CENTURY_FROM, CENTURY_TO = 1930, 2049
"""Years that two digits may mean; where both centuries are possible (30 to 49), they are not read."""

_MONTHS = (
    "jan januari january janvier janv januar",
    "feb febr februari february fevrier fevr fev februar",
    "mrt maart mar march mars maerz marz",
    "apr april avril avr",
    "mei may mai",
    "jun juni june juin",
    "jul juli july juillet juil",
    "aug augustus august aout",
    "sep sept september septembre",
    "okt oktober oct october octobre",
    "nov november novembre",
    "dec december decembre dez dezember",
)
_NUMBER = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}
_BESIDE = "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma di wo do vr za zo op vanaf sinds van tot"
_SKIPPED = frozenset(_BESIDE.split())
_DASHES = re.compile(r"\s*[-\u2010-\u2015\u2212]\s*")
_DAY = re.compile(r"(?:[0-9]{1,4}|[a-z]+|'(?=[0-9]{2}$))(?:[-/., ]+|$|(?<=')|(?<=[0-9])(?=[a-z])|(?<=[a-z])(?=[0-9]))")
_ORDINAL = re.compile(r"\b([0-9]{1,2})(?:ste|de|er|e|st|nd|rd|th)\b")


def _words(text: str) -> list[str]:
    """Return the numbers and words of what somebody typed; empty when it holds what no day has."""
    plain = unicodedata.normalize("NFKD", _DASHES.sub("-", text.replace("\u2019", "'").strip()))
    left = _ORDINAL.sub(r"\1", plain.encode("ascii", "ignore").decode().lower())
    found = []
    while left:
        match = _DAY.match(left)
        if match is None or re.search(r"[-/]{2}", match[0]):
            return []
        found.append(match[0].rstrip("-/., "))
        left = left[match.end() :]
    return [word for word in found if word not in _SKIPPED]


def _year(text: str) -> int | None:
    """Return the year that four digits are, or the only one that two may mean."""
    if len(text) == 4:
        return int(text)
    meant = [year for year in (1900 + int(text), 2000 + int(text)) if CENTURY_FROM <= year <= CENTURY_TO]
    return meant[0] if len(text) == 2 and len(meant) == 1 else None


def _read(text: str) -> tuple[int | None, int, int | None] | None:
    """Return year, month and day; no day where only a month is told, ``None`` where it is neither."""
    words = _words(text)
    names = [_NUMBER[word] for word in words if word in _NUMBER]
    numbers = [word for word in words if word.isdigit()]
    marked = "'" in words
    if len(names) + len(numbers) + marked != len(words) or len(names) > 1:
        return None
    long = [number for number in numbers if len(number) == 4]
    others = [number for number in numbers if len(number) < 3]
    if len(long) + len(others) != len(numbers) or len(long) > 1:
        return None
    if names and len(numbers) == 2:
        day, year = (others[0], long[0]) if long else (numbers[0], numbers[1])
        return _year(year), names[0], int(day)
    if names and len(numbers) == 1 and (long or marked):
        return _year(numbers[0]), names[0], None
    if not names and len(numbers) == 3 and (not long or numbers[1] != long[0]):
        first, month, last = numbers[::-1] if numbers[:1] == long else numbers
        return _year(last), int(month), int(first)
    if not names and len(numbers) == 2 and long:
        return int(long[0]), int(others[0]), None
    return None


def read_day(text: str) -> date | None:
    """Return the day that somebody typed: as people write it (31/5/2027, 3 sept '14) or as browsers do (2027-05-31).

    Months may be names in Dutch, French, English and German; two digits of a year are read where they mean one.

    Returns
    -------
    The day, or ``None`` when it is none; which years make sense is for the caller to say.

    Examples
    --------
    >>> read_day("31/5/2027"), read_day("2027-05-31"), read_day("31/2/2027"), read_day("")
    (datetime.date(2027, 5, 31), datetime.date(2027, 5, 31), None, None)
    >>> read_day("3/9/14"), read_day("3 sept. 2014"), read_day("3/9/40")
    (datetime.date(2014, 9, 3), datetime.date(2014, 9, 3), None)
    """
    found = _read(text)
    if found is None or found[0] is None or found[2] is None:
        return None
    try:
        return date(found[0], found[1], found[2])
    except ValueError:
        return None


def read_month(text: str, *, last: bool = False) -> date | None:
    """Return the first or last day of the month that somebody typed without a day: 09-2014, sept 2014.

    Examples
    --------
    >>> read_month("sept 2014"), read_month("02-2016", last=True), read_month("2014-09"), read_month("sept 14")
    (datetime.date(2014, 9, 1), datetime.date(2016, 2, 29), datetime.date(2014, 9, 1), None)
    """
    found = _read(text)
    if found is None or not found[0] or found[2] is not None or not 1 <= found[1] <= 12:
        return None
    return date(found[0], found[1], monthrange(found[0], found[1])[1] if last else 1)
