"""How often each item is shown, and in which share of the sessions it must rest so that none is shown too often."""

from dataclasses import replace

import numpy as np

from models.orient.engine import Orient
from models.orient.graded import Array
from training.orient.simulate import World, sessions, shown_items

ROUNDS = 4
AIM = 0.85
"""Of the cap: the rest is for the noise of a simulation."""


def rates(engine: Orient, world: World, length: int) -> Array:
    """Return the share of sessions of this length in which each item was shown; shape (J,)."""
    counts = np.zeros(len(engine.bank.items))
    for _, found in sessions(engine, world, (length,)):
        counts[shown_items(engine, found[length])] += 1
    return counts / len(world.persons)


def learn(engine: Orient, *, persons: int, seed: int) -> dict[str, float]:
    """Return the share of sessions in which each item may be chosen (Sympson and Hetter, 1985); longest sessions.

    Items of the common block are always shown, so they are left out.
    """
    share: dict[str, float] = {
        item.id: 1.0 for item in engine.bank.items if item.id not in engine.learned.first and not item.try_out
    }
    cap = engine.figures.exposure_cap * AIM
    for turn in range(ROUNDS):
        tried = replace(engine, learned=replace(engine.learned, exposure=dict(share)))
        found = rates(tried, World.draw(tried, persons, seed + turn), engine.figures.most)
        for item, rate in zip(engine.bank.items, found, strict=True):
            if item.id in share and rate > cap:
                share[item.id] = round(max(share[item.id] * cap / rate, 0.05), 3)
    return share
