"""The score of satisfaction from counters, as the report of 2019-2021 defines it (4.3).

The score is the mean of the eleven means, each of 0 to 10, times 10: a percentage. Whether the question was answered
stands apart and is not in it. Who gives no number to a statement does not count for that statement. Nothing here knows
a single answer: counters are all that is kept.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from item_bank.tevredenheid.bank import COUNT

LEAST = 10
"""Answers below which nothing is shown to anybody; also the answers that are added at once to what is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many gave a number, and the sum of the numbers."""

    count: int = 0
    total: int = 0

    @property
    def mean(self) -> float | None:
        """The mean; ``None`` when nobody gave a number."""
        return self.total / self.count if self.count else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counters:
    """What many answers add up to.

    Attributes
    ----------
    n
        Answers.
    items
        One tally for each statement.
    answered
        Those who said yes or no, and how many of them yes.
    """

    n: int
    items: tuple[Tally, ...]
    answered: Tally

    def __post_init__(self) -> None:
        if len(self.items) != COUNT:
            raise ValueError(f"{len(self.items)} tallies; allowed are {COUNT}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Satisfaction:
    """What is shown; all but ``n`` is ``None`` when ``suppressed``.

    Attributes
    ----------
    n
        Answers that the figures rest on; 0 when suppressed, since a small number tells too.
    items
        Mean of each statement, 0 to 10; ``None`` for one that fewer than ten gave a number.
    score
        Percentage; ``None`` when a mean is.
    answered_percent
        Of those who said whether their question was answered.
    """

    n: int
    items: tuple[float | None, ...]
    score: float | None
    answered_percent: float | None
    suppressed: bool


def mean_score(means: Sequence[float | None]) -> float | None:
    """Return the score of eleven means.

    Examples
    --------
    >>> round(mean_score((8.76, 9.04, 8.69, 8.99, 8.15, 8.36, 8.28, 8.25, 8.08, 8.77, 8.55)), 2)
    85.38
    >>> mean_score((8.0, None)) is None
    True
    """
    known = [mean for mean in means if mean is not None]
    return 10 * sum(known) / len(known) if known and len(known) == len(means) else None


def weighted(scores: Iterable[tuple[float, int]]) -> float:
    """Return the score of several years together, weighted by answers.

    Examples
    --------
    >>> round(weighted([(85.38, 7662), (85.90, 4364)]), 1)
    85.6
    """
    rows = list(scores)
    return sum(score * n for score, n in rows) / sum(n for _, n in rows)


def added(rows: Iterable[Counters]) -> Counters:
    """Return the sum of counters."""
    found = list(rows)
    return Counters(
        n=sum(row.n for row in found),
        items=tuple(_sum(row.items[at] for row in found) for at in range(COUNT)),
        answered=_sum(row.answered for row in found),
    )


def _sum(tallies: Iterable[Tally]) -> Tally:
    rows = list(tallies)
    return Tally(count=sum(row.count for row in rows), total=sum(row.total for row in rows))


def satisfaction(counters: Counters, least: int = LEAST) -> Satisfaction:
    """Return what may be shown."""
    if counters.n < least:
        return Satisfaction(n=0, items=(None,) * COUNT, score=None, answered_percent=None, suppressed=True)
    items = tuple(tally.mean if tally.count >= least else None for tally in counters.items)
    share = counters.answered.mean if counters.answered.count >= least else None
    return Satisfaction(
        n=counters.n,
        items=items,
        score=mean_score(items),
        answered_percent=None if share is None else 100 * share,
        suppressed=False,
    )


def response_percent(invited: int, answers: int) -> float | None:
    """Return how many of those who were invited answered.

    Examples
    --------
    >>> response_percent(0, 0) is None, response_percent(4, 1)
    (True, 25.0)
    """
    return 100 * answers / invited if invited else None
