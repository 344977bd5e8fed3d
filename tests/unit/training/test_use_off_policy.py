"""Off-policy estimators on simulated logs, where the truth is known."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from training.tables import InputError
from training.use.off_policy import Draws, difference, evaluate

ACTIONS, KINDS, EACH = 6, 4, 3
Floats = NDArray[np.float64]


class World:
    """Persons of four kinds; each draws three times from six actions."""

    def __init__(self) -> None:
        rng = np.random.default_rng(5)
        self.reward = rng.uniform(0.1, 0.9, (KINDS, ACTIONS))
        self.logging = self._policy(rng.normal(0, 0.5, (KINDS, ACTIONS)) - 2.0 * self.reward)
        self.target = self._policy(2.0 * self.reward)

    @staticmethod
    def _policy(scores: Floats) -> Floats:
        found = np.exp(scores)
        return np.asarray(found / found.sum(axis=1, keepdims=True))

    @property
    def truth(self) -> float:
        return float((self.target * self.reward).sum(axis=1).mean())

    def draws(self, persons: int, seed: int, *, model: Floats | None = None, propensity: Floats | None = None) -> Draws:
        rng = np.random.default_rng(seed)
        kind = np.repeat(rng.integers(0, KINDS, persons), EACH)
        shift = np.repeat(rng.normal(0, 0.05, persons), EACH)  # rows of a person hang together
        chance = rng.random(len(kind))
        action = (self.logging[kind].cumsum(axis=1) < chance[:, None]).sum(axis=1).clip(max=ACTIONS - 1)
        likely = np.clip(self.reward[kind, action] + shift, 0, 1)
        expected = self.reward if model is None else model
        return Draws(
            person=np.repeat(np.arange(persons), EACH),
            reward=(rng.random(len(kind)) < likely).astype(np.float64),
            propensity=(self.logging if propensity is None else propensity)[kind, action],
            target=self.target[kind, action],
            expected=expected[kind, action],
            value=(self.target * expected).sum(axis=1)[kind],
        )


WORLD = World()
WRONG = np.full((KINDS, ACTIONS), 0.2)
EVEN = np.full((KINDS, ACTIONS), 1.0 / ACTIONS)


def mean_of(estimator: str, **wrong: Floats) -> tuple[float, float]:
    """Return mean and standard error over many logs."""
    found = [evaluate(WORLD.draws(200, seed, **wrong), resamples=2).by[estimator].estimate.value for seed in range(200)]
    return float(np.mean(found)), float(np.std(found) / np.sqrt(len(found)))


@pytest.mark.parametrize(
    ("estimator", "wrong"),
    [
        ("ips", {}),
        ("ips", {"model": WRONG}),
        ("snips", {"model": WRONG}),
        ("dr", {}),
        ("dr", {"model": WRONG}),
        ("dr", {"propensity": EVEN}),
        ("direct", {"propensity": EVEN}),
    ],
)
def test_an_estimator_is_right_when_what_it_rests_on_is(estimator: str, wrong: dict[str, Floats]) -> None:
    mean, error = mean_of(estimator, **wrong)
    assert abs(mean - WORLD.truth) < 3 * error + 0.002


@pytest.mark.parametrize(("estimator", "wrong"), [("ips", {"propensity": EVEN}), ("direct", {"model": WRONG})])
def test_an_estimator_is_wrong_when_what_it_rests_on_is(estimator: str, wrong: dict[str, Floats]) -> None:
    mean, error = mean_of(estimator, **wrong)
    assert abs(mean - WORLD.truth) > 6 * error


def test_a_good_model_takes_spread_away_and_clipping_bounds_weights() -> None:
    found = evaluate(WORLD.draws(400, 1), bound=2.0)
    assert found.by["dr"].variance < found.by["snips"].variance < found.by["ips"].variance
    assert 0 < found.clipped < 1
    assert found.largest > 2.0
    assert found.effective < found.draws == 400 * EACH
    assert found.persons == found.by["dr"].estimate.n == 400


def test_the_interval_covers_the_truth_as_often_as_it_says() -> None:
    covered = dict.fromkeys(("ips", "snips", "dr", "dr-clipped"), 0)
    for seed in range(200):
        found = evaluate(WORLD.draws(400, 1000 + seed, model=WRONG), resamples=200, seed=seed)
        for name in covered:
            told = found.by[name].estimate
            covered[name] += told.low <= WORLD.truth <= told.high
    assert all(0.90 <= many / 200 <= 0.99 for many in covered.values()), covered


def test_the_told_variance_is_that_over_many_logs() -> None:
    found = [evaluate(WORLD.draws(200, seed), resamples=2).by["ips"] for seed in range(200)]
    spread = np.var([row.estimate.value for row in found])
    assert np.mean([row.variance for row in found]) == pytest.approx(spread, rel=0.25)


def test_two_policies_are_compared_on_the_same_draws() -> None:
    one = WORLD.draws(400, 3)
    even = replace(one, target=np.full(len(one.person), 1.0 / ACTIONS), value=one.value * 0 + WORLD.reward.mean())
    paired = difference(one, even)
    apart = evaluate(one).by["dr"].estimate, evaluate(even).by["dr"].estimate
    assert paired.value == pytest.approx(apart[0].value - apart[1].value)
    assert paired.low > 0
    with pytest.raises(InputError, match="same draws only"):
        difference(one, WORLD.draws(400, 4))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"propensity": np.zeros(3)}, "had no chance"),
        ({"reward": np.full(3, np.nan)}, "reward has shape"),
        ({"target": np.ones(2)}, r"target has shape \(2,\)"),
        ({name: np.zeros(0) for name in ("reward", "propensity", "target", "expected", "value")}, "reward has shape"),
    ],
)
def test_draws_that_cannot_be_used_are_refused(changes: dict[str, Floats], message: str) -> None:
    good = Draws(
        person=np.arange(3),
        reward=np.ones(3),
        propensity=np.ones(3),
        target=np.ones(3),
        expected=np.ones(3),
        value=np.ones(3),
    )
    with pytest.raises(InputError, match=message):
        replace(good, **changes)
