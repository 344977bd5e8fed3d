"""Whether items, and lists, differ between groups beyond what the groups themselves like differently."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

from models.orient.graded import ANSWERS, Array, Positions

MODERATE, LARGE = 0.035, 0.07
"""Differences in Nagelkerke's R2 from which DIF is called moderate or large (Jodoin and Gierl, 2001)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dif:
    """How much an item depends on the group beyond the scale.

    Attributes
    ----------
    gain
        Rise of Nagelkerke's R2 when group and group times scale are added (uniform and non-uniform together).
    """

    item: str
    gain: float

    @property
    def size(self) -> str:
        """Return negligible, moderate or large."""
        return "large" if self.gain >= LARGE else "moderate" if self.gain >= MODERATE else "negligible"


def _fit(answers: Positions, predictors: Array) -> float:
    """Return the log-likelihood of a proportional-odds model."""
    size, count = predictors.shape[1], len(answers)
    shares = np.array([np.mean(answers >= k) for k in range(2, ANSWERS + 1)]).clip(0.005, 0.995)
    begin = np.concatenate([np.log(shares / (1 - shares)), np.zeros(size)])
    rows = np.arange(count)

    def loss(weights: Array) -> tuple[float, Array]:
        place = predictors @ weights[ANSWERS - 1 :]
        above = np.column_stack([np.ones(count), expit(place[:, None] + weights[: ANSWERS - 1]), np.zeros(count)])
        low, high = above[rows, answers - 1], above[rows, answers]
        chance = np.maximum(low - high, 1e-12)
        steep = above * (1 - above)
        gradient = np.zeros((count, ANSWERS + 1))
        gradient[rows, answers - 1] += steep[rows, answers - 1] / chance
        gradient[rows, answers] -= steep[rows, answers] / chance
        slopes = gradient[:, 1:ANSWERS]
        both = np.concatenate([slopes.sum(axis=0), predictors.T @ slopes.sum(axis=1)])
        return -float(np.log(chance).sum()), -both

    return -float(minimize(loss, begin, jac=True, method="L-BFGS-B").fun)


def nagelkerke(fitted: float, empty: float, count: int) -> float:
    """Return Nagelkerke's R2 of a log-likelihood against that of an empty model.

    Examples
    --------
    >>> nagelkerke(-50.0, -100.0, 100) > nagelkerke(-80.0, -100.0, 100) > 0
    True
    """
    return float((1 - np.exp(2 * (empty - fitted) / count)) / (1 - np.exp(2 * empty / count)))


def differential(values: Positions, scales: Positions, items: Sequence[str], group: Array) -> list[Dif]:
    """Return the DIF of every item for a 0/1 group; the scale without the item stands for what a person likes."""
    found = []
    for column, item in enumerate(items):
        rest = values[:, scales == scales[column]].sum(axis=1) - values[:, column]
        level = (rest - rest.mean()) / max(float(rest.std()), 1e-9)
        answers = values[:, column]
        empty = _fit(answers, np.zeros((len(answers), 1)))
        alone = _fit(answers, level[:, None])
        full = _fit(answers, np.column_stack([level, group, level * group]))
        gain = nagelkerke(full, empty, len(answers)) - nagelkerke(alone, empty, len(answers))
        found.append(Dif(item=item, gain=max(gain, 0.0)))
    return found


def effect(values: Array, group: Array) -> float:
    """Return Cohen's d between group 1 and group 0.

    Examples
    --------
    >>> round(effect(np.array([1.0, 2.0, 3.0, 4.0]), np.array([0, 0, 1, 1])), 2)
    2.83
    """
    one, other = values[group == 1], values[group == 0]
    pooled = np.sqrt((one.var(ddof=1) + other.var(ddof=1)) / 2)
    return float((one.mean() - other.mean()) / max(float(pooled), 1e-9))


def list_difference(sums: Array, occupations: Array, group: Array, top: int = 10) -> float:
    """Return d between the groups in how much the ten best occupations are about things rather than people (R - S).

    Parameters
    ----------
    sums
        Six scale sums of each person; centred within the person before occupations are ranked.
    occupations
        Centred RIASEC figures of the occupations, one a row.
    """
    centred = sums - sums.mean(axis=1, keepdims=True)
    unit = occupations / np.maximum(np.linalg.norm(occupations, axis=1, keepdims=True), 1e-9)
    best = np.argsort(-(centred @ unit.T), axis=1, kind="stable")[:, :top]
    things = (occupations[:, 0] - occupations[:, 3])[best].mean(axis=1)
    return effect(things, group)
