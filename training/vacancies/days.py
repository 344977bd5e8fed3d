"""Days as people and spreadsheets write them: read where only one reading is possible, in the time of Brussels.

Upstream: ``posting`` and ``sources`` ask. A moment with a time zone is the day it then is in Brussels; a moment without
one is the day that is written. ``03/04/2026`` has two readings and is none; a mapping can say which is meant.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

BRUSSELS = ZoneInfo("Europe/Brussels")

SPREADSHEET = date(1899, 12, 30)
"""Day 0 of a spreadsheet; later days are counted from here."""

SERIAL = (36_526, 73_050)
"""Days of a spreadsheet that are believed: 2000 to 2099."""

SECONDS = (946_684_800, 4_102_444_800)
"""Seconds since 1970 that are believed: 2000 to 2099."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januari janvier january januar", "feb februari fevrier february februar fev fevr febr",
            "mrt maart mars march marz mar maa", "apr april avril avr", "mei mai may", "jun juni juin june",
            "jul juli juillet july juil", "aug augustus aout august", "sep sept september septembre",
            "okt oktober octobre october oct", "nov november novembre", "dec december decembre dezember dez",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_ACCENTS = str.maketrans("éèûâäü", "eeuaau")

_TIME = r"(?:[T\s,]+(\d{1,2})[:.hu](\d{2})(?:[:.](\d{2})(?:[.,]\d{1,9})?)?\s*([ap]\.?m\.?)?)?"
_ZONE = (
    r"\s*(Z|UTC|GMT|CET|CEST|[+-]\d{2}:?\d{2}|[+-]\d{2}|(?:UTC|GMT)[+-]\d{1,2}:?(?:\d{2})?)?(?:\s*\([^)]*\)"
    r"|\s*\[[^\]]*\])?"
)
_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|(\d{2})(\d{2}))" + _TIME + _ZONE, re.IGNORECASE)
_EUROPEAN = re.compile(r"(\d{1,2})[-/.\s](\d{1,2})[-/.\s](\d{4})" + _TIME + _ZONE, re.IGNORECASE)
_SHORT_YEAR = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{2})(?:\s.*)?")
_NAME = r"([a-zéèûâäü]{3,9})\.?"
_WEEKDAY = r"(?:[a-zé]{2,9}\.?,?\s+)?"
_WORDS = re.compile(
    _WEEKDAY + r"(\d{1,2})(?:er|ste|de|e|th|st|nd|rd|\.)?[\s-]+(?:of\s+)?" + _NAME + r"[\s,-]+(\d{4})" + _TIME + _ZONE,
    re.IGNORECASE,
)
_AMERICAN = re.compile(_WEEKDAY + _NAME + r"\s+(\d{1,2})(?:th|st|nd|rd)?,?\s+(\d{4})" + _TIME + _ZONE, re.IGNORECASE)
_SERIAL_TEXT = re.compile(r"\d{5}(?:[.,]\d+)?")
_PLAIN = re.compile(r"\d{4}-\d{2}-\d{2}")


class DayError(ValueError):
    """A text that names no day, or several; the message ends a sentence that names it."""


EXPECTED = "expected a day such as 2026-11-25"


def _zone(text: str) -> timezone | None:
    """Return the zone that is written; ``None`` when that of Brussels is meant."""
    upper = text.upper()
    if upper in ("CET", "CEST"):
        return timezone(timedelta(hours=1 + (upper == "CEST")))
    found = re.search(r"([+-])(\d{1,2}):?(\d{2})?$", upper)
    if found is None:
        return UTC
    sign = -1 if found[1] == "-" else 1
    return timezone(sign * timedelta(hours=min(int(found[2]), 23), minutes=min(int(found[3] or 0), 59)))


