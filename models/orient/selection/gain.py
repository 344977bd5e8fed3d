"""The next question: what lowers the doubt that matters most, in closed form.

An answer to a question with loading ``a`` lowers the variance along a direction ``u`` by ``I (u' C a)^2``, with ``I``
the information in the answer as it is expected now. The directions are the differences between occupations around the
border of the top ten, and, early in a session, the six types as well. The same formula chooses the occupation to rate.
"""

import hashlib
from collections.abc import Sequence

import numpy as np

from models.orient.estimation.posterior import Posterior
from models.orient.estimation.state import Reader, State
from models.orient.graded import Array, Positions, information
from models.orient.parameters import Parameters
from models.orient.ranking.top import leading
from models.orient.start.space import TYPES, weakened


def chance(*parts: object) -> float:
    """Return a number from 0 to 1 that looks random and depends on the parts only.

    Examples
    --------
    >>> chance("session", 3) == chance("session", 3) != chance("session", 4)
    True
    """
    digest = hashlib.sha256("\x1f".join(map(str, parts)).encode()).digest()
    return int.from_bytes(digest[:7], "big") / 2.0**56


def directions(reader: Reader, state: State, figures: Parameters) -> Array:
    """Return the directions whose variance matters, scaled by their weight; shape (k, d)."""
    if "directions" not in state.memo:
        state.memo["directions"] = _directions(reader, state, figures)
    found: Array = state.memo["directions"]
    return found


def item_gains(reader: Reader, state: State) -> Array:
    """Return :func:`gains` of every item of the bank; shape (J,)."""
    if "gains" not in state.memo:
        targets = directions(reader, state, reader.figures)
        state.memo["gains"] = gains(state.posterior, targets, reader.items.narrow, reader.items.thresholds)
    found: Array = state.memo["gains"]
    return found


def _directions(reader: Reader, state: State, figures: Parameters) -> Array:
    near = leading(state, figures.near_top)
    covariance = state.posterior.covariance
    share = figures.profile_share if state.replies.answered < figures.profile_until else figures.profile_share_after
    edge = slice(figures.top - 1, figures.top + 1)
    count = len(near) if len(near) > figures.top else 0
    if not count:
        share = 1.0
    found = np.zeros((count + TYPES.stop - TYPES.start, len(covariance)))
    if count:
        weights, fit = reader.jobs.weights[near], state.fit[near]
        apart = weights - 0.5 * weights[edge].sum(axis=0)
        variance = np.einsum("ij,ij->i", apart @ covariance, apart)
        importance = np.exp((fit - 0.5 * fit[edge].sum()) ** 2 / (-2.0 * np.maximum(variance, 1e-9)))
        scale = (1.0 - share) / max(float(importance @ variance), 1e-12)
        np.multiply(apart, np.sqrt(importance * scale)[:, None], out=found[:count])
    doubt = float(covariance.diagonal()[TYPES].sum())
    found[count:, TYPES][np.diag_indices(len(found) - count)] = np.sqrt(share / max(doubt, 1e-12))
    return found


def gains(posterior: Posterior, targets: Array, loadings: Array, thresholds: Array, own: Array | float = 0.0) -> Array:
    """Return how much of the weighted variance an answer to each candidate is expected to take away; shape (k,).

    Parameters
    ----------
    targets
        Directions, scaled by their weight.
    loadings, thresholds
        Of the candidates; loadings on the first parts of the person vector suffice when the others are 0.
    own
        Variance in a reply that the person vector does not explain.
    """
    width = loadings.shape[1]
    known = posterior.covariance[:width]
    variance = np.einsum("ij,ij->i", loadings @ known[:, :width], loadings)
    # The place on the item is not known exactly: its curves are flattened by what is not known of it. With a normal
    # posterior the mean then shifts by C a times the score of the flattened curves (Tweedie's formula), so the variance
    # falls by the information in them: nothing is left to divide by.
    flat = weakened(variance + own)
    told = information((loadings @ posterior.mean[:width]) * flat, thresholds * flat[:, None]) * flat**2
    # An answer to ``a`` lowers the variance along ``u`` by I (u'Ca)^2: the criterion of least error variance of van der
    # Linden (1999, J. Educ. Behav. Stat. 24), for as many directions as there are targets at once.
    shift = loadings @ (known @ targets.T)
    found: Array = told * np.einsum("ij,ij->i", shift, shift)
    return found


def draw(ordered: Sequence[int], weights: Array, number: float) -> tuple[int, float]:
    """Return one of the ordered candidates, drawn in proportion to its weight, and its probability.

    Examples
    --------
    >>> draw([4, 9], np.array([3.0, 1.0]), 0.7)
    (4, 0.75)
    """
    # A draw in proportion to what is gained keeps items in use (Barrada et al., 2008, BJMSP 61).
    total = float(weights.sum())
    shares = weights / total if total > 0 else np.full(len(weights), 1.0 / len(weights))
    place = int(np.searchsorted(np.cumsum(shares), number, side="right"))
    place = min(place, len(shares) - 1)
    return int(ordered[place]), float(shares[place])


def pick(
    candidates: Positions, gain: Array, number: float, figures: Parameters, *, evenly: float = 0.0, of: Positions
) -> tuple[int, float]:
    """Return one of the best few candidates, better ones much more often, or any of a pool; with its probability.

    Parameters
    ----------
    evenly
        Part of the draw that is even over the pool, so that none of it has probability 0.
    of
        The pool: the candidates, or more than those.

    Examples
    --------
    >>> from models.orient.parameters import parameters
    >>> pool = np.array([4, 9])
    >>> pick(pool, np.array([1.0, 0.1]), 0.5, parameters(), of=pool)[0]
    4
    >>> pick(pool, np.array([1.0, 0.0]), 0.4, parameters(), evenly=0.5, of=pool)
    (9, 0.25)
    """
    order = np.lexsort((candidates, -gain))[: figures.best_of]
    few = candidates[order].tolist()
    weights = (gain[order] / max(float(gain[order[0]]), 1e-300)) ** figures.sharpness
    shares = weights / weights.sum() if weights.sum() > 0 else np.full(len(few), 1.0 / len(few))
    if number < evenly:
        chosen = int(of[int(number / evenly * len(of))])
    else:
        chosen = draw(few, shares, (number - evenly) / (1.0 - evenly))[0]
    sharp = float(shares[few.index(chosen)]) if chosen in few else 0.0
    return chosen, evenly / len(of) + (1.0 - evenly) * sharp
