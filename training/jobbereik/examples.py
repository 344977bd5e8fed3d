"""Examples to learn from: rows of features with labels, of expert steps and of judged steps.

Profiles are whole, put together from two or three origins, or miss a fifth of their competences. A row keeps the label
of its own origin: the best origin counts in ranking, so a person with two of them has the better of both labels.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from item_bank.catalogue.gates import proved_by, unmet
from item_bank.catalogue.table import Catalogue
from models.jobbereik.features import table
from models.jobbereik.features.person import Asking
from models.jobbereik.features.table import MISSING, PairTable
from models.jobbereik.towers import columns_of

STRUCK = 0.2
"""Share of the competences that is struck from some profiles."""

COPY_WEIGHT = 0.3
"""Weight of a row of a profile that was changed, beside 1 of a whole one."""


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """Rows to learn from; r rows.

    Attributes
    ----------
    rows
        Features; int16, shape (r, f).
    origin, target
        Occupations of each row; int64, shape (r,).
    grade
        Label of each row; float64, shape (r,).
    weight
        Weight of each row; float64, shape (r,).
    whole
        Whether the profile of the row is a whole one; bool, shape (r,).
    """

    rows: NDArray[np.int16]
    origin: NDArray[np.int64]
    target: NDArray[np.int64]
    grade: NDArray[np.float64]
    weight: NDArray[np.float64]
    whole: NDArray[np.bool_]

    def chosen(self, kept: NDArray[np.bool_]) -> "Examples":
        """Return some of the rows."""
        return Examples(
            rows=self.rows[kept],
            origin=self.origin[kept],
            target=self.target[kept],
            grade=self.grade[kept],
            weight=self.weight[kept],
            whole=self.whole[kept],
        )


def joined(parts: list[Examples]) -> Examples:
    """Return all rows of some examples."""
    return Examples(
        rows=np.vstack([part.rows for part in parts]),
        origin=np.concatenate([part.origin for part in parts]),
        target=np.concatenate([part.target for part in parts]),
        grade=np.concatenate([part.grade for part in parts]),
        weight=np.concatenate([part.weight for part in parts]),
        whole=np.concatenate([part.whole for part in parts]),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Maker:
    """Makes rows over one catalogue."""

    catalogue: Catalogue
    pairs: PairTable
    asking: Asking
    towers: NDArray[np.int16]

    @classmethod
    def of(cls, catalogue: Catalogue, pairs: PairTable) -> "Maker":
        """Read what the occupations of a catalogue ask; towers say nothing yet."""
        return cls(catalogue=catalogue, pairs=pairs, asking=Asking.read(catalogue), towers=columns_of(None, pairs))

    def in_the_way(self, origins: tuple[int, ...]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return how many gates stand in the way of each occupation, and the years they ask, after some work."""
        catalogue = self.catalogue
        occupations = [catalogue.occupation(i) for i in range(catalogue.n_occupations)]
        met = frozenset().union(*(proved_by(occupations[o], catalogue.gates) for o in origins))
        found = [unmet(occupation, met, catalogue.gates) for occupation in occupations]
        known = np.array([occupation.gates is not None for occupation in occupations])
        barriers = np.where(known, [len(row.barriers) for row in found], -1)
        return barriers.astype(np.int64), np.array([row.study_years or 0 for row in found], dtype=np.int64)

    def make(
        self,
        origin: int,
        targets: NDArray[np.int64],
        grades: NDArray[np.float64],
        weights: NDArray[np.float64],
        rng: np.random.Generator,
        copies: NDArray[np.bool_],
    ) -> Iterator[Examples]:
        """Yield the rows of an origin: the whole profile, and five changed ones.

        Parameters
        ----------
        targets, grades, weights
            What is judged from this origin; shape (t,).
        copies
            Which of them stand in the changed profiles too; bool, shape (t,).
        """
        candidates = self.pairs.candidates[origin]
        near = np.isin(targets, candidates)
        targets, grades, weights, copies = targets[near], grades[near], weights[near], copies[near]
        static = np.hstack([self.pairs.values[origin], self.towers[origin]])[np.searchsorted(candidates, targets)]
        own = self.catalogue.competence_positions(origin).astype(np.int64)
        barriers, years = self.in_the_way((origin,))
        other, third = (int(o) for o in rng.integers(self.catalogue.n_occupations, size=2))
        both = np.union1d(own, self.catalogue.competence_positions(other).astype(np.int64))
        three = np.union1d(both, self.catalogue.competence_positions(third).astype(np.int64))
        fewer, few_of_three = (held[rng.random(len(held)) >= STRUCK] for held in (own, three))
        with_other, with_both = self.in_the_way((origin, other)), self.in_the_way((origin, other, third))
        bare = np.full_like(static, MISSING)
        unjudged = static.copy()
        unjudged[:, table.NAMES.index(table.JUDGED)] = MISSING
        everything = np.ones(len(targets), dtype=bool)
        for held, gates, seen, chosen, share in (
            (own, (barriers, years), static, everything, 1.0),
            (both, with_other, static, copies, COPY_WEIGHT),
            (own, (barriers, years), unjudged, copies, COPY_WEIGHT),
            (fewer, (barriers, years), static, copies, COPY_WEIGHT),
            (few_of_three, with_both, static, copies, COPY_WEIGHT),
            (own, (barriers, years), bare, copies, COPY_WEIGHT),
        ):
            person = self.asking.features(self.asking.sums(held), *gates)[targets]
            yield Examples(
                rows=np.hstack([seen, person])[chosen],
                origin=np.full(int(chosen.sum()), origin),
                target=targets[chosen],
                grade=grades[chosen],
                weight=weights[chosen] * share,
                whole=np.full(int(chosen.sum()), share == 1.0),
            )


