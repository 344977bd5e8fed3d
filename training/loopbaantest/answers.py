"""Answers on disk: one person a row, in a CSV file that says where each row comes from.

Columns: ``person``, ``source`` (``logged`` or ``simulated``), ``answeredOn``, ``workStatus``, ``language``, any further
groups, and one column for each statement with 1 to 5, empty when open.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from item_bank.loopbaantest.schema import POINTS, Bank, Theme
from training.tables import InputError, read_columns, write_rows

Floats = NDArray[np.float64]

FIXED = ("person", "source", "answeredOn", "workStatus", "language")
SOURCES = ("logged", "simulated")


@dataclass(frozen=True, slots=True, kw_only=True)
class Data:
    """Answers of many persons, reversed so that more is always more of the theme.

    Attributes
    ----------
    values
        1 to 5, NaN when open; shape (persons, statements in the order of the bank).
    groups
        One code a person, by name of the group.
    """

    bank: Bank
    values: Floats
    groups: Mapping[str, tuple[str, ...]]
    days: tuple[date, ...]
    simulated: bool

    def of(self, theme: Theme) -> Floats:
        """Return the answers to the statements of a theme; shape (persons, 5)."""
        return self.values[:, [i for i, item in enumerate(self.bank.items) if item.theme == theme]]

    def scores(self, theme: Theme, least: int = 3) -> Floats:
        """Return scores on 0 to 100, NaN with fewer answers than ``least``."""
        values = self.of(theme)
        answered = (~np.isnan(values)).sum(axis=1)
        mean = np.nansum(values, axis=1) / np.maximum(answered, 1)
        return np.where(answered >= least, (mean - 1.0) * 25.0, np.nan)

    def complete(self) -> Floats:
        """Return the answers of persons without an open statement."""
        return self.values[~np.isnan(self.values).any(axis=1)]


def write(path: Path, bank: Bank, rows: Sequence[Mapping[str, str]]) -> int:
    """Write answers as they were given, not reversed; return the number of persons."""
    ids = [str(item.id) for item in bank.items]
    extra = sorted({name for row in rows for name in row} - set(FIXED) - set(ids))
    header = [*FIXED, *extra, *ids]
    return write_rows(path, header, ([row.get(name, "") for name in header] for row in rows))


def _point(text: str, path: Path, line: int, name: str) -> float:
    if text == "":
        return float("nan")
    if text not in {str(point) for point in POINTS}:
        raise InputError(f"{path}, line {line}: {name} is {text!r}; allowed is 1 to 5 or empty")
    return float(text)


def read(path: Path, bank: Bank, groups: Sequence[str] = ("workStatus", "language")) -> Data:
    """Read answers.

    Parameters
    ----------
    groups
        Columns whose codes are kept, for DIF.

    Raises
    ------
    InputError
        With the file, the line, the value and what is allowed.
    """
    ids = [str(item.id) for item in bank.items]
    codes: dict[str, list[str]] = {name: [] for name in groups}
    values, days, sources = [], [], set()
    for line, row in read_columns(path, [*FIXED, *groups, *ids]):
        if row[1] not in SOURCES:
            raise InputError(f"{path}, line {line}: source is {row[1]!r}; allowed are {list(SOURCES)}")
        try:
            days.append(date.fromisoformat(row[2]))
        except ValueError as error:
            raise InputError(f"{path}, line {line}: answeredOn is {row[2]!r}; write YYYY-MM-DD") from error
        sources.add(row[1])
        start = len(FIXED)
        for name, code in zip(groups, row[start : start + len(groups)], strict=True):
            codes[name].append(code)
        given = row[start + len(groups) :]
        values.append([_point(text, path, line, id_) for id_, text in zip(ids, given, strict=True)])
    if not values:
        raise InputError(f"{path}: no persons; at least one row is needed")
    reverse = np.array([item.reverse for item in bank.items])
    found = np.array(values)
    return Data(
        bank=bank,
        values=np.where(reverse, 6.0 - found, found),
        groups={name: tuple(found) for name, found in codes.items()},
        days=tuple(days),
        simulated="simulated" in sources,
    )
