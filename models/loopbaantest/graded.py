"""The second score: a graded response model for each theme, when measured parameters exist.

``P(answer >= k) = 1 / (1 + exp(-a (theta - b_k)))`` (Samejima 1969). The level is the mean of the posterior over a grid
(EAP) with a standard normal prior; it is shown as the score on 0 to 100 that is expected at that level.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from item_bank.loopbaantest.schema import Item, ItemId, Theme
from models.loopbaantest.schema import Answers, Score
from models.loopbaantest.scoring import POINT, keyed

Floats = NDArray[np.float64]

NODES: Floats = np.linspace(-4.0, 4.0, 81)
"""Levels over which posteriors are summed; finer changes no score by .01."""

PRIOR: Floats = np.exp(-0.5 * NODES**2) / np.exp(-0.5 * NODES**2).sum()


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedTheme:
    """Item parameters of one theme, for answers after reversing.

    Attributes
    ----------
    items
        Ids in the order of the parameters.
    slopes
        Discrimination, above 0; shape (items,).
    thresholds
        Levels at which the next answer becomes the likelier one, rising; shape (items, 4).
    """

    items: tuple[ItemId, ...]
    slopes: Floats
    thresholds: Floats

    def __post_init__(self) -> None:
        n = len(self.items)
        if self.slopes.shape != (n,) or self.thresholds.shape != (n, 4):
            raise ValueError(
                f"shapes {self.slopes.shape} and {self.thresholds.shape} do not fit {n} items with 4 thresholds"
            )
        if not (np.all(np.isfinite(self.slopes)) and np.all(self.slopes > 0)):
            raise ValueError("slopes must be above 0")
        if not np.all(np.diff(self.thresholds, axis=1) > 0):
            raise ValueError("thresholds must rise")


def probabilities(theme: GradedTheme, levels: Floats = NODES) -> Floats:
    """Return the probability of each answer at each level; shape (items, levels, 5).

    Examples
    --------
    >>> one = GradedTheme(items=("x",), slopes=np.array([1.5]), thresholds=np.array([[-1.5, -0.5, 0.5, 1.5]]))
    >>> probabilities(one, np.array([0.0])).round(2).tolist()
    [[[0.1, 0.23, 0.36, 0.23, 0.1]]]
    """
    z = theme.slopes[:, None, None] * (levels[None, :, None] - theme.thresholds[:, None, :])
    above = 1.0 / (1.0 + np.exp(-z))
    edges = np.concatenate([np.ones((*above.shape[:2], 1)), above, np.zeros((*above.shape[:2], 1))], axis=2)
    found: Floats = edges[:, :, :-1] - edges[:, :, 1:]
    return found


def _given(theme: GradedTheme, items: Sequence[Item], answers: Answers) -> list[tuple[int, int]]:
    position = {item: i for i, item in enumerate(theme.items)}
    return [
        (position[item.id], keyed(item, value))
        for item in items
        if item.id in position and (value := answers.values.get(item.id)) is not None
    ]


def posterior(theme: GradedTheme, given: Sequence[tuple[int, int]]) -> Floats:
    """Return the posterior over :data:`NODES` of pairs of item position and answer 1 to 5."""
    chances = probabilities(theme)
    log = np.log(PRIOR) + sum(np.log(chances[i, :, value - 1] + 1e-300) for i, value in given)
    weights: Floats = np.exp(log - log.max())
    weights /= weights.sum()
    return weights


def score(theme: GradedTheme, items: Sequence[Item], answers: Answers, least: int, z: float) -> Score | None:
    """Return the expected score on 0 to 100 with its posterior deviation, or ``None`` when too much is open."""
    given = _given(theme, items, answers)
    if len(given) < least:
        return None
    weights = posterior(theme, given)
    expected = (probabilities(theme) @ np.arange(5.0)).mean(axis=0) * POINT
    value = float(weights @ expected)
    error = sqrt(max(float(weights @ (expected - value) ** 2), 0.0))
    return Score(value=value, standard_error=error, low=max(0.0, value - z * error), high=min(100.0, value + z * error))


def standardised_fit(items: Sequence[Item], answers: Answers, themes: Mapping[Theme, GradedTheme]) -> float | None:
    """Return the person-fit statistic lz over all themes; low means a pattern that the model calls unlikely.

    Notes
    -----
    Log-likelihood at the EAP level less its expectation, in standard deviations (Drasgow, Levine and Williams 1985,
    extended to graded answers). ``None`` when nothing was answered.
    """
    log, expected, variance = 0.0, 0.0, 0.0
    for theme, model in themes.items():
        given = _given(model, [item for item in items if item.theme == theme], answers)
        if not given:
            continue
        level = float(posterior(model, given) @ NODES)
        chances = np.clip(probabilities(model, np.array([level]))[:, 0, :], 1e-12, 1.0)
        for i, value in given:
            logs = np.log(chances[i])
            mean = float(chances[i] @ logs)
            log += float(logs[value - 1])
            expected += mean
            variance += float(chances[i] @ logs**2) - mean**2
    return (log - expected) / sqrt(variance) if variance > 0 else None
