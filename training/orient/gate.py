"""The gate of ``build``: what was learned is published only when its list is as good as promised, in simulation.

The list must be clearly better than a fixed order gives. Every other demand gives the sampling of persons the benefit
of the doubt: something is refused when its interval lies wholly on the wrong side.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from models.contracts import Estimate
from models.orient.artifact import Learned
from models.orient.engine import Orient
from models.orient.graded import Array
from training.evaluation import bootstrap
from training.orient.listing import Quality, counted, quality, ratio
from training.orient.simulate import World, fixed_sessions, sessions, variant

LENGTH = 20
"""Questions after which lists are compared."""

LARGEST_COST = 1.05
"""Regret with the common block, as a share of that without."""

BANDS = (0.78, 0.82)
"""Share of true likings that 80 % bands must hold."""


class RefusedError(RuntimeError):
    """What was learned may not be published; the message says which demand it missed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Ways of asking the same persons.

    Attributes
    ----------
    world
        What the items of these persons are like.
    served
        As citizens get it.
    common, free
        Without draw, try-out and exploration; with and without the common block.
    fixed
        The items of the bank, types in turn.
    placed
        As citizens get it from the artifact in place; ``None`` when there is none.
    exposure
        Share of sessions of full length that show each item outside the common block; shape (items,).
    """

    world: str
    served: Quality
    common: Quality
    free: Quality
    fixed: Quality
    placed: Quality | None
    exposure: Array

    @property
    def share(self) -> Estimate:
        """Regret as served, as a share of that of the fixed order."""
        return ratio(self.served.regret[LENGTH], self.fixed.regret[LENGTH])

    @property
    def cost(self) -> Estimate:
        """Regret with the common block, as a share of that without."""
        return ratio(self.common.regret[LENGTH], self.free.regret[LENGTH])

    def __str__(self) -> str:
        share, cost, held = self.share, self.cost, bootstrap(self.served.covered)
        return (
            f"{self.world}: regret after {LENGTH} questions {self.served.regret[LENGTH].mean():.3f}, "
            f"{share.value:.2f} ({share.low:.2f}-{share.high:.2f}) of a fixed order's; the common block makes it "
            f"{cost.value:.2f} ({cost.low:.2f}-{cost.high:.2f}) times as large; 80 % bands hold {held.value:.3f}; "
            f"items are shown in {self.exposure.min():.3f} to {self.exposure.max():.3f} of the sessions"
        )


def measure(engine: Orient, placed: Learned | None, *, persons: int, seed: int) -> Iterator[Measured]:
    """Walk the same persons through every way of asking, where items are as believed and where they differ."""
    most = engine.figures.most
    common, free = variant(engine, common=True), variant(engine, common=False)
    for doubt, name in ((False, "items as believed"), (True, "items differ from belief")):
        world = World.draw(engine, persons, seed, doubt=doubt)
        served = quality(engine, world, sessions(engine, world, (LENGTH, most)), (LENGTH, most))
        before = None
        if placed is not None:
            old = Orient.of(engine.catalogue, engine.bank, placed, engine.figures)
            before = quality(old, world, sessions(old, world, (LENGTH,)), (LENGTH,))
        yield Measured(
            world=name,
            served=served,
            common=quality(common, world, sessions(common, world, (LENGTH,)), (LENGTH,)),
            free=quality(free, world, sessions(free, world, (LENGTH,)), (LENGTH,)),
            fixed=quality(engine, world, fixed_sessions(engine, world, (LENGTH,)), (LENGTH,)),
            placed=before,
            exposure=served.exposure[counted(engine)],
        )


def check(found: Measured, *, exposure_cap: float) -> None:
    """Refuse what was learned when it misses a demand.

    Raises
    ------
    RefusedError
        With the demand, the figure and its interval.
    """
    regret = found.served.regret[LENGTH]
    if found.placed is not None:
        _refuse_above(found, regret - found.placed.regret[LENGTH], 0.0, "regret minus that of the artifact in place")
    gain = bootstrap(found.fixed.regret[LENGTH] - regret)
    if gain.low <= 0.0:
        interval = f"{gain.value:.3f} [{gain.low:.3f}, {gain.high:.3f}]"
        raise RefusedError(f"{found.world}: regret of a fixed order minus ours is {interval}; low must be above 0")
    over = found.common.regret[LENGTH] - LARGEST_COST * found.free.regret[LENGTH]
    _refuse_above(found, over, 0.0, f"regret with the common block minus {LARGEST_COST:.2f} times that without")
    _refuse_above(found, found.served.covered, BANDS[1], "share of true likings within 80 % bands")
    _refuse_above(found, -found.served.covered, -BANDS[0], "minus the share of true likings within 80 % bands")
    if found.exposure.max() > exposure_cap:
        shown = f"{found.exposure.max():.3f}"
        raise RefusedError(f"{found.world}: an item is shown in {shown} of the sessions; at most {exposure_cap}")
    if found.exposure.min() == 0.0:
        never = int((found.exposure == 0.0).sum())
        raise RefusedError(f"{found.world}: {never} items are never shown; every item must be used")


def _refuse_above(found: Measured, values: Array, bound: float, what: str) -> None:
    seen = bootstrap(np.asarray(values))
    if seen.low > bound:
        interval = f"{seen.value:.3f} [{seen.low:.3f}, {seen.high:.3f}]"
        raise RefusedError(f"{found.world}: {what} is {interval}; low must be at most {bound}")
