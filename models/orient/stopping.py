"""When to propose to stop: when the shown seven are good enough or more questions would change little.

Never from low entropy of the profile: a profile can be certain while the list is not.
"""

from dataclasses import dataclass

import numpy as np

from models.orient.ranking import Draws, best, expected_regret
from models.orient.schema import Progress
from models.orient.selection import directions, item_gains
from models.orient.state import Reader, State

AHEAD = 5
"""Questions that the gain is told for."""

DECAY = 0.75
"""Answers needed for a gain grow as its ratio to the bound to this power.

Gains in 30 simulated sessions: .052 after 15 answers, .029 after 25, .015 after 40.
"""

EARLY = 8
"""Before so many answers the fall of the gain cannot be told yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What is expected of the list now, and of five more questions.

    Attributes
    ----------
    regret
        How much better the truly best seven fit than the shown seven, expected, in SD.
    gain
        By how much five more questions would lower that.
    """

    regret: float
    gain: float


def outlook(reader: Reader, state: State, draws: Draws) -> Outlook:
    """Return the expected regret and what five more questions would gain."""
    figures = reader.figures
    chosen = best(state.fit, ~state.excluded, figures.live_candidates)
    if not len(chosen):
        return Outlook(regret=0.0, gain=0.0)
    regret = expected_regret(draws.fits(reader, state, chosen), figures.shown)
    targets = directions(reader, state, figures)
    gain = item_gains(reader, state).copy()
    gain[state.evidence.items] = 0.0
    doubt = float(((targets @ state.posterior.covariance) * targets).sum())
    share = min(float(np.sort(gain)[-AHEAD:].sum()) / max(doubt, 1e-12), 1.0)
    return Outlook(regret=regret, gain=float(regret * (1.0 - np.sqrt(1.0 - share))))


def progress(reader: Reader, state: State, expected: Outlook) -> Progress:
    """Return how far a session is and how many questions probably remain.

    The range comes from how the gain of more questions falls with their number in simulated sessions.
    """
    figures, replies = reader.figures, state.replies
    room = max(figures.most - replies.asked, 0)
    enough = replies.answered >= figures.least
    done = expected.regret < figures.regret_bound or expected.gain < figures.gain_bound
    propose = bool(room == 0 or (enough and done))
    if propose:
        low = high = 0
    else:
        ratio = max(expected.gain / figures.gain_bound, 1.0)
        needed = max(replies.answered, EARLY) * (ratio**DECAY - 1.0)
        missing = max(figures.least - replies.answered, 0)
        low = min(max(int(np.floor(needed * 0.7)), missing, 1), room)
        high = min(max(int(np.ceil(needed * 1.3)), low + 2), room)
    return Progress(
        answered=replies.answered,
        remaining_low=low,
        remaining_high=high,
        may_stop=enough or room == 0,
        propose_stop=propose,
    )
