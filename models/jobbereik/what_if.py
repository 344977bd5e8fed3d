"""Which competence, learned next, brings most occupations within reach: exact for the served score."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.jobbereik.calibration import ReachCalibration
from models.jobbereik.decision import WITHIN_REACH, Decision
from models.jobbereik.gains import Gains

CLOSE_CALL = 1e-5
"""Gains this close to the deficit are recounted with the ranker: the sum is rounded in another order there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A competence that a person does not have, and the occupations that it brings within reach by itself.

    Attributes
    ----------
    competence
        Position of the competence.
    occupations
        Positions of the occupations, best score first.
    """

    competence: int
    occupations: tuple[int, ...]


def deficit(decision: Decision, calibration: ReachCalibration) -> NDArray[np.float64]:
    """Return how much score each occupation lacks to pass the threshold of ``near``; float64, shape (n,)."""
    return score_needed(calibration) - decision.scores.astype(np.float64)


def score_needed(calibration: ReachCalibration) -> float:
    """Return the smallest score at which ``near`` passes its threshold."""
    curve = calibration.curves["near"]
    above = np.flatnonzero(curve.value >= curve.threshold)
    if not len(above):
        return float("inf")
    first = int(above[0])
    if first == 0:
        return float(calibration.grid[0])
    low, high = curve.value[first - 1], curve.value[first]
    share = (curve.threshold - low) / (high - low)
    return float(calibration.grid[first - 1] + share * (calibration.grid[first] - calibration.grid[first - 1]))


def steps(
    decision: Decision,
    open_to: NDArray[np.bool_],
    held: NDArray[np.int64],
    gains: Gains,
    calibration: ReachCalibration,
    recount: Callable[[int, int], bool],
) -> list[Step]:
    """Return every competence that brings an occupation within reach, most occupations first.

    Parameters
    ----------
    open_to
        Occupations that may come within reach: no unmet gate, no filter, no level in the way; bool, shape (n,).
    held
        Positions of the competences that the person has.
    recount
        Tells for a competence and an occupation whether it comes within reach, by scoring again; asked in close calls.
    """
    lacking = deficit(decision, calibration)
    candidates = np.flatnonzero(open_to & (decision.side != WITHIN_REACH) & (lacking <= gains.largest + CLOSE_CALL))
    found: dict[int, list[int]] = {}
    for occupation in candidates.tolist():
        added = gains.of_occupation(occupation)
        margin = added - lacking[occupation]
        for competence in np.flatnonzero((added > 0) & (margin >= -CLOSE_CALL)).tolist():
            if margin[competence] > CLOSE_CALL or recount(competence, occupation):
                found.setdefault(competence, []).append(occupation)
    for competence in held.tolist():
        found.pop(competence, None)
    scores = decision.scores
    made = [
        Step(competence=c, occupations=tuple(sorted(rows, key=lambda o: (-float(scores[o]), o))))
        for c, rows in found.items()
    ]
    return sorted(made, key=lambda step: (-len(step.occupations), -float(scores[step.occupations[0]]), step.competence))
