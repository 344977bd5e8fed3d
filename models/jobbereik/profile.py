"""From what a person told to what the rankers see: which competences, and with what probability."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from item_bank.catalogue.gates import implied, proved_by
from item_bank.catalogue.table import Catalogue
from item_bank.schema import GateId
from models.jobbereik.parameters import Parameters
from models.jobbereik.ranking import Query
from models.jobbereik.schema import Experience, ExperienceKind, Profile

DAYS_A_YEAR = 365.25

LONG_STUDY_MONTHS = 72
"""Months from which a study counts as finished, however long it is: what "3 to 10 years" of the form says."""

PROVING = frozenset({ExperienceKind.JOB, ExperienceKind.VOLUNTEERING, ExperienceKind.STUDY})
"""Experiences that prove the gates that the law asks for them; a study only when it lasted for long enough."""


class UnknownIdError(LookupError):
    """An id that the active catalogue does not have.

    Attributes
    ----------
    field
        Name of the member as the API spells it.
    value
        The id.
    position
        Place in its list, from 0; ``None`` when it is not in a list.
    """

    def __init__(self, field: str, value: str, position: int | None = None) -> None:
        place = "" if position is None else f" at position {position}"
        super().__init__(f"{field}{place} is {value[:80]!r}; the active catalogue does not have it")
        self.field, self.value, self.position = field, value, position


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A profile read against a catalogue.

    Attributes
    ----------
    held
        Probability that the person has each competence, by position; above 0 to 1.
    occupations
        Positions of the occupations of the experiences, in the order told.
    shares
        How far each experience counts as having done that occupation, above 0 to 1.
    kinds
        The kind of each experience, in the order told.
    levelled
        Positions of the occupations that tell the person's own level: work, and a study that lasted for long enough;
        all of them when there is no such experience.
    derived
        True when the competences were derived from the experiences instead of confirmed; some may be tried out beside
        them.
    typical
        Positions of the competences that the experiences typically bring, whether confirmed or not; rising.
    met
        Gates that the person meets: said to hold, proved by work, and what follows from both.
    assumed
        Those of them that nobody said: work proves them.
    denied
        Gates that the person says not to hold.
    proved
        What the work proves when nothing is denied.
    typical_work
        Positions of the competences that all but the hobbies ask; of everything when there is nothing else.
    told_as
        How each occupation was done, by position; a job counts before a study, that before work without pay, and that
        before a hobby. A study that can't be finished yet is none.
    """

    held: Mapping[int, float]
    occupations: tuple[int, ...]
    shares: tuple[float, ...]
    derived: bool
    kinds: tuple[ExperienceKind, ...] = ()
    levelled: tuple[int, ...] = ()
    typical: tuple[int, ...] = ()
    met: frozenset[GateId] = frozenset()
    assumed: frozenset[GateId] = frozenset()
    denied: frozenset[GateId] = frozenset()
    proved: frozenset[GateId] = frozenset()
    typical_work: tuple[int, ...] = ()
    told_as: Mapping[int, ExperienceKind] = field(default_factory=dict)

    @property
    def jobs(self) -> tuple[int, ...]:
        """Return the positions of the occupations that were a job."""
        return tuple(o for o, kind in self.told_as.items() if kind is ExperienceKind.JOB)

    @property
    def beside_hobbies(self) -> tuple[int, ...]:
        """Return the positions of the occupations that are more than a hobby; all of them when there is no other."""
        return beside_hobbies(self.occupations, self.kinds)

    def without_hobbies(self, added: Iterable[int] | None = None) -> "Reading":
        """Return who did the same without the hobbies, and has what that brings and proves.

        Parameters
        ----------
        added
            Positions of competences that the person has beside; then also the gates met and denied are the person's.
        """
        told = [i for i, kind in enumerate(self.kinds) if kind is not ExperienceKind.HOBBY]
        nothing: frozenset[GateId] = frozenset()
        return replace(
            self,
            held=dict.fromkeys((*self.typical_work, *(added or ())), 1.0),
            occupations=tuple(self.occupations[i] for i in told),
            shares=tuple(self.shares[i] for i in told),
            kinds=tuple(self.kinds[i] for i in told),
            derived=added is None,
            typical=self.typical_work,
            told_as={o: kind for o, kind in self.told_as.items() if kind is not ExperienceKind.HOBBY},
            met=self.proved if added is None else self.met,
            denied=nothing if added is None else self.denied,
        )

    def query(self) -> Query:
        """Return what the rankers see."""
        positions = sorted(self.held)
        return Query(
            competences=np.array(positions, dtype=np.int64),
            weights=np.array([self.held[position] for position in positions], dtype=np.float32),
            occupations=np.array(self.occupations, dtype=np.int64),
            shares=np.array(self.shares, dtype=np.float32),
        )


