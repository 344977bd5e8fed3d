"""The ranker that is served: boosted trees over what occupations have to do with each other and what a person has.

Each experience is one way to see an occupation; the best of them counts. What a person has goes into features that the
trees only rise with, and everything else depends on the experiences alone: so a competence or licence more never lowers
a score, and an occupation more in the past never does either.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from models.jobbereik.features import person, table
from models.jobbereik.features.person import Asking
from models.jobbereik.features.table import MISSING, PairTable
from models.jobbereik.forest import Forest

Head = Literal["near", "development", "any"]
"""``near``: within reach now. ``development``: a step with training. ``any``: either of them."""

FAR_SCORE = -20.0
"""Score of what lies outside the nearest occupations of every experience; no row of trees comes near it."""

COVERED_LEAST = 200
"""Without an experience, only occupations of which a person has this share (thousandths) are scored."""


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A person as the trees see one; n occupations.

    Attributes
    ----------
    occupations
        Positions of the occupations of the experiences, each once; empty when none was told.
    sums
        What of each occupation the competences meet, as :meth:`person.Asking.sums` gives it; float64, shape (3, n).
    barriers
        Number of gates in the way, -1 when not known; int64, shape (n,).
    years
        Years of full-time study that they ask; int64, shape (n,).
    """

    occupations: tuple[int, ...]
    sums: NDArray[np.float64]
    barriers: NDArray[np.int64]
    years: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Rows for the trees: one for each experience and each occupation near it.

    Attributes
    ----------
    values
        Features; int16, shape (r, f).
    target
        Occupation of each row; int64, shape (r,).
    origin
        Place of the experience of each row among ``Seen.occupations``, -1 without one; int64, shape (r,).
    """

    values: NDArray[np.int16]
    target: NDArray[np.int64]
    origin: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class TreeRanker:
    """Trees of each head over the features of one catalogue.

    Attributes
    ----------
    pairs
        What the occupations have to do with each other.
    asking
        What they ask.
    forests
        Trees by head.
    """

    pairs: PairTable
    asking: Asking
    forests: Mapping[Head, Forest]

    def at(
        self, head: Head, occupations: tuple[int, ...], targets: NDArray[np.int64], own: NDArray[np.int16]
    ) -> NDArray[np.float64]:
        """Return the best score of some occupations for a person, each with its own features.

        Parameters
        ----------
        occupations
            Positions of the occupations of the experiences.
        targets
            Occupations, as often as wanted; shape (q,).
        own
            What the person has of each, as :meth:`person.Asking.features` gives it; shape (q, len(person.NAMES)).
        """
        if not occupations:
            bare = np.full((len(targets), len(table.NAMES)), MISSING, dtype=np.int16)
            scored = self.forests[head].score(np.hstack([bare, own]))
            return np.where(own[:, person.NAMES.index("covers")] >= COVERED_LEAST, scored, FAR_SCORE)
        best = np.full(len(targets), FAR_SCORE)
        for origin in occupations:
            candidates = self.pairs.candidates[origin]
            places = np.minimum(np.searchsorted(candidates, targets), len(candidates) - 1)
            near = np.flatnonzero(candidates[places] == targets)
            rows = np.hstack([self.pairs.values[origin][places[near]], own[near]])
            best[near] = np.maximum(best[near], self.forests[head].score(rows))
        return best

    def rows(self, seen: Seen) -> Rows:
        """Return all rows of a person."""
        own = self.asking.features(seen.sums, seen.barriers, seen.years)
        if not seen.occupations:
            target = np.flatnonzero(own[:, person.NAMES.index("covers")] >= COVERED_LEAST)
            bare = np.full((len(target), len(table.NAMES)), MISSING, dtype=np.int16)
            return Rows(
                values=np.hstack([bare, own[target]]), target=target, origin=np.full(len(target), -1, dtype=np.int64)
            )
        near = self.pairs.candidates[list(seen.occupations)].astype(np.int64)
        values = self.pairs.values[list(seen.occupations)]
        count, kept, width = values.shape
        target = near.ravel()
        return Rows(
            values=np.hstack([values.reshape(count * kept, width), own[target]]),
            target=target,
            origin=np.repeat(np.arange(count), kept),
        )

    def best(self, head: Head, rows: Rows, n: int) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Return the best score of each occupation over the rows, and the row that gave it (-1: none); shape (n,)."""
        raw = self.forests[head].score(rows.values)
        scores = np.full(n, FAR_SCORE)
        np.maximum.at(scores, rows.target, raw)
        which = np.full(n, -1, dtype=np.int64)
        won = np.flatnonzero(raw == scores[rows.target])[::-1]  # the first of equals is written last
        which[rows.target[won]] = won
        return scores, which

    def score(self, head: Head, seen: Seen) -> NDArray[np.float64]:
        """Return the score of every occupation; float64, shape (n,)."""
        return self.best(head, self.rows(seen), len(self.asking.asked))[0]
