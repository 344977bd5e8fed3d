"""From the posterior to the sums of scales: answers that were given count as they are, the others as expected.

This is how the engine is measured on questionnaires whose full scales are known: after some questions, what would the
full scale have been? The same formula as in a session chooses the next question; only the directions differ.
"""

from dataclasses import dataclass

import numpy as np

from models.orient.estimation import Posterior, laplace
from models.orient.graded import ANSWERS, Array, Mask, Positions, bounded, logistic
from models.orient.space import weakened

LEAST_CORRELATION = 0.45
"""A scale known less well than this is weighed as if it were known so well."""

_ODD = np.arange(1.0, 2.0 * ANSWERS - 2.0, 2.0)


@dataclass(frozen=True, slots=True, eq=False)
class Questionnaire:
    """Items with scales, placed in a person vector of independent standard normal parts.

    Attributes
    ----------
    loadings, thresholds
        Slopes included; shapes (J, d) and (J, 4).
    scales
        Scale of each item; shape (J,).
    gram
        Prior covariance of the places on the items; shape (J, J).
    edges
        Thresholds with infinity around them; shape (J, 6).
    membership
        1 where an item belongs to a scale; shape (scales, J).
    """

    loadings: Array
    thresholds: Array
    scales: Positions
    gram: Array
    edges: Array
    membership: Array

    @classmethod
    def of(cls, loadings: Array, thresholds: Array, scales: Positions) -> "Questionnaire":
        """Put the parameters together."""
        count = int(scales.max()) + 1
        membership = (scales == np.arange(count)[:, None]).astype(np.float64)
        return cls(loadings, thresholds, scales, loadings @ loadings.T, bounded(thresholds), membership)

    def posterior(self, asked: Positions, values: Positions) -> Posterior:
        """Return what is known of the places on all items, whatever the order of the answers; shape (J,) and (J, J)."""
        order = np.argsort(asked)
        rows, given = asked[order], values[order]
        lower, upper = self.edges[rows, given - 1], self.edges[rows, given]
        return laplace(self.gram[rows], self.gram[np.ix_(rows, rows)], lower, upper, self.gram)


@dataclass(frozen=True, slots=True, eq=False)
class Expected:
    """Answers as they are expected; J items.

    Attributes
    ----------
    mean
        Expected answer, 1 to 5; shape (J,).
    steepness
        By how much the expected answer rises with the place on the item; shape (J,).
    variance
        Of the answer; shape (J,).
    """

    mean: Array
    steepness: Array
    variance: Array


def expected(questionnaire: Questionnaire, posterior: Posterior) -> Expected:
    """Return what the answers would be."""
    flat = weakened(np.diag(posterior.covariance))[:, None]
    above = logistic(flat * (posterior.mean[:, None] - questionnaire.thresholds))
    mean = above.sum(axis=1)
    variance = above @ _ODD - mean**2
    return Expected(1.0 + mean, (flat * above * (1.0 - above)).sum(axis=1), variance)


def joint(posterior: Posterior, answers: Expected, free: Mask) -> Array:
    """Return the covariance of the answers not given; rows and columns of given ones are 0; shape (J, J)."""
    steep = answers.steepness * free
    found = posterior.covariance * np.outer(steep, steep)
    np.fill_diagonal(found, answers.variance * free)
    return found


def sums(questionnaire: Questionnaire, answers: Expected, asked: Positions, values: Positions) -> Array:
    """Return the expected sum of each scale; shape (scales,)."""
    filled = answers.mean.copy()
    filled[asked] = values
    return np.asarray(questionnaire.membership @ filled)


def doubt(questionnaire: Questionnaire, covariance: Array) -> Array:
    """Return the variance of the sum of each scale; shape (scales,)."""
    rows = questionnaire.membership
    return np.asarray(((rows @ covariance) * rows).sum(axis=1))


def next_item(questionnaire: Questionnaire, covariance: Array, answers: Expected, prior_doubt: Array) -> Array:
    """Return what asking each item is worth: how much doubt about the sums it takes away; given items are 0.

    The mean correlation with the full scales is to rise fastest. The correlation r of one scale falls with
    ``variance left / (2 r variance before)``, so a scale weighs more the worse it is known.
    """
    left = doubt(questionnaire, covariance)
    known = np.sqrt(np.clip(1.0 - left / prior_doubt, LEAST_CORRELATION**2, 1.0))
    shared = questionnaire.membership @ covariance
    fall = (shared**2 / (prior_doubt * known)[:, None]).sum(axis=0)
    return np.asarray(fall / np.maximum(answers.variance, 1e-12))
