"""How good the list is on simulated persons: regret, overlap, bands, and exposure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from models.contracts import Estimate
from models.orient.engine import Orient
from models.orient.estimation.state import State
from models.orient.graded import Array, Positions
from models.orient.reporting.explaining import BAND, type_direction
from models.orient.schema import Replies
from training.evaluation import RESAMPLES, bootstrap
from training.orient.simulate import (
    World,
    fixed_sessions,
    list_quality,
    sessions,
    shown_items,
    true_types,
    variant,
)

TOP = 10
Walks = Iterable[tuple[int, dict[int, Replies]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """Of one way of asking, after each number of questions.

    Attributes
    ----------
    regret
        By number of questions, one value a person: true fit of the ideal ten minus that of the shown ten, in SD.
    overlap
        Likewise, share of the ideal ten that is shown.
    covered
        Share of true type likings within their 80 % band, at the first length; one value a person.
    exposure
        Share of sessions that showed each item, at the longest length.
    """

    regret: Mapping[int, Array]
    overlap: Mapping[int, Array]
    covered: Array
    exposure: Array


def quality(engine: Orient, world: World, walks: Walks, lengths: tuple[int, ...]) -> Quality:
    """Measure sessions against the truth."""
    regret: dict[int, list[float]] = {n: [] for n in lengths}
    overlap: dict[int, list[float]] = {n: [] for n in lengths}
    within: list[float] = []
    shown = np.zeros(len(engine.bank.items))
    truth = true_types(world, engine)
    for person, found in walks:
        for length in lengths:
            state = engine.state(found[length])
            open_ = ~state.excluded
            missed, shared = list_quality(state.fit[open_], world.fit[person][open_], TOP)
            regret[length].append(missed)
            overlap[length].append(shared)
            if length == lengths[0]:
                within.append(float(_within(engine, state, truth[person]).mean()))
        shown[shown_items(engine, found[lengths[-1]])] += 1
    return Quality(
        regret={n: np.array(rows) for n, rows in regret.items()},
        overlap={n: np.array(rows) for n, rows in overlap.items()},
        covered=np.array(within),
        exposure=shown / len(world.persons),
    )


def _within(engine: Orient, state: State, truth: Array) -> Array:
    rows = np.array([type_direction(k, len(state.posterior.mean), engine.figures) for k in range(len(truth))])
    doubt = np.sqrt(np.einsum("ij,jk,ik->i", rows, state.posterior.covariance, rows))
    return np.asarray(np.abs(rows @ state.posterior.mean - truth) < BAND * doubt)


def ways(engine: Orient, world: World, lengths: tuple[int, ...]) -> dict[str, Quality]:
    """Measure every way of asking on the same persons, with the same scoring."""
    free, common = variant(engine, common=False), variant(engine, common=True)
    items = variant(engine, common=True, ratings=False)
    walks: dict[str, tuple[Orient, Walks]] = {
        "vaste volgorde, types om de beurt": (engine, fixed_sessions(engine, world, lengths)),
        "vaste volgorde, verspreid over deelinteresses": (engine, fixed_sessions(engine, world, lengths, spread=True)),
        "gekozen vragen, zonder beroepen": (items, sessions(items, world, lengths)),
        "gekozen vragen, zonder gemeenschappelijke tien": (free, sessions(free, world, lengths)),
        "gekozen vragen na de gemeenschappelijke tien": (common, sessions(common, world, lengths)),
        "zoals je het krijgt": (engine, sessions(engine, world, lengths)),
    }
    return {name: quality(owner, world, walk, lengths) for name, (owner, walk) in walks.items()}


def counted(engine: Orient) -> Positions:
    """Return the positions of the items whose exposure counts: outside the common block, and not only tried out."""
    first = set(engine.learned.first)
    listed = [i for i, item in enumerate(engine.bank.items) if item.id not in first and not item.try_out]
    return np.array(listed, dtype=np.int64)


def ratio(values: Array, base: Array, *, seed: int = 0) -> Estimate:
    """Return the mean of one value a person as a share of the mean of another, with its 95 % interval over persons.

    Examples
    --------
    >>> ratio(np.array([1.0, 3.0]), np.array([2.0, 6.0])).high
    0.5
    """
    drawn = np.random.default_rng(seed).integers(0, len(values), (RESAMPLES, len(values)))
    low, high = np.percentile(values[drawn].mean(axis=1) / base[drawn].mean(axis=1), [2.5, 97.5])
    share = float(values.mean() / base.mean())
    return Estimate(value=share, low=min(float(low), share), high=max(float(high), share), n=len(values))


def interval(values: Array) -> str:
    """Return a mean with its 95 % interval as text."""
    found = bootstrap(values)
    return f"{found.value:.3f} ({found.low:.3f}-{found.high:.3f})"
