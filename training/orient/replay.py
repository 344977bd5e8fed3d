"""Replays complete records as if they were asked now: the replay sees an answer only after asking for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from rich.console import Console
from rich.progress import track

from models.orient.estimation.sums import expected, left, sums, targets
from models.orient.graded import Array, Mask, Positions
from models.orient.selection.planning import gains, plan
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
class Moment:
    """What the next question is chosen from; J items.

    Attributes
    ----------
    asked
        In the order of asking.
    free
        True for the items that were not asked; shape (J,).
    covariance
        Of the answers not given; shape (J, J).
    wanted
        What is to be known, as weights of the answers; shape (q, J).
    """

    asked: Sequence[int]
    free: Mask
    covariance: Array
    wanted: Array

    def gains(self) -> Array:
        """Return what asking each item next is worth; -1 for those that were asked; shape (J,)."""
        return np.where(self.free, gains(self.covariance, self.wanted), -1.0)


@dataclass(frozen=True, slots=True, eq=False)
class Engine:
    """The engine itself: after each answer it plans the questions up to the next length, and asks the best of those."""

    calibration: Calibration

    def run(self, ask: Ask, lengths: Sequence[int], person: int) -> Estimates:
        """Ask adaptively; ``person`` plays no part."""
        del person

        def choose(moment: Moment) -> int:
            remain = min(length for length in lengths if length > len(moment.asked)) - len(moment.asked)
            planned = plan(moment.covariance, moment.wanted, moment.free, remain)
            return int(planned[moment.gains()[planned].argmax()])

        return adaptive(self.calibration, ask, lengths, choose)


def adaptive(calibration: Calibration, ask: Ask, lengths: Sequence[int], choose: Callable[[Moment], int]) -> Estimates:
    """Ask adaptively; ``choose`` picks the next item."""
    found = calibration.questionnaire
    free = np.ones(len(found.scales), dtype=np.bool_)
    asked: list[int] = []
    values: list[int] = []
    estimates: Estimates = {}
    for count in range(max(lengths) + 1):
        rows = np.array(asked, dtype=np.int64), np.array(values, dtype=np.int64)
        answers = expected(found, found.posterior(*rows))
        estimated = sums(found, answers, *rows)
        if count in lengths:
            estimates[count] = estimated
        if count == max(lengths):
            break
        covariance = left(found, answers, free)
        item = choose(Moment(asked, free, covariance, targets(found, estimated, covariance, count)))
        asked.append(item)
        values.append(ask(item))
        free[item] = False
    return estimates


def replay(
    asker: Asker, values: Positions, lengths: Sequence[int], *, told: str = "", console: Console | None = None
) -> dict[int, Array]:
    """Return the estimates of every person after each length; arrays of shape (persons, scales).

    Parameters
    ----------
    told, console
        What a progress bar says, and where; none without a console.
    """
    people = values if console is None else track(values, description=told, console=console, transient=True)
    rows = [
        asker.run(lambda item, row=row: int(row[item]), lengths, person)  # type: ignore[misc]
        for person, row in enumerate(people)
    ]
    return {length: np.array([row[length] for row in rows]) for length in lengths}
