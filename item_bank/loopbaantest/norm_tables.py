"""Norm tables: YAML files that say when, with how many and with whom they were made.

None comes with the project. Whoever has one puts it in ``DATA_DIR/loopbaantest/norms``; ``python -m training
loopbaantest norms`` writes one from logged answers.
"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from item_bank.loader import check_keys, read_yaml
from item_bank.loopbaantest.schema import Bank, NormTable, Theme, WorkStatus
from item_bank.schema import CatalogueError

_KEYS = frozenset({"id", "bankVersion", "status", "collectedFrom", "collectedUntil", "composition", "counts"})


def read_norm_table(path: Path) -> NormTable:
    """Read one norm table.

    Raises
    ------
    CatalogueError
        With the file, the value and what is allowed.
    """
    body = read_yaml(path)
    check_keys(body, required=_KEYS, optional=frozenset(), where=str(path))
    statuses = [None, *map(str, WorkStatus)]
    if body["status"] not in statuses:
        raise CatalogueError(f"{path}: status {body['status']!r} is not known; allowed are {statuses}")
    days = body["collectedFrom"], body["collectedUntil"]
    if not all(isinstance(day, date) for day in days):
        raise CatalogueError(f"{path}: collectedFrom and collectedUntil are days; write YYYY-MM-DD")
    check_keys(body["counts"], required=frozenset(map(str, Theme)), optional=frozenset(), where=f"{path}, counts")
    counts = {Theme(theme): row for theme, row in body["counts"].items()}
    for theme, row in counts.items():
        if not isinstance(row, list) or not all(type(value) is int for value in row):
            raise CatalogueError(f"{path}, {theme}: counts are a list of whole numbers")
    return NormTable(
        id=str(body["id"]),
        bank_version=str(body["bankVersion"]),
        status=WorkStatus(body["status"]) if body["status"] else None,
        collected_from=days[0],
        collected_until=days[1],
        composition=str(body["composition"]),
        counts={theme: tuple(row) for theme, row in counts.items()},
    )


def read_norm_tables(folder: Path, bank: Bank) -> tuple[NormTable, ...]:
    """Read the norm tables in a folder that were made with what a bank asks; a folder that is absent has none.

    Raises
    ------
    CatalogueError
        When a table cannot be used.
    """
    paths: Iterable[Path] = sorted(folder.glob("*.yaml")) if folder.is_dir() else ()
    tables = (read_norm_table(path) for path in paths)
    return tuple(table for table in tables if bank.scores(table.bank_version))
