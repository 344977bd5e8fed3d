"""What goes into Jobbereik and what comes out of it, as plain types.

Upstream: ``api`` and ``training`` build profiles. Downstream: ``models.jobbereik.engine`` answers with these types.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from item_bank.schema import Competence, CompetenceId, Frequency, Gate, GateId, Occupation, OccupationId, Training
from models.contracts import Estimate
from models.jobbereik.shortfall import Shortfall


class ExperienceKind(StrEnum):
    """Where an experience was gained."""

    JOB = "job"
    VOLUNTEERING = "volunteering"
    HOBBY = "hobby"
    STUDY = "study"


@dataclass(frozen=True, slots=True, kw_only=True)
class Experience:
    """One job, hobby, volunteering or study, seen as an occupation of the catalogue.

    Attributes
    ----------
    months
        How long, 0 to 720 months.
    ended_on
        Last day, or ``None`` when it still goes on or is not said.
    """

    occupation_id: OccupationId
    months: int
    kind: ExperienceKind = ExperienceKind.JOB
    ended_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a person wants to see; every filter may be absent.

    Attributes
    ----------
    eqf_level
        The person's own level 1 to 8; ``None`` leaves level out of account.
    sectors
        Codes of the sectors wanted; empty means all.
    avoid
        Codes of working conditions the person would rather not have.
    include_surprising
        Also show the best occupations of sectors the person never worked in.
    below_level
        Put work under the own level in its place by chance, instead of below all other work.
    postcode, radius_km
        Where the person wants to work, by default within ``models.vacancies.nearby.RADIUS_KM``: occupations that surely
        have no open vacancy there are taken away.
    """

    eqf_level: int | None = None
    sectors: frozenset[str] = frozenset()
    avoid: frozenset[str] = frozenset()
    include_surprising: bool = False
    below_level: bool = False
    postcode: str | None = None
    radius_km: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """All that a person told; nothing of it is kept.

    Attributes
    ----------
    competence_ids
        Competences that the person confirmed; ``None`` when not asked yet: then the typical ones of the experiences.
    beside
        Competences that the person tries out beside those.
    licences_held, licences_not_held
        Gates that the person says to hold, and not to hold (any more), though the work would prove them.
    """

    experiences: tuple[Experience, ...] = ()
    competence_ids: tuple[CompetenceId, ...] | None = None
    beside: tuple[CompetenceId, ...] = ()
    licences_held: frozenset[GateId] = frozenset()
    licences_not_held: frozenset[GateId] = frozenset()
    filters: Filters = field(default_factory=Filters)


@dataclass(frozen=True, slots=True, kw_only=True)
class NameMatch:
    """A row that a search found.

    Attributes
    ----------
    matched_name
        The label or alias that was nearest to the question.
    score
        0 (nothing in common) to 1 (the same name).
    """

    index: int
    matched_name: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetenceSuggestion:
    """A competence that people with these experiences typically have, with the probability that this person has it."""

    competence: Competence
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetenceInPlay:
    """A competence within the comparison of a person with an occupation.

    Attributes
    ----------
    importance
        0 to 1 relative to the most decisive competence of the occupation; for competences that the occupation does
        not use, how telling they are in general.
    essential
        Whether the catalogue calls it essential for the occupation.
    probability
        Probability that the person has it: 1 when confirmed, less when derived from an experience; 0 when missing.
    """

    competence: Competence
    importance: float
    essential: bool
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GateInPlay:
    """A gate of an occupation, and whether the person meets it.

    Attributes
    ----------
    held
        Whether it is met.
    assumed
        Whether it is met because the person's work proves it, not because the person said so.
    in_the_way
        Whether it keeps the occupation out of the first list until it is met: a formality never does.
    """

    gate: Gate
    held: bool
    assumed: bool = False
    in_the_way: bool = False


