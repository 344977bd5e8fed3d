"""How the end of a session is told beforehand: learned from simulated sessions, and measured on others.

Worlds are drawn with items that differ from belief, and a part of the persons often says "weet ik niet".
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp
from scipy.optimize import linprog

from models.orient.artifact import Remaining
from models.orient.engine import Orient
from models.orient.graded import Array, Mask, Positions
from models.orient.ranking.top import best
from models.orient.schema import Replies
from models.orient.stopping.horizon import Horizon, told
from models.orient.stopping.regret import regret
from training.orient.simulate import World, sessions

QUANTILES = (0.07, 0.95)
"""Of the questions to come that are told as a range. Rounded outwards they hold the truth somewhat more often."""

SILENT = (0.0, 0.0, 0.0, 0.2)
"""Share of "weet ik niet"; persons get these in turn."""

SETTLED = 10
"""Answers from which the fall of the regret is fitted."""

MOST_MOMENTS = 6000
"""More do not change the quantiles, and make the linear programme slow."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Walked:
    """Sessions to the end, seen after each reply; P persons, M replies at most.

    Attributes
    ----------
    answered, regret, missed
        Replies with a value, the expected regret of the shown seven, and their true one, after 0..M replies; shape
        (P, M + 1).
    """

    answered: Positions
    regret: Array
    missed: Array

    def replies(self, person: int, asked: int) -> Replies:
        """Return replies that number the same; their ids mean nothing."""
        known = int(self.answered[person, asked])
        return Replies(answers={str(i): 3 if i < known else None for i in range(asked)})


def silent(persons: int) -> Array:
    """Return the share of "weet ik niet" of each person."""
    return np.resize(np.array(SILENT), persons)


def walk(engine: Orient, worlds: Iterable[World], shares: Array | None = None) -> Walked:
    """Walk every person of some worlds to the longest session; ``shares`` say "weet ik niet"."""
    rows = []
    for world in worlds:
        lengths = range(1, engine.figures.most + 1)
        for person, found in sessions(engine, world, lengths, silent=shares):
            truth = world.fit[person]
            ideal = float(np.sort(truth)[-engine.figures.shown :].mean())
            states = [engine.state(found.get(n, Replies())) for n in range(engine.figures.most + 1)]
            shown = [best(state.fit, ~state.excluded, engine.figures.shown) for state in states]
            rows.append(
                [
                    (state.replies.answered, regret(engine.reader, state), ideal - float(truth[seven].mean()))
                    for state, seven in zip(states, shown, strict=True)
                ]
            )
    answered, expected, missed = np.moveaxis(np.array(rows), 2, 0)
    return Walked(answered=answered.astype(np.int64), regret=expected, missed=missed)


def decay(walked: Walked) -> float:
    """Return with which power of the number of answers the expected regret falls within a person."""
    size = np.log(np.maximum(walked.answered[:, SETTLED:], 1))
    height = np.log(np.maximum(walked.regret[:, SETTLED:], 1e-6))
    size = size - size.mean(axis=1, keepdims=True)
    return float(-(size * height).sum() / (size * size).sum())


def stops(horizon: Horizon, walked: Walked) -> Positions:
    """Return after how many replies each session proposes to stop for the first time; shape (P,)."""
    persons, lengths = walked.regret.shape
    found: Mask = np.array(
        [[horizon.enough(walked.regret[p, n], walked.replies(p, n)) for n in range(lengths)] for p in range(persons)]
    )
    return np.asarray(found.argmax(axis=1))


def moments(horizon: Horizon, walked: Walked) -> list[tuple[int, int]]:
    """Return person and number of replies of every moment before the first proposal to stop."""
    return [(p, n) for p, stop in enumerate(stops(horizon, walked)) for n in range(stop)]


def quantile(features: Array, values: Array, share: float) -> Array:
    """Return the weights of a linear quantile (Koenker and Bassett, 1978).

    Examples
    --------
    >>> quantile(np.ones((5, 1)), np.array([1.0, 2.0, 3.0, 4.0, 100.0]), 0.5).round(6).tolist()
    [3.0]
    """
    count, size = features.shape
    cost = np.concatenate([np.zeros(size), np.full(count, share), np.full(count, 1.0 - share)])
    equal = sp.hstack([sp.csr_array(features), sp.eye_array(count), -sp.eye_array(count)])
    bounds = [(None, None)] * size + [(0.0, None)] * (2 * count)
    found = linprog(cost, A_eq=equal, b_eq=values, bounds=bounds, method="highs")
    return np.asarray(found.x[:size])


def learn(engine: Orient, worlds: Iterable[World], *, seed: int) -> Remaining:
    """Learn the fall of the regret and the range from simulated sessions."""
    persons = list(worlds)
    walked = walk(engine, persons, silent(max(len(world.persons) for world in persons)))
    learned = replace(Remaining.unlearned(), decay=round(decay(walked), 4))
    horizon = Horizon.of(engine.figures, learned)
    stop = stops(horizon, walked)
    seen = moments(horizon, walked)
    kept = [seen[i] for i in np.random.default_rng(seed).permutation(len(seen))[:MOST_MOMENTS]]
    features = np.array([horizon.features(walked.regret[p, n], int(walked.answered[p, n])) for p, n in kept])
    left = np.array([(stop[p] - n) * told(walked.replies(p, n)) for p, n in kept])
    low, high = (quantile(features, left, share).round(4) for share in QUANTILES)
    return replace(learned, low=low, high=high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Honesty:
    """What the told range was worth in some sessions.

    Attributes
    ----------
    stop
        Replies before the first proposal to stop, one a person.
    covered, width, asked
        Whether the range held the questions that really came, how wide it was, and after how many replies; one a
        moment before the proposal.
    rises
        By how much the upper bound rose from one moment to the next.
    cost
        True regret at the proposal minus that at the longest session, one a person, in SD.
    """

    stop: Positions
    covered: Mask
    width: Positions
    asked: Positions
    rises: Positions
    cost: Array


def measure(horizon: Horizon, walked: Walked) -> Honesty:
    """Measure the range against what really came."""
    stop, seen = stops(horizon, walked), moments(horizon, walked)
    told_ = np.array([horizon.between(walked.regret[p, n], walked.replies(p, n)) for p, n in seen])
    person, asked = np.array(seen).T
    left = stop[person] - asked
    same = person[1:] == person[:-1]
    return Honesty(
        stop=stop,
        covered=(told_[:, 0] <= left) & (left <= told_[:, 1]),
        width=told_[:, 1] - told_[:, 0],
        asked=asked,
        rises=np.diff(told_[:, 1])[same],
        cost=walked.missed[np.arange(len(stop)), stop] - walked.missed[:, -1],
    )
