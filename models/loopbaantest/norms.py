"""Where a score stands in a norm group: a percentile with the error of the score and of the group."""

from math import sqrt

from item_bank.loopbaantest.schema import GRID, NormTable, Theme
from models.loopbaantest.schema import Score, Standing


def share_below(table: NormTable, theme: Theme, value: float) -> float:
    """Return the share of the group below a score, counting half of those on it; between points it is interpolated."""
    counts = table.counts[theme]
    total = sum(counts)
    middle = [(sum(counts[:i]) + counts[i] / 2) / total for i in range(len(counts))]
    position = min(max(value, 0.0), 100.0) / (GRID[1] - GRID[0])
    left = min(int(position), len(GRID) - 2)
    return middle[left] + (position - left) * (middle[left + 1] - middle[left])


def wilson(share: float, n: int, z: float) -> tuple[float, float]:
    """Return the bounds of a share of n persons (Wilson 1927).

    Examples
    --------
    >>> [round(bound, 2) for bound in wilson(0.5, 400, 1.645)]
    [0.46, 0.54]
    """
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    return max(0.0, middle - half), min(1.0, middle + half)


def standing(table: NormTable, theme: Theme, score: Score, z: float, least: int) -> Standing | None:
    """Return where a score stands, or ``None`` when the group is smaller than ``least``."""
    n = table.n(theme)
    if n < least:
        return None
    low, _ = wilson(share_below(table, theme, score.low), n, z)
    _, high = wilson(share_below(table, theme, score.high), n, z)
    percentile = 100 * share_below(table, theme, score.value)
    return Standing(norm_id=table.id, percentile=percentile, low=100 * low, high=100 * high, n=n)