def expert_examples(
    maker: Maker, steps: Mapping[int, Mapping[int, float]], rng: np.random.Generator, *, near: int, share: float
) -> Examples:
    """Return the rows of expert steps: what no expert named is a row with grade 0.

    Parameters
    ----------
    steps
        Grade of each named step by origin: 2 within reach, 1 a development.
    near, share
        The nearest so many occupations all count; of the farther ones this share does, each weighing more.
    """
    column = table.NAMES.index("place")
    parts: list[Examples] = []
    for origin, named in steps.items():
        candidates = maker.pairs.candidates[origin].astype(np.int64)
        place = np.expm1(-maker.pairs.values[origin][:, column] / table.SCALE)
        hit = np.isin(candidates, list(named))
        close = (place < near) | hit
        kept = (close | (rng.random(len(candidates)) < share)) & (candidates != origin)
        targets = candidates[kept]
        grades = np.array([named.get(int(t), 0.0) for t in targets])
        weights = np.where(close[kept], 1.0, 1.0 / share)
        copies = hit[kept] | (place[kept] < near / 5)
        parts += maker.make(origin, targets, grades, weights, rng, copies)
    return joined(parts)


def judged_examples(
    maker: Maker,
    steps: Mapping[int, Mapping[int, float]],
    written: Mapping[int, Mapping[int, float]],
    rng: np.random.Generator,
    *,
    far: int,
    far_weight: float,
    written_weight: float,
) -> Examples:
    """Return the rows of judged steps, of some far ones that nobody judged, and of those that authors wrote.

    Parameters
    ----------
    steps, written
        Grade 0 to 3 of each step by origin: judged, and written by the authors of the catalogue.
    far
        Occupations of each origin that nobody judged and that count as absurd: no ranker had put them on top.
    """
    everything = np.arange(maker.catalogue.n_occupations)
    parts: list[Examples] = []
    for origin, graded in steps.items():
        others = np.setdiff1d(everything, [origin, *graded])
        drawn = np.sort(rng.choice(others, min(far, len(others)), replace=False))
        targets = np.concatenate([np.array(list(graded), dtype=np.int64), drawn])
        grades = np.concatenate([list(graded.values()), np.zeros(len(drawn))])
        weights = np.concatenate([np.ones(len(graded)), np.full(len(drawn), far_weight)])
        parts += maker.make(origin, targets, grades, weights, rng, weights == 1.0)
    for origin, graded in written.items():
        if origin not in steps:
            targets = np.array(list(graded), dtype=np.int64)
            rows = list(
                maker.make(
                    origin,
                    targets,
                    np.array(list(graded.values())),
                    np.full(len(targets), written_weight),
                    rng,
                    np.zeros(len(targets), dtype=bool),
                )
            )
            parts.append(rows[0])
    return joined(parts)
