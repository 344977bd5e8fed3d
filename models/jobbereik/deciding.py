"""From a profile that was read to the decision for all occupations: see, score, bound and fill."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from item_bank.catalogue.table import UNKNOWN
from models.jobbereik import decision as rules
from models.jobbereik import order as order_of
from models.jobbereik.calibration import HeadModel
from models.jobbereik.done import nearest_possible
from models.jobbereik.facts import OccupationFacts, highest_at_start
from models.jobbereik.features.names import GROUPS
from models.jobbereik.parameters import Parameters
from models.jobbereik.profile import Reading
from models.jobbereik.ranker import Head, Rows, Seen, TreeRanker
from models.jobbereik.schema import Profile, Reason
from models.jobbereik.simpler import left_out

_HEADS: tuple[Head, Head] = ("near", "any")

LEVEL = 0.75
"""Who tells no experience: what work of a higher level than anybody's counts less, against 1 for each competence that
is essential: first work of anybody where what the person can do is essential, then other such work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What both heads say of a person, and of who has what the experiences bring.

    Attributes
    ----------
    typical
        The other person; ``None`` without an experience, or when it is the same one.
    typical_near, typical_any
        What both heads say of the other person; of the person when it is the same one.
    """

    near: rules.Scored
    any: rules.Scored
    typical: Seen | None
    typical_near: rules.Scored
    typical_any: rules.Scored


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

    def _typical(self, reading: Reading) -> Seen | None:
        """Return who has what the experiences bring; ``None`` without one, or when that is the person."""
        nothing_more = reading.derived and {*reading.held} <= {*reading.typical}
        told_nothing = nothing_more and reading.met == reading.proved and not reading.denied
        if not reading.occupations or told_nothing:
            return None
        barriers, years = self.facts.in_the_way(reading.proved, frozenset())
        sums = self.ranker.asking.sums(np.array(reading.typical, dtype=np.int64))
        return Seen(occupations=tuple(sorted(set(reading.occupations))), sums=sums, barriers=barriers, years=years)

    def _scored(self, reading: Reading, seen: Seen, rows: Rows) -> _Found:
        """Score both heads, for the person and for who has what the experiences bring; a row that is the same once."""
        n, typical = len(self.facts.eqf), self._typical(reading)
        again = None if typical is None else self.ranker.again(rows, seen=typical)
        found: dict[Head, rules.Scored] = {}
        others: dict[Head, rules.Scored] = {}
        for head in _HEADS:
            left, curve = self._shares(reading, seen.occupations, head), self.heads[head].curve
            if again is None:
                values = self.ranker.forests[head].score(rows.values)
            else:
                values, second = self.ranker.both(head, rows, again)
                others[head] = rules.scored(n, second, rows, left, curve)
            found[head] = rules.scored(n, values, rows, left, curve)
        others = others or found
        return _Found(
            near=found["near"],
            any=rules.at_least(found["any"], found["near"]),
            typical=typical,
            typical_near=others["near"],
            typical_any=rules.at_least(others["any"], others["near"]),
        )

    def _reference(
        self, reading: Reading, profile: Profile, found: _Found, limits: rules.Bounds, *, wishes: bool
    ) -> rules.Reference | None:
        """Return what the lists of these experiences are filled from; what was scored already when it is the same.

        Parameters
        ----------
        wishes
            Whether a wish takes occupations away: the lists are filled then only with what has some chance, the first
            also with work that anybody may begin.
        """
        if not reading.occupations:
            return None
        near, either, typical = found.typical_near, found.typical_any, found.typical
        if typical is not None:
            limits = rules.bounds(typical, reading, profile, self.facts, self.parameters)
        return rules.Reference(
            near=near.raw,
            any=either.raw,
            near_chance=near.certain,
            any_chance=either.certain,
            bounds=limits,
            **self._fitting(reading, profile, near.certain, either.certain, wishes=wishes),
        )

    def _fitting(
        self,
        reading: Reading,
        profile: Profile,
        near: NDArray[np.float64],
        either: NDArray[np.float64],
        *,
        wishes: bool,
    ) -> dict[str, NDArray[np.bool_]]:
        """Return what each list may be filled up with; anything without a wish.

        What can surely be learned is called so in the second list, and not a guess in the first; work below the own
        level fills no list as what anybody may begin, nor as a guess (a nurse who wants no nights washes no dishes);
        and what only fills the second up asks no two levels more.
        """
        everything, figures = np.ones(len(near), dtype=bool), self.parameters
        if not wishes:
            return {"fits": everything, "fits_training": everything}
        simple = self.facts.below_own(reading, figures) & (not profile.filters.below_level)
        anybody = (self.facts.eqf > UNKNOWN) & (self.facts.eqf <= figures.level_of_anybody) & ~simple
        least = np.where(simple, figures.sideways_least, figures.fill_least)
        learned = (either >= self.heads["any"].curve.threshold) & (near < figures.doubt_possible)
        high = self.facts.above_own(reading, profile.filters, figures.levels_within_reach)
        return {
            "fits": ((near >= least) | anybody) & ~learned,
            "fits_training": (either >= figures.fill_least_training) & ~high,
        }

    def _of_hobby(
        self, reading: Reading, profile: Profile, below: NDArray[np.bool_], region: NDArray[np.bool_] | None
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Return the simple work that only a hobby brings: what fills no list, and what of it no list shows.

        It stands on no list of who has only what the rest of the experiences brings, and for the second what the person
        added to that. The first depends on the experiences alone: a competence more takes no place of another row.
        Neither changes a chance. Nothing where work below the own level is asked; shape (n,) each.
        """
        simple = below & (self.facts.eqf < self.parameters.hobby_from_level)
        if profile.filters.below_level or {*reading.beside_hobbies} == {*reading.occupations} or not simple.any():
            return np.zeros_like(simple), np.zeros_like(simple)
        brought = simple & (self.decide(profile, reading.without_hobbies(), region).side == rules.FAR)
        added = {*reading.held} - {*reading.typical}
        if not brought.any() or (not added and reading.met <= reading.proved):
            return brought, brought
        told = reading.without_hobbies(added)
        return brought, brought & (self.decide(profile, told, region).side == rules.FAR)

    def _shares(self, reading: Reading, occupations: Sequence[int], head: str) -> NDArray[np.float64]:
        """Return what is left of a head's chances after each occupation's experiences, and 1 for rows without one."""
        best, parameters = dict.fromkeys(occupations, 0.0), self.parameters
        for occupation, share, kind in zip(reading.occupations, reading.shares, reading.kinds, strict=True):
            lasted = (share / parameters.kinds[kind]) ** parameters.share_power[head]
            best[occupation] = max(best[occupation], lasted * parameters.kinds_told[kind][head])
        return np.array([*best.values(), 1.0])

    def _as_told(
        self,
        reading: Reading,
        occupations: Sequence[int],
        near: rules.Scored,
        either: rules.Scored,
        side: NDArray[np.int8],
    ) -> tuple[rules.Scored, rules.Scored]:
        """Return both heads with what a person did or studied for as near as anything can be.

        It counts for what each way of doing it is worth, and only where it is within reach: nothing that the law asks
        lacks.
        """
        done = [position for position in reading.told_as if side[position] == rules.WITHIN_REACH]
        if not done:
            return near, either
        found = []
        for head, scored in zip(_HEADS, (near, either), strict=True):
            shares = dict(zip(occupations, self._shares(reading, occupations, head).tolist(), strict=False))
            found.append(
                nearest_possible(scored, done, [shares[position] for position in done], self.heads[head].curve)
            )
        return found[0], rules.at_least(found[1], found[0])

    def decide(self, profile: Profile, reading: Reading, region: NDArray[np.bool_] | None = None) -> rules.Decision:
        """Decide for every occupation on which side it falls for a profile that was read.

        Parameters
        ----------
        region
            Occupations that surely have no vacancy where the person wants to work; bool, shape (n,).
        """
        filters, parameters, seen = profile.filters, self.parameters, self.see(reading)
        below = self.facts.below_own(reading, parameters)
        rows = self.ranker.rows(seen)
        found = self._scored(reading, seen, rows)
        near, either = found.near, found.any
        removed = self.facts.filtered(filters, parameters) | (False if region is None else region)
        own = np.zeros(len(removed), dtype=bool)
        own[list(reading.jobs)] = True  # what one studied for, or did unpaid, is what a coach names first
        not_asked = self.facts.not_asked(reading, parameters)
        fills_none, of_hobby = self._of_hobby(reading, profile, below, region)
        fills_none[list(reading.told_as)] = of_hobby[list(reading.told_as)] = False
        limits = rules.bounds(seen, reading, profile, self.facts, parameters)
        open_ = ~(own | removed | not_asked | fills_none)
        simpler = below & bool(below[list(reading.beside_hobbies)].any())
        reference = self._reference(reading, profile, found, limits, wishes=bool(removed.any()))
        side = rules.sides(near, either, limits, open_, simpler, reference, self.heads, parameters)
        out = self._left_out(reading, profile, found, side, open_, simpler, reference, below)
        out[list(reading.told_as)] = False
        if not reading.held:
            side = np.zeros_like(side)  # a name alone says nothing of what a person can do
        near, either = self._as_told(reading, seen.occupations, near, either, side)
        covered, spare = seen.sums[1] / np.maximum(self.ranker.asking.asked_rare, 1e-9), np.zeros_like(own)
        if reading.held and not reading.occupations:
            start = highest_at_start(filters, parameters)
            side, spare = rules.spared(side, limits, covered, self.facts.eqf, start, parameters.level_to_learn)
        return rules.Decision(
            seen=seen,
            rows=rows,
            near=near,
            any=either,
            scores=self._scores(reading, profile, near, either, side, covered + seen.sums[2], below),
            side=side,
            filtered=removed,
            not_asked=not_asked,
            of_hobby=of_hobby,
            own=own,
            blocked=limits.blocked,
            too_far=limits.too_far,
            below=below,
            spare=spare,
            left_out=out,
        )

    def _left_out(
        self,
        reading: Reading,
        profile: Profile,
        found: _Found,
        side: NDArray[np.int8],
        open_: NDArray[np.bool_],
        simpler: NDArray[np.bool_],
        reference: rules.Reference | None,
        below: NDArray[np.bool_],
    ) -> NDArray[np.bool_]:
        """Return which simpler work no list shows for who did such work too, unless it is asked; bool, shape (n,)."""
        if reference is None or profile.filters.below_level or not simpler.any():
            return np.zeros_like(simpler)
        near, either = found.typical_near, found.typical_any
        if found.typical is not None:
            bounds = reference.bounds
            side = rules.sides(near, either, bounds, open_, simpler, reference, self.heads, self.parameters)
        return left_out(
            simpler,
            open_,
            side,
            self._scores(reading, profile, near, either, side, np.zeros(len(side)), below),
            (near, either),
            (found.near, found.any),
            likely=self.parameters.doubt_likely,
            least=self.parameters.list_least,
        )

    def _scores(
        self,
        reading: Reading,
        profile: Profile,
        near: rules.Scored,
        either: rules.Scored,
        side: NDArray[np.int8],
        asked: NDArray[np.float64],
        below: NDArray[np.bool_],
    ) -> NDArray[np.float64]:
        """Return what puts the lists in order; float64, shape (n,). A competence or licence more never lowers it.

        Parameters
        ----------
        asked
            How much of what the person can do each occupation asks, the essential first; float64, shape (n,).
        """
        now = side == rules.WITHIN_REACH
        chance = rules.told(side, near.chance, either.chance)
        beside = np.where(now, either.chance, near.chance)
        common = self.facts.common * bool(reading.occupations)  # without an experience, what is covered decides
        lower, done = self.facts.lower(reading), list(reading.told_as)
        beside[done], common[done], lower[done] = 1.0, 0.0, 0  # nothing with the same chance is nearer than this
        order = order_of.in_order(chance, beside, lower, common, self.parameters)
        ties = 1.0 / (1.0 + np.exp(-near.raw))
        if not reading.occupations:
            ties = asked - LEVEL * ((self.facts.eqf == UNKNOWN) | (self.facts.eqf > self.parameters.level_of_anybody))
        order += order_of.TIES * ties + order_of.FIRST * now
        order -= order_of.BELOW * (below & (not profile.filters.below_level))
        order -= order_of.HARDLY * (now & (near.chance < self.parameters.last_below))
        return np.round(order, 9).astype(np.float64)

    def reasons(self, positions: Sequence[int], decided: rules.Decision) -> list[tuple[Reason, ...]]:
        """Return what the score of each of these occupations rests on, largest first; nothing where no tree saw it."""
        rows, head = decided.any.row[list(positions)], self.heads["any"]
        found = np.flatnonzero(rows >= 0)
        moves = head.contributions(decided.rows.values[rows[found]])
        made: list[tuple[Reason, ...]] = [()] * len(positions)
        for place, weights in zip(found.tolist(), np.round(moves, 3).tolist(), strict=True):
            ordered = sorted(zip(GROUPS, weights, strict=True), key=lambda pair: (-abs(pair[1]), pair[0]))
            made[place] = tuple(Reason(group=group, weight=weight) for group, weight in ordered if weight)
        return made
