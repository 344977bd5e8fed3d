"""Intervals of shares and of their differences, in closed form."""

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Z = 1.959963984540054
"""Standard normal quantile of a 95 % interval."""


def wilson(hits: NDArray[np.float64], n: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the bounds of Wilson's 95 % interval of a share; 0 and 1 where nothing was counted.

    Parameters
    ----------
    hits, n
        How often of how many; whole or weighted counts, ``0 <= hits <= n``.

    Notes
    -----
    Source: Wilson (1927), Probable inference, the law of succession, and statistical inference.

    Examples
    --------
    >>> low, high = wilson(np.array([412.0]), np.array([1380.0]))
    >>> round(float(low[0]), 3), round(float(high[0]), 3)
    (0.275, 0.323)
    """
    total = np.maximum(n, 1e-12)
    share = hits / total
    middle = (share + Z**2 / (2 * total)) / (1 + Z**2 / total)
    half = Z / (1 + Z**2 / total) * np.sqrt(share * (1 - share) / total + Z**2 / (4 * total**2))
    known = n > 0
    low = np.where(known, np.clip(middle - half, 0.0, share), 0.0)
    high = np.where(known, np.clip(middle + half, share, 1.0), 1.0)
    return low, high


@lru_cache(maxsize=4_096)
def wilson_of(hits: int, n: int) -> tuple[float, float]:
    """Return the bounds of Wilson's 95 % interval of one share, as :func:`wilson` does for many.

    Examples
    --------
    >>> wilson_of(0, 0)
    (0.0, 1.0)
    """
    if not n:
        return 0.0, 1.0
    share = hits / n
    middle = (share + Z**2 / (2 * n)) / (1 + Z**2 / n)
    half = Z / (1 + Z**2 / n) * math.sqrt(share * (1 - share) / n + Z**2 / (4 * n**2))
    return min(max(middle - half, 0.0), share), max(min(middle + half, 1.0), share)


def difference(hits: int, n: int, hits_before: int, n_before: int) -> tuple[float, float, float]:
    """Return the change of a share with its 95 % interval, by Newcombe's hybrid of two Wilson intervals.

    Notes
    -----
    Source: Newcombe (1998), Interval estimation for the difference between independent proportions, method 10.

    Examples
    --------
    >>> change, low, high = difference(56, 70, 48, 80)
    >>> round(change, 4), round(low, 4), round(high, 4)
    (0.2, 0.0524, 0.3339)
    """
    share, before = hits / n, hits_before / n_before
    low, high = wilson_of(hits, n)
    low_before, high_before = wilson_of(hits_before, n_before)
    change = share - before
    down = math.hypot(share - low, high_before - before)
    up = math.hypot(high - share, before - low_before)
    return change, max(change - down, -1.0), min(change + up, 1.0)
