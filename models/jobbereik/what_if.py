"""Which competence, learned next, brings most occupations within reach: the trees are asked again for each, exactly.

A competence touches only the occupations that ask it. Of those, only the ones that would be within reach with all that
they ask are worth asking again: what a person has never lowers a score.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.jobbereik.calibration import Curve
from models.jobbereik.decision import WITHIN_REACH, Decision
from models.jobbereik.ranker import TreeRanker


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


@dataclass(frozen=True, slots=True, eq=False)
class Recount:
    """Asks the trees of ``near`` again for a person who learned something.

    Attributes
    ----------
    occupations
        Positions of the occupations of the experiences.
    """

    ranker: TreeRanker
    curve: Curve
    occupations: tuple[int, ...]

    def passes(
        self,
        targets: NDArray[np.int64],
        sums: NDArray[np.float64],
        barriers: NDArray[np.int64],
        years: NDArray[np.int64],
    ) -> NDArray[np.bool_]:
        """Return which occupations pass the threshold of the first list, each with its own sums; shape (q,)."""
        own = self.ranker.asking.features(sums, barriers, years, targets)
        raw = self.ranker.at("near", self.occupations, targets, own)
        return np.asarray(self.curve.probabilities(raw) >= self.curve.threshold)


def steps(decision: Decision, held: frozenset[int], recount: Recount) -> list[Step]:
    """Return every competence that brings an occupation within reach, most occupations first.

    Parameters
    ----------
    held
        Positions of the competences that the person has.
    """
    asking, seen = recount.ranker.asking, decision.seen
    held_back = (decision.side != WITHIN_REACH) | decision.spare
    open_ = np.flatnonzero(decision.shown & ~decision.left_out & ~decision.blocked & held_back)
    everything = np.array([asking.asked, asking.asked_rare, asking.asked_essential])[:, open_]
    possible = open_[recount.passes(open_, everything, seen.barriers[open_], seen.years[open_])]
    pairs = [(o, c) for o in possible.tolist() for c in asking.of(o).tolist() if c not in held]
    if not pairs:
        return []
    targets, competences = np.array(pairs, dtype=np.int64).T
    sums = seen.sums[:, targets] + asking.adds(targets, competences)
    passed = recount.passes(targets, sums, seen.barriers[targets], seen.years[targets])
    found: dict[int, list[int]] = {}
    for occupation, competence in zip(targets[passed].tolist(), competences[passed].tolist(), strict=True):
        found.setdefault(competence, []).append(occupation)
    scores = decision.scores
    made = [
        Step(competence=c, occupations=tuple(sorted(rows, key=lambda o: (-float(scores[o]), o))))
        for c, rows in found.items()
    ]
    return sorted(made, key=lambda step: (-len(step.occupations), -float(scores[step.occupations[0]]), step.competence))
