"""Parameters as dated data: one number per file, each value with its source, its confidence and the day it was checked.

Upstream: ``parameters/*.yaml``. Downstream: ``models.loopbaancheque.rules``. A later value is a later date in a file.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any

from item_bank.loader import check_keys, read_yaml
from item_bank.schema import CatalogueError

FOLDER = Path(__file__).with_name("parameters")

FILE_KEYS = frozenset({"description", "dutch", "unit", "last_checked_on", "values"})
FILE_OPTIONAL = frozenset({"documentary"})
ROW_KEYS = frozenset({"value", "confidence", "instrument", "article", "url", "source"})
ROW_OPTIONAL = frozenset({"note"})


class Missing(StrEnum):
    """Why a parameter has no value: nobody found it, or the rule does not exist in that version."""

    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not-applicable"


class Confidence(StrEnum):
    """How sure the source is: an official text, sources that agree, or one weak source or our own reading."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


Value = int | str | Missing
"""What a parameter can hold; booleans are ints to Python, and texts are codes."""


class ParameterNotInForceError(LookupError):
    """A day before the first value of a parameter; never answered with the oldest value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedValue:
    """A value from a day on, and where it stands.

    Attributes
    ----------
    article
        Article of the instrument, ``None`` when the text was not read.
    source
        Where the value was seen, in Dutch, for citizens.
    note
        What should be known about it, in Dutch; empty when nothing.
    """

    since: date
    value: Value
    confidence: Confidence
    instrument: str
    article: str | None
    url: str | None
    source: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One number of the law through time.

    Attributes
    ----------
    documentary
        Why no rule reads it; empty when one does.

    Examples
    --------
    >>> parameters()["own_contribution"].at(date(2024, 1, 1)).value
    4500
    """

    name: str
    description: str
    dutch: str
    unit: str
    last_checked_on: date
    values: tuple[DatedValue, ...]
    documentary: str = ""

    def at(self, on: date) -> DatedValue:
        """Return what holds on a day.

        Raises
        ------
        ParameterNotInForceError
            When the day lies before the first value.
        """
        position = bisect_right(self.values, on, key=lambda row: row.since)
        if not position:
            first = self.values[0].since
            raise ParameterNotInForceError(f"{self.name} has no value on {on}; its first value is of {first}")
        return self.values[position - 1]


def _value(raw: object, unit: str, where: str) -> Value:
    if isinstance(raw, str) and raw in set(Missing):
        return Missing(raw)
    kinds: Mapping[str, type] = {"boolean": bool, "text": str}
    kind = kinds.get(unit, int)
    if not isinstance(raw, kind) or (kind is int and (isinstance(raw, bool) or raw < 0)):  # type: ignore[operator]
        allowed = {bool: "true or false", str: "a text", int: "a whole number from 0"}[kind]
        raise CatalogueError(f"{where}: value is {raw!r}; allowed for {unit} is {allowed}, unknown or not-applicable")
    return raw  # type: ignore[return-value]


def _day(raw: object, where: str) -> date:
    if type(raw) is not date:
        raise CatalogueError(f"{where}: {raw!r} is not a day; allowed is YYYY-MM-DD")
    return raw


def _dated(since: object, row: Mapping[str, Any], unit: str, where: str) -> DatedValue:
    where = f"{where}, {since}"
    check_keys(row, required=ROW_KEYS, optional=ROW_OPTIONAL, where=where)
    if row["confidence"] not in set(Confidence):
        raise CatalogueError(f"{where}: confidence is {row['confidence']!r}; allowed are {[*map(str, Confidence)]}")
    for key in ("instrument", "source"):
        if not isinstance(row[key], str) or not row[key]:
            raise CatalogueError(f"{where}: {key} is {row[key]!r}; allowed is a text")
    return DatedValue(
        since=_day(since, where),
        value=_value(row["value"], unit, where),
        confidence=Confidence(row["confidence"]),
        instrument=row["instrument"],
        article=row["article"],
        url=row["url"],
        source=row["source"],
        note=row.get("note") or "",
    )


def read_parameter(path: Path) -> Parameter:
    """Read one file.

    Raises
    ------
    CatalogueError
        When a key is missing or unknown, or a value is of another kind; with file, key, value and what is allowed.
    """
    body = read_yaml(path)
    check_keys(body, required=FILE_KEYS, optional=FILE_OPTIONAL, where=str(path))
    rows = body["values"]
    if not isinstance(rows, Mapping) or not rows:
        raise CatalogueError(f"{path}: values is {rows!r}; allowed are days with their value")
    values = tuple(_dated(since, row, body["unit"], str(path)) for since, row in rows.items())
    if any(earlier.since >= later.since for earlier, later in pairwise(values)):
        raise CatalogueError(f"{path}: days are not in order; allowed is the oldest first")
    return Parameter(
        name=path.stem,
        description=body["description"],
        dutch=body["dutch"],
        unit=body["unit"],
        last_checked_on=_day(body["last_checked_on"], f"{path}, last_checked_on"),
        values=values,
        documentary=body.get("documentary", ""),
    )


def read_parameters(folder: Path = FOLDER) -> Mapping[str, Parameter]:
    """Read every file of a folder, by name.

    Raises
    ------
    CatalogueError
        When a file cannot be used, or no file is found.
    """
    found = {path.stem: read_parameter(path) for path in sorted(folder.glob("*.yaml"))}
    if not found:
        raise CatalogueError(f"{folder}: no parameter file found")
    return MappingProxyType(found)


@cache
def parameters() -> Mapping[str, Parameter]:
    """Return the parameters of this release; read once."""
    return read_parameters()


def stale(found: Mapping[str, Parameter], on: date, days: int = 365) -> tuple[Parameter, ...]:
    """Return the parameters that nobody checked for so many days.

    Examples
    --------
    >>> stale(parameters(), date(2026, 11, 24))
    ()
    """
    return tuple(parameter for parameter in found.values() if (on - parameter.last_checked_on).days > days)
