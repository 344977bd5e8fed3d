"""What a person has, misses and does not use for one occupation, the gates apart, and trainings that help."""

import math
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from item_bank.catalogue.table import Catalogue
from item_bank.schema import CompetenceId, Frequency, Gate, GateId, Occupation, Training
from models.contracts import Estimate
from models.jobbereik.parameters import Parameters
from models.jobbereik.profile import Reading
from models.jobbereik.schema import Candidate, CompetenceInPlay, Doubt, GateInPlay, Profile, Reason, Unlisted, Verdict

Items = tuple[CompetenceInPlay, ...]

ESSENTIAL_FACTOR = 2.0
"""An essential competence weighs this much more than a useful one when the missing ones are put in order."""

TRAININGS_SHOWN = 3
TRAINING_LEAST = 0.5
"""A training is shown when it helps at least this much of what the best one does."""


TRAINING_FITS = 0.5
"""A training leads to an occupation when the occupation asks at least this share of what the training builds."""


def _fits(training: Training, asked: AbstractSet[CompetenceId]) -> bool:
    return len(asked & set(training.competences)) >= TRAINING_FITS * max(1, len(training.competences))


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """A training that leads to an occupation or opens one of its gates.

    Attributes
    ----------
    fits
        Whether it leads to the occupation.
    builds
        What it builds of what the occupation asks.
    root
        Root of the number of competences that it builds in all.
    """

    training: Training
    fits: bool
    builds: tuple[CompetenceId, ...]
    root: float

    @classmethod
    def of(cls, training: Training, asked: AbstractSet[CompetenceId]) -> "Lead":
        """Look at a training from an occupation that asks these."""
        return cls(
            training=training,
            fits=_fits(training, asked),
            builds=tuple(id_ for id_ in training.competences if id_ in asked),
            root=math.sqrt(max(1, len(training.competences))),
        )

    def gain(self, missing: Mapping[CompetenceId, float], unmet: set[GateId]) -> float:
        """Return how much it helps a person who misses these competences and gates."""
        opened = len(unmet.intersection(self.training.gates)) if unmet else 0
        if not opened and not self.fits:
            return 0.0
        return sum([missing[id_] for id_ in self.builds if id_ in missing]) / self.root + opened


