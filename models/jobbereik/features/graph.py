"""Features of one matrix of scores seen as a graph: hubs, ranks, and what lies two steps away."""

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
HUB = 10
"""Neighbours whose mean tells how near an occupation is to everything (CSLS)."""

NEIGHBOURS = 20
"""Neighbours kept of each occupation for what lies two steps away."""

DAMPING = 0.5
"""Share of walks that go on; .3 to .7 differ by less than .002 MAP on ROME."""

DIGITS = 5
"""Scores are rounded before they are put in order, so that ties break alike on every processor."""


def unit(values: Matrix) -> Matrix:
    """Return rows of length one; a row of zeros stays. Shape as ``values``."""
    return np.asarray(values / np.maximum(np.linalg.norm(values, axis=1, keepdims=True), 1e-9))


def without_self(scores: Matrix) -> Matrix:
    """Return the scores rounded, with the diagonal below all others; shape (n, n)."""
    made = np.round(scores, DIGITS)
    np.fill_diagonal(made, made.min(initial=0.0) - 1.0)
    return made


def strongest_mean(scores: Matrix, axis: int) -> Matrix:
    """Return the mean of the strongest neighbours of each row (axis 1) or column (axis 0); shape (n,)."""
    n = scores.shape[0]
    kept = min(HUB, max(1, n - 1))
    part = np.partition(scores, n - kept, axis=axis)
    strongest = part[n - kept :] if axis == 0 else part[:, n - kept :]
    return np.asarray(strongest.mean(axis=axis))


def ranks(scores: Matrix) -> Matrix:
    """Return the place of each column within its row, from 0, ties by position; shape (n, n)."""
    order = np.argsort(-scores, axis=1, kind="stable")
    places = np.empty_like(order)
    np.put_along_axis(places, order, np.arange(scores.shape[0])[None, :].repeat(len(order), axis=0), axis=1)
    return places.astype(np.float64)


def neighbour_weights(scores: Matrix, places: Matrix) -> Matrix:
    """Return the scores of each row's nearest neighbours, adding up to 1, and 0 elsewhere; shape (n, n)."""
    kept = np.where((places < NEIGHBOURS) & (scores > 0), scores, 0.0)
    np.fill_diagonal(kept, 0.0)
    return np.asarray(kept / np.maximum(kept.sum(axis=1, keepdims=True), 1e-9))


def neighbour_cosines(weights: Matrix) -> Matrix:
    """Return how alike the neighbours of two occupations are; shape (n, n), 0 to 1."""
    unit = weights / np.maximum(np.linalg.norm(weights, axis=1, keepdims=True), 1e-9)
    return np.asarray(unit @ unit.T)


def walks(weights: Matrix) -> Matrix:
    """Return the chance to end at each column on a walk from each row that stops by chance; shape (n, n)."""
    n = len(weights)
    return np.asarray((1.0 - DAMPING) * np.linalg.inv(np.eye(n) - DAMPING * weights))
