"""Salaries as people write them: amounts in any usual notation, a currency, a period; and whether they can be.

A JSON number has no grouping sign; text may have one. What cannot be for its period (2,50 a month, 35,000 a month) is a
mistake of whoever wrote it, or of whoever converted it: it is not shown.
"""

import math
import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from item_bank.schema import CatalogueError
from item_bank.vacancies.records import Salary, SalaryUnit

BELIEVED: dict[SalaryUnit, tuple[float, float]] = {
    SalaryUnit.HOUR: (5, 400),
    SalaryUnit.DAY: (20, 3_000),
    SalaryUnit.WEEK: (50, 8_000),
    SalaryUnit.MONTH: (200, 25_000),
    SalaryUnit.YEAR: (2_400, 400_000),
}
"""Gross euros that are believed for each period: from an allowance of a few hours to the largest salaries."""

WIDEST = 10
"""A largest amount above so many times the smallest is no range but a mistake."""

_WORDS: dict[SalaryUnit, str] = {
    SalaryUnit.HOUR: "hour hourly hr h hur uur uurloon uren u heure heures stunde std stundenlohn",
    SalaryUnit.DAY: "day daily dag daags dagloon jour jours journalier tag d",
    SalaryUnit.WEEK: "week weekly wee weekloon semaine hebdomadaire hebdo woche wk w sem",
    SalaryUnit.MONTH: "month monthly mon maand maandelijks maandloon mnd mois mensuel mensuelle monat monatlich mo pm",
    SalaryUnit.YEAR: "year yearly annual annually annum ann jaar jaarlijks jaarloon jr an ans annee annuel "
    "annuelle jahr "
    "jahrlich yr y pa",
}
UNITS = {word: unit for unit, words in _WORDS.items() for word in words.split()}
_SHORT = frozenset(word for word in UNITS if len(word) < 3)
_EURO = re.compile(r"€|\beur(?:o(?:'?s)?)?\b", re.IGNORECASE)
_FOREIGN = re.compile(r"[$£¥]|\b(?:usd|gbp|chf|pln|sek|dkk|nok|cad|aud|dollars?|pounds?|francs?)\b", re.IGNORECASE)
_NET = re.compile(r"\bnett?o?\b", re.IGNORECASE)
_ACCENTS = str.maketrans("éèêäàâ", "eeeaaa")
_SPACES = re.compile("(?<=\\d)[ \u00a0\u202f\u2009'’](?=\\d{3}(?!\\d))")
_AMOUNT = re.compile(r"(?<![\d.,])(\d+(?:[.,]\d+)*)(?:\s*([kK])(?![a-zA-Z])|,-|,–)?")
_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?:(?!\1)[.,]\d{1,2})?")
_FROM = re.compile(
    r"^\W*(?:vanaf|minstens|minimaal|minimum|min\.?|from|à partir|a partir|dès|ab|at least|starting)\b|\+\s*$"
    r"|^\W*(?:>|≥)",
    re.IGNORECASE,
)
_TO = re.compile(r"^\W*(?:tot|max\.?|maximaal|maximum|up to|jusqu|bis|hoogstens)\b", re.IGNORECASE)
_NEGATIVE = re.compile(r"\s*[€]?\s*[-–−]\s*\d")
_ODD = re.compile(r"\d\s?[a-zA-Z]\d")
_WORD = re.compile(r"[a-z]+")


def number(text: str) -> float | None:
    """Return the number of one text in Belgian, English or Swiss notation; ``None`` when it is none.

    Examples
    --------
    >>> [number(text) for text in ("2,500", "2.500,00", "15,50", "2500.5", "1.234.567")]
    [2500.0, 2500.0, 15.5, 2500.5, 1234567.0]
    """
    if grouped := _GROUPED.fullmatch(text):
        sign = grouped[1]
        text = text.replace(sign, "").replace(",", ".")
    try:
        found = float(text.replace(",", "."))
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def _amounts(text: str) -> list[float] | None:
    """Return the amounts that stand in a text; ``None`` when one of them is no number."""
    found = []
    for match in _AMOUNT.finditer(_SPACES.sub("", text)):
        value = number(match[1])
        if value is None:
            return None
        found.append(value * 1000 if match[2] else value)
    return found


def period(text: object) -> SalaryUnit | None:
    """Return the period that a word or code names: MONTH, "per maand", ANN, https://schema.org/HOUR.

    Examples
    --------
    >>> period("per maand"), period("par heure"), period("p/j")
    (<SalaryUnit.MONTH: 'MONTH'>, <SalaryUnit.HOUR: 'HOUR'>, None)
    """
    if not isinstance(text, str):
        return None
    plain = (text.rsplit("/", 1)[-1] if "://" in text else text).lower().translate(_ACCENTS)
    words = _WORD.findall(plain)
    found = {UNITS[word] for word in words if word in UNITS and (len(words) <= 2 or word not in _SHORT)}
    return found.pop() if len(found) == 1 else None


