"""Reads ``work_values.csv``: what O*NET's analysts say an occupation gives room to, for the built-in catalogue.

``python -m training waarden figures`` makes the file. Occupations that are not in it have no figures, and nothing is
guessed for them.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from item_bank.schema import CatalogueError, OccupationId
from item_bank.waarden.bank import WorkValue

PATH = Path(__file__).with_name("work_values.csv")
COLUMNS = tuple(value.value for value in WorkValue)
LOWEST, HIGHEST = 1.0, 7.0
SOURCE = "O*NET 29.1 work values, U.S. Department of Labor, CC BY 4.0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Work values of one occupation, each 1 (little room) to 7 (much room).

    Raises
    ------
    CatalogueError
        When a figure is missing or out of range.
    """

    values: Mapping[WorkValue, float]

    def __post_init__(self) -> None:
        for value in WorkValue:
            figure = self.values.get(value)
            if figure is None or not LOWEST <= figure <= HIGHEST:
                raise CatalogueError(f"{value} is {figure}; allowed is 1 to 7")


def read(path: Path = PATH) -> dict[OccupationId, Figures]:
    """Read the figures by occupation id.

    Raises
    ------
    CatalogueError
        When a column is missing or a figure cannot be used; the message names file and occupation.
    """
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        missing = {"occupation_id", "onet_code", *COLUMNS} - set(reader.fieldnames or ())
        if missing:
            raise CatalogueError(f"{path}: column {sorted(missing)[0]!r} is missing")
        rows = list(reader)
    found = {}
    for row in rows:
        try:
            values = {value: float(row[value.value]) for value in WorkValue}
            found[OccupationId(row["occupation_id"])] = Figures(values=values)
        except ValueError as error:
            raise CatalogueError(f"{path} ({row['occupation_id']}): {error}") from error
    return found


@cache
def figures() -> Mapping[OccupationId, Figures]:
    """Return the figures that come with the project; read once for each process."""
    return read()