class Doubt(StrEnum):
    """How sure a step is, in four words; from the calibrated chance, never better than it."""

    SURE = "sure"
    LIKELY = "likely"
    POSSIBLE = "possible"
    GUESS = "guess"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What one group of features adds to the score of an occupation for a person, or takes from it.

    Attributes
    ----------
    group
        One of ``models.jobbereik.features.names.GROUPS``.
    weight
        What it moves the score by, in the trees that were learned; above 0 speaks for the step.
    """

    group: str
    weight: float


class Unlisted(StrEnum):
    """Why no list shows an occupation that falls on their side."""

    OWN = "own-work"
    FILTERED = "filtered"
    BESIDE_HOBBY = "simple-beside-hobby"
    SIMPLER = "simpler-left-out"
    ONLY_WHEN_DONE = "only-when-done"


class Verdict(StrEnum):
    """On which side of the two-list decision an occupation falls."""

    WITHIN_REACH = "within-reach"
    WITH_TRAINING = "with-training"
    FAR = "far"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One occupation compared with one person.

    Attributes
    ----------
    score
        The order of the lists: about the probability that is told, with work of a lower level later within one word of
        doubt, work below the own level after all other, and 1 more in the first list.
    probability
        Probability that the step would be named as feasible, now or with training, as calibrated (see the model card).
    probability_now
        Probability that it would be named as within reach today; never above ``probability``.
    doubt
        ``told`` in one of four words.
    verdict
        On which side it falls; a competence more never moves it farther, and within one side never makes it less sure.
    below_level
        Whether it asks a lower level than the person's own work.
    reasons
        What the score rests on, largest first; made for shown occupations only.
    thin_data, surprising
        Whether too little is known to go on; whether it was added from a sector that is new to the person.
    spare
        It fills its list up only because it asks something that the person can do: nothing more is known.
    avoided, unknown_conditions
        Conditions the person would rather not have: that occur *sometimes* here, or of which nobody knows.
    told_as
        How the person did this very work: ``None`` when not, or in a study not finished yet.
    unlisted
        Why no list shows it although it falls on their side; ``None`` where a list does, or where it lies farther.
    """

    occupation: Occupation
    score: float
    probability: Estimate
    probability_now: Estimate
    doubt: Doubt
    verdict: Verdict
    below_level: bool
    reasons: tuple[Reason, ...]
    thin_data: bool
    surprising: bool
    matched: tuple[CompetenceInPlay, ...]
    missing: tuple[CompetenceInPlay, ...]
    unused: tuple[CompetenceInPlay, ...]
    gates: tuple[GateInPlay, ...]
    gates_known: bool
    trainings: tuple[Training, ...]
    avoided: tuple[tuple[str, Frequency], ...] = ()
    unknown_conditions: tuple[str, ...] = ()
    spare: bool = False
    told_as: ExperienceKind | None = None
    unlisted: Unlisted | None = None

    @property
    def told(self) -> Estimate:
        """Return the one probability that is told: of now in the first list, of now or with training elsewhere."""
        return self.probability_now if self.verdict is Verdict.WITHIN_REACH else self.probability


class NoteCode(StrEnum):
    """What must be said beside a result, as a code; the text for citizens is content of the pages."""

    PROFILE_EMPTY = "profile-empty"
    PROFILE_TINY = "profile-tiny"
    PROFILE_VERY_BROAD = "profile-very-broad"
    PROFILE_CONTRADICTORY = "profile-contradictory"
    COMPETENCES_DERIVED = "competences-derived"
    FILTERS_REMOVE_MOST = "filters-remove-most"
    NOTHING_WITHIN_REACH = "nothing-within-reach"
    SIMPLER_FIRST = "simpler-first"
    SIMPLER_LEFT_OUT = "simpler-left-out"
    GATES_UNKNOWN = "gates-unknown"
    LEVEL_UNKNOWN = "level-unknown"
    CONDITIONS_UNKNOWN = "conditions-unknown"
    SECTORS_UNKNOWN = "sectors-unknown"
    REGION_NOT_USED = "region-not-used"
    REGION_OF_SAMPLES = "region-of-samples"
    REGION_PLACES_UNKNOWN = "region-places-unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """The two lists, best first; what is related, but too far for them; and what must be said beside them.

    Attributes
    ----------
    licences_assumed
        Gates that the person's work proves and that something shown asks; the person may strike them.
    short
        Why a list is short, by the list.
    """

    within_reach: tuple[Candidate, ...]
    with_training: tuple[Candidate, ...]
    further: tuple[Candidate, ...]
    licences_assumed: tuple[Gate, ...]
    short: Mapping[Verdict, Shortfall]
    removed_by_filters: int
    notes: tuple[NoteCode, ...]
    catalogue_version: str
    model_version: str
    result_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One occupation looked up ('waarom niet ...?'), and on which side it falls."""

    candidate: Candidate
    notes: tuple[NoteCode, ...]
    catalogue_version: str
    model_version: str
    result_id: str

    @property
    def verdict(self) -> Verdict:
        """Return on which side it falls."""
        return self.candidate.verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """The occupations beside one.

    Attributes
    ----------
    near, development
        As people wrote them in the catalogue; empty when the catalogue has none.
    similar
        As computed from competences and names, best first.
    """

    near: tuple[Occupation, ...]
    development: tuple[Occupation, ...]
    similar: tuple[Occupation, ...]
