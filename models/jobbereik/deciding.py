"""From a profile that was read to the decision for all occupations: see, score, bound and fill."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.jobbereik import decision as rules
from models.jobbereik.calibration import HeadModel
from models.jobbereik.facts import OccupationFacts
from models.jobbereik.features.names import GROUPS
from models.jobbereik.parameters import Parameters
from models.jobbereik.profile import Reading
from models.jobbereik.ranker import Head, Seen, TreeRanker
from models.jobbereik.schema import Profile, Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Decider:
    """Decides over one catalogue.

    Attributes
    ----------
    ranker, heads
        The trees over the catalogue, with their curves.
    facts
        What decides beside the score.
    """

    ranker: TreeRanker
    heads: Mapping[Head, HeadModel]
    facts: OccupationFacts
    parameters: Parameters

    def see(self, reading: Reading) -> Seen:
        """Return a person as the trees see one."""
        barriers, years = self.facts.in_the_way(reading.met, reading.denied)
        held = np.array(sorted(reading.held), dtype=np.int64)
        return Seen(
            occupations=tuple(sorted(set(reading.occupations))),
            sums=self.ranker.asking.sums(held),
            barriers=barriers,
            years=years,
        )

    def _reference(
        self, reading: Reading, profile: Profile, near: rules.Scored, either: rules.Scored, limits: rules.Bounds
    ) -> rules.Reference | None:
        """Return what the lists of these experiences are filled from; what was scored already when it is the same."""
        if not reading.occupations:
            return None
        if reading.derived and reading.met == reading.proved:
            return rules.Reference(
                near=near.raw,
                any=either.raw,
                near_chance=near.certain,
                any_chance=either.certain,
                bounds=limits,
            )
        barriers, years = self.facts.in_the_way(reading.proved, frozenset())
        sums = self.ranker.asking.sums(np.array(reading.typical, dtype=np.int64))
        seen = Seen(occupations=tuple(sorted(set(reading.occupations))), sums=sums, barriers=barriers, years=years)
        rows, n = self.ranker.rows(seen), len(self.facts.eqf)
        near_raw, any_raw = (self.ranker.best(head, rows, n)[0] for head in ("near", "any"))
        return rules.Reference(
            near=near_raw,
            any=any_raw,
            near_chance=self.heads["near"].curve.probabilities(near_raw),
            any_chance=self.heads["any"].curve.probabilities(any_raw),
            bounds=rules.bounds(seen, reading, profile, self.facts, self.parameters),
        )

    def _shares(self, reading: Reading, occupations: Sequence[int], head: str) -> NDArray[np.float64]:
        """Return what is left of a head's chances after each occupation's experiences, and 1 for rows without one."""
        best, parameters = dict.fromkeys(occupations, 0.0), self.parameters
        for occupation, share, kind in zip(reading.occupations, reading.shares, reading.kinds, strict=True):
            lasted = (share / parameters.kinds[kind]) ** parameters.share_power[head]
            best[occupation] = max(best[occupation], lasted * parameters.kinds_told[kind][head])
        return np.array([*best.values(), 1.0])

    def decide(self, profile: Profile, reading: Reading, region: NDArray[np.bool_] | None = None) -> rules.Decision:
        """Decide for every occupation on which side it falls for a profile that was read.

        Parameters
        ----------
        region
            Occupations that surely have no vacancy where the person wants to work; bool, shape (n,).
        """
        filters, parameters, seen = profile.filters, self.parameters, self.see(reading)
        rows = self.ranker.rows(seen)
        near_left, any_left = (self._shares(reading, seen.occupations, head) for head in ("near", "any"))
        near = rules.scored(self.ranker, self.heads["near"], "near", rows, near_left)
        either = rules.at_least(rules.scored(self.ranker, self.heads["any"], "any", rows, any_left), near)
        removed = self.facts.filtered(filters, parameters)
        if region is not None:
            removed = removed | region
        own = np.zeros(len(removed), dtype=bool)
        own[list(reading.occupations)] = True
        not_asked = self.facts.not_asked(reading, parameters)
        limits = rules.bounds(seen, reading, profile, self.facts, parameters)
        side = rules.sides(
            near,
            either,
            limits,
            ~(own | removed | not_asked),
            self._reference(reading, profile, near, either, limits),
            self.heads,
            parameters,
            filtered=bool(removed.any()),
        )
        below = self.facts.below_own(reading, parameters)
        order = (
            rules.in_order(either.chance, near.chance, self.facts.lower(reading), parameters)
            + 1e-6 / (1.0 + np.exp(-near.raw))
            - rules.BELOW * (below & (not filters.below_level))
        )
        return rules.Decision(
            seen=seen,
            rows=rows,
            near=near,
            any=either,
            scores=np.round(order, 9).astype(np.float64),
            side=side if reading.held else np.zeros_like(side),  # a name alone says nothing of what a person can do
            filtered=removed,
            not_asked=not_asked,
            own=own,
            blocked=limits.blocked,
            too_far=limits.too_far,
            below=below,
        )

    def reasons(self, positions: Sequence[int], decided: rules.Decision) -> list[tuple[Reason, ...]]:
        """Return what the score of each of these occupations rests on, largest first; nothing where no tree saw it."""
        rows, head = decided.any.row[list(positions)], self.heads["any"]
        found = np.flatnonzero(rows >= 0)
        moves = head.forest.contributions(decided.rows.values[rows[found]], head.moves)
        made: list[tuple[Reason, ...]] = [()] * len(positions)
        for place, weights in zip(found.tolist(), np.round(moves, 3).tolist(), strict=True):
            ordered = sorted(zip(GROUPS, weights, strict=True), key=lambda pair: (-abs(pair[1]), pair[0]))
            made[place] = tuple(Reason(group=group, weight=weight) for group, weight in ordered if weight)
        return made
