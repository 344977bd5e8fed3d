"""Off-policy evaluation: what another policy would have been worth, told from what was drawn with known chances.

One row is one draw: an action was drawn with a propensity, and its reward was seen. With weights
``w = target / propensity`` the estimators are

- ``ips``: mean of ``w r``; unbiased when every action that the target may take had a chance.
- ``snips``: ``sum w r / sum w``; a little biased, far less spread (Swaminathan and Joachims, 2015).
- ``clipped``: as ``snips`` with weights of at most a bound; less spread, more bias.
- ``direct``: mean of what a model of the reward expects of the target; right when that model is.
- ``dr``: ``direct`` plus the mean of ``w (r - expected)``; right when either the propensities or the model are
  (Dudik, Langford and Li, 2011).
- ``dr-clipped``: as ``dr`` with clipped weights: what is clipped away is left to the model.

The bound is the root of the number of draws unless it is given (Ionides, 2008).

Intervals are percentiles of a bootstrap over persons: rows of one person are not independent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from models.contracts import Estimate
from training.tables import InputError
from training.use import clusters
from training.use.clusters import RESAMPLES

Floats = NDArray[np.float64]

ESTIMATORS = ("ips", "snips", "clipped", "direct", "dr", "dr-clipped")


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Draws:
    """What was drawn and what a target policy would have done; n rows.

    Attributes
    ----------
    person
        Whose draw it was; int64, shape (n,).
    reward
        What was seen, 0 to 1; shape (n,).
    propensity
        Chance with which the action was drawn, above 0; shape (n,).
    target
        Chance with which the target policy takes that action; shape (n,).
    expected
        What the model of the reward expects of that action; shape (n,).
    value
        What that model expects of the target policy in the same place; shape (n,).
    """

    person: NDArray[np.int64]
    reward: Floats
    propensity: Floats
    target: Floats
    expected: Floats
    value: Floats

    def __post_init__(self) -> None:
        columns = {name: getattr(self, name) for name in ("reward", "propensity", "target", "expected", "value")}
        for name, column in columns.items():
            if column.shape != self.person.shape or not np.isfinite(column).all():
                raise InputError(f"draws: {name} has shape {column.shape}; a finite figure for each row is needed")
        if not len(self.person):
            raise InputError("draws: there are none")
        if (self.propensity <= 0).any() or (self.propensity > 1).any():
            raise InputError("draws: a propensity is not above 0 and at most 1; what had no chance tells nothing")

    @property
    def weight(self) -> Floats:
        """How much more often the target takes the action than it was drawn; shape (n,)."""
        return self.target / self.propensity


@dataclass(frozen=True, slots=True, kw_only=True)
class Valued:
    """The value of a policy by one estimator.

    Attributes
    ----------
    estimate
        Mean reward with its 95 % interval; ``n`` is the number of persons.
    variance
        Of the estimate, over persons (sandwich).
    """

    estimate: Estimate
    variance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The value of a policy by every estimator, and how much the draws can tell.

    Attributes
    ----------
    effective
        Effective number of draws, ``(sum w)^2 / sum w^2``: so many draws of the policy itself would tell as much.
    clipped
        Share of the draws whose weight was clipped.
    largest
        Largest weight.
    """

    by: Mapping[str, Valued]
    draws: int
    persons: int
    effective: float
    clipped: float
    largest: float


def _parts(draws: Draws, name: str, bound: float) -> tuple[Floats, Floats]:
    """Return numerator and denominator of an estimator for each row: its value is the ratio of their sums."""
    weight, one = draws.weight, np.ones(len(draws.person))
    if name == "ips":
        return weight * draws.reward, one
    if name == "snips":
        return weight * draws.reward, weight
    if name == "clipped":
        low = np.minimum(weight, bound)
        return low * draws.reward, low
    if name == "direct":
        return draws.value, one
    kept = np.minimum(weight, bound) if name == "dr-clipped" else weight
    return draws.value + kept * (draws.reward - draws.expected), one


def evaluate(draws: Draws, *, bound: float | None = None, seed: int = 0, resamples: int = RESAMPLES) -> Evaluation:
    """Return the value of the target policy by every estimator.

    Parameters
    ----------
    bound
        Largest weight of the clipped estimators; ``None``: the root of the number of draws.
    """
    bound = len(draws.person) ** 0.5 if bound is None else bound
    sums = clusters.sums(draws.person, *(part for name in ESTIMATORS for part in _parts(draws, name, bound)))
    total, drawn = sums.sum(axis=0), clusters.resampled(sums, seed=seed, resamples=resamples)
    found = {}
    for column, name in enumerate(ESTIMATORS):
        value, below = float(clusters.ratio(total, column)), float(total[2 * column + 1])
        residual = sums[:, 2 * column] - value * sums[:, 2 * column + 1]
        variance = float(residual @ residual) / max(below, 1e-300) ** 2
        found[name] = Valued(
            estimate=clusters.estimate(value, clusters.ratio(drawn, column), len(sums)), variance=variance
        )
    weight = draws.weight
    squares = float(weight @ weight)
    return Evaluation(
        by=MappingProxyType(found),
        draws=len(weight),
        persons=len(sums),
        effective=float(weight.sum()) ** 2 / squares if squares else 0.0,
        clipped=float((weight > bound).mean()),
        largest=float(weight.max()),
    )


def difference(
    one: Draws,
    other: Draws,
    estimator: str = "dr",
    *,
    bound: float | None = None,
    seed: int = 0,
    resamples: int = RESAMPLES,
) -> Estimate:
    """Return how much more the first policy is worth than the second on the same draws, paired over persons.

    Raises
    ------
    InputError
        When the two are not about the same draws.
    """
    bound = len(one.person) ** 0.5 if bound is None else bound
    same = np.array_equal(one.person, other.person) and np.array_equal(one.reward, other.reward)
    if not same:
        raise InputError("two policies are compared on the same draws only")
    columns: Sequence[Floats] = (*_parts(one, estimator, bound), *_parts(other, estimator, bound))
    sums = clusters.sums(one.person, *columns)
    total, drawn = sums.sum(axis=0), clusters.resampled(sums, seed=seed, resamples=resamples)
    value = float(clusters.ratio(total, 0) - clusters.ratio(total, 1))
    return clusters.estimate(value, clusters.ratio(drawn, 0) - clusters.ratio(drawn, 1), len(sums))