class _Money:
    """What is said of one salary, gathered from its members."""

    def __init__(self) -> None:
        self.low: float | None = None
        self.high: float | None = None
        self.euro = self.foreign = self.wrong = False
        self.unit: SalaryUnit | None = None

    def _words(self, text: str) -> None:
        self.euro |= bool(_EURO.search(text))
        self.foreign |= bool(_FOREIGN.search(text))
        self.wrong |= bool(_NET.search(text))
        self.unit = self.unit or period(re.sub(r"\d+[.,\d]*\s*[kK]?", " ", _EURO.sub(" ", text)))

    def bounds(self, value: object) -> tuple[float | None, float | None]:
        """Return smallest and largest amount of a value: a number, or text with one or two amounts."""
        if value is None or value in ("", [], {}) or isinstance(value, bool):
            return None, None
        if isinstance(value, int | float):
            return (None, None) if value == 0 else (float(value), float(value))
        if isinstance(value, list):
            pairs = [self.bounds(one) for one in value[:2]]
            return pairs[0][0], pairs[-1][1]
        if not isinstance(value, str) or not value.strip():
            self.wrong |= not isinstance(value, str)
            return None, None
        self._words(value)
        found = _amounts(value)
        if not found or len(found) > 2 or _ODD.search(value) or (len(found) == 1 and _NEGATIVE.match(value)):
            self.wrong = True
            return None, None
        if len(found) == 1 and found[0] == 0:
            return None, None
        low: float | None = found[0]
        high: float | None = found[-1]
        if len(found) == 1:
            high = None if _FROM.search(value) else high
            low = None if _TO.search(value) else low
        return low, high

    def take(self, money: Mapping[str, Any]) -> None:
        """Take the members of a MonetaryAmount or of its QuantitativeValue; amounts that were said already stay."""
        for text in map(_first, (money.get("currency"), money.get("priceCurrency"))):
            if isinstance(text, str) and text.strip():
                self.euro |= bool(_EURO.search(text))
                self.foreign |= not _EURO.search(text)
        for text in map(_first, (money.get(key) for key in ("unitText", "unitCode", "duration", "name"))):
            self.unit = self.unit or period(text)
            self.wrong |= isinstance(text, str) and bool(_NET.search(text))
        if self.low is None and self.high is None:
            self._amounts(money)

    def _amounts(self, money: Mapping[str, Any]) -> None:
        low, _ = self.bounds(_first(money.get("minValue")))
        _, high = self.bounds(_first(money.get("maxValue")))
        value = money.get("value", money.get("price"))
        if low is None and high is None and not isinstance(_first(value), Mapping):
            low, high = self.bounds(value)
        self.low, self.high = low, high

    def salary(self) -> Salary | None:
        """Return the salary when amount, euro and period are all said and can be; otherwise it is not known."""
        unit, low, high = self.unit, self.low, self.high
        if unit is None or not self.euro or self.foreign or self.wrong:
            return None
        least, most = BELIEVED[unit]
        if any(amount is not None and not least <= amount <= most for amount in (low, high)):
            return None
        if low is not None and high is not None and high > WIDEST * low:
            return None
        with suppress(CatalogueError):
            return Salary(low_cents=_cents(low), high_cents=_cents(high), unit=unit)
        return None


def _cents(amount: float | None) -> int | None:
    return None if amount is None else round(100 * amount)


def _first(value: object) -> object:
    return value[0] if isinstance(value, list) and value else value


def _salary(value: object) -> Salary | None:
    money = _Money()
    if isinstance(value, Mapping):
        inner = _first(value.get("value"))
        if isinstance(inner, Mapping):
            money.take(inner)
        money.take(value)
    elif isinstance(value, str):
        money.low, money.high = money.bounds(value)
    return money.salary()


def read_salary(value: object) -> Salary | None:
    """Return the first salary that amount, currency and period are all said of and that can be; else ``None``.

    Parameters
    ----------
    value
        Schema.org's ``baseSalary``: a ``MonetaryAmount``, text, or a list of them.

    Examples
    --------
    >>> read_salary("€ 2.500 bruto per maand").low_cents
    250000
    >>> read_salary({"currency": "EUR", "value": {"value": 2.5, "unitText": "MONTH"}}) is None
    True
    """
    values = value if isinstance(value, list) else [value]
    return next((found for one in values if (found := _salary(one)) is not None), None)
