"""What one person has of what each occupation asks: the features that the person can change.

Each rises with what a person has and falls with nothing, so a ranker that rises with them never punishes a competence.
"""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from item_bank.catalogue.table import Catalogue
from models.jobbereik.features.table import MISSING, SCALE
from models.jobbereik.index import inverse_document_frequency

NAMES: tuple[str, ...] = ("covers", "covers-rare", "covers-essential", "has", "lacks", "gates", "study")
"""Features of a person and an occupation, in the order of the columns; the ranker never falls when one rises."""


@dataclass(frozen=True, slots=True, eq=False)
class Asking:
    """What the occupations of a catalogue ask, as compressed rows; n occupations, m competences, l links.

    Attributes
    ----------
    by_competence
        For each competence the occupations that ask it, 2 where the catalogue calls it essential and 1 elsewhere;
        shape (m, n).
    by_occupation
        The same links by occupation; shape (n, m).
    rare
        Inverse document frequency of each competence; float64, shape (m,).
    asked, asked_rare, asked_essential
        How much each occupation asks: number, sum of ``rare``, number of essential; float64, shape (n,).
    """

    by_competence: sp.csr_array
    by_occupation: sp.csr_array
    rare: NDArray[np.float64]
    asked: NDArray[np.float64]
    asked_rare: NDArray[np.float64]
    asked_essential: NDArray[np.float64]

    @classmethod
    def read(cls, catalogue: Catalogue) -> "Asking":
        """Read what a catalogue's occupations ask."""
        n, m = catalogue.n_occupations, catalogue.n_competences
        indptr, columns = np.array(catalogue.indptr), np.array(catalogue.link_competence)
        links = sp.csr_array((np.ones(len(columns)), columns, indptr), shape=(n, m))
        flags = np.asarray(catalogue.link_essential).astype(np.float64)
        asking = sp.csr_array((flags + 1.0, columns, indptr), shape=(n, m))
        rare = inverse_document_frequency(np.bincount(columns, minlength=m), n)
        return cls(
            by_competence=sp.csr_array(asking.T),
            by_occupation=asking,
            rare=rare,
            asked=np.asarray(links.sum(axis=1)).ravel(),
            asked_rare=links @ rare,
            asked_essential=np.asarray(sp.csr_array((flags, columns, indptr), shape=(n, m)).sum(axis=1)).ravel(),
        )

    def of(self, occupation: int) -> NDArray[np.int64]:
        """Return the positions of the competences that an occupation asks."""
        start, end = self.by_occupation.indptr[occupation : occupation + 2]
        return np.asarray(self.by_occupation.indices[start:end]).astype(np.int64)

    def adds(self, occupations: NDArray[np.int64], competences: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return what each competence adds to the sums of the occupation that asks it; shape (3, q)."""
        if not len(competences):  # of no pairs at all, scipy gives a sparse array instead of their values
            return np.zeros((3, 0))
        flags = np.asarray(self.by_occupation[occupations, competences]).ravel()
        return np.array([flags > 0, np.where(flags > 0, self.rare[competences], 0.0), flags > 1]).astype(np.float64)

    def sums(self, held: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return what of each occupation these competences meet: number, rarity, essential; shape (3, n)."""
        n, links = len(self.asked), self.by_competence
        starts, ends = links.indptr[held], links.indptr[held + 1]
        parts = [slice(*row) for row in zip(starts.tolist(), ends.tolist(), strict=True)] or [slice(0, 0)]
        lengths = ends - starts
        occupations = np.concatenate([links.indices[part] for part in parts])
        flags = np.concatenate([links.data[part] for part in parts])
        count = np.bincount(occupations, minlength=n).astype(np.float64)
        rare = np.bincount(occupations, weights=np.repeat(self.rare[held], lengths), minlength=n)
        essential = np.bincount(occupations, weights=flags - 1.0, minlength=n)
        return np.array([count, rare, essential])

    def features(
        self,
        sums: NDArray[np.float64],
        barriers: NDArray[np.int64],
        years: NDArray[np.int64],
        targets: NDArray[np.int64] | None = None,
    ) -> NDArray[np.int16]:
        """Return the features of each occupation in thousandths; int16, shape (n, len(NAMES)).

        Parameters
        ----------
        sums
            As :meth:`sums` gives them; shape (3, n).
        barriers
            Number of gates in the way, -1 when the catalogue does not know; shape (n,).
        years
            Years of full-time study that they ask, 0 when none or not known; shape (n,).
        targets
            Occupations that the other arguments are about; all n of them when left out.
        """
        count, rare, essential = sums
        chosen = slice(None) if targets is None else targets
        asked, asked_rare = self.asked[chosen], self.asked_rare[chosen]
        with np.errstate(divide="ignore", invalid="ignore"):
            columns = np.array(
                [
                    count / np.maximum(asked, 1.0),
                    rare / np.maximum(asked_rare, 1e-9),
                    essential / self.asked_essential[chosen],
                    np.log1p(count),
                    -np.log1p(asked - count),
                    np.where(barriers < 0, np.nan, -barriers.astype(np.float64)),
                    np.where(barriers < 0, np.nan, -years.astype(np.float64)),
                ]
            )
        unknown = np.isnan(columns)
        columns[unknown] = 0.0
        whole = np.round(columns * SCALE)
        whole[unknown] = MISSING
        return whole.astype(np.int16).T
