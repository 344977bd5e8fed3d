"""When to propose to stop, and how many questions that probably still takes.

A stop is proposed when the expected regret of the shown seven is small, or when five more answers would lower it by
almost nothing. Never from low entropy of the profile: a profile can be certain while the list is not.

In simulated sessions the expected regret falls as a power of the number of answers, so both bounds become one rising
line of levels, and where a person meets it is read off. How far the truth lies from that reading was learned too: the
range that is told is two quantiles of it. Everything is a function of the set of replies.
"""

from dataclasses import dataclass

import numpy as np

from models.orient.artifact import Remaining
from models.orient.graded import Array
from models.orient.parameters import Parameters
from models.orient.schema import Progress, Replies

AHEAD = 5
"""Questions that the gain is told for."""

STEP = 0.25
"""Of the number of answers, on the line of levels."""

FARTHEST = 80.0
"""Answers after which a line that was not met is taken to be met."""

KNOWN = 5
"""Replies by which the share of "weet ik niet" is drawn to none."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Horizon:
    """Where sessions end, for one set of bounds and what was learned.

    Attributes
    ----------
    answers
        Numbers of answers; rising.
    levels
        A session is at its end after so many answers when ``regret * answers ** decay`` is below this; rising.
    """

    figures: Parameters
    learned: Remaining
    answers: Array
    levels: Array

    @classmethod
    def of(cls, figures: Parameters, learned: Remaining) -> "Horizon":
        """Draw the line of levels."""
        answers = np.arange(1.0, FARTHEST + STEP, STEP)
        share = 1.0 - (answers / (answers + AHEAD)) ** learned.decay
        levels = answers**learned.decay * np.maximum(figures.regret_bound, figures.gain_bound / share)
        return cls(figures=figures, learned=learned, answers=answers, levels=levels)

    def gain(self, regret: float, answered: int) -> float:
        """Return by how much five more answers lower the expected regret, as they do in simulated sessions."""
        return float(regret * (1.0 - (answered / (answered + AHEAD)) ** self.learned.decay))

    def reading(self, regret: float, answered: int) -> float:
        """Return how many more answers it takes to meet the line, at least to the least number of answers."""
        now = max(answered, 1)
        place = int(np.searchsorted(self.levels, regret * now**self.learned.decay, side="right"))
        end = max(float(self.answers[min(place, len(self.answers) - 1)]), float(self.figures.least))
        return min(max(end - now, 0.0), float(self.figures.most))

    def enough(self, regret: float, replies: Replies) -> bool:
        """Tell whether to propose to stop."""
        figures, answered = self.figures, replies.answered
        done = regret < figures.regret_bound or self.gain(regret, answered) < figures.gain_bound
        return replies.asked >= figures.most or (answered >= figures.least and done)

    def features(self, regret: float, answered: int) -> Array:
        """Return what the quantiles are told from: 1, the reading, and the answers so far; shape (3,)."""
        return np.array([1.0, self.reading(regret, answered), float(answered)])

    def between(self, regret: float, replies: Replies) -> tuple[int, int]:
        """Return between how many more questions a stop is probably proposed; at least one."""
        features = self.features(regret, replies.answered)
        room = self.figures.most - replies.asked
        share = told(replies)
        low = np.floor(float(features @ self.learned.low) / share)
        high = np.ceil(float(features @ self.learned.high) / share)
        least = min(max(self.figures.least - replies.answered, 1, int(low)), room)
        return least, min(max(int(high), least), room)


def told(replies: Replies) -> float:
    """Return which share of the replies have a value, drawn to all when there are few."""
    return min((replies.answered + KNOWN) / (replies.asked + KNOWN), 1.0)


def progress(horizon: Horizon, replies: Replies, regret: float) -> Progress:
    """Return how far a session is and how many questions probably remain, given the expected regret of now."""
    propose = horizon.enough(regret, replies)
    low, high = (0, 0) if propose else horizon.between(regret, replies)
    figures = horizon.figures
    return Progress(
        answered=replies.answered,
        remaining_low=low,
        remaining_high=high,
        may_stop=replies.answered >= figures.least or replies.asked >= figures.most,
        propose_stop=propose,
    )
