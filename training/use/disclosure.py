"""Statistical disclosure control: no cell of fewer than ten persons leaves this machine.

A cell is a combination of background figures, or what was asked (an item, an occupation). Small cells of background are
made coarser, one step after the other, until they hold ten persons; what is still small is left out and counted.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

LEAST = 10
"""Persons of the smallest cell that is shown."""

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """What an export says about a session besides its answers.

    Attributes
    ----------
    month
        ``2026-11``, or coarser: ``2026``, or empty.
    """

    tool: str
    bank_version: str
    model_version: str
    language: str
    work_status: str
    month: str

    def changed(self, **members: str) -> "Background":
        """Return it with other members."""
        own = {name: getattr(self, name) for name in Background.__slots__}
        return Background(**own | members)


COARSER: Sequence[Callable[[Background], Background]] = (
    lambda row: row.changed(work_status=""),
    lambda row: row.changed(month=row.month[:4]),
    lambda row: row.changed(language=""),
    lambda row: row.changed(month=""),
    lambda row: row.changed(model_version=""),
)
"""Steps by which a small cell is made coarser; the tool and the version of its questions always stay."""


def small(cells: Iterable[tuple[Hashable, str]], least: int = LEAST) -> set[Hashable]:
    """Return the cells of pairs (cell, person) that hold too few persons.

    Examples
    --------
    >>> small([("a", "p"), ("a", "q"), ("b", "p"), ("b", "p")], least=2)
    {'b'}
    """
    persons: dict[Hashable, set[str]] = defaultdict(set)
    for cell, person in cells:
        persons[cell].add(person)
    return {cell for cell, found in persons.items() if len(found) < least}


def coarsened(rows: Mapping[str, tuple[str, Background]], least: int = LEAST) -> dict[str, Background]:
    """Return the background of each session, as coarse as it must be; sessions of cells that stay small are left out.

    Parameters
    ----------
    rows
        Person and background by session.
    """
    found = {session: row for session, (_, row) in rows.items()}
    for step in (*COARSER, None):
        few = small(((row, rows[session][0]) for session, row in found.items()), least)
        if not few:
            break
        if step is None:
            found = {session: row for session, row in found.items() if row not in few}
        else:
            found = {session: step(row) if row in few else row for session, row in found.items()}
    return found


def shown(
    rows: Sequence[Row], cell: Callable[[Row], Hashable], person: Callable[[Row], str], least: int = LEAST
) -> list[Row]:
    """Return the rows whose cell holds enough persons."""
    few = small(((cell(row), person(row)) for row in rows), least)
    return [row for row in rows if cell(row) not in few]
