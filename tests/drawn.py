"""What chance decided, as JSON: who was drawn, what was asked, what stood first. The same seeds, so always the same.

``python -m tests.drawn`` prints it; a test compares it with what another processor prints. Figures are rounded: they
may differ in their last bits, and nothing that is counted, chosen or put in order may differ at all.
"""

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits

from item_bank.loopbaantest.bank import bank as statements
from item_bank.orient.bank import bank
from models.jobbereik.engine import Jobbereik
from models.kaarten.moves import Mode
from models.orient.schema import Replies
from tests.contract import test_golden as golden
from tests.orient import engine
from training.kaarten.simulation import simulate
from training.loopbaantest.simulate import respondents
from training.orient import first
from training.orient.simulate import World, sessions

SEED, PERSONS, QUESTIONS = 7, 6, 40


def persons() -> Iterator[object]:
    """Yield persons of Oriënt in worlds as believed and as they differ, and respondents of the Loopbaantest."""
    for doubt in (False, True):
        yield World.draw(engine(), PERSONS, SEED, doubt=doubt).persons.round(9).tolist()
    yield respondents(statements(), 100, SEED)


def asked() -> Iterator[object]:
    """Yield the common first items, and the course and the list of some sessions."""
    orient = engine()
    yield first.choose(bank(), orient.reader, count=orient.figures.first, seed=SEED)
    for _, found in sessions(orient, World.draw(orient, PERSONS, SEED, doubt=True), (QUESTIONS,)):
        for replies in found.values():
            yield list(replies.answers.items()), list(replies.ratings.items()), listed(replies)
    yield listed(Replies(answers={}, ratings={}))  # nothing is known yet: all occupations tie


def listed(replies: Replies) -> list[object]:
    """Return the list that a person gets."""
    shown = engine().result(engine().state(replies), limit=100).occupations
    return [(row.occupation.id, row.rank, row.probability_top10, [str(why) for why in row.reasons]) for row in shown]


def played() -> Iterator[object]:
    """Yield simulated card games: what was compared, what was found."""
    rng = np.random.default_rng(SEED)
    for mode in Mode:
        for _ in range(3):
            yield repr(simulate(cards=36, mode=mode, noise=0.5, compare=True, rng=rng, draws=200))


def reached() -> Iterator[object]:
    """Yield the two lists of every golden persona."""
    with tempfile.TemporaryDirectory() as folder:
        jobbereik = Jobbereik.load(Path(folder))
        for persona in golden.PERSONAS:
            found = jobbereik.reach(golden.profile(persona), limit=50, on=golden.ON)
            yield [[row.occupation.id for row in rows] for rows in (found.within_reach, found.with_training)]


PARTS = {"persons": persons, "asked": asked, "played": played, "reached": reached}

if __name__ == "__main__":
    with threadpool_limits(1):
        json.dump({name: list(part()) for name, part in PARTS.items()}, sys.stdout)
