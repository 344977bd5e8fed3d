"""The shortest way to an occupation: fewest competences, fewest trainings, and a stepping stone when it is long."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from item_bank.schema import CompetenceId, GateId, Training, TrainingId
from models.jobbereik.gains import Gains
from models.jobbereik.what_if import CLOSE_CALL

EXACT_UP_TO = 12
"""Up to so many competences the fewest trainings are found by trying every set; beyond, the best is taken each time."""

LONG = 6
"""A way of more competences than this is long: a stepping stone is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """The competences to learn, best first.

    Attributes
    ----------
    competences
        Positions, most helpful first; fewest that suffice, or all that help when they do not.
    score
        Score of the occupation once they are learned.
    suffices
        Whether the occupation is within reach then.
    """

    competences: tuple[int, ...]
    score: float
    suffices: bool


def shortest_way(
    occupation: int,
    score: float,
    needed: float,
    missing: Sequence[int],
    gains: Gains,
    recount: Callable[[Sequence[int]], bool],
) -> Way:
    """Return the fewest of the missing competences that bring an occupation within reach.

    Each adds its own gain whatever the others are, so taking the largest first is not only quick but exact: no other
    choice of as few adds more.

    Parameters
    ----------
    recount
        Tells for competences whether the score passes once they are learned, by scoring again; asked in close calls.
    """
    positions = np.array(sorted(missing), dtype=np.int64)
    values = gains.of_occupation(occupation)[positions]
    order = np.lexsort((positions, -values))
    chosen: list[int] = []

    def passes() -> bool:
        if abs(score - needed) > CLOSE_CALL:
            return score > needed
        return recount(chosen)

    for i in order.tolist():
        if values[i] <= 0 or passes():
            break
        chosen.append(int(positions[i]))
        score += float(values[i])
    return Way(competences=tuple(chosen), score=score, suffices=passes())


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """Trainings that do what is wanted.

    Attributes
    ----------
    trainings
        Those that open a gate first, then the one that builds most.
    exact
        Whether surely no fewer trainings do as much.
    """

    trainings: tuple[Training, ...]
    exact: bool


def fewest_trainings(
    wanted: Sequence[CompetenceId],
    gates: Sequence[GateId],
    trainings: Sequence[Training],
    importance: Mapping[CompetenceId, float],
) -> Cover:
    """Return the fewest trainings that do all that any training can: build the wanted competences, open the gates.

    Among equally few, the shortest in known hours, then those that build least beside it. Up to ``EXACT_UP_TO``
    competences and gates every set of them is tried; beyond, the training that does most of what is left is taken.
    """
    place = {id_: 1 << i for i, id_ in enumerate([*wanted, *gates])}
    done = {t.id: sum(place.get(id_, 0) for id_ in {*t.competences, *t.gates}) for t in trainings}
    useful = sorted((t for t in trainings if done[t.id]), key=lambda t: (*_cost(t), t.id))
    goal = 0
    for training in useful:
        goal |= done[training.id]
    chosen = (_exact if len(place) <= EXACT_UP_TO else _greedy)(useful, done, goal)

    def first(training: Training) -> tuple[bool, float, str]:
        opens = bool(set(training.gates) & set(gates))
        return (not opens, -sum(importance.get(id_, 0.0) for id_ in training.competences), training.id)

    exact = len(chosen) <= 1 or len(place) <= EXACT_UP_TO
    return Cover(trainings=tuple(sorted(chosen, key=first)), exact=exact)


def _cost(training: Training) -> tuple[float, int]:
    """Return what speaks against a training among equally good ones: its hours, and what it builds beside the goal."""
    return (math.inf if training.hours is None else training.hours, len(training.competences))


def _exact(useful: Sequence[Training], done: Mapping[TrainingId, int], goal: int) -> tuple[Training, ...]:
    """Return a smallest cover: for every set that can be reached, the cheapest way of few trainings to reach it."""
    best: dict[int, tuple[Training, ...]] = {0: ()}
    edge = dict(best)
    while goal not in best:
        grown: dict[int, tuple[Training, ...]] = {}
        for reached, way in edge.items():
            for training in useful:
                more = reached | done[training.id]
                if more in best:
                    continue
                if more not in grown or _way_cost((*way, training)) < _way_cost(grown[more]):
                    grown[more] = (*way, training)
        best |= grown
        edge = grown
    return best[goal]


def _way_cost(way: Sequence[Training]) -> tuple[float, float, int, tuple[str, ...]]:
    hours = [training.hours for training in way]
    unknown = sum(hour is None for hour in hours)
    known = sum(hour for hour in hours if hour is not None)
    return (unknown, known, sum(len(training.competences) for training in way), tuple(t.id for t in way))


def _greedy(useful: Sequence[Training], done: Mapping[TrainingId, int], goal: int) -> tuple[Training, ...]:
    chosen: list[Training] = []
    left = goal
    while left:
        best = max(useful, key=lambda t: (done[t.id] & left).bit_count())  # the first of equals is the cheapest
        chosen.append(best)
        left &= ~done[best.id]
    return tuple(chosen)
