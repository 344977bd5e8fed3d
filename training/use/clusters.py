"""Figures over rows of persons, with intervals by a bootstrap over persons: rows of one person are not independent."""

import numpy as np
from numpy.typing import NDArray

from models.contracts import Estimate

Floats = NDArray[np.float64]

RESAMPLES = 1000


def sums(person: NDArray[np.int64], *columns: Floats) -> Floats:
    """Return the sums of each person; shape (persons, columns).

    Examples
    --------
    >>> sums(np.array([7, 7, 3]), np.array([1.0, 2.0, 4.0])).ravel().tolist()
    [4.0, 3.0]
    """
    _, of = np.unique(person, return_inverse=True)
    return np.column_stack([np.bincount(of, weights=column) for column in columns])


def resampled(rows: Floats, *, seed: int = 0, resamples: int = RESAMPLES) -> Floats:
    """Return the sums over persons drawn with replacement; shape (resamples, columns)."""
    rng = np.random.default_rng(seed)
    n = len(rows)
    return np.array([rng.multinomial(n, np.full(n, 1.0 / n)) @ rows for _ in range(resamples)])


def ratio(rows: Floats, pair: int = 0) -> Floats:
    """Return column ``2 pair`` divided by the next one, 0 where that is 0; shape (..., columns) to (...)."""
    below = rows[..., 2 * pair + 1]
    return np.asarray(rows[..., 2 * pair] / np.where(below > 0, below, np.inf), dtype=np.float64)


def estimate(value: float, drawn: Floats, n: int) -> Estimate:
    """Return a value with the 2.5 and 97.5 percentiles of what resamples gave."""
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Estimate(value=value, low=min(float(low), value), high=max(float(high), value), n=n)


def mean(person: NDArray[np.int64], values: Floats, *, seed: int = 0, resamples: int = RESAMPLES) -> Estimate:
    """Return the mean over rows with its interval over persons; ``n`` is the number of persons.

    Examples
    --------
    >>> mean(np.array([1, 1, 2]), np.array([1.0, 1.0, 1.0])).value
    1.0
    """
    rows = sums(person, values, np.ones(len(values)))
    drawn = ratio(resampled(rows, seed=seed, resamples=resamples))
    return estimate(float(values.mean()), drawn, len(rows))
