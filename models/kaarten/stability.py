"""How sure an order is: draws from what the choices leave possible.

The posterior is climbed by Newton's method, and drawn from by Hamiltonian Monte Carlo with many short chains that start
from the normal approximation at the top; its curvature shapes the steps. The same game and seed give the same draws.
"""

import math
from dataclasses import dataclass

import numpy as np

from item_bank.kaarten.schema import CardId
from models.kaarten.evidence import Array, Evidence
from models.kaarten.game import pairs
from models.kaarten.state import State

DRAWS = 400
"""Chains; each gives one draw."""

TRAJECTORIES, LEAPS, STEP = 8, 5, 0.3
CLIMBS_MAX = 60
CLOSE_ENOUGH = 1e-9
LEAST_STEP = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Top:
    """The likeliest values of the cards and how sharp they are.

    Attributes
    ----------
    order
        The cards, in the order of the vectors.
    mean
        Likeliest value of each card; shape (n,).
    factor
        Lower triangle L with L Lᵀ the precision matrix; shape (n, n).
    """

    order: tuple[CardId, ...]
    mean: Array
    factor: Array

    def above(self, upper: CardId, lower: CardId) -> float:
        """Return about how probable it is that one card is worth more than another.

        Examples
        --------
        >>> both = (CardId("a"), CardId("b"))
        >>> round(Top(order=both, mean=np.zeros(2), factor=np.eye(2)).above(*both), 2)
        0.5
        """
        contrast = np.zeros(len(self.order))
        contrast[self.order.index(upper)], contrast[self.order.index(lower)] = 1.0, -1.0
        spread = float(np.linalg.norm(np.linalg.solve(self.factor, contrast)))
        return 0.5 * math.erfc(-float(contrast @ self.mean) / (spread * math.sqrt(2.0)))


def climb(state: State, evidence: Evidence) -> Top:
    """Return the top of the posterior.

    Examples
    --------
    >>> from models.kaarten.game import play
    >>> from models.kaarten.moves import Choose, Mode
    >>> cards = [CardId(name) for name in "abc"]
    >>> game = play(cards, [Choose(card=CardId("b"))], mode=Mode.SHORT)
    >>> climb(game, Evidence(game)).above(CardId("b"), CardId("a")) > 0.7
    True
    """
    theta = np.zeros(evidence.n)
    now = float(evidence.value(theta))
    for _ in range(CLIMBS_MAX):
        slope = evidence.slope(theta)
        step = np.linalg.solve(evidence.precision(theta), slope)
        gain = float(step @ slope)
        if gain < CLOSE_ENOUGH:
            break
        size = 1.0
        while (then := float(evidence.value(theta + size * step))) < now + 1e-4 * size * gain and size > LEAST_STEP:
            size /= 2.0
        theta, now = theta + size * step, then
    factor = np.asarray(np.linalg.cholesky(evidence.precision(theta)), dtype=np.float64)
    return Top(order=state.order, mean=theta, factor=factor)


def draw(state: State, *, seed: int, count: int = DRAWS) -> Array:
    """Return values of the cards drawn from what the game leaves possible; shape (count, n)."""
    evidence = Evidence(state)
    top = climb(state, evidence)
    rng = np.random.default_rng(seed)
    shape = (count, evidence.n)
    inverse = np.linalg.inv(top.factor)  # values are mean + z inverse, with z nearly standard normal
    z = rng.standard_normal(shape)
    theta = top.mean + z @ inverse
    height = evidence.value(theta)
    for _ in range(TRAJECTORIES):
        push = rng.standard_normal(shape)
        start = height - 0.5 * (push**2).sum(axis=-1)
        step = STEP * rng.uniform(0.8, 1.2)
        there, speed = z, push + 0.5 * step * evidence.slope(theta) @ inverse.T
        for leap in range(LEAPS):
            there = there + step * speed
            values = top.mean + there @ inverse
            speed = speed + (step if leap < LEAPS - 1 else 0.5 * step) * evidence.slope(values) @ inverse.T
        reached = evidence.value(values)
        gain = reached - 0.5 * (speed**2).sum(axis=-1) - start
        taken = np.log(rng.uniform(size=count)) < gain
        z, theta = np.where(taken[:, np.newaxis], there, z), np.where(taken[:, np.newaxis], values, theta)
        height = np.where(taken, reached, height)
    return theta


def closest_call(state: State) -> tuple[CardId, CardId] | None:
    """Return the two cards whose order is least sure, upper card first; ``None`` when no close call is left."""
    possible = pairs(state)
    if not possible:
        return None
    top = climb(state, Evidence(state))
    # Cards of which the game tells the same are in equal doubt: rounding keeps that a tie on every processor.
    doubt = [round(abs(top.above(upper, lower) - 0.5), 9) for upper, lower in possible]
    return possible[min(range(len(possible)), key=doubt.__getitem__)]
