"""Which occupations fit best, how sure that is, and which seven are shown."""

from collections.abc import Sequence

import numpy as np

from models.orient.estimation.posterior import Posterior
from models.orient.estimation.state import Evidence, Reader, State
from models.orient.graded import Array, Mask, Positions
from models.orient.parameters import Parameters
from models.orient.start.occupations import Occupations

SEED = 20261125
"""Of the standard normal draws, which are the same for every person: results differ because of answers only."""


def best(fit: Array, allowed: Mask, count: int) -> Positions:
    """Return the positions of the best allowed occupations, best first; ties by position."""
    pool = np.flatnonzero(allowed)
    if len(pool) > count:  # all that tie at the border stay: which of them a partition puts first differs by processor
        pool = pool[fit[pool] >= np.partition(fit[pool], -count)[-count]]
    found: Positions = pool[np.lexsort((pool, -fit[pool]))][:count]
    return found


def leading(state: State, count: int) -> Positions:
    """Return the positions of the best occupations that are not excluded, best first; ranked once for a state."""
    counted, known = state.memo.get("leading", (0, None))
    if counted < count:
        known = best(state.fit, ~state.excluded, count)
        state.memo["leading"] = count, known
    found: Positions = known[:count]
    return found


class Draws:
    """Draws of the fit of some occupations from the posterior.

    Parameters
    ----------
    count
        Number of draws.
    size
        Dimensions of the person vector.
    columns
        Occupations at most.
    """

    def __init__(self, count: int, size: int, columns: int) -> None:
        half = np.random.default_rng(SEED).standard_normal((count // 2, size))
        self.vectors = np.vstack([half, -half])
        self.count = len(self.vectors)
        self.noise = np.random.default_rng(SEED + 1).standard_normal((self.count, columns))

    def fits(self, reader: Reader, state: State, chosen: Positions) -> Array:
        """Return drawn fits; shape (draws, chosen)."""
        root = _root(state.posterior.covariance)
        weights = reader.jobs.weights[chosen]
        drawn = state.fit[chosen] + self.vectors @ (weights @ root).T
        drawn += self.noise[:, : len(chosen)] * np.sqrt(own_variance(reader, state.evidence, state.posterior, chosen))
        return drawn


def own_variance(reader: Reader, evidence: Evidence, posterior: Posterior, chosen: Positions) -> Array:
    """Return how much of an occupation's own part is still unknown: a rating of it takes some away; shape (chosen,)."""
    variance = reader.jobs.own.copy()
    taken = np.diag(posterior.shrink)[len(evidence.items) :]
    rated = evidence.occupations
    variance[rated] -= (reader.figures.rating_slope * variance[rated]) ** 2 * taken
    found: Array = np.maximum(variance[chosen], 0.0)
    return found


def _root(covariance: Array) -> Array:
    """Return a root of a covariance matrix, also when rounding left it on the edge."""
    try:
        return np.asarray(np.linalg.cholesky(covariance + 1e-9 * np.eye(len(covariance))), dtype=np.float64)
    except np.linalg.LinAlgError:
        values, vectors = np.linalg.eigh(covariance)  # the root that is symmetric: it has no signs and no order
        return np.asarray((vectors * np.sqrt(np.maximum(values, 0.0))) @ vectors.T)


def top_probabilities(fits: Array, top: int) -> Array:
    """Return how often each column is among the largest ``top`` of its row.

    Examples
    --------
    >>> top_probabilities(np.array([[3.0, 1.0, 2.0], [3.0, 2.0, 1.0]]), 2).tolist()
    [1.0, 0.5, 0.5]
    """
    if fits.shape[1] <= top:
        return np.ones(fits.shape[1])
    border = np.partition(fits, fits.shape[1] - top, axis=1)[:, [fits.shape[1] - top]]
    return np.asarray((fits >= border).mean(axis=0))


def expected_regret(fits: Array, shown: int) -> float:
    """Return how much better, on average, the truly best ``shown`` are than the first ``shown`` columns."""
    count = min(shown, fits.shape[1])
    ideal = np.partition(fits, fits.shape[1] - count, axis=1)[:, fits.shape[1] - count :]
    return float((ideal.mean(axis=1) - fits[:, :count].mean(axis=1)).mean())


def with_families(order: Sequence[int], jobs: Occupations, figures: Parameters, limit: int) -> list[int]:
    """Return the first ``limit``, with at least three families among the default seven when there are.

    The last of the largest family makes place for the best of a family that is not there yet; order is kept.
    """
    shown = list(order[:limit])
    head = min(limit, figures.shown)
    rest = list(order[head:])
    lead = shown[:head]
    while len({int(jobs.family[i]) for i in lead}) < min(figures.families, head):
        present = {int(jobs.family[i]) for i in lead}
        new = next((i for i in rest if int(jobs.family[i]) not in present), None)
        if new is None:
            break
        sizes = [int(jobs.family[i]) for i in lead]
        crowded = max(reversed(lead), key=lambda i: sizes.count(int(jobs.family[i])))
        lead.remove(crowded)
        lead.append(new)
        rest.remove(new)
        rest = sorted([*rest, crowded], key=list(order).index)
    return lead + rest[: limit - len(lead)]
