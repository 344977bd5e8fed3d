"""What O*NET says of work, and which occupations of ESCO that work is: figures that any catalogue can lean on.

O*NET 29.1 Database by the U.S. Department of Labor (USDOL/ETA), used under the CC BY 4.0 license, through the official
crosswalk of ESCO and O*NET. The file is written by ``python -m training catalogue onet`` and read here only.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path

from item_bank.names.files import BETWEEN, packed_rows, read_rows, values
from item_bank.schema import CatalogueError

FILE = Path(__file__).with_name("onet.csv.gz")
COLUMNS = ("code", "concepts", "zone", "interests", "values", "nearest", "near", "related")
INTERESTS, VALUES = 6, 6
"""How many figures an occupation has of each, or none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One occupation of O*NET.

    Attributes
    ----------
    code
        Its O*NET-SOC code.
    concepts
        Addresses of the ESCO occupations that it is.
    zone
        Preparation that it asks, 1 to 5; none when O*NET does not say.
    interests, values
        Figures of 1 to 7, or none.
    nearest, near, related
        Codes of occupations that are most, quite and somewhat alike.
    """

    code: str
    concepts: tuple[str, ...]
    zone: tuple[float, ...]
    interests: tuple[float, ...]
    values: tuple[float, ...]
    nearest: tuple[str, ...]
    near: tuple[str, ...]
    related: tuple[str, ...]


def read_works(path: Path = FILE) -> tuple[Work, ...]:
    """Read the figures.

    Raises
    ------
    CatalogueError
        When the file is missing, is not a compressed CSV of these columns, or a row has a wrong number of figures.
    """
    found = []
    for line, row in read_rows(path, COLUMNS, "readable figures of O*NET"):
        lists = {name: values(row[name]) for name in COLUMNS[1:]}
        figures = {name: tuple(map(float, lists[name])) for name in ("zone", "interests", "values")}
        counts = tuple(map(len, figures.values()))
        if counts[0] > 1 or counts[1] not in (0, INTERESTS) or counts[2] not in (0, VALUES):
            raise CatalogueError(f"{path}, line {line}: {counts} figures; a row has 1, 6 and 6 or none")
        found.append(
            Work(
                code=row["code"],
                concepts=lists["concepts"],
                zone=figures["zone"],
                interests=figures["interests"],
                values=figures["values"],
                nearest=lists["nearest"],
                near=lists["near"],
                related=lists["related"],
            )
        )
    return tuple(found)


@cache
def works() -> tuple[Work, ...]:
    """Return the figures that come with the project, read once."""
    return read_works()


def packed(rows: Sequence[Work]) -> bytes:
    """Return the bytes of the file; the same rows give the same bytes."""
    return packed_rows(COLUMNS, map(_cells, rows))


def _cells(row: Work) -> list[str]:
    code, *lists = astuple(row)
    return [code, *(BETWEEN.join(f"{x:g}" if isinstance(x, float) else x for x in part) for part in lists)]
