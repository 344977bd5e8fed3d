"""How the six types go together, learned from answers to the markers: correlations freed of error and of elevation."""

import numpy as np

from models.orient.graded import Array, Positions

SMALLEST = 0.05
"""Smallest eigenvalue that is kept: six types never explain one another fully."""


def type_correlation(items: Array, scales: Positions) -> Array:
    """Return the correlation of the scales' common parts from the (polychoric) correlation of the items.

    Examples
    --------
    >>> type_correlation(np.array([[1, .5, .2, .2], [.5, 1, .2, .2], [.2, .2, 1, .5], [.2, .2, .5, 1]]),
    ...                  np.array([0, 0, 1, 1])).round(2).tolist()
    [[1.0, 0.4], [0.4, 1.0]]
    """
    kinds = np.unique(scales)
    means = np.zeros((len(kinds), len(kinds)))
    for i, one in enumerate(kinds):
        for j, other in enumerate(kinds):
            block = items[np.ix_(scales == one, scales == other)]
            means[i, j] = (block.sum() - len(block)) / (block.size - len(block)) if i == j else block.mean()
    root = np.sqrt(np.diag(means))
    return np.asarray(means / np.outer(root, root))


def without_elevation(correlation: Array, share: float) -> Array:
    """Return the correlation of the types once elevation, with this share of their variance, is taken out."""
    values, vectors = np.linalg.eigh((correlation - share) / (1.0 - share))
    rest = (vectors * np.maximum(values, SMALLEST)) @ vectors.T
    root = np.sqrt(np.diag(rest))
    return np.asarray(rest / np.outer(root, root))
