"""Reads the statements about guidance."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from item_bank.loader import check_keys, read_yaml
from item_bank.schema import CatalogueError

PATH = Path(__file__).with_name("statements.yaml")

COUNT = 11
"""Statements; the score of the report is the mean of so many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A statement that gets 0 to 10, or an open question."""

    code: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """All that is asked."""

    version: str
    statements: tuple[Statement, ...]
    answered: str
    open: tuple[Statement, ...]


def _rows(rows: object, where: str) -> tuple[Statement, ...]:
    if not isinstance(rows, list):
        raise CatalogueError(f"{where}: {rows!r}; allowed is a list")
    for row in rows:
        check_keys(row, required=frozenset({"code", "nl"}), optional=frozenset(), where=where)
    found = tuple(Statement(code=row["code"], text=row["nl"]) for row in rows)
    if len({row.code for row in found}) < len(found):
        raise CatalogueError(f"{where}: a code stands there twice")
    return found


def read(path: Path = PATH) -> Questions:
    """Read the file.

    Raises
    ------
    CatalogueError
        When a key is missing or unknown, a code stands there twice, or there are not eleven statements.
    """
    body = read_yaml(path)
    check_keys(
        body, required=frozenset({"version", "statements", "answered", "open"}), optional=frozenset(), where=str(path)
    )
    statements = _rows(body["statements"], f"{path}, statements")
    if len(statements) != COUNT:
        raise CatalogueError(f"{path}: {len(statements)} statements; allowed are {COUNT}")
    return Questions(
        version=body["version"],
        statements=statements,
        answered=body["answered"],
        open=_rows(body["open"], f"{path}, open"),
    )


@cache
def questions() -> Questions:
    """Return the questions of this release; read once.

    Examples
    --------
    >>> len(questions().statements), [row.code for row in questions().open]
    (11, ['good', 'better', 'suggestions'])
    """
    return read()
