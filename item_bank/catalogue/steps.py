"""Steps between occupations of the built-in catalogue, judged one by one: knowledge, as related occupations are.

Language models in the role of a coach graded each step from general knowledge; no person did (``NOTICE``). What the
ranker learns from and what it is measured on was graded by other judges (``training/jobbereik``), so that it learns how
far such a grade can be trusted.
"""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from item_bank.catalogue.table import Catalogue

STEPS = Path(__file__).with_name("steps.csv")

GRADES = frozenset("0123")
"""0 is absurd, 1 far, 2 feasible with training, 3 within reach now."""

FEASIBLE = 2
"""From this grade on a step is feasible."""


@cache
def judged() -> Mapping[tuple[str, str], int]:
    """Return the grade of each judged step, by the ids of the occupations it leaves and reaches.

    Examples
    --------
    >>> judged()["verpleegkundige", "zorgkundige"]
    3
    """
    with STEPS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    bad = [row for row in rows if row["grade"] not in GRADES]
    if bad:
        raise ValueError(f"{STEPS.name}: grade is {bad[0]['grade']!r}; allowed are 0, 1, 2, 3")
    return {(row["from_id"], row["to_id"]): int(row["grade"]) for row in rows}


def grades(catalogue: Catalogue) -> dict[tuple[int, int], int]:
    """Return the grades by position; of a catalogue that somebody imported nothing was judged."""
    if not catalogue.built_in:
        return {}
    found = {}
    for (start, end), grade in judged().items():
        origin, target = catalogue.occupation_index(start), catalogue.occupation_index(end)
        if origin is not None and target is not None:
            found[origin, target] = grade
    return found
