"""Replays complete records as if they were asked now: the replay sees an answer only after asking for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from models.orient.graded import Array, Positions
from models.orient.sums import doubt, expected, joint, next_item, sums
from training.orient.calibrate import Calibration

Ask = Callable[[int], int]
"""Asks one person one item and returns the answer."""

Estimates = dict[int, Array]
"""By number of answers the estimated sum of each scale; shape (scales,)."""


class Asker(Protocol):
    """Chooses questions for one person and estimates the full scales after some of them."""

    def run(self, ask: Ask, lengths: Sequence[int], person: int) -> Estimates:
        """Ask as many questions as the longest length; return the estimates after each length."""


@dataclass(frozen=True, slots=True, eq=False)
class Engine:
    """The engine itself: after each answer the posterior, then the item that takes most doubt away."""

    calibration: Calibration

    def run(self, ask: Ask, lengths: Sequence[int], person: int) -> Estimates:
        """Ask adaptively; ``person`` plays no part."""
        del person
        return adaptive(self.calibration, ask, lengths, lambda asked, gain: int(gain.argmax()))


def adaptive(
    calibration: Calibration, ask: Ask, lengths: Sequence[int], choose: Callable[[Sequence[int], Array], int]
) -> Estimates:
    """Ask adaptively; ``choose`` picks an item from what each is worth (-1 for those that were asked)."""
    found = calibration.questionnaire
    nobody = found.posterior(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
    free = np.ones(len(found.scales), dtype=np.bool_)
    prior_doubt = doubt(found, joint(nobody, expected(found, nobody), free))
    asked: list[int] = []
    values: list[int] = []
    estimates: Estimates = {}
    posterior = nobody
    for count in range(max(lengths) + 1):
        answers = expected(found, posterior)
        rows = np.array(asked, dtype=np.int64), np.array(values, dtype=np.int64)
        if count in lengths:
            estimates[count] = sums(found, answers, *rows)
        if count == max(lengths):
            break
        gain = next_item(found, joint(posterior, answers, free), answers, prior_doubt)
        item = choose(asked, np.where(free, gain, -1.0))
        asked.append(item)
        values.append(ask(item))
        free[item] = False
        posterior = found.posterior(np.array(asked), np.array(values))
    return estimates


def replay(asker: Asker, values: Positions, lengths: Sequence[int]) -> dict[int, Array]:
    """Return the estimates of every person after each length; arrays of shape (persons, scales)."""
    rows = [
        asker.run(lambda item, row=row: int(row[item]), lengths, person)  # type: ignore[misc]
        for person, row in enumerate(values)
    ]
    return {length: np.array([row[length] for row in rows]) for length in lengths}
