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

from models.jobbereik.features import person, table, towers
from models.jobbereik.features.person import Asking
from models.jobbereik.features.table import MISSING, PairTable
from models.jobbereik.forest import Forest

KNOWN = len(table.NAMES) + len(towers.NAMES)
"""Columns of a row that depend on the occupations alone; what the person has of what is asked stands behind them."""

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
class Again:
    """The rows of a person, seen with other competences and licences.

    Attributes
    ----------
    differs
        The rows that are not the same then; int64, shape (d,).
    values
        The person's rows and, behind them, those that differ; int16, shape (r + d, f).
    """

    differs: NDArray[np.int64]
    values: NDArray[np.int16]


@dataclass(frozen=True, slots=True, eq=False)
class TreeRanker:
    """Trees of each head over the features of one catalogue; n occupations, k candidates.

    Attributes
    ----------
    pairs
        What the occupations have to do with each other.
    towers
        What the towers say of each of them; int16, shape (n, k, len(towers.NAMES)).
    asking
        What they ask.
    forests
        Trees by head.
    """

    pairs: PairTable
    towers: NDArray[np.int16]
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
            bare = np.full((len(targets), KNOWN), MISSING, dtype=np.int16)
            scored = self.forests[head].score(np.hstack([bare, own]))
            return np.where(own[:, person.NAMES.index("covers")] >= COVERED_LEAST, scored, FAR_SCORE)
        best = np.full(len(targets), FAR_SCORE)
        for origin in occupations:
            candidates = self.pairs.candidates[origin]
            places = np.minimum(np.searchsorted(candidates, targets), len(candidates) - 1)
            near = np.flatnonzero(candidates[places] == targets)
            rows = np.hstack([self.pairs.of(origin)[places[near]], self.towers[origin][places[near]], own[near]])
            best[near] = np.maximum(best[near], self.forests[head].score(rows))
        return best

    def own(self, seen: Seen, targets: NDArray[np.int64]) -> NDArray[np.int16]:
        """Return what a person has of some occupations, as often as wanted; shape (q, len(person.NAMES))."""
        if len(targets) >= len(seen.barriers):
            return self.asking.features(seen.sums, seen.barriers, seen.years)[targets]
        return self.asking.features(seen.sums[:, targets], seen.barriers[targets], seen.years[targets], targets)

    def rows(self, seen: Seen) -> Rows:
        """Return all rows of a person."""
        if not seen.occupations:
            own = self.asking.features(seen.sums, seen.barriers, seen.years)
            target = np.flatnonzero(own[:, person.NAMES.index("covers")] >= COVERED_LEAST)
            bare = np.full((len(target), KNOWN), MISSING, dtype=np.int16)
            return Rows(
                values=np.hstack([bare, own[target]]), target=target, origin=np.full(len(target), -1, dtype=np.int64)
            )
        origins = list(seen.occupations)
        target = self.pairs.candidates[origins].astype(np.int64).ravel()
        known = [part.reshape(len(target), -1) for part in (self.pairs.of(origins), self.towers[origins])]
        return Rows(
            values=np.hstack([*known, self.own(seen, target)]),
            target=target,
            origin=np.repeat(np.arange(len(origins)), len(target) // len(origins)),
        )

    def again(self, rows: Rows, seen: Seen) -> Again:
        """Return the rows of the same experiences for a person with other competences and licences."""
        own = self.own(seen, rows.target)
        differs = np.flatnonzero((own != rows.values[:, KNOWN:]).any(axis=1))
        others = np.hstack([rows.values[differs, :KNOWN], own[differs]])
        return Again(differs=differs, values=np.concatenate([rows.values, others]))

    def both(self, head: Head, rows: Rows, again: Again) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the score of each row for the person, and for the other one; float64, shape (r,) each."""
        found = self.forests[head].score(again.values)
        first = found[: len(rows.values)]
        second = first.copy()
        second[again.differs] = found[len(rows.values) :]
        return first, second

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
