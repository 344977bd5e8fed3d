"""What a person has, misses and does not use for one occupation, the gates apart, and trainings that help."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from item_bank.catalogue.table import Catalogue
from item_bank.schema import CompetenceId, Frequency, GateId, Occupation, Training
from models.contracts import Estimate
from models.jobbereik.parameters import Parameters
from models.jobbereik.profile import Reading
from models.jobbereik.schema import Candidate, CompetenceInPlay, GateInPlay, Profile

ESSENTIAL_FACTOR = 2.0
"""An essential competence weighs this much more than a useful one when the missing ones are put in order."""

TRAININGS_SHOWN = 3
TRAINING_LEAST = 0.5
"""A training is shown when it helps at least this much of what the best one does."""


def _gain(training: Training, missing: Mapping[CompetenceId, float], unmet: set[GateId]) -> float:
    built = sum(missing.get(id_, 0.0) for id_ in training.competences) / math.sqrt(max(1, len(training.competences)))
    return built + len(unmet.intersection(training.gates))


@dataclass(frozen=True, slots=True, kw_only=True)
class Explainer:
    """Explains candidates of one catalogue.

    Attributes
    ----------
    telling
        How telling each competence is, 0 to 1; shape (m,).
    """

    catalogue: Catalogue
    telling: NDArray[np.float32]
    parameters: Parameters

    def _importances(self, occupation: int) -> dict[int, tuple[float, bool]]:
        start, end = self.catalogue.indptr[occupation], self.catalogue.indptr[occupation + 1]
        positions = np.asarray(self.catalogue.link_competence[start:end])
        essential = np.asarray(self.catalogue.link_essential[start:end]).astype(bool)
        raw = self.telling[positions] * np.where(essential, ESSENTIAL_FACTOR, 1.0)
        scaled = raw / max(float(raw.max(initial=0.0)), 1e-9)
        rows = zip(positions.tolist(), scaled.tolist(), essential.tolist(), strict=True)
        return {position: (round(value, 4), flag) for position, value, flag in rows}

    def _in_play(self, position: int, importance: float, essential: bool, probability: float) -> CompetenceInPlay:
        return CompetenceInPlay(
            competence=self.catalogue.competence(position),
            importance=importance,
            essential=essential,
            probability=round(probability, 4),
        )

    def competences(
        self, occupation: int, held: Mapping[int, float]
    ) -> tuple[tuple[CompetenceInPlay, ...], tuple[CompetenceInPlay, ...], tuple[CompetenceInPlay, ...]]:
        """Return what a person has, misses and does not use for an occupation, each most decisive first."""
        asked = sorted(self._importances(occupation).items(), key=lambda item: (-item[1][0], item[0]))
        matched = tuple(self._in_play(p, value, flag, held[p]) for p, (value, flag) in asked if p in held)
        missing = tuple(self._in_play(p, value, flag, 0.0) for p, (value, flag) in asked if p not in held)
        asked_positions = {position for position, _ in asked}
        spare = sorted((p for p in held if p not in asked_positions), key=lambda p: (-self.telling[p], p))
        unused = tuple(self._in_play(p, round(float(self.telling[p]), 4), False, held[p]) for p in spare)
        return matched, missing, unused

    def gates(self, occupation: Occupation, profile: Profile) -> tuple[GateInPlay, ...]:
        """Return the gates of an occupation and whether the person says to hold each."""
        asked = (self.catalogue.gates[id_] for id_ in occupation.gates or ())
        return tuple(GateInPlay(gate=gate, held=gate.id in profile.licences_held) for gate in asked)

    def trainings(self, missing: tuple[CompetenceInPlay, ...], gates: tuple[GateInPlay, ...]) -> tuple[Training, ...]:
        """Return the trainings that build what is missing or open a gate, best first; at most three.

        A broad training is not better because it is broad: what it builds of the gap counts by the root of its size.
        """
        weight: dict[CompetenceId, float] = {item.competence.id: item.importance for item in missing}
        unmet = {item.gate.id for item in gates if not item.held}
        gains = [(_gain(training, weight, unmet), training) for training in self.catalogue.trainings]
        best = max((gain for gain, _ in gains), default=0.0)
        useful = [pair for pair in gains if pair[0] > 0 and pair[0] >= TRAINING_LEAST * best]
        useful.sort(key=lambda pair: (-pair[0], pair[1].id))
        return tuple(training for _, training in useful[:TRAININGS_SHOWN])

    def candidate(
        self,
        index: int,
        *,
        reading: Reading,
        profile: Profile,
        score: float,
        probability: Estimate,
        surprising: bool = False,
    ) -> Candidate:
        """Compare one occupation with one person in full."""
        occupation = self.catalogue.occupation(index)
        matched, missing, unused = self.competences(index, reading.held)
        gates = self.gates(occupation, profile)
        avoid = sorted(profile.filters.avoid)
        occurs = occupation.conditions
        thin_profile = len(reading.held) < self.parameters.tiny_profile
        return Candidate(
            occupation=occupation,
            score=round(score, 6),
            probability=probability,
            thin_data=thin_profile or len(matched) + len(missing) < self.parameters.thin_occupation,
            surprising=surprising,
            matched=matched,
            missing=missing,
            unused=unused,
            gates=gates,
            gates_known=occupation.gates is not None,
            trainings=self.trainings(missing, gates),
            avoided=tuple((code, occurs[code]) for code in avoid if occurs.get(code, Frequency.NO) != Frequency.NO),
            unknown_conditions=tuple(code for code in avoid if code not in occurs),
        )