def doubt_of(chance: float, figures: Parameters) -> Doubt:
    """Return a chance in one of four words."""
    if chance >= figures.doubt_sure:
        return Doubt.SURE
    if chance >= figures.doubt_likely:
        return Doubt.LIKELY
    return Doubt.POSSIBLE if chance >= figures.doubt_possible else Doubt.GUESS


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A competence that an occupation asks, as a person misses it and as a person has it for sure."""

    position: int
    missing: CompetenceInPlay
    held: CompetenceInPlay

    def as_held(self, probability: float) -> CompetenceInPlay:
        """Return it for a person who has it with this probability."""
        probability, held = round(probability, 4), self.held
        if probability == held.probability:
            return held
        return CompetenceInPlay(
            competence=held.competence,
            importance=held.importance,
            essential=held.essential,
            probability=probability,
        )


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
    _asked: dict[int, tuple[Asked, ...]] = field(default_factory=dict)
    _leading: dict[int, tuple[Lead, ...]] = field(default_factory=dict)
    _gates: dict[tuple[GateId, bool, bool, bool], GateInPlay] = field(default_factory=dict)

    def asked(self, occupation: int) -> tuple[Asked, ...]:
        """Return what an occupation asks, most decisive first; made once for each occupation."""
        found = self._asked.get(occupation)
        if found is None:
            found = self._asked[occupation] = self._read_asked(occupation)
        return found

    def warm(self) -> None:
        """Make what every occupation asks now, so that the first visitors do not wait for it."""
        for position in range(self.catalogue.n_occupations):
            self.asked(position)

    def _read_asked(self, occupation: int) -> tuple[Asked, ...]:
        start, end = self.catalogue.indptr[occupation], self.catalogue.indptr[occupation + 1]
        positions = np.asarray(self.catalogue.link_competence[start:end])
        essential = np.asarray(self.catalogue.link_essential[start:end]).astype(bool)
        raw = self.telling[positions] * np.where(essential, ESSENTIAL_FACTOR, 1.0)
        scaled = np.round(raw / max(float(raw.max(initial=0.0)), 1e-9), 4)
        order = np.lexsort((positions, -scaled))
        rows = ((int(positions[i]), float(scaled[i]), bool(essential[i])) for i in order)
        return tuple(
            Asked(
                position=position,
                missing=self._in_play(position, value, flag, 0.0),
                held=self._in_play(position, value, flag, 1.0),
            )
            for position, value, flag in rows
        )

    def _in_play(self, position: int, importance: float, essential: bool, probability: float) -> CompetenceInPlay:
        return CompetenceInPlay(
            competence=self.catalogue.competence(position),
            importance=round(importance, 4),
            essential=essential,
            probability=round(probability, 4),
        )

    def all_held(self, held: Mapping[int, float]) -> tuple[tuple[int, CompetenceInPlay], ...]:
        """Return all that a person has, most telling first: for each occupation, what it does not ask is not used."""
        telling = {p: float(self.telling[p]) for p in held}
        ordered = sorted(held, key=lambda p: (-telling[p], p))
        return tuple((p, self._in_play(p, telling[p], False, held[p])) for p in ordered)

    def competences(
        self, occupation: int, held: Mapping[int, float], all_held: tuple[tuple[int, CompetenceInPlay], ...] = ()
    ) -> tuple[tuple[CompetenceInPlay, ...], tuple[CompetenceInPlay, ...], tuple[CompetenceInPlay, ...]]:
        """Return what a person has, misses and does not use for an occupation, each most decisive first."""
        asked = self.asked(occupation)
        matched = tuple([item.as_held(held[item.position]) for item in asked if item.position in held])
        missing = tuple([item.missing for item in asked if item.position not in held])
        wanted = {item.position for item in asked}
        unused = tuple([item for p, item in all_held if p not in wanted])
        return matched, missing, unused

    def gates(self, occupation: Occupation, reading: Reading) -> tuple[GateInPlay, ...]:
        """Return the gates of an occupation and whether the person meets each."""
        return tuple([self._gate(self.catalogue.gates[id_], reading) for id_ in occupation.gates or ()])

    def _gate(self, gate: Gate, reading: Reading) -> GateInPlay:
        held, assumed = gate.id in reading.met, gate.id in reading.assumed
        open_ = gate.formality or (gate.common and gate.id not in reading.denied)
        key = (gate.id, held, assumed, not held and not open_)
        found = self._gates.get(key)
        if found is None:
            found = self._gates[key] = GateInPlay(gate=gate, held=held, assumed=assumed, in_the_way=key[-1])
        return found

    def leading(self, occupation: int) -> tuple[Lead, ...]:
        """Return the trainings that lead to an occupation or open one of its gates.

        They are the same for everybody, so they are looked up once for each occupation.
        """
        found = self._leading.get(occupation)
        if found is None:
            asked = frozenset(item.missing.competence.id for item in self.asked(occupation))
            gates = frozenset(self.catalogue.occupation(occupation).gates or ())
            rows = (Lead.of(training, asked) for training in self.catalogue.trainings)
            found = tuple(row for row in rows if row.fits or gates & set(row.training.gates))
            self._leading[occupation] = found
        return found

    def trainings(self, occupation: int, missing: Items, gates: tuple[GateInPlay, ...]) -> tuple[Training, ...]:
        """Return the trainings that build what is missing or open a gate, best first; at most three.

        A broad training is not better because it is broad: what it builds of the gap counts by the root of its size.
        """
        leading = self.leading(occupation)
        if not leading:
            return ()
        weight: dict[CompetenceId, float] = {item.competence.id: item.importance for item in missing}
        unmet = {item.gate.id for item in gates if not item.held}
        gains = [(row.gain(weight, unmet), row.training) for row in leading]
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
        probability_now: Estimate,
        verdict: Verdict,
        below_level: bool,
        reasons: tuple[Reason, ...],
        all_held: tuple[tuple[int, CompetenceInPlay], ...],
        spare: bool = False,
        surprising: bool = False,
        unlisted: Unlisted | None = None,
    ) -> Candidate:
        """Compare one occupation with one person in full; ``all_held`` comes from :meth:`all_held`, once for all."""
        occupation = self.catalogue.occupation(index)
        matched, missing, unused = self.competences(index, reading.held, all_held)
        gates = self.gates(occupation, reading)
        avoid = sorted(profile.filters.avoid)
        occurs = occupation.conditions
        thin_profile = len(reading.held) < self.parameters.tiny_profile
        told = probability_now if verdict is Verdict.WITHIN_REACH else probability
        return Candidate(
            occupation=occupation,
            score=round(score, 6),
            probability=probability,
            probability_now=probability_now,
            doubt=doubt_of(told.value, self.parameters),
            verdict=verdict,
            spare=spare,
            below_level=below_level,
            reasons=reasons,
            thin_data=thin_profile or len(matched) + len(missing) < self.parameters.thin_occupation,
            surprising=surprising,
            unlisted=unlisted,
            matched=matched,
            missing=missing,
            unused=unused,
            gates=gates,
            gates_known=occupation.gates is not None,
            trainings=self.trainings(index, missing, gates),
            avoided=tuple((code, occurs[code]) for code in avoid if occurs.get(code, Frequency.NO) != Frequency.NO),
            unknown_conditions=tuple(code for code in avoid if code not in occurs),
            told_as=reading.told_as.get(index),
        )