def _moment(day: date, time: tuple[str | None, ...]) -> date:
    """Return the day in Brussels of a moment; 24:00 belongs to the day that ends."""
    hour, minute, second, half, zone = time
    if hour is None or not zone:
        return day
    hours = int(hour)
    if half:
        hours = hours % 12 + 12 * half.lower().startswith("p")
    if hours > 23 or int(minute or 0) > 59:
        return day
    at = datetime(day.year, day.month, day.day, hours, int(minute or 0), min(int(second or 0), 59), tzinfo=_zone(zone))
    try:
        return at.astimezone(BRUSSELS).date()
    except OverflowError:
        return day


def _iso(found: re.Match[str]) -> date:
    return _moment(date(int(found[1]), int(found[2] or found[4]), int(found[3] or found[5])), found.groups()[5:])


def _european(found: re.Match[str]) -> date:
    first, second, year = int(found[1]), int(found[2]), int(found[3])
    if first != second and max(first, second) <= 12:
        raise DayError(f'can be two days; {EXPECTED}, or set day_format: "%d/%m/%Y" in the mapping of a CSV file')
    day, month = (second, first) if second > 12 else (first, second)
    return _moment(date(year, month, day), found.groups()[3:])


def _month(name: str) -> int:
    found = _MONTHS.get(name.lower().translate(_ACCENTS))
    if found is None:
        raise DayError(EXPECTED)
    return found


def _words(found: re.Match[str]) -> date:
    return _moment(date(int(found[3]), _month(found[2]), int(found[1])), found.groups()[3:])


def _american(found: re.Match[str]) -> date:
    return _moment(date(int(found[3]), _month(found[1]), int(found[2])), found.groups()[3:])


NOTATIONS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], date]], ...] = (
    (_ISO, _iso),
    (_EUROPEAN, _european),
    (_WORDS, _words),
    (_AMERICAN, _american),
)


def _of_number(value: float) -> date:
    if SERIAL[0] <= value <= SERIAL[1]:
        return SPREADSHEET + timedelta(days=int(value))
    for scale in (1, 1000):
        if SECONDS[0] <= value / scale <= SECONDS[1]:
            return datetime.fromtimestamp(value / scale, tz=BRUSSELS).date()
    raise DayError(EXPECTED)


def _of_text(text: str) -> date:
    for pattern, read in NOTATIONS:
        if found := pattern.fullmatch(text):
            return read(found)
    if _SERIAL_TEXT.fullmatch(text):
        return _of_number(float(text.replace(",", ".")))
    if text.isdecimal() and len(text) in (10, 13):
        return _of_number(float(text))
    if found := _SHORT_YEAR.fullmatch(text):
        sign = found[2]
        raise DayError(f'{EXPECTED}, or set day_format: "%d{sign}%m{sign}%y" in the mapping of a CSV file')
    return date.fromisoformat(text)


def read_day(value: object) -> date:
    """Read a day.

    Raises
    ------
    DayError
        When the value names no day, or may name several.

    Examples
    --------
    >>> read_day("2026-11-19T23:00:00Z").isoformat(), read_day("31/12/2026").isoformat()
    ('2026-11-20', '2026-12-31')
    >>> read_day("20 november 2026") == read_day("46346") == read_day("2026-11-20")
    True
    """
    try:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return _of_number(value)
        text = value.strip() if isinstance(value, str) else ""
        return date.fromisoformat(text) if _PLAIN.fullmatch(text) else _of_text(text)
    except DayError:
        raise
    except (ValueError, OverflowError) as error:
        raise DayError(EXPECTED) from error


def formatted_day(text: str, day_format: str) -> str:
    """Return a day of a mapping's own notation as 2026-11-25; what does not follow it stays as it is.

    A time that a spreadsheet wrote behind the day is passed over.

    Examples
    --------
    >>> formatted_day("20/11/2026 0:00", "%d/%m/%Y"), formatted_day("46346", "%d/%m/%Y")
    ('2026-11-20', '46346')
    """
    stripped = text.strip()
    words = len(day_format.split())
    for part in (stripped, " ".join(stripped.split()[:words]), stripped.split("T")[0]):
        try:
            return datetime.strptime(part, day_format).date().isoformat()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return text
