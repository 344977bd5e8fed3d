"""The names bank: for each ESCO occupation its names, its group of ISCO-08 and its code.

This service uses the ESCO classification of the European Commission. The file is written by
``python -m training titles names`` and read here only.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from item_bank.names.files import BETWEEN, packed_rows, read_rows, values
from item_bank.schema import CatalogueError

FILE = Path(__file__).with_name("esco.csv.gz")
VERSION = "1.0.0"
SOURCE = "ESCO v1.2.1"
COLUMNS = ("concept", "isco08", "nl", "fr", "en")
LANGUAGES = ("nl", "fr", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """One occupation of the bank.

    Attributes
    ----------
    concept
        Address of the ESCO concept.
    isco08
        Unit group of ISCO-08, four digits.
    names
        By language; the first one is the preferred name.
    """

    concept: str
    isco08: str
    names: dict[str, tuple[str, ...]]


def read_bank(path: Path = FILE) -> tuple[Named, ...]:
    """Read a names bank.

    Raises
    ------
    CatalogueError
        When the file is missing, is not a compressed CSV of these columns, or a row has no Dutch name.
    """
    found = []
    for line, row in read_rows(path, COLUMNS, "a readable names bank"):
        names = {language: values(row[language]) for language in LANGUAGES}
        if not row["concept"] or not names["nl"]:
            raise CatalogueError(f"{path}, line {line}: a row needs a concept and a Dutch name")
        found.append(Named(concept=row["concept"], isco08=row["isco08"], names=names))
    return tuple(found)


@cache
def bank() -> tuple[Named, ...]:
    """Return the bank that comes with the project, read once."""
    return read_bank()


def packed(rows: tuple[Named, ...]) -> bytes:
    """Return the bytes of a names bank; the same rows give the same bytes."""
    return packed_rows(COLUMNS, map(_cells, rows))


def _cells(row: Named) -> list[str]:
    return [row.concept, row.isco08, *(BETWEEN.join(row.names.get(language, ())) for language in LANGUAGES)]
