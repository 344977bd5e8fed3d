"""What one competence more adds to the score of each occupation: the served score is a sum, so this is exact.

The score of :class:`models.jobbereik.ranking.HybridRanker` adds up over competences, transfer included. So a competence
that a person does not have adds the same whatever else the person has, and the best steps need no search.
"""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from models.jobbereik.index import Index
from models.jobbereik.ranking import TRANSFER_SHARE, add_rows


@dataclass(frozen=True, slots=True, eq=False)
class Gains:
    """Gains of all competences, one occupation at a time: storing them all would take more memory than the index.

    Attributes
    ----------
    asked_indptr, asked, asked_weights
        What each occupation asks and what each of it adds directly; compressed rows, one an occupation.
    into_indptr, into, into_weights
        For each competence, the competences that go with it and how strongly; compressed rows.
    largest
        Largest gain of each occupation; float32, shape (n,).
    """

    asked_indptr: NDArray[np.int64]
    asked: NDArray[np.int32]
    asked_weights: NDArray[np.float32]
    into_indptr: NDArray[np.int64]
    into: NDArray[np.int32]
    into_weights: NDArray[np.float32]
    largest: NDArray[np.float32]

    @classmethod
    def of(cls, index: Index) -> "Gains":
        """Turn the index around: by occupation instead of by competence."""
        n, m = len(index.degree), len(index.telling)
        direct = sp.csc_array(sp.csr_array((index.weights, index.postings, index.indptr), shape=(m, n)))
        transfer = sp.csc_array(
            sp.csr_array((index.transfer_weight, index.transfer_competence, index.transfer_indptr), shape=(m, m))
        )
        made = cls(
            asked_indptr=direct.indptr.astype(np.int64),
            asked=direct.indices.astype(np.int32),
            asked_weights=direct.data.astype(np.float32),
            into_indptr=transfer.indptr.astype(np.int64),
            into=transfer.indices.astype(np.int32),
            into_weights=transfer.data.astype(np.float32),
            largest=np.zeros(n, dtype=np.float32),
        )
        made.largest[:] = [made.of_occupation(o).max(initial=0.0) for o in range(n)]
        return made

    def of_occupation(self, occupation: int) -> NDArray[np.float64]:
        """Return what each competence adds to an occupation; float64, shape (m,), 0 or more."""
        part = slice(self.asked_indptr[occupation], self.asked_indptr[occupation + 1])
        asked, weights = self.asked[part].astype(np.int64), self.asked_weights[part]
        size = len(self.into_indptr) - 1
        if not len(asked):
            return np.zeros(size)
        gains = TRANSFER_SHARE * add_rows(self.into_indptr, self.into, self.into_weights, asked, weights, size)
        gains[asked] += weights
        return gains
