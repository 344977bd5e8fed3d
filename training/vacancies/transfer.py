"""Which competences go together in one vacancy: EASE in closed form, the best few of each row."""

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from training.vacancies.counting import Tally

RIDGE = 250.0
"""EASE's lambda, in vacancies."""

ROW = 50
"""Competences kept for each."""

LARGEST = 4_000
"""Competences that take part, the most asked ones: the matrix of 4,000 takes 128 MB."""

FEWEST = 5
"""Vacancies that must ask a competence before it takes part."""


def solve(together: Tally, m: int) -> sp.csr_array:
    """Return what each competence says about the others; float32, shape (m, m), zero on the diagonal.

    Parameters
    ----------
    together
        Vacancies that ask two competences; key ``smaller * m + larger``, a competence with itself included.

    Notes
    -----
    Source: Steck (2019), Embarrassingly Shallow Autoencoders for Sparse Data: with P = (X'X + rI)^-1 the weights are
    -P_ij / P_jj. Negative weights are cut off.
    """
    first, second = together.keys // m, together.keys % m
    own = np.zeros(m, dtype=np.int64)
    own[first[first == second]] = together.counts[first == second]
    chosen = np.argsort(-own, kind="stable")[:LARGEST]
    chosen = np.sort(chosen[own[chosen] >= FEWEST])
    place = np.full(m, -1, dtype=np.int64)
    place[chosen] = np.arange(len(chosen))
    inside = (place[first] >= 0) & (place[second] >= 0)
    gram = np.zeros((len(chosen), len(chosen)))
    gram[place[first[inside]], place[second[inside]]] = together.counts[inside]
    gram = gram + gram.T - np.diag(np.diag(gram))
    inverse = np.linalg.inv(gram + RIDGE * np.eye(len(chosen)))
    weights = -inverse / np.diag(inverse)[None, :]
    np.fill_diagonal(weights, 0.0)
    return _sparse(np.maximum(weights, 0.0).astype(np.float32), chosen, m)


def _sparse(weights: NDArray[np.float32], chosen: NDArray[np.int64], m: int) -> sp.csr_array:
    if len(chosen) > ROW:
        floor = -np.partition(-weights, ROW, axis=1)[:, ROW]
        weights = np.where(weights > np.maximum(floor, 1e-4)[:, None], weights, np.float32(0.0))
    row, column = np.nonzero(weights)
    values = weights[row, column]
    return sp.csr_array(sp.coo_array((values, (chosen[row], chosen[column])), shape=(m, m)), dtype=np.float32)
