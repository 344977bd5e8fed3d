"""From the set of replies to what is known of the person.

On one machine the same set gives the same bytes, in whatever order; on another processor the last bits may differ.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from models.orient.estimation.posterior import Posterior, laplace
from models.orient.graded import Array, Mask, Positions, bounded
from models.orient.parameters import Parameters
from models.orient.schema import Replies
from models.orient.start.occupations import Occupations
from models.orient.start.space import Items, Space


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Replies that count, ordered by position: items first, then occupations; n of them.

    Attributes
    ----------
    items, occupations
        Positions of the answered items and the rated occupations.
    values
        Replies 1..5, items first; shape (n,).
    crossed, gram, lower, upper
        As :func:`models.orient.estimation.posterior.laplace` wants them.
    """

    items: Positions
    occupations: Positions
    values: Positions
    crossed: Array
    gram: Array
    lower: Array
    upper: Array

    def without(self, position: int) -> "Evidence":
        """Return the evidence without its reply at this position."""
        kept = np.arange(len(self.values)) != position
        count = len(self.items)
        return Evidence(
            self.items[kept[:count]],
            self.occupations[kept[count:]],
            self.values[kept],
            self.crossed[kept],
            self.gram[np.ix_(kept, kept)],
            self.lower[kept],
            self.upper[kept],
        )


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """What is known of a person.

    Attributes
    ----------
    replies
        As they were given.
    fit
        Expected fit of each occupation, in SD; shape (N,).
    excluded
        True for occupations that the person hid; shape (N,).
    memo
        What was computed from this state before and is asked twice: by the next question and by the progress.
    """

    replies: Replies
    evidence: Evidence
    posterior: Posterior
    fit: Array
    excluded: Mask
    memo: dict[str, Any] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Reader:
    """Turns replies into evidence for one bank and one catalogue.

    Attributes
    ----------
    loadings, crossed, edges, own
        Of everything that can be replied to, J items and then N occupations: slopes, slopes times the prior
        covariance, thresholds with infinity around them, and the variance of a place that the person vector does not
        explain; shapes (J + N, d), (J + N, d), (J + N, 6) and (J + N,).
    """

    space: Space
    items: Items
    jobs: Occupations
    loadings: Array
    crossed: Array
    edges: Array
    own: Array
    rating_thresholds: Array
    figures: Parameters

    @classmethod
    def of(cls, space: Space, items: Items, jobs: Occupations, figures: Parameters) -> "Reader":
        """Prepare what every session shares."""
        loadings = np.vstack([items.loadings, figures.rating_slope * jobs.weights])
        thresholds = figures.rating_slope * np.array(figures.rating_thresholds)
        edges = np.vstack([bounded(items.thresholds), np.repeat(bounded(thresholds[None]), len(jobs.own), axis=0)])
        own = np.concatenate([np.zeros(len(items.loadings)), figures.rating_slope**2 * jobs.own])
        return cls(space, items, jobs, loadings, loadings @ space.covariance, edges, own, thresholds, figures)

    @property
    def rating_loadings(self) -> Array:
        """Return the loadings of ratings; shape (N, d)."""
        return self.loadings[len(self.items.loadings) :]

    def evidence(self, answers: dict[int, int], ratings: dict[int, int]) -> Evidence:
        """Put replies, by position and in any order, into their one order."""
        count = len(self.items.loadings)
        replied = sorted(answers.items()) + sorted((count + position, value) for position, value in ratings.items())
        rows, values = np.array(replied, dtype=np.int64).reshape(-1, 2).T
        crossed = self.crossed[rows]
        gram = crossed @ self.loadings[rows].T
        gram[np.diag_indices(len(rows))] += self.own[rows]
        asked, rated = rows[: len(answers)], rows[len(answers) :] - count
        return Evidence(asked, rated, values, crossed, gram, self.edges[rows, values - 1], self.edges[rows, values])

    def posterior(self, evidence: Evidence) -> Posterior:
        """Return the posterior of the person vector."""
        return laplace(evidence.crossed, evidence.gram, evidence.lower, evidence.upper, self.space.covariance)

    def fit(self, posterior: Posterior, evidence: Evidence) -> Array:
        """Return the expected fit of each occupation; a rating also moves what is its occupation's own."""
        found: Array = self.jobs.weights @ posterior.mean
        rated = evidence.occupations
        found[rated] += self.figures.rating_slope * self.jobs.own[rated] * posterior.dual[len(evidence.items) :]
        return found.round(12)  # occupations that are alike stay a tie, in whatever order a processor adds up
