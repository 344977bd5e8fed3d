"""The graded response model: how likely each of five ordered answers is at a place of the person vector.

``P(answer >= k) = 1 / (1 + exp(-(x - b_k)))`` for k = 2..5, where ``x`` is the sum of loading times person vector.
Source: Samejima (1969); the slopes below are those of the logistic form.
"""

import numpy as np
from numpy.typing import NDArray

ANSWERS = 5
"""Answers of an item and of a rating: 1 (not at all) to 5 (very much)."""

Array = NDArray[np.float64]
Positions = NDArray[np.int64]
Mask = NDArray[np.bool_]


def logistic(x: Array) -> Array:
    """Return 1 / (1 + exp(-x)) without overflow.

    Examples
    --------
    >>> logistic(np.array([-800.0, 0.0, 800.0])).tolist()
    [0.0, 0.5, 1.0]
    """
    return 0.5 * (1.0 + np.tanh(0.5 * x))


def bounded(thresholds: Array) -> Array:
    """Return thresholds with minus and plus infinity around them; shape (n, 6)."""
    edge = np.full((len(thresholds), 1), np.inf)
    return np.hstack([-edge, thresholds, edge])


def exceed(x: Array, thresholds: Array) -> Array:
    """Return the probability of an answer of at least 1..6; shape (n, 6), first column 1 and last 0."""
    return logistic(x[:, None] - bounded(thresholds))


def probabilities(x: Array, thresholds: Array) -> Array:
    """Return the probability of each answer; shape (n, 5), rows sum to 1.

    Examples
    --------
    >>> probabilities(np.zeros(1), np.array([[-2.0, -1.0, 1.0, 2.0]])).round(2).tolist()
    [[0.12, 0.15, 0.46, 0.15, 0.12]]
    """
    at_least = exceed(x, thresholds)
    return at_least[:, :-1] - at_least[:, 1:]


def slope_and_curvature(x: Array, edges: Array) -> tuple[Array, Array]:
    """Return first and minus second derivative of the log-likelihood of given answers.

    Parameters
    ----------
    x
        Place of the person on each answered item; shape (n,).
    edges
        The thresholds below and above each given answer (infinite at the ends); shape (2, n).

    Notes
    -----
    With F the logistic function the derivatives are ``1 - F(x-l) - F(x-u)`` and ``F'(x-l) + F'(x-u)``: the
    log-likelihood is concave, so Newton's steps find its only top.
    """
    bend = np.tanh(0.5 * (x - edges))  # t, with F = (1 + t) / 2 and F' = (1 - t^2) / 4
    above, over = bend
    square = bend * bend
    return -0.5 * (above + over), 0.5 - 0.25 * (square[0] + square[1])


def log_likelihood(x: Array, edges: Array) -> float:
    """Return the log-likelihood of given answers; never minus infinity."""
    above, over = logistic(x - edges)
    return float(np.log(np.maximum(above - over, 1e-300)).sum())


def information(x: Array, thresholds: Array) -> Array:
    """Return the Fisher information about ``x`` in each item; shape (n,)."""
    # With t = tanh(half) at the edges of an answer, its chance is half their difference, its score half their sum.
    edge = np.empty((len(x), ANSWERS + 1))
    edge[:, 0], edge[:, -1] = 1.0, -1.0
    np.tanh(0.5 * (x[:, None] - thresholds), out=edge[:, 1:-1])
    chance, score = edge[:, :-1] - edge[:, 1:], edge[:, :-1] + edge[:, 1:]
    found: Array = 0.125 * np.einsum("ij,ij->i", chance, score * score)
    return found
