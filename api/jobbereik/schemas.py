"""HTTP shapes of Jobbereik. Members are lowerCamelCase; unknown members are refused."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from pydantic import ConfigDict, Field, JsonValue

from api.catalogue.schemas import (
    LISTED_MAX,
    NO_EVIDENCE,
    RADIUS_MAX,
    EvidenceInFullOut,
    EvidenceOut,
    OccupationOut,
)
from api.schemas import SHAPE, TEXT_MAX, Day, Flag, Id, In, Out, Postcode, Whole
from item_bank.schema import CompetenceId, CompetenceKind, Frequency, GateId, GateKind, OccupationId, TrainingKind
from item_bank.vacancies.records import VacancySource
from models.jobbereik.schema import Doubt, Experience, ExperienceKind, Filters, NoteCode, Profile, Unlisted, Verdict
from models.jobbereik.shortfall import Wish
from models.vacancies.nearby import RADIUS_KM

EXPERIENCES_MAX = 50
COMPETENCES_MAX = 500
LICENCES_MAX = 100
SECTORS_MAX = 50
MONTHS_MAX = 720
MARKS_MAX = 200


class ExperienceIn(In):
    """One job, hobby, volunteering or study, seen as an occupation of the catalogue."""

    occupation_id: Id = Field(description="Id of an occupation, as the search gives it.")
    months: Whole = Field(ge=0, le=MONTHS_MAX, description="How long, in months.")
    kind: ExperienceKind = Field(default=ExperienceKind.JOB, description="Where the experience was gained.")
    ended_on: Day | None = Field(default=None, description="Last day; absent when it goes on or is not said.")

    def to_experience(self) -> Experience:
        """Return it as the engine knows it."""
        id_ = OccupationId(self.occupation_id)
        return Experience(occupation_id=id_, months=self.months, kind=self.kind, ended_on=self.ended_on)


class FiltersIn(In):
    """What a person wants to see."""

    eqf_level: Whole | None = Field(
        default=None, ge=1, le=8, description="The person's own EQF/VKS level; absent leaves level out of account."
    )
    sectors: list[Id] = Field(default=[], max_length=SECTORS_MAX, description="Codes of sectors; empty means all.")
    avoid: list[Id] = Field(default=[], max_length=SECTORS_MAX, description="Codes of working conditions not wanted.")
    include_surprising: Flag = Field(default=False, description="Also show the best of sectors new to the person.")
    below_level: Flag = Field(
        default=False,
        description="Put work under the own level in its place by chance, instead of after all other work.",
    )
    postcode: Postcode | None = Field(
        default=None,
        description="Belgian postcode where the person wants to work. Occupations that surely have no open vacancy "
        "within the radius are taken away; what is not known stays.",
    )
    radius_km: Whole | None = Field(
        default=None,
        ge=1,
        le=RADIUS_MAX,
        description=f"Distance from the postcode in kilometres, as the crow flies; {RADIUS_KM} when absent.",
    )

    def to_filters(self) -> Filters:
        """Return them as the engine knows them."""
        return Filters(
            eqf_level=self.eqf_level,
            sectors=frozenset(self.sectors),
            avoid=frozenset(self.avoid),
            include_surprising=self.include_surprising,
            below_level=self.below_level,
            postcode=self.postcode,
            radius_km=self.radius_km,
        )


class MarkIn(In):
    """What a person thinks of an occupation; it puts lists of pages in order, and never changes a chance."""

    occupation_id: Id = Field(description="Id of an occupation.")
    interested: Flag = Field(description="True: interesting. False: no, for the reason given.")
    why: Annotated[str, Field(max_length=TEXT_MAX)] | None = Field(default=None, description="The person's own words.")


class ProfileIn(In):
    """All that a person told; it lives in the request only and is never stored."""

    experiences: list[ExperienceIn] = Field(default=[], max_length=EXPERIENCES_MAX)
    competence_ids: list[Id] | None = Field(
        default=None,
        max_length=COMPETENCES_MAX,
        description="Competences that the person confirmed. Absent: the typical competences of the experiences count "
        "with their probability. An empty list means that the person has none of them.",
    )
    licences_held: list[Id] = Field(default=[], max_length=LICENCES_MAX, description="Codes of gates that are met.")
    licences_not_held: list[Id] = Field(
        default=[],
        max_length=LICENCES_MAX,
        description="Codes of gates that are not held (any more), though the work would prove them.",
    )
    filters: FiltersIn = Field(default=FiltersIn())
    marks: list[MarkIn] | None = Field(
        default=None, max_length=MARKS_MAX, description="Occupations that the person marked; no answer rests on them."
    )

    def to_profile(self) -> Profile:
        """Return it as the engine knows it."""
        confirmed = None if self.competence_ids is None else tuple(map(CompetenceId, self.competence_ids))
        return Profile(
            experiences=tuple(experience.to_experience() for experience in self.experiences),
            competence_ids=confirmed,
            licences_held=frozenset(map(GateId, self.licences_held)),
            licences_not_held=frozenset(map(GateId, self.licences_not_held)),
            filters=self.filters.to_filters(),
        )


_EXAMPLE_PROFILE: dict[str, JsonValue] = {
    "experiences": [{"occupationId": "administratief-medewerker", "months": 48, "kind": "job"}],
    "licencesHeld": ["rijbewijs-b"],
    "filters": {"eqfLevel": 4, "avoid": ["nights"]},
}


class ReachIn(ProfileIn):
    """A profile, and how many occupations each list may have."""

    model_config = ConfigDict(**SHAPE, json_schema_extra={"examples": [_EXAMPLE_PROFILE | {"limit": 5}]})

    limit: Whole = Field(default=20, ge=1, le=LISTED_MAX)


class GapIn(ProfileIn):
    """A profile, and the occupation that is looked up."""

    model_config = ConfigDict(**SHAPE, json_schema_extra={"examples": [_EXAMPLE_PROFILE | {"occupationId": "jurist"}]})

    occupation_id: Id


class SuggestionsIn(In):
    """Experiences of which the typical competences are asked."""

    experiences: list[ExperienceIn] = Field(max_length=EXPERIENCES_MAX)
    limit: Whole = Field(default=40, ge=1, le=COMPETENCES_MAX)


class SuggestionOut(Out):
    """A typical competence, with the probability that the person has it."""

    id: str
    label: str
    kind: CompetenceKind
    probability: float = Field(ge=0, le=1)


class SuggestionsOut(Out):
    """Typical competences, surest first."""

    items: list[SuggestionOut]


class CatalogueOut(Out):
    """Which catalogue answers, and how large it is."""

    version: str
    built_in: bool
    occupations: int
    competences: int
    trainings: int


class TermOut(Out):
    """A code that requests may name, and what it is called."""

    code: str
    label: str


class VocabularyOut(Out):
    """The codes that profiles and filters may name."""

    sectors: list[TermOut]
    conditions: list[TermOut]
    licences: list[TermOut]


class CompetenceOut(Out):
    """A competence within a comparison."""

    id: str
    label: str
    kind: CompetenceKind
    importance: float = Field(ge=0, le=1, description="Relative to the most decisive competence of the occupation.")
    essential: bool
    probability: float = Field(ge=0, le=1, description="That the person has it: 1 confirmed, 0 missing.")
    evidence: EvidenceOut | None = Field(description=NO_EVIDENCE)


class CompetenceInFullOut(CompetenceOut):
    """A competence within a comparison, with all that vacancies say of it."""

    evidence: EvidenceInFullOut | None = Field(description=NO_EVIDENCE)


class ProbabilityOut(Out):
    """A probability with its 95 % interval and the observations it rests on."""

    value: float = Field(ge=0, le=1)
    low: float = Field(ge=0, le=1)
    high: float = Field(ge=0, le=1)
    n: int = Field(ge=0)


class GateOut(Out):
    """Something the law asks before one may start; never a missing competence."""

    code: str
    label: str
    kind: GateKind
    held: bool
    assumed: bool = Field(description="Met because the person's work proves it, not because the person said so.")
    in_the_way: bool = Field(description="Keeps it from the first list until it is met; a formality never does.")
    explanation: str
    source: str
    checked_on: date


class MeasureOut(Out):
    """A public measure that may help to pay or to find the time; whether it applies depends on person and provider."""

    code: str
    label: str
    explanation: str


class ShortageOut(Out):
    """When a public employment service called the occupation hard to fill, and where that stands."""

    year: int
    source: str


class TrainingOut(Out):
    """A kind of training that builds what is missing; hours are null when not known."""

    id: str
    label: str
    kind: TrainingKind
    eqf_level: int | None
    hours: int | None
    measures: list[MeasureOut] = Field(description="Measures that may apply; empty when none is known.")


class ConditionOut(Out):
    """How often a working condition occurs; null when the catalogue does not know."""

    code: str
    label: str
    frequency: Frequency | None


COUNT = (
    "Open vacancies of the occupation, within the region when one is told; null when the vacancies do not know the "
    "occupation."
)
SOURCE = "sample when the vacancies that are counted are samples, not real ones; null when there are none."
VACANCIES_VERSION = "Which vacancies were counted; null when there are none."


class CandidateOut(Out):
    """One occupation compared with one person."""

    occupation: OccupationOut
    score: float = Field(description="Puts each list in order; work below the own level comes last.")
    probability: ProbabilityOut = Field(description="That the step is feasible, now or with training, as calibrated.")
    probability_now: ProbabilityOut = Field(description="That it is within reach today; never above the other.")
    chance: str = Field(description="The one probability that is told, in Dutch words: of now in the first list.")
    doubt: Doubt = Field(description="The probability that is told, in one of four words.")
    below_level: bool = Field(description="Whether it asks a lower level than the person's own work.")
    told_as: ExperienceKind | None = Field(
        description="How the person did this very work; a study counts once it can be finished. No list shows a job."
    )
    reasons: list[str] = Field(description="What the score rests on, in at most four Dutch sentences, largest first.")
    thin_data: bool
    surprising: bool
    matched: Sequence[CompetenceOut]
    missing: Sequence[CompetenceOut] = Field(description="Most decisive first.")
    unused: Sequence[CompetenceOut] = Field(description="Of the person, not used there; at most 20 in a list.")
    gates: list[GateOut]
    gates_known: bool = Field(description="False when the catalogue does not say which gates there are.")
    conditions: list[ConditionOut] = Field(description="Conditions to avoid that occur sometimes or are not known.")
    vacancy_count: int | None = Field(description=COUNT)
    vacancy_source: VacancySource | None = Field(description=SOURCE)
    trainings: list[TrainingOut]


class NoteOut(Out):
    """What must be said beside a result."""

    code: NoteCode
    text: str = Field(description="In Dutch, for citizens.")


class SectorRowsOut(TermOut):
    """A sector, and how many rows a list would have of it."""

    rows: int


class ShortfallOut(Out):
    """Why a list has fewer than five rows; each other occupation that was looked at counts once."""

    verdict: Verdict = Field(description="The list: within-reach or with-training.")
    rows: int
    law: int = Field(description="Occupations for which the law asks something that the person does not have.")
    level: int = Field(description="Others that ask a higher level.")
    unlike: int = Field(description="All others: too far from what the person did or can.")
    of_sectors: bool = Field(description="Whether all of the sectors wanted were looked at, or what is related.")
    wish: Wish | None = Field(description="The wish without which more may be shown; null without one.")
    without_wish: int | None = Field(description="Rows that the list would have without it; null without one.")
    sectors: list[SectorRowsOut] = Field(description="Where those rows are, most first; at most three.")
    text: str = Field(description="All of it in Dutch, for citizens, with the nearest ways on.")


class ReachOut(Out):
    """The two lists, best first, and what is related but farther away."""

    within_reach: list[CandidateOut]
    with_training: list[CandidateOut]
    further: list[CandidateOut] = Field(description="Related, but too far for the two lists.")
    licences_assumed: list[TermOut] = Field(
        description="Licences that the work proves and that something listed asks; strike one with licencesNotHeld."
    )
    removed_by_filters: int
    shortfalls: list[ShortfallOut] = Field(description="Of each list with fewer rows than five, or than the limit.")
    notes: list[NoteOut]
    catalogue_version: str
    model_version: str
    vacancies_version: str | None = Field(description=VACANCIES_VERSION)
    result_id: str = Field(description="The same profile, catalogue, model and vacancies give the same id.")


class GapOut(CandidateOut):
    """One occupation looked up, and on which side of the two lists it falls."""

    matched: Sequence[CompetenceInFullOut]
    missing: Sequence[CompetenceInFullOut] = Field(description="Most decisive first.")
    unused: Sequence[CompetenceInFullOut] = Field(description="Of the person, not used there; all of them.")
    verdict: Verdict
    unlisted: Unlisted | None = Field(description="Why no list shows it although it is on their side; null otherwise.")
    notes: list[NoteOut]
    catalogue_version: str
    model_version: str
    vacancies_version: str | None = Field(description=VACANCIES_VERSION)
    result_id: str


class InterestsOut(Out):
    """RIASEC figures, 1 to 7, with their source."""

    realistic: float
    investigative: float
    artistic: float
    social: float
    enterprising: float
    conventional: float
    source: str


class OccupationDetailsOut(OccupationOut):
    """All that the catalogue knows about an occupation."""

    labels: dict[str, str]
    aliases: dict[str, list[str]]
    description: str | None
    esco: str | None
    language_level: str | None = Field(description="Dutch needed on the job, CEFR A1 to C2.")
    interests: InterestsOut | None
    shortage: ShortageOut | None = Field(description="Null when not known.")
    conditions: list[ConditionOut]
    gates: list[GateOut] | None = Field(description="Null when the catalogue does not say which gates there are.")
    gates_note: str | None = Field(description="What changed about the gates, such as one that was abolished; Dutch.")
    competences: list[CompetenceInFullOut] = Field(description="Most decisive first.")
    vacancy_count: int | None = Field(description=COUNT)
    vacancy_source: VacancySource | None = Field(description=SOURCE)
    near: list[OccupationOut] = Field(description="Within reach from here, as people wrote it.")
    development: list[OccupationOut] = Field(description="Reached from here with training, as people wrote it.")
    similar: list[OccupationOut] = Field(description="Alike in competences and name, as computed.")
    catalogue_version: str
