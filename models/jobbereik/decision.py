"""The two-list decision for all occupations at once: probabilities, gates, level, and the person's filters."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from item_bank.catalogue.table import FREQUENCIES, UNKNOWN, Catalogue
from item_bank.schema import Frequency
from models.jobbereik.calibration import ReachCalibration
from models.jobbereik.parameters import Parameters
from models.jobbereik.profile import Reading
from models.jobbereik.schema import Filters, Profile

FAR, WITH_TRAINING, WITHIN_REACH = 0, 1, 2
"""Sides of the decision, in the order of how near an occupation is."""

_OFTEN = FREQUENCIES.index(Frequency.OFTEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class OccupationFacts:
    """Columns that decide, for all n occupations of a catalogue.

    Attributes
    ----------
    eqf
        Level, -1 when unknown; int8, shape (n,).
    sector
        Code of the sector, empty when unknown; str, shape (n,).
    isco08
        Four digits of ISCO-08, empty when unknown; str, shape (n,).
    groups
        The groups of ISCO-08 that occur.
    gates
        Gates of each occupation; a formality is arranged, and never in the way.
    gated
        The occupations that have one, with their gates.
    gates_known
        Whether the catalogue says which gates there are; bool, shape (n,).
    conditions
        Frequency of each condition of the vocabulary, -1 when unknown; int8, shape (n, c).
    """

    eqf: NDArray[np.int8]
    sector: NDArray[np.str_]
    isco08: NDArray[np.str_]
    groups: frozenset[str]
    gates: tuple[frozenset[str], ...]
    gated: tuple[tuple[int, frozenset[str]], ...]
    gates_known: NDArray[np.bool_]
    conditions: NDArray[np.int8]
    condition_codes: tuple[str, ...]

    @classmethod
    def of(cls, catalogue: Catalogue) -> "OccupationFacts":
        """Read the columns of a catalogue."""
        arrays = catalogue.columns.arrays
        rows = [catalogue.occupation(i).gates or () for i in range(catalogue.n_occupations)]
        formalities = {gate.id for gate in catalogue.gates.values() if gate.formality}
        gates = tuple(frozenset(map(str, row)) - formalities for row in rows)
        return cls(
            eqf=np.asarray(arrays["occupation.eqf"]),
            sector=np.array(list(catalogue.columns.texts["occupation.sector"]), dtype=np.str_),
            isco08=np.array(list(catalogue.columns.texts["occupation.isco08"]), dtype=np.str_),
            groups=frozenset(catalogue.columns.texts["occupation.isco08"]),
            gates=gates,
            gated=tuple((i, row) for i, row in enumerate(gates) if row),
            gates_known=np.asarray(arrays["occupation.gates_known"]).astype(bool),
            conditions=np.asarray(arrays["occupation.conditions"]),
            condition_codes=tuple(condition.code for condition in catalogue.vocabulary.conditions),
        )

    def unmet(self, licences: frozenset[str]) -> NDArray[np.bool_]:
        """Return which occupations have a gate that is not among these; bool, shape (n,)."""
        found = np.zeros(len(self.gates), dtype=bool)
        found[[i for i, gates in self.gated if gates - licences]] = True
        return found

    def filtered(self, filters: Filters, parameters: Parameters) -> NDArray[np.bool_]:
        """Return which occupations the person's filters take away; what is unknown stays. Bool, shape (n,)."""
        removed = np.zeros(len(self.eqf), dtype=bool)
        if filters.eqf_level is not None:
            removed |= self.eqf > filters.eqf_level + parameters.levels_by_training
        if filters.sectors:
            removed |= (self.sector != "") & ~np.isin(self.sector, sorted(filters.sectors))
        for code in filters.avoid:
            if code in self.condition_codes:
                removed |= self.conditions[:, self.condition_codes.index(code)] == _OFTEN
        return removed

    def above_level(self, filters: Filters) -> NDArray[np.bool_]:
        """Return which occupations ask a higher level than the person states; bool, shape (n,)."""
        if filters.eqf_level is None:
            return np.zeros(len(self.eqf), dtype=bool)
        return np.asarray(self.eqf > filters.eqf_level)

    def above_own(self, reading: Reading, filters: Filters, levels: int) -> NDArray[np.bool_]:
        """Return which occupations ask more than so many levels above the highest own occupation; bool, shape (n,).

        Only where the person does not state a level; nothing when no level is known.
        """
        own = max((int(self.eqf[i]) for i in reading.occupations), default=UNKNOWN)
        if filters.eqf_level is not None or own == UNKNOWN:
            return np.zeros(len(self.eqf), dtype=bool)
        return np.asarray(self.eqf > own + levels)

    def not_asked(self, reading: Reading, parameters: Parameters) -> NDArray[np.bool_]:
        """Return which occupations are only shown to who worked in their group; bool, shape (n,)."""
        own = {str(self.isco08[i]) for i in reading.occupations}
        closed = {code for code in self.groups if code.startswith(tuple(parameters.only_when_asked))} - own
        return np.isin(self.isco08, sorted(closed))

    def avoided_unknown(self, filters: Filters) -> NDArray[np.bool_]:
        """Return of which occupations it is not known whether an avoided condition occurs; bool, shape (n,)."""
        columns = [self.condition_codes.index(code) for code in filters.avoid if code in self.condition_codes]
        return np.asarray((self.conditions[:, columns] == UNKNOWN).any(axis=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided for all n occupations.

    Attributes
    ----------
    scores
        Ranking scores; float32, shape (n,).
    near, any
        Probability of each head of the calibration; float64, shape (n,).
    side
        ``WITHIN_REACH``, ``WITH_TRAINING`` or ``FAR``; int8, shape (n,).
    filtered
        Taken away by the person's filters; bool, shape (n,).
    not_asked
        Of a group that is only shown to who worked there; bool, shape (n,).
    own
        Occupation of one of the experiences; bool, shape (n,).
    blocked
        Kept out of reach by an unmet gate or by level, whatever the score; bool, shape (n,).
    """

    scores: NDArray[np.float32]
    near: NDArray[np.float64]
    any: NDArray[np.float64]
    side: NDArray[np.int8]
    filtered: NDArray[np.bool_]
    not_asked: NDArray[np.bool_]
    own: NDArray[np.bool_]
    blocked: NDArray[np.bool_]

    def best(self, chosen: NDArray[np.bool_], limit: int) -> list[int]:
        """Return the positions of the chosen occupations, best score first, ties by position."""
        positions = np.flatnonzero(chosen)
        return [int(p) for p in positions[np.lexsort((positions, -self.scores[positions]))][:limit]]


def decide(
    scores: NDArray[np.float32],
    reading: Reading,
    profile: Profile,
    facts: OccupationFacts,
    calibration: ReachCalibration,
    parameters: Parameters,
) -> Decision:
    """Decide for every occupation on which side it falls.

    Within reach: the probability of a near step passes its threshold, no gate is unmet and the level is not higher than
    stated. With training: else, when the probability of any step passes its threshold. Without a stated level, the
    levels of the own occupations bound both: names alike ("elektricien", "elektrotechnisch ingenieur") hide years of
    study.
    """
    near = calibration.probabilities("near", scores)
    either = np.maximum(calibration.probabilities("any", scores), near)
    filters = profile.filters
    blocked = facts.unmet(frozenset(map(str, profile.licences_held))) | facts.above_level(filters)
    blocked |= facts.above_own(reading, filters, parameters.levels_within_reach)
    reachable = near >= calibration.curves["near"].threshold
    feasible = either >= calibration.curves["any"].threshold
    something_held = bool(reading.held)  # a name alone says nothing about what a person can do
    too_far = facts.above_own(reading, filters, parameters.levels_with_training)
    side = np.where(reachable & ~blocked, WITHIN_REACH, np.where(reachable | feasible, WITH_TRAINING, FAR))
    side[too_far] = FAR
    own = np.zeros(len(scores), dtype=bool)
    own[list(reading.occupations)] = True
    return Decision(
        scores=scores,
        near=near,
        any=either,
        side=(side if something_held else np.zeros_like(side)).astype(np.int8),
        filtered=facts.filtered(filters, parameters),
        not_asked=facts.not_asked(reading, parameters),
        own=own,
        blocked=blocked,
    )


def surprising(
    decision: Decision, facts: OccupationFacts, reading: Reading, calibration: ReachCalibration, parameters: Parameters
) -> list[int]:
    """Return the best occupation of each sector where the person has no experience, just under the threshold.

    Only occupations that no list shows and no filter takes away; best first, at most as many as the parameters say.
    """
    known = {str(facts.sector[i]) for i in reading.occupations}
    floor = calibration.curves["any"].threshold * parameters.surprising_share_of_threshold
    eligible = (
        (decision.side == FAR) & ~decision.filtered & ~decision.not_asked & ~decision.own & (decision.any >= floor)
    )
    eligible &= (facts.sector != "") & ~np.isin(facts.sector, sorted(known))
    found: dict[str, int] = {}
    for position in decision.best(eligible, len(decision.scores)):
        found.setdefault(str(facts.sector[position]), position)
    return list(found.values())[: parameters.surprising_shown]
