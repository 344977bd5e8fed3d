"""Whether a probability means what it says: of the occupations that were said to be in the top ten, how many were."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.orient.engine import Orient
from models.orient.graded import Array, Mask
from training.orient.simulate import World, sessions

EDGES = (0.05, 0.2, 0.4, 0.6, 0.8)
"""Where one group of probabilities ends and the next begins; below the first nobody is told anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Occupations whose stated probability lies in one range.

    Attributes
    ----------
    low, high
        Of the range; 0 to 1.
    stated
        Mean stated probability.
    true
        Share that truly is among the ten best.
    count
        Pairs of a person and an occupation.
    """

    low: float
    high: float
    stated: float
    true: float
    count: int


def groups(stated: Array, true: Mask, edges: Sequence[float] = EDGES) -> tuple[Group, ...]:
    """Return what was said and what was true, by range of what was said; empty ranges are left out.

    Examples
    --------
    >>> [(g.stated, g.true) for g in groups(np.array([0.5, 0.5, 0.9]), np.array([True, False, True]))]
    [(0.5, 0.5), (0.9, 1.0)]
    """
    bounds = [0.0, *edges, 1.0]
    place = np.searchsorted(edges, stated, side="right")
    found = []
    for position in range(len(bounds) - 1):
        inside = place == position
        if inside.any():
            said, was = float(stated[inside].mean()), float(true[inside].mean())
            low, high = bounds[position], bounds[position + 1]
            found.append(Group(low=low, high=high, stated=said, true=was, count=int(inside.sum())))
    return tuple(found)


def error(found: Sequence[Group]) -> float:
    """Return the expected calibration error: the mean distance between said and true, each pair counting once.

    Source: Naeini, Cooper and Hauskrecht (2015).

    Examples
    --------
    >>> round(error(groups(np.array([0.5, 0.5, 0.9]), np.array([True, False, True]))), 3)
    0.033
    """
    sizes = np.array([group.count for group in found], dtype=np.float64)
    apart = np.array([abs(group.stated - group.true) for group in found])
    return float(apart @ sizes / sizes.sum())


def stated_and_true(engine: Orient, world: World, length: int) -> tuple[Array, Mask, Mask]:
    """Return what was said of every occupation to every person, whether it was true, and whether it was shown.

    Of one length each: persons times occupations that may be suggested to them.
    """
    stated: list[Array] = []
    true: list[Mask] = []
    shown: list[Mask] = []
    for person, walked in sessions(engine, world, (length,)):
        state = engine.state(walked[length])
        allowed = ~state.excluded
        said = engine.probabilities(state, allowed)
        real = np.where(allowed, world.fit[person], -np.inf)
        ten = np.zeros(len(real), dtype=np.bool_)
        ten[np.argsort(-real, kind="stable")[: engine.figures.top]] = True
        seen = np.zeros(len(real), dtype=np.bool_)
        seen[np.lexsort((-state.fit, -said))[: engine.figures.shown]] = True
        stated.append(said[allowed])
        true.append(ten[allowed])
        shown.append(seen[allowed])
    return np.concatenate(stated), np.concatenate(true), np.concatenate(shown)
