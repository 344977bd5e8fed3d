"""The questions that remain, planned together: which so many of them would take away most doubt.

To ask each time what helps most at once is short-sighted. Early on a question that says a little about many things
wins, and is worth nothing as soon as each of them has a question of its own. So the questions up to the end are chosen
as a set: one after the other, then by exchanging one for another as long as that helps.

Source: Fedorov (1972), exchange of points in a design. Answers are taken as normal here: how much doubt a set takes
away then does not depend on what is answered, and after every answer the rest is planned anew.
"""

import numpy as np

from models.orient.graded import Array, Mask, Positions

LEAST_HELP = 1e-6
"""An exchange must help by this share of the doubt; smaller ones are rounding."""

EXCHANGES = 200
"""At most; some five are usual."""

_LITTLE = 1e-9


def gains(covariance: Array, targets: Array) -> Array:
    """Return by how much the answer to each question alone lowers the summed variance of the targets; shape (J,).

    Parameters
    ----------
    covariance
        Of the answers as they are expected now; shape (J, J).
    targets
        Weights of the answers in what is to be known; shape (q, J).

    Examples
    --------
    >>> gains(np.array([[1.0, 0.5], [0.5, 1.0]]), np.array([[1.0, 0.0]])).tolist()
    [1.0, 0.25]
    """
    shared = targets @ covariance
    told: Array = np.einsum("qj,qj->j", shared, shared)
    return told / np.maximum(np.diag(covariance), _LITTLE)


def plan(covariance: Array, targets: Array, free: Mask, count: int) -> Positions:
    """Return the questions that together lower the summed variance of the targets most; shape (count,).

    Parameters
    ----------
    covariance, targets
        As for :func:`gains`.
    free
        True for the questions that may be asked; shape (J,).
    count
        At most the number of free ones.

    Examples
    --------
    The third answer says something about the first two; but when two questions may be asked, it is better to ask those.

    >>> both = np.array([[1.0, 0.0, 0.8], [0.0, 1.0, 0.8], [0.8, 0.8, 1.5]])
    >>> targets = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
    >>> [sorted(plan(both, targets, np.ones(3, dtype=bool), n).tolist()) for n in (1, 2)]
    [[0], [0, 1]]
    """
    found = _one_by_one(covariance, targets, free, count)
    if not 0 < count < int(free.sum()):
        return found
    shared = targets @ covariance
    least = LEAST_HELP * float((shared * targets).sum())
    open_ = free.copy()
    open_[found] = False
    for _ in range(EXCHANGES):
        better = np.where(open_, _exchanges(covariance, shared, targets, found), -np.inf)
        out, in_ = divmod(int(better.argmax()), len(free))
        if better[out, in_] <= least:
            break
        open_[found[out]], open_[in_] = True, False
        found[out] = in_
    return found


def _one_by_one(covariance: Array, targets: Array, free: Mask, count: int) -> Positions:
    left, open_ = covariance.copy(), free.copy()
    found = np.zeros(count, dtype=np.int64)
    for place in range(count):
        best = int(np.where(open_, gains(left, targets), -np.inf).argmax())
        found[place], open_[best] = best, False
        left -= np.outer(left[best], left[best] / max(left[best, best], _LITTLE))
    return found


def _exchanges(covariance: Array, shared: Array, targets: Array, chosen: Positions) -> Array:
    """Return what each exchange of a chosen question for another would take away more; shape (count, J).

    With K the inverse of the covariance of the chosen ones, leaving out one of them gives back ``u u' / k`` to what is
    left of the covariance, where ``u`` is its row of ``K C`` and ``k`` its element on the diagonal of K.
    """
    rows = covariance[chosen]
    inverse = np.linalg.inv(rows[:, chosen] + _LITTLE * np.eye(len(chosen)))
    back = inverse @ rows
    held = targets @ back.T
    strength = np.diag(inverse)[:, None]
    left = shared - held @ rows
    own = np.diag(covariance) - (back * rows).sum(axis=0)
    lost = (held**2).sum(axis=0)[:, None] / strength
    share = back / strength
    told = (left**2).sum(axis=0) + 2.0 * (held.T @ left) * share + lost * strength * share**2
    found: Array = told / np.maximum(own + back * share, _LITTLE) - lost
    return found
