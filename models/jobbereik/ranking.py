"""Scoring every occupation for one person: the protocol, and the ranker that is served.

Monotone by construction: a competence adds to the score of each occupation that asks it and takes from none.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from models.jobbereik.index import Index
from models.titles.matcher import gather

TRANSFER_SHARE = 0.25
"""Weight of competences that go with those a person has; more than .5 costs MAP (near) on ROME."""


@dataclass(frozen=True, slots=True, eq=False)
class Query:
    """A person as the rankers see one.

    Attributes
    ----------
    competences
        Positions of the competences; int64, shape (k,), each once.
    weights
        Probability that the person has each, above 0 to 1; float32, shape (k,).
    occupations
        Positions of the occupations of the experiences; int64, shape (e,).
    shares
        How far each experience counts as having done it, above 0 to 1; float32, shape (e,).
    """

    competences: NDArray[np.int64]
    weights: NDArray[np.float32]
    occupations: NDArray[np.int64]
    shares: NDArray[np.float32]


class Ranker(Protocol):
    """Anything that scores all occupations for a person; the baselines are rankers too."""

    def score(self, query: Query) -> NDArray[np.float32]:
        """Return a score for each occupation, larger is better; float32, shape (n,)."""
        ...


def add_rows(
    indptr: NDArray[np.int64],
    indices: NDArray[np.int32],
    values: NDArray[np.float32],
    rows: NDArray[np.int64],
    weights: NDArray[np.float32],
    size: int,
) -> NDArray[np.float64]:
    """Return the weighted sum of some rows of a compressed matrix; float64, shape (size,)."""
    positions, lengths = gather(indptr, rows)
    contributions = values[positions] * np.repeat(weights, lengths)
    return np.bincount(indices[positions], weights=contributions, minlength=size).astype(np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class HybridRanker:
    """BM25 over a profile that transfer has widened, plus the similarity of titles.

    The score is on the scale of the catalogue: 1 is what an average occupation scores with itself by competences.
    """

    index: Index

    def score(self, query: Query) -> NDArray[np.float32]:
        """Return the score of each occupation; float32, shape (n,), 0 or more."""
        index = self.index
        n, m = len(index.degree), len(index.telling)
        profile = np.zeros(m, dtype=np.float64)
        profile[query.competences] = query.weights
        if len(query.competences):
            widened = add_rows(
                index.transfer_indptr,
                index.transfer_competence,
                index.transfer_weight,
                query.competences,
                query.weights,
                m,
            )
            profile += TRANSFER_SHARE * widened
        present = np.flatnonzero(profile)
        weights = profile[present].astype(np.float32)
        scores = add_rows(index.indptr, index.postings, index.weights, present, weights, n)
        if len(query.occupations):
            titles = index.titles[query.occupations].astype(np.float32) * query.shares[:, None]
            scores += titles.max(axis=0)
        return scores.astype(np.float32)