def beside_hobbies(occupations: tuple[int, ...], kinds: Sequence[ExperienceKind]) -> tuple[int, ...]:
    """Return the occupations that are more than a hobby; all of them when there is no other."""
    told = zip(occupations, kinds, strict=False)
    return tuple(o for o, kind in told if kind is not ExperienceKind.HOBBY) or occupations


def _asked(catalogue: Catalogue, occupations: Sequence[int]) -> tuple[int, ...]:
    """Return the positions of the competences that some occupations ask, rising."""
    return tuple(sorted({c for o in occupations for c in catalogue.competence_positions(o).tolist()}))


def experience_share(experience: Experience, parameters: Parameters, on: date) -> float:
    """Return how far an experience counts as having done the occupation, above 0 to 1.

    Longer, more recent and paid counts more; see ``parameters.yaml`` for the figures and their source.
    """
    grown = min(1.0, experience.months / parameters.months_full)
    duration = parameters.share_at_start + (1.0 - parameters.share_at_start) * grown
    years_ago = 0.0
    if experience.ended_on is not None:
        years_ago = max(0.0, (on - experience.ended_on).days / DAYS_A_YEAR)
    return duration * parameters.kinds[experience.kind] * math.exp2(-years_ago / parameters.halving_years)


def typical_competences(
    catalogue: Catalogue, occupations: Sequence[int], shares: Sequence[float], parameters: Parameters
) -> dict[int, float]:
    """Return the probability of each competence that people with these experiences typically have, by position.

    Experiences add up as independent chances: whoever met a competence in two jobs is likelier to have it.
    """
    absent: dict[int, float] = {}
    for occupation, share in zip(occupations, shares, strict=True):
        start, end = catalogue.indptr[occupation], catalogue.indptr[occupation + 1]
        essential = catalogue.link_essential[start:end].tolist()
        marked = any(essential)
        for position, flag in zip(catalogue.link_competence[start:end].tolist(), essential, strict=True):
            code = ("essential" if flag else "useful") if marked else "unmarked"
            absent[position] = absent.get(position, 1.0) * (1.0 - share * parameters.typical[code])
    return {position: 1.0 - chance for position, chance in absent.items()}


def read_experiences(
    catalogue: Catalogue, experiences: Sequence[Experience], parameters: Parameters, on: date
) -> tuple[tuple[int, ...], tuple[float, ...]]:
    """Return the positions of the experiences' occupations and how far each counts.

    Raises
    ------
    UnknownIdError
        When the catalogue does not have an occupation.
    """
    positions = []
    for i, experience in enumerate(experiences):
        position = catalogue.occupation_index(experience.occupation_id)
        if position is None:
            raise UnknownIdError("occupationId", experience.occupation_id, i)
        positions.append(position)
    return tuple(positions), tuple(experience_share(e, parameters, on) for e in experiences)


