"""Days and numbers as Dutch writes them."""

from datetime import date

MONTH_NAMES = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


def day_in_words(day: date) -> str:
    """Write a day.

    Examples
    --------
    >>> day_in_words(date(2025, 3, 4))
    '4 maart 2025'
    """
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def whole(number: int) -> str:
    """Write a whole number.

    Examples
    --------
    >>> whole(2555)
    '2.555'
    """
    return f"{number:,}".replace(",", ".")


def euro(cents: int) -> str:
    """Write an amount.

    Examples
    --------
    >>> euro(63881), euro(4500)
    ('638,81 euro', '45 euro')
    """
    rest = f",{cents % 100:02}" if cents % 100 else ""
    return f"{whole(cents // 100)}{rest} euro"


def plural(count: int, one: str, more: str) -> str:
    """Write a count with its noun.

    Examples
    --------
    >>> plural(1, "cheque", "cheques"), plural(2, "cheque", "cheques")
    ('1 cheque', '2 cheques')
    """
    return f"{whole(count)} {one if count == 1 else more}"
