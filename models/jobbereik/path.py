"""The shortest way to an occupation: fewest competences, fewest trainings, and a stepping stone when it is long."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from item_bank.schema import CompetenceId, Training
from models.jobbereik.gains import Gains

TRAININGS_TRIED = 12
"""So many trainings, those that build most, are combined in every manner, so that the cover is the smallest."""

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


def shortest_way(occupation: int, score: float, needed: float, missing: Sequence[int], gains: Gains) -> Way:
    """Return the fewest of the missing competences that bring an occupation within reach.

    Each adds its own gain whatever the others are, so taking the largest first is not only quick but exact: no other
    choice of as few adds more.
    """
    positions = np.array(sorted(missing), dtype=np.int64)
    values = gains.of_occupation(occupation)[positions]
    order = np.lexsort((positions, -values))
    chosen: list[int] = []
    for i in order.tolist():
        if score >= needed or values[i] <= 0:
            break
        chosen.append(int(positions[i]))
        score += float(values[i])
    return Way(competences=tuple(chosen), score=score, suffices=score >= needed)


def fewest_trainings(
    wanted: Sequence[CompetenceId], trainings: Sequence[Training], importance: Mapping[CompetenceId, float]
) -> tuple[Training, ...]:
    """Return the fewest trainings that build as many of the wanted competences as any do together, best first."""
    goal = set(wanted)
    useful = [(goal & set(t.competences), t) for t in trainings if goal & set(t.competences)]
    useful.sort(key=lambda pair: (-sum(importance.get(c, 0.0) for c in pair[0]), len(pair[1].competences), pair[1].id))
    useful = useful[:TRAININGS_TRIED]
    coverable = set().union(*(covered for covered, _ in useful)) if useful else set()
    for size in range(1, len(useful) + 1):
        for chosen in itertools.combinations(useful, size):
            if set().union(*(covered for covered, _ in chosen)) == coverable:
                return tuple(training for _, training in chosen)
    return ()
