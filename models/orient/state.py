"""From the set of replies to what is known of the person: the same set gives the same bytes, in whatever order."""

from dataclasses import dataclass, field

import numpy as np

from models.orient import estimation
from models.orient.graded import Array, Mask, Positions, bounded
from models.orient.occupations import Occupations
from models.orient.parameters import Parameters
from models.orient.schema import Replies
from models.orient.space import Items, Space


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
        As :func:`models.orient.estimation.laplace` wants them.
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
    posterior: estimation.Posterior
    fit: Array
    excluded: Mask
    memo: dict[str, Array] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Reader:
    """Turns replies into evidence for one bank and one catalogue."""

    space: Space
    items: Items
    jobs: Occupations
    rating_loadings: Array
    rating_crossed: Array
    rating_thresholds: Array
    item_edges: Array
    rating_edges: Array
    figures: Parameters

    @classmethod
    def of(cls, space: Space, items: Items, jobs: Occupations, figures: Parameters) -> "Reader":
        """Prepare what every session shares."""
        loadings = figures.rating_slope * jobs.weights
        thresholds = figures.rating_slope * np.array(figures.rating_thresholds)
        edges = bounded(items.thresholds), bounded(thresholds[None])[0]
        return cls(space, items, jobs, loadings, loadings @ space.covariance, thresholds, *edges, figures)

    def evidence(self, answers: dict[int, int], ratings: dict[int, int]) -> Evidence:
        """Put replies, by position and in any order, into their one order."""
        asked, rated = (np.array(sorted(found), dtype=np.int64) for found in (answers, ratings))
        values = np.array([*(answers[i] for i in asked), *(ratings[o] for o in rated)], dtype=np.int64)
        crossed = np.vstack([self.items.crossed[asked], self.rating_crossed[rated]])
        loadings = np.vstack([self.items.loadings[asked], self.rating_loadings[rated]])
        gram = crossed @ loadings.T
        own = np.arange(len(asked), len(values))
        gram[own, own] += self.figures.rating_slope**2 * self.jobs.own[rated]
        given, rating = values[: len(asked)], values[len(asked) :]
        lower = np.concatenate([self.item_edges[asked, given - 1], self.rating_edges[rating - 1]])
        upper = np.concatenate([self.item_edges[asked, given], self.rating_edges[rating]])
        return Evidence(asked, rated, values, crossed, gram, lower, upper)

    def posterior(self, evidence: Evidence) -> estimation.Posterior:
        """Return the posterior of the person vector."""
        return estimation.laplace(
            evidence.crossed, evidence.gram, evidence.lower, evidence.upper, self.space.covariance
        )

    def fit(self, posterior: estimation.Posterior, evidence: Evidence) -> Array:
        """Return the expected fit of each occupation; a rating also moves what is its occupation's own."""
        found: Array = self.jobs.weights @ posterior.mean
        rated = evidence.occupations
        found[rated] += self.figures.rating_slope * self.jobs.own[rated] * posterior.dual[len(evidence.items) :]
        return found