def read_profile(catalogue: Catalogue, profile: Profile, parameters: Parameters, on: date) -> Reading:
    """Read a profile against a catalogue.

    Raises
    ------
    UnknownIdError
        When the catalogue does not have an occupation, competence or licence that the profile names.
    """
    for member, named in (("licencesHeld", profile.licences_held), ("licencesNotHeld", profile.licences_not_held)):
        for i, gate in enumerate(sorted(named)):
            if gate not in catalogue.gates:
                raise UnknownIdError(member, gate, i)
    occupations, shares = read_experiences(catalogue, profile.experiences, parameters, on)
    typical = typical_competences(catalogue, occupations, shares, parameters)
    gates = _gates(catalogue, profile, occupations, parameters)
    kinds = tuple(experience.kind for experience in profile.experiences)
    levelled = tuple(
        position
        for position, experience in zip(occupations, profile.experiences, strict=True)
        if experience.kind in (ExperienceKind.JOB, ExperienceKind.STUDY)
        and finished(catalogue, position, experience, parameters)
    )
    told = Reading(
        held=typical,
        occupations=occupations,
        shares=shares,
        derived=bool(typical),
        kinds=kinds,
        levelled=levelled or occupations,
        typical=tuple(sorted(typical)),
        typical_work=_asked(catalogue, beside_hobbies(occupations, kinds)),
        told_as=_told_as(catalogue, profile.experiences, occupations, parameters),
        **gates,
    )
    if profile.competence_ids is None and not profile.beside:
        return told
    confirmed: dict[int, float] = {}
    for i, id_ in enumerate((*(profile.competence_ids or ()), *profile.beside)):
        position = catalogue.competence_index(id_)
        if position is None:
            raise UnknownIdError("competenceIds", id_, i)
        confirmed[position] = 1.0
    if profile.competence_ids is None:
        return replace(told, held=typical | confirmed)
    return replace(told, held=confirmed, derived=False)


def _told_as(
    catalogue: Catalogue, experiences: Sequence[Experience], occupations: Sequence[int], parameters: Parameters
) -> dict[int, ExperienceKind]:
    """Return how each occupation was done, by position; of two ways the one that an employer asks for first."""
    found: dict[int, ExperienceKind] = {}
    for kind in (ExperienceKind.HOBBY, ExperienceKind.VOLUNTEERING, ExperienceKind.STUDY, ExperienceKind.JOB):
        for position, told in zip(occupations, experiences, strict=True):
            if told.kind is kind and finished(catalogue, position, told, parameters):
                found[position] = kind
    return found


def finished(catalogue: Catalogue, position: int, experience: Experience, parameters: Parameters) -> bool:
    """Tell whether an experience is more than a study that can't be finished yet.

    A study is told in steps of years and may have begun elsewhere: it may be a year shorter than level and gates ask.
    """
    if experience.kind is not ExperienceKind.STUDY:
        return True
    occupation = catalogue.occupation(position)
    years = [catalogue.gates[gate].study_years or 0 for gate in occupation.gates or ()]
    years.append(parameters.study_years_of_level.get(occupation.eqf or 0, 0))
    return experience.months >= min(12 * (max(years) - 1), LONG_STUDY_MONTHS)


def _gates(
    catalogue: Catalogue, profile: Profile, occupations: Sequence[int], parameters: Parameters
) -> dict[str, frozenset[GateId]]:
    """Return what the person meets, what of it work proves, and what is denied.

    A hobby proves nothing, and neither does a study that can't be finished yet.
    """
    denied = profile.licences_not_held
    worked = [
        catalogue.occupation(position)
        for position, experience in zip(occupations, profile.experiences, strict=True)
        if experience.kind in PROVING and finished(catalogue, position, experience, parameters)
    ]
    nothing: frozenset[GateId] = frozenset()
    proved = nothing.union(*(proved_by(occupation, catalogue.gates) for occupation in worked))
    left = nothing.union(*(proved_by(occupation, catalogue.gates, denied) for occupation in worked))
    said = implied(catalogue.gates, profile.licences_held) - (denied - profile.licences_held)
    return {"met": said | left, "assumed": left - said, "denied": denied - profile.licences_held, "proved": proved}
