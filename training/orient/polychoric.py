"""Correlations of what lies under ordered answers: polychoric, pair by pair, all pairs at once.

Source: Olsson (1979), two-step estimation; the bivariate normal integral after Drezner (1978).
"""

from collections.abc import Callable

import numpy as np
from scipy.special import ndtr, ndtri

from models.orient.graded import ANSWERS, Array, Positions

FAR = 8.0
"""Stands for infinity: less than 1e-15 of a normal distribution lies beyond."""

NARROWINGS = 18
"""Steps of the golden-section search: the correlation is known to .0004."""

RANGE = (-0.95, 0.97)

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(16)
_GOLDEN = (5**0.5 - 1.0) / 2.0


def thresholds(values: Positions) -> Array:
    """Return the four places of each item on a standard normal scale; rising, shape (J, 4)."""
    below = np.array([(values < answer).sum(axis=0) for answer in range(2, ANSWERS + 1)]).T
    shares = (below + 0.5 + 0.01 * np.arange(ANSWERS - 1)) / (len(values) + 1.0)
    return np.asarray(ndtri(np.clip(shares, 1e-4, 1 - 1e-4)))


def bivariate(h: Array, k: Array, correlation: Array) -> Array:
    """Return the probability that two standard normals lie below h and k.

    Examples
    --------
    >>> bivariate(np.zeros(1), np.zeros(1), np.array([0.5])).round(4).tolist()
    [0.3333]
    """
    at = correlation[..., None] * (_NODES + 1.0) / 2.0
    rest = 1.0 - at * at
    hh, kk = h[..., None], k[..., None]
    density = np.exp(-(hh * hh - 2.0 * at * hh * kk + kk * kk) / (2.0 * rest)) / (2.0 * np.pi * np.sqrt(rest))
    return np.asarray(ndtr(h) * ndtr(k) + correlation / 2.0 * (density @ _WEIGHTS))


def _tables(values: Positions, first: Positions, second: Positions) -> Array:
    chosen = (values[:, :, None] == np.arange(1, ANSWERS + 1)).astype(np.float64)
    flat = chosen.reshape(len(values), -1)
    n = values.shape[1]
    counts = (flat.T @ flat).reshape(n, ANSWERS, n, ANSWERS).transpose(0, 2, 1, 3)
    return np.asarray(counts[first, second])


def correlations(values: Positions) -> Array:
    """Return the polychoric correlation of every pair of items; shape (J, J), ones on the diagonal."""
    size = values.shape[1]
    first, second = np.triu_indices(size, 1)
    tables = _tables(values, first, second)
    edges = np.pad(thresholds(values), ((0, 0), (1, 1)), constant_values=((0, 0), (-FAR, FAR)))
    h, k = edges[first][:, :, None], edges[second][:, None, :]
    h, k = np.broadcast_arrays(h, k)

    def likelihood(correlation: Array) -> Array:
        below = bivariate(h, k, np.broadcast_to(correlation[:, None, None], h.shape))
        cells = below[:, 1:, 1:] - below[:, :-1, 1:] - below[:, 1:, :-1] + below[:, :-1, :-1]
        return np.asarray((tables * np.log(np.maximum(cells, 1e-10))).sum(axis=(1, 2)))

    found = np.eye(size)
    found[first, second] = found[second, first] = _search(likelihood, len(first))
    return found


def _search(likelihood: Callable[[Array], Array], count: int) -> Array:
    low, high = np.full(count, RANGE[0]), np.full(count, RANGE[1])
    left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
    at_left, at_right = likelihood(left), likelihood(right)
    for _ in range(NARROWINGS):
        lower = at_left > at_right
        high, low = np.where(lower, right, high), np.where(lower, low, left)
        new = np.where(lower, high - _GOLDEN * (high - low), low + _GOLDEN * (high - low))
        at_new = likelihood(new)
        left, right = np.where(lower, new, right), np.where(lower, left, new)
        at_left, at_right = np.where(lower, at_new, at_right), np.where(lower, at_left, at_new)
    return np.asarray((low + high) / 2.0)
