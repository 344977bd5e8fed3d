"""What the moves of a game say about the values of its cards, as a function that can be climbed and drawn from.

Each card has a value for the person that nobody sees. A choice shows it with noise: the chance that a card is chosen
from those that lie open follows Plackett and Luce, and the pile that a card is put on follows ordered categories. The
prior is standard normal, so the logarithm of the posterior is concave.
"""

import math
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

from item_bank.kaarten.schema import CardId
from models.kaarten.moves import Pile
from models.kaarten.state import State

NOISE = 0.35
"""Standard deviation of the noise in one judgement, where values of cards have 1. Assumed; people were not measured."""

CHOICE_SCALE = NOISE * math.sqrt(6.0) / math.pi
"""Scale of a Gumbel variable with that standard deviation."""

PILE_SCALE = NOISE * math.sqrt(3.0) / math.pi
"""Scale of a logistic variable with that standard deviation."""

Array = NDArray[np.float64]


def _said(state: State) -> list[tuple[CardId, tuple[CardId, ...], float]]:
    """Return every preference as a card, the cards it was chosen from, and how much it counts."""
    said = [(choice.card, choice.among, 1.0) for choice in state.choices if len(choice.among) > 1]
    for comparison in state.comparisons:
        if comparison.card is None:
            said += [(card, comparison.cards, 0.5) for card in comparison.cards]
        else:
            said.append((comparison.card, comparison.cards, 1.0))
    return said + [(winner, (winner, loser), 1.0) for winner, loser in state.placed_above]


class Evidence:
    """The logarithm of the posterior with its slopes, for many vectors of values at once.

    Parameters
    ----------
    state
        A game; its cards in ``order`` are the n columns.
    """

    def __init__(self, state: State) -> None:
        at = {card: i for i, card in enumerate(state.order)}
        said = _said(state)
        self.n = len(state.order)
        width = max((len(among) for _, among, _ in said), default=1)
        # Short rows are filled up with column n, which is never chosen: its value is minus infinity.
        rows = [[at[card] for card in among] + [self.n] * (width - len(among)) for _, among, _ in said]
        self._open = np.array(rows, dtype=np.intp).reshape(-1, width)
        self._weight = np.array([weight for _, _, weight in said], dtype=float)
        self._wins = np.zeros(self.n)
        for card, _, weight in said:
            self._wins[at[card]] += weight
        self._gather = np.zeros((self._open.size, self.n + 1))
        self._gather[np.arange(self._open.size), self._open.ravel()] = 1.0
        self._sorted = np.array([at[card] for card in state.piles], dtype=np.intp)
        self._bounds = _bounds(state)

    def _shares(self, theta: Array) -> tuple[Array, Array]:
        """Return the chance of each open card in each choice, and the logarithm of what they are shares of."""
        padded = np.full((*theta.shape[:-1], self.n + 1), -np.inf)
        padded[..., : self.n] = theta / CHOICE_SCALE
        scaled = padded[..., self._open]
        top = scaled.max(axis=-1, keepdims=True)
        raised = np.exp(scaled - top)
        total = raised.sum(axis=-1, keepdims=True)
        return raised / total, (top + np.log(total))[..., 0]

    def _past(self, theta: Array) -> Array:
        """Return how far each sorted card lies inside the two bounds of its pile; shape (..., 2, sorted)."""
        mine = theta[..., self._sorted]
        return np.stack([mine - self._bounds[0], self._bounds[1] - mine], axis=-2) / PILE_SCALE

    def value(self, theta: Array) -> Any:  # noqa: ANN401 - one number for one vector, an array for many
        """Return the logarithm of the posterior, but for a constant; shape (...)."""
        total = -0.5 * (theta**2).sum(axis=-1) + theta @ self._wins / CHOICE_SCALE
        if self._weight.size:
            total = total - self._shares(theta)[1] @ self._weight
        # Within bounds: the log of a difference of two logistic functions, but for a constant.
        return total - np.logaddexp(0.0, -self._past(theta)).sum(axis=(-1, -2))

    def slope(self, theta: Array) -> Array:
        """Return the gradient; shape (..., n)."""
        found: Array = -theta + self._wins / CHOICE_SCALE
        if self._weight.size:
            weighed = self._shares(theta)[0] * self._weight[:, np.newaxis]
            flat = weighed.reshape(*theta.shape[:-1], -1)
            found = found - (flat @ self._gather)[..., : self.n] / CHOICE_SCALE
        off = _logistic(-self._past(theta)) / PILE_SCALE
        found[..., self._sorted] += off[..., 0, :] - off[..., 1, :]
        return found

    def precision(self, theta: Array) -> Array:
        """Return minus the curvature at one vector; shape (n, n)."""
        found = np.eye(self.n + 1)
        if self._weight.size:
            shares = self._shares(theta)[0]
            for share, among, weight in zip(shares, self._open, self._weight, strict=True):
                spread = np.diag(share) - np.outer(share, share)
                np.add.at(found, np.ix_(among, among), weight * spread / CHOICE_SCALE**2)
        off = _logistic(-self._past(theta))
        found[self._sorted, self._sorted] += (off * (1.0 - off)).sum(axis=0) / PILE_SCALE**2
        kept: Array = found[: self.n, : self.n]
        return kept


def _logistic(x: Array) -> Array:
    found: Array = np.exp(-np.logaddexp(0.0, -x))
    return found


def _bounds(state: State) -> Array:
    """Return the bounds of the pile of each sorted card; the sizes of the piles say where they part."""
    sizes = [sum(pile is wanted for pile in state.piles.values()) for wanted in (Pile.LOW, Pile.MIDDLE)]
    shares = np.cumsum(np.array(sizes) + 0.5) / (len(state.piles) + 1.5)
    low, high = (NormalDist(sigma=math.hypot(1.0, NOISE)).inv_cdf(float(share)) for share in shares)
    bounds = {Pile.LOW: (-np.inf, low), Pile.MIDDLE: (low, high), Pile.HIGH: (high, np.inf)}
    return np.array([bounds[pile] for pile in state.piles.values()], dtype=float).reshape(-1, 2).T
