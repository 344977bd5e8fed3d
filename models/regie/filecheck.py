"""A file check: a sample of files of a centre, whether each document is there, and what that says of all its files.

Report 2019-2021, 4.6: at most 25 files a centre; agreement, proof of attendance and plan for each cheque. The sample
is drawn by hashes under a seed that is kept, so that anybody can draw it again and nobody can choose it.
"""

import hashlib
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

MOST = 25
"""Files of one sample."""

NORMAL = 1.959963984540054
"""Standard deviations around the mean that hold 95 % of a normal distribution."""


class Item(StrEnum):
    """What is looked for in the file of a cheque."""

    AGREEMENT = "agreement"
    PLAN = "plan"
    HOURS = "hours"


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What was found in one file.

    Attributes
    ----------
    cheque
        1 or 2: the first or second of a person.
    found
        For each item whether it is in order; ``None`` where that cannot be told.
    """

    file: str
    cheque: int
    found: Mapping[Item, bool | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A share of files in order, with the 95 % interval of Wilson; ``None`` without files."""

    item: Item
    cheque: int
    n: int
    good: int
    percent: float | None
    low: float | None
    high: float | None


def sample(files: Iterable[str], seed: str, most: int = MOST) -> tuple[str, ...]:
    """Return the files that are looked at, in the order in which they were drawn.

    Which other files there are changes nothing about the order of two of them: a file that is added later can only come
    between.

    Examples
    --------
    >>> len(sample(map(str, range(100)), "2026-1")), sample("ba", "x") == sample("ab", "x")
    (25, True)
    """
    if not seed:
        raise ValueError("a sample needs a seed, so that it can be drawn again")
    unique = set(files)
    drawn = sorted(unique, key=lambda file: hashlib.sha256(f"{seed}\0{file}".encode()).digest())
    return tuple(drawn[:most])


def share(item: Item, cheque: int, good: int, n: int) -> Share:
    """Return a share with its interval.

    Examples
    --------
    >>> found = share(Item.PLAN, 1, 20, 25)
    >>> found.percent, round(found.low, 1), round(found.high, 1)
    (80.0, 60.9, 91.1)
    """
    if not n:
        return Share(item=item, cheque=cheque, n=0, good=0, percent=None, low=None, high=None)
    known, square = good / n, NORMAL**2 / n
    middle, half = known + square / 2, math.sqrt(square * (known * (1 - known) + square / 4))
    low = 0.0 if good == 0 else 100 * (middle - half) / (1 + square)
    high = 100.0 if good == n else 100 * (middle + half) / (1 + square)
    return Share(item=item, cheque=cheque, n=n, good=good, percent=100 * good / n, low=low, high=high)


def shares(files: Sequence[Looked]) -> tuple[Share, ...]:
    """Return each share for first and second cheques; what cannot be told does not count."""
    found = []
    for item in Item:
        for cheque in (1, 2):
            told = [file.found.get(item) for file in files if file.cheque == cheque]
            known = [value for value in told if value is not None]
            found.append(share(item, cheque, sum(known), len(known)))
    return tuple(found)
