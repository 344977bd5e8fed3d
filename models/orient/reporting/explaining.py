"""Why an occupation stands where it stands: exact, by leaving each reply out; and what must be said beside a result."""

from collections.abc import Sequence

import numpy as np

from item_bank.orient.bank import RIASEC
from models.orient.estimation.state import Reader, State
from models.orient.graded import Array, logistic
from models.orient.parameters import Parameters
from models.orient.reporting import consistency
from models.orient.schema import NoteCode, TypeInterest
from models.orient.start.space import TYPES

BAND = 1.2815515655446004
"""Half the width of an 80 % band in standard deviations."""

TYPICAL_THRESHOLDS = np.array([-1.2, -0.4, 0.4, 1.3])
"""Of a typical activity, in SD of liking; only to put bars on a scale from 0 to 100."""

TYPICAL_SLOPE = 1.7


def reply_weights(reader: Reader, state: State, chosen: Sequence[int]) -> Array:
    """Return what each reply does to the fit of chosen occupations, against the mean of all; shape (n, chosen).

    Row ``i`` is the fit with all replies minus the fit had reply ``i`` never been given.
    """
    columns = np.array(chosen, dtype=np.int64)
    now = state.fit[columns] - state.fit.mean()
    rows = []
    for position in range(len(state.evidence.values)):
        evidence = state.evidence.without(position)
        fit = reader.fit(reader.posterior(evidence), evidence)
        rows.append(now - (fit[columns] - fit.mean()))
    return np.array(rows).reshape(-1, len(columns))


def interests(state: State, figures: Parameters) -> tuple[TypeInterest, ...]:
    """Return the six types: how gladly a person would do a typical activity of each, 0 to 100, with the 80 % band."""
    mean, covariance = state.posterior.mean, state.posterior.covariance
    found = []
    for position, code in enumerate(RIASEC):
        row = type_direction(position, len(mean), figures)
        middle, doubt = float(row @ mean), float(np.sqrt(row @ covariance @ row))
        value, low, high = bar(np.array([middle, middle - BAND * doubt, middle + BAND * doubt]))
        found.append(TypeInterest(type=code, value=round(value, 1), low=round(low, 1), high=round(high, 1)))
    return tuple(found)


def type_direction(position: int, size: int, figures: Parameters) -> Array:
    """Return the direction of the person vector that is the liking of a type: elevation and type, unit variance."""
    row = np.zeros(size)
    row[0], row[TYPES.start + position] = figures.elevation, figures.type
    return np.asarray(row / np.hypot(figures.elevation, figures.type))


def bar(liking: Array) -> list[float]:
    """Return likings in SD as the expected answer to a typical activity, from 0 to 100; rising.

    Examples
    --------
    >>> [round(x) for x in bar(np.array([-1.0, 0.0, 1.0]))]
    [24, 50, 75]
    """
    return [float(x) for x in 25.0 * logistic(TYPICAL_SLOPE * (liking[:, None] - TYPICAL_THRESHOLDS)).sum(axis=1)]


def notes(reader: Reader, state: State) -> tuple[NoteCode, ...]:
    """Return what must be said about the answers themselves.

    Who answers flat is told that, and never that the answers contradict one another.
    """
    figures, replies = reader.figures, state.replies
    if replies.answered < figures.few_answers:
        return (NoteCode.FEW_ANSWERS,)
    found = []
    mean = state.posterior.mean
    flat = consistency.against_flat(reader, state) < figures.flat_evidence
    if flat or consistency.against_habit(state) < figures.habit_evidence:
        found.append(NoteCode.FLAT)
    elif consistency.against_chance(state) < figures.chance_evidence:
        found.append(NoteCode.CONTRADICTORY)
    if abs(mean[0]) > figures.extreme_elevation:
        found.append(NoteCode.ALL_HIGH if mean[0] > 0 else NoteCode.ALL_LOW)
    if replies.asked - replies.answered > replies.answered / 2:
        found.append(NoteCode.MANY_UNKNOWN)
    return tuple(found)
