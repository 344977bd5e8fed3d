"""Where to go: steps for each reason, read from ``referrals.yaml``; everyone who hears no finds at least three."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from item_bank.loader import read_rows
from item_bank.schema import CatalogueError
from models.loopbaancheque.schema import Code, Note, Outcome

PATH = Path(__file__).with_name("referrals.yaml")
PROOF = "proof"
"""Asked when periods count that the data of VDAB may not show."""

ALLOWED = frozenset({*map(str, Code), *map(str, Outcome), PROOF})


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step, and whom it is for; ``since`` is the first day on which it makes sense."""

    note: Note
    reasons: frozenset[str]
    since: date


def read_steps(path: Path = PATH) -> tuple[Step, ...]:
    """Read the steps.

    Raises
    ------
    CatalogueError
        When a key is missing or unknown, or a step is for a reason that does not exist.
    """
    found = []
    for row in read_rows(path, required=frozenset({"code", "for", "text"}), optional=frozenset({"path", "since"})):
        unknown = set(row["for"]) - ALLOWED
        if unknown:
            raise CatalogueError(f"{path}, {row['code']}: for is {sorted(unknown)[0]!r}; allowed are {sorted(ALLOWED)}")
        note = Note(code=row["code"], text=row["text"], path=row.get("path"))
        found.append(Step(note=note, reasons=frozenset(row["for"]), since=row.get("since", date.min)))
    return tuple(found)


@cache
def steps() -> tuple[Step, ...]:
    """Return the steps of this release; read once."""
    return read_steps()


def referrals(causes: Collection[str], on: date) -> tuple[Note, ...]:
    """Return the steps for an outcome and its reasons, in their order.

    Examples
    --------
    >>> [note.code for note in referrals({"eligible"}, date(2022, 5, 9))]
    ['request-cheque', 'find-centre', 'sector-fund', 'doctor']
    """
    return tuple(step.note for step in steps() if on >= step.since and not step.reasons.isdisjoint(causes))
