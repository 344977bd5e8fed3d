"""The trees behind the protocol of all rankers, measured beside the baselines on the same questions."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from item_bank.catalogue.gates import proved_by
from item_bank.catalogue.table import Catalogue
from models.jobbereik.calibration import BUILT_IN, GENERAL, ReachModel
from models.jobbereik.facts import OccupationFacts
from models.jobbereik.features.pairs import with_pairs
from models.jobbereik.features.person import Asking
from models.jobbereik.index import Index
from models.jobbereik.ranker import FAR_SCORE, Head, Seen, TreeRanker
from models.jobbereik.ranking import HybridRanker, Query
from models.jobbereik.towers import columns_of

MIXES: Mapping[str, Mapping[Head, Mapping[Head, float]]] = {
    BUILT_IN: {
        "near": {"near": 1.0},
        "development": {"any": 1.0, "near": -0.5},
        "any": {"any": 1.0, "near": 1.0},
    },
    GENERAL: {
        "near": {"near": 1.0, "any": 0.25},
        "development": {"development": 1.0, "any": 0.25},
        "any": {"any": 1.0, "near": 0.5, "development": 0.5},
    },
}
"""What a ranking by each head adds up, by slice: steps are few, and heads steady each other.

For judged steps the sum of both probabilities is the expected grade, but for a constant.
"""


@dataclass(frozen=True, slots=True, eq=False)
class ServedRanker:
    """The trees as a ranker.

    Attributes
    ----------
    mix
        Weight of each head.
    chances
        Whether probabilities are added up, instead of scores.
    """

    catalogue: Catalogue
    trees: TreeRanker
    facts: OccupationFacts
    far: HybridRanker
    mix: Mapping[Head, float]
    chances: bool

    @classmethod
    def of(
        cls, catalogue: Catalogue, index: Index, head: Head = "any", model: ReachModel | None = None
    ) -> "ServedRanker":
        """Put what was learned over a catalogue; without a model, the one that comes with the release."""
        known = with_pairs(catalogue, index)
        if known.pairs is None:
            raise AssertionError("the index has pairs now")
        model = model or ReachModel.load()
        trees = TreeRanker(
            pairs=known.pairs,
            towers=columns_of(model.towers_for(catalogue), known.pairs),
            asking=Asking.read(catalogue),
            forests={name: found.forest for name, found in model.heads(catalogue).items()},
        )
        return cls.by(catalogue, known, head, trees)

    @classmethod
    def by(cls, catalogue: Catalogue, index: Index, head: Head, trees: TreeRanker) -> "ServedRanker":
        """Put the trees of an engine over its catalogue."""
        slice_ = BUILT_IN if catalogue.built_in else GENERAL
        facts, far = OccupationFacts.of(catalogue), HybridRanker(index)
        return cls(catalogue, trees, facts, far, MIXES[slice_][head], catalogue.built_in)

    def score(self, query: Query) -> NDArray[np.float32]:
        """Return the score of each occupation; what lies too far for the trees comes last, by the hybrid ranker."""
        occupations = tuple(sorted(set(query.occupations.tolist())))
        catalogue = self.catalogue
        proved = (proved_by(catalogue.occupation(o), catalogue.gates) for o in occupations)
        barriers, years = self.facts.in_the_way(frozenset().union(*proved), frozenset())
        sums = self.trees.asking.sums(query.competences)
        seen = Seen(occupations=occupations, sums=sums, barriers=barriers, years=years)
        rows, n = self.trees.rows(seen), catalogue.n_occupations
        total, scored = np.zeros(n), np.zeros(n, dtype=bool)
        for head, weight in self.mix.items():
            raw, row = self.trees.best(head, rows, n)
            total += weight * (1.0 / (1.0 + np.exp(-raw)) if self.chances else raw)
            scored = row >= 0
        if not scored.all():
            far = self.far.score(query).astype(np.float64)
            total = np.where(scored, total, 2 * FAR_SCORE + np.minimum(far, -FAR_SCORE / 2))
        return np.round(total, 6).astype(np.float32)
