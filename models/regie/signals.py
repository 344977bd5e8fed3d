"""Signals of misuse: pairs of an employer and a centre, or a counsellor, that meet more than by chance.

An employer may not have its own staff guided with cheques (report 2019-2021, 4.8). Where it does, its people come to
one centre more often than the sizes of both say. A signal is a question for a person and decides nothing.

The test. Within one province and one year, with the number of cheques, of the employer's and of the centre's given,
clients that choose independently of their employer make the number of the pair hypergeometric. A pair is tested over
all provinces together: the sum of independent hypergeometric numbers, whose chances are those of a convolution. Which
pairs are tested depends on the sizes alone (a pair could have ``least`` clients), never on what was counted, so that
looking at the counts first cannot make a signal. A pair with fewer than ``least`` clients has chance 1. The procedure
of Benjamini and Hochberg (1995) over all pairs of both kinds together keeps the expected share of false signals at most
``rate``.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np

LEAST = 5
"""Clients of a pair below which there is no signal."""

RATE = 0.10
"""Share of false ones among all signals that is accepted, in expectation."""


class PairKind(StrEnum):
    """With whom the employer meets."""

    CENTRE = "centre"
    COUNSELLOR = "counsellor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """A cheque that started; ``employer`` is a pseudonym.

    Attributes
    ----------
    counsellor
        ``None`` where it was not registered.
    """

    province: str
    employer: str
    centre: str
    counsellor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratum:
    """One province: how many cheques there are, of the employer, of the other side, and of both."""

    province: str
    all: int
    employer: int
    other: int
    both: int

    @property
    def expected(self) -> float:
        """What independence expects of both."""
        return self.employer * self.other / self.all


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """A pair that meets more than by chance, with its arithmetic.

    Attributes
    ----------
    centre
        The centre, for a pair with a counsellor too.
    chance
        Chance of so many or more clients under independence.
    adjusted
        The smallest rate of false signals at which this one is still named.
    strata
        The numbers by province, in the order of their names.
    """

    kind: PairKind
    employer: str
    centre: str
    counsellor: str | None
    observed: int
    expected: float
    chance: float
    adjusted: float
    strata: tuple[Stratum, ...]


Side = tuple[PairKind, str, str | None]
"""The other side of a pair: kind, centre, counsellor."""

Sizes = Mapping[str, int]
"""A number for each province."""


@dataclass(frozen=True, slots=True)
class _Counts:
    all: Counter[str]
    employers: Mapping[str, Counter[str]]
    sides: Mapping[Side, Counter[str]]
    pairs: Mapping[tuple[str, Side], Counter[str]]


def _sides(start: Start) -> Iterator[Side]:
    yield (PairKind.CENTRE, start.centre, None)
    if start.counsellor is not None:
        yield (PairKind.COUNSELLOR, start.centre, start.counsellor)


def _count(starts: Sequence[Start]) -> _Counts:
    all_: Counter[str] = Counter()
    employers: dict[str, Counter[str]] = defaultdict(Counter)
    sides: dict[Side, Counter[str]] = defaultdict(Counter)
    pairs: dict[tuple[str, Side], Counter[str]] = defaultdict(Counter)
    for start in starts:
        all_[start.province] += 1
        employers[start.employer][start.province] += 1
        for side in _sides(start):
            sides[side][start.province] += 1
            pairs[start.employer, side][start.province] += 1
    alone = [
        side
        for side in sides
        if side[0] is PairKind.COUNSELLOR and sides[side] == sides[(PairKind.CENTRE, side[1], None)]
    ]
    for side in alone:  # the only counsellor of a centre is the same pair, and would be tested twice
        del sides[side]
    kept = {key: found for key, found in pairs.items() if key[1] in sides}
    return _Counts(all_, employers, sides, kept)


def possible(counts: _Counts, least: int) -> int:
    """Return how many pairs could have so many clients, by their sizes alone."""
    provinces = sorted(counts.all)

    def table(rows: Iterable[Sizes]) -> np.ndarray:
        found = [[sizes.get(province, 0) for province in provinces] for sizes in rows if sum(sizes.values()) >= least]
        return np.array(found, dtype=np.int64).reshape(-1, len(provinces))

    employers, sides = table(counts.employers.values()), table(counts.sides.values())
    return sum(int((np.minimum(row, sides).sum(axis=1) >= least).sum()) for row in employers)


@lru_cache(maxsize=64)
def _log_factorials(most: int) -> np.ndarray:
    from scipy.special import gammaln  # read by who looks for signals, not by every start

    found: np.ndarray = gammaln(np.arange(most + 1) + 1.0)
    return found


def _law(all_: int, employer: int, other: int) -> np.ndarray:
    """Return the chances of 0, 1, ... clients of both: hypergeometric, from logarithms of factorials."""
    logs = _log_factorials(all_)
    both = np.arange(max(0, employer + other - all_), min(employer, other) + 1)

    def ways(whole: int, part: np.ndarray | int) -> np.ndarray:
        found: np.ndarray = logs[whole] - logs[part] - logs[whole - part]
        return found

    law = np.zeros(min(employer, other) + 1)
    law[both] = np.exp(ways(employer, both) + ways(all_ - employer, other - both) - ways(all_, other))
    return law


def chance_of(strata: Sequence[Stratum], observed: int) -> float:
    """Return the chance of so many or more clients of a pair when employer and other side are independent.

    Examples
    --------
    >>> round(chance_of([Stratum(province="x", all=4, employer=2, other=2, both=2)], 2), 6)
    0.166667
    """
    total = np.ones(1)
    for stratum in strata:
        total = np.convolve(total, _law(stratum.all, stratum.employer, stratum.other))
    return float(min(1.0, total[observed:].sum()))


def adjust(chances: Sequence[float], tests: int) -> list[float]:
    """Return what Benjamini and Hochberg make of the smallest chances of so many tests; the others are 1.

    Examples
    --------
    >>> [round(value, 2) for value in adjust([0.01, 0.02, 0.5], 10)]
    [0.1, 0.1, 1.0]
    """
    order = np.argsort(chances, kind="stable")
    ranked = np.asarray(chances, dtype=float)[order] * tests / np.arange(1, len(chances) + 1)
    ranked = np.minimum(1.0, np.minimum.accumulate(ranked[::-1])[::-1])
    found = np.empty(len(chances))
    found[order] = ranked
    return found.tolist()


def _strata(counts: _Counts, employer: str, side: Side) -> tuple[Stratum, ...]:
    sizes, others, both = counts.employers[employer], counts.sides[side], counts.pairs[employer, side]
    return tuple(
        Stratum(province=name, all=counts.all[name], employer=sizes[name], other=others[name], both=both[name])
        for name in sorted(sizes)
        if others[name]
    )


def signals(starts: Sequence[Start], *, least: int = LEAST, rate: float = RATE) -> tuple[Signal, ...]:
    """Return the pairs of one year that meet more than by chance, the surest first.

    Parameters
    ----------
    starts
        All cheques that started in the year.
    """
    counts = _count(starts)
    named = sorted(
        (key for key, both in counts.pairs.items() if sum(both.values()) >= least),
        key=lambda key: (key[0], key[1][0], key[1][1], key[1][2] or ""),
    )
    if not named:
        return ()
    strata = [_strata(counts, employer, side) for employer, side in named]
    observed = [sum(row.both for row in rows) for rows in strata]
    chances = [chance_of(rows, count) for rows, count in zip(strata, observed, strict=True)]
    adjusted = adjust(chances, possible(counts, least))
    found = [
        Signal(
            kind=side[0],
            employer=employer,
            centre=side[1],
            counsellor=side[2],
            observed=observed[at],
            expected=sum(row.expected for row in strata[at]),
            chance=chances[at],
            adjusted=adjusted[at],
            strata=strata[at],
        )
        for at, (employer, side) in enumerate(named)
        if adjusted[at] <= rate
    ]
    return tuple(sorted(found, key=lambda signal: (signal.adjusted, signal.chance, signal.employer, signal.kind)))
