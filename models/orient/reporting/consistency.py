"""Whether replies look like those of somebody who reads the questions, and whether they differ by kind of work.

Each question is a Bayes factor: how probable are exactly these replies under the model, against another way to reply?
The model's probability is Laplace's, which the posterior gives nearly for free. The other ways: every answer by chance;
a habit, one or two answers whatever is asked; and a flat profile, somebody who likes all kinds of work as much. Against
chance it is the test with most power that exists at its rate of false alarms (Neyman and Pearson, 1933), when the model
holds; and since questions are chosen from earlier replies only, their choice plays no part in it.
"""

from math import lgamma

import numpy as np

from models.orient.estimation.posterior import laplace
from models.orient.estimation.state import Evidence, Reader, State
from models.orient.graded import ANSWERS, Array, Positions, log_likelihood, slope_and_curvature

HABIT = 0.1
"""Concentration of the habits of who always answers the same: small means one or two of the five answers."""


def log_evidence(gram: Array, lower: Array, upper: Array, dual: Array) -> float:
    """Return the log of how probable answers were before any was known, by Laplace's approximation; 0 for none.

    Parameters
    ----------
    gram, lower, upper
        As :func:`models.orient.estimation.posterior.laplace` takes them.
    dual
        As it returns it.

    Notes
    -----
    Source: Rasmussen and Williams (2006), equation 3.32.
    """
    if not len(dual):
        return 0.0
    edges = np.stack([lower, upper])
    place = gram @ dual
    _, curvature = slope_and_curvature(place, edges)
    _, volume = np.linalg.slogdet(np.eye(len(place)) + curvature[:, None] * gram)
    return log_likelihood(place, edges) - 0.5 * float(dual @ place) - 0.5 * float(volume)


def log_habit(values: Positions, concentration: float = HABIT) -> float:
    """Return the log of how probable values are under a habit drawn from a symmetric Dirichlet distribution.

    Examples
    --------
    With a concentration of 1, three times the same has probability 1/5 * 2/6 * 3/7.

    >>> round(float(np.exp(log_habit(np.array([4, 4, 4]), 1.0))) * 35, 9)
    1.0
    """
    counts = np.bincount(values, minlength=ANSWERS + 1)[1:]
    whole = ANSWERS * concentration
    chosen = sum(lgamma(concentration + int(count)) - lgamma(concentration) for count in counts)
    return lgamma(whole) - lgamma(whole + int(counts.sum())) + chosen


def log_chance(count: int) -> float:
    """Return the log of how probable so many answers by chance are."""
    return -count * float(np.log(ANSWERS))


def model_evidence(state: State) -> float:
    """Return the log of how probable the replies of a state were under the model."""
    found = state.evidence
    return log_evidence(found.gram, found.lower, found.upper, state.posterior.dual)


def flat_evidence(reader: Reader, evidence: Evidence) -> float:
    """Return the log of how probable replies were for somebody who likes all kinds of work as much.

    Items then share elevation only, and occupations nothing: what is left of them is their own.
    """
    count = len(evidence.items)
    loadings = np.zeros((len(evidence.values), 1))
    loadings[:count, 0] = reader.items.loadings[evidence.items, 0]
    gram = loadings @ loadings.T
    own = np.arange(count, len(loadings))
    gram[own, own] += reader.own[len(reader.items.loadings) + evidence.occupations]
    dual = laplace(loadings, gram, evidence.lower, evidence.upper, np.eye(1)).dual
    return log_evidence(gram, evidence.lower, evidence.upper, dual)


def against_chance(state: State) -> float:
    """Return the log Bayes factor of the model against answers by chance; below 0 chance tells the replies better."""
    return model_evidence(state) - log_chance(len(state.evidence.values))


def against_habit(state: State) -> float:
    """Return the log Bayes factor of the model against a habit, divided by the number of replies; 0 without replies."""
    values = state.evidence.values
    return (model_evidence(state) - log_habit(values)) / max(len(values), 1)


def against_flat(reader: Reader, state: State) -> float:
    """Return the log Bayes factor of the model against a flat profile."""
    return model_evidence(state) - flat_evidence(reader, state.evidence)
