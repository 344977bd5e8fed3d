"""The shortest way to an occupation: fewest competences, fewest trainings, and a stepping stone when it is long."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from item_bank.schema import CompetenceId, GateId, Training, TrainingId
from models.jobbereik.features.person import Asking
from models.jobbereik.what_if import Recount

EXACT_UP_TO = 12
"""Up to so many competences the fewest trainings are found by trying every set; beyond, the best is taken each time."""

LONG = 6
"""A way of more competences than this is long: a stepping stone is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """The competences to learn, most telling first.

    Attributes
    ----------
    competences
        Positions; fewest that suffice, or all that are missing when they do not.
    suffices
        Whether the occupation is within reach then.
    """

    competences: tuple[int, ...]
    suffices: bool


def shortest_way(
    occupation: int, missing: Sequence[int], sums: NDArray[np.float64], asking: Asking, recount: Recount
) -> Way:
    """Return the fewest of the missing competences that bring an occupation within reach, its gates met.

    The trees see how many are held, how rare they are together, and how many are essential. Among sets of one size and
    one number of essential ones, the rarest is at least as good as any other; so trying that one for each is exact.

    Parameters
    ----------
    sums
        What of the occupation the person's competences meet; shape (3,).
    """
    positions = np.array(sorted(missing), dtype=np.int64)
    adds = asking.adds(np.full(len(positions), occupation), positions)
    order = np.lexsort((positions, -adds[1]))
    essential = [int(i) for i in order if adds[2, i]]
    useful = [int(i) for i in order if not adds[2, i]]
    sets = [
        essential[:many] + useful[: size - many]
        for size in range(len(positions) + 1)
        for many in range(max(0, size - len(useful)), min(size, len(essential)) + 1)
    ]
    targets = np.full(len(sets), occupation)
    after = sums[:, None] + np.array([adds[:, chosen].sum(axis=1) for chosen in sets]).T
    nothing = np.zeros(len(sets), dtype=np.int64)
    passed = recount.passes(targets, after, nothing, nothing)
    first = int(np.argmax(passed)) if passed.any() else len(sets) - 1
    chosen = sorted(sets[first], key=lambda i: (-adds[1, i], positions[i]))
    return Way(competences=tuple(int(positions[i]) for i in chosen), suffices=bool(passed.any()))


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
