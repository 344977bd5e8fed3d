"""What one competence more adds to the score of each occupation: the served score is a sum, so this is exact.

The score of :class:`models.jobbereik.ranking.HybridRanker` adds up over competences, transfer included. So a competence
that a person does not have adds the same whatever else the person has, and the best steps need no search.
"""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from models.jobbereik.index import Index
from models.jobbereik.ranking import TRANSFER_SHARE


@dataclass(frozen=True, slots=True, eq=False)
class Gains:
    """Gain of each competence for each occupation, in compressed columns: one column an occupation.

    Attributes
    ----------
    indptr
        Where the entries of each occupation start; int64, shape (n + 1,).
    competences
        Position of the competence of each entry; int32, shape (n_entries,).
    values
        What it adds to the score of the occupation; float32, shape (n_entries,), above 0.
    largest
        Largest gain of each occupation; float32, shape (n,).
    """

    indptr: NDArray[np.int64]
    competences: NDArray[np.int32]
    values: NDArray[np.float32]
    largest: NDArray[np.float32]

    @classmethod
    def of(cls, index: Index) -> "Gains":
        """Compute the gains of a catalogue: what a competence adds itself, and through what goes with it."""
        n, m = len(index.degree), len(index.telling)
        direct = sp.csr_array((index.weights, index.postings, index.indptr), shape=(m, n))
        transfer = sp.csr_array((index.transfer_weight, index.transfer_competence, index.transfer_indptr), shape=(m, m))
        columns = sp.csc_array(direct + TRANSFER_SHARE * (transfer @ direct))
        columns.sort_indices()
        largest = np.zeros(n, dtype=np.float32)
        occupied = np.flatnonzero(np.diff(columns.indptr))
        if len(occupied):
            largest[occupied] = np.maximum.reduceat(columns.data, columns.indptr[occupied])
        return cls(
            indptr=columns.indptr.astype(np.int64),
            competences=columns.indices.astype(np.int32),
            values=columns.data.astype(np.float32),
            largest=largest,
        )

    def column(self, occupation: int) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Return the competences that add to an occupation, and what each adds."""
        part = slice(self.indptr[occupation], self.indptr[occupation + 1])
        return self.competences[part], self.values[part]

    def of_asked(self, occupation: int, asked: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return what each of some competences adds to an occupation; float64, shape as ``asked``."""
        competences, values = self.column(occupation)
        found = np.zeros(len(asked))
        places = np.searchsorted(competences, asked)
        inside = places < len(competences)
        hit = np.zeros(len(asked), dtype=bool)
        hit[inside] = competences[places[inside]] == asked[inside]
        found[hit] = values[places[hit]]
        return found
