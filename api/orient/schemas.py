"""HTTP shapes of Oriënt. Members are lowerCamelCase; unknown members are refused."""

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, JsonValue, model_validator

from api.schemas import SHAPE, Flag, Id, In, Out, QueryVersion, Said, Version, Whole
from item_bank.orient.bank import RiasecType
from item_bank.schema import Language
from models.orient.schema import NoteCode

LIMIT_MAX = 100
HOUR = 3_600_000

Value = Annotated[int, Field(strict=True, ge=1, le=5)]
HideReason = Literal["not-interested", "level", "health", "did-it-before", "other"]
"""Why somebody does not want to see an occupation; it does not change what is thought of the person."""


def _example(**members: JsonValue) -> ConfigDict:
    return ConfigDict(**SHAPE, json_schema_extra={"examples": [members]})


class StartIn(In):
    """What a session starts with; everything may be left out."""

    model_config = _example(language="nl", researchConsent=False)

    language: Language = Field(default="nl", description="Language of the questions.")
    research_consent: Flag = Field(
        default=False, description="Whether the answers may be used, without the person, to improve the test."
    )


class _ReplyIn(In):
    value: Value | None = Field(description="1 (helemaal niet graag) to 5 (heel graag); null: not known, or skipped.")
    milliseconds: Whole | None = Field(default=None, ge=0, le=HOUR, description="From showing to answering.")
    bank_version: Id | None = Field(
        default=None, description="Refused when the session has another one; absent is fine."
    )
    model_version: Id | None = Field(default=None, description="Likewise.")
    version: Version = None


class AnswerIn(_ReplyIn):
    """An answer to an item; the same id with another value changes that answer."""

    model_config = _example(itemId="mechanics-01", value=4)

    item_id: Id
    skipped: Flag = Field(default=False, description="The person passed over it; only with value null.")

    @model_validator(mode="after")
    def _skipped_has_no_value(self) -> Self:
        if self.skipped and self.value is not None:
            raise ValueError("a skipped question has no value; allowed is null")
        return self


class RatingIn(_ReplyIn):
    """A rating of an occupation; the same id with another value changes that rating."""

    model_config = _example(occupationId="fietshersteller", value=None)

    occupation_id: Id


class HideIn(In):
    """An occupation that the person does not want to see any more."""

    model_config = _example(occupationId="slager", reason="not-interested")

    occupation_id: Id
    reason: HideReason = Field(default="other")
    version: Version = None


class ShowIn(In):
    """An occupation is shown again."""

    version: QueryVersion = None


class ConsentIn(In):
    """Permission to use the answers for research, given or withdrawn."""

    model_config = _example(researchConsent=False)

    research_consent: Flag
    version: Version = None


class ResumeIn(In):
    """The code that a person wrote down."""

    model_config = _example(resumeCode="bado-keli-fuma-nopi-resu")

    resume_code: Id


class ResultIn(In):
    """How much of the result is wanted."""

    limit: Annotated[int, Field(ge=1, le=LIMIT_MAX)] = Field(default=7, description="Occupations.")
    eqf_level: Annotated[int, Field(ge=1, le=8)] | None = Field(
        default=None, description="Highest EQF/VKS level wanted; absent leaves level out of account."
    )


class LevelOut(Out):
    """One value of the answer scale."""

    value: int
    label: str


class ItemOut(Out):
    """An activity that is asked."""

    id: str
    text: str
    type: RiasecType
    basic_interest: str
    question: str = Field(description="The sentence above the activity.")
    scale: list[LevelOut]
    unknown_label: str = Field(description='Words of the value null, such as "Weet ik niet".')


class OccupationShort(Out):
    """An occupation in short."""

    id: str
    label: str
    isco08: str | None
    eqf_level: int | None


class OccupationAsked(OccupationShort):
    """An occupation that is to be rated."""

    description: str | None
    scale: list[LevelOut]
    unknown_label: str


class ItemNext(Out):
    """The next question is an activity."""

    kind: Literal["item"] = "item"
    item: ItemOut


class OccupationNext(Out):
    """The next question is an occupation to rate."""

    kind: Literal["occupation"] = "occupation"
    occupation: OccupationAsked


class FinishedNext(Out):
    """There is nothing more to ask."""

    kind: Literal["finished"] = "finished"


NextOut = Annotated[ItemNext | OccupationNext | FinishedNext, Field(discriminator="kind")]


class ProgressOut(Out):
    """How far a session is."""

    answered: int = Field(description="Answers and ratings with a value.")
    remaining_low: int = Field(description="The test probably proposes to stop after this many more questions ...")
    remaining_high: int = Field(description="... to this many.")
    may_stop: bool = Field(description="Whether there is enough for a result to lean on.")
    propose_stop: bool = Field(description="Whether more questions would change little.")


class StepOut(Out):
    """What follows an answer."""

    next: NextOut
    progress: ProgressOut
    version: int = Field(description="What the next reply may carry as its version.")


class StartedOut(StepOut):
    """A session with the secrets of its owner."""

    session_id: str
    session_token: str = Field(description="Goes into Authorization: Bearer ...")
    resume_code: str | None = Field(description="To continue later or elsewhere; easy to say and to write down.")


class AnswerOut(Out):
    """An answer as it stands now."""

    item_id: str
    text: str
    value: int | None
    skipped: bool


class RatingOut(Out):
    """A rating as it stands now."""

    occupation_id: str
    label: str
    value: int | None


class HiddenOut(Out):
    """An occupation that is not shown any more."""

    occupation_id: str
    label: str
    reason: HideReason


class SessionOut(StepOut):
    """A session in full."""

    session_id: str
    resume_code: str | None = Field(description="As at the start; null for a session of release 0.2, until asked anew.")
    language: Language
    research_consent: bool
    answers: list[AnswerOut]
    ratings: list[RatingOut]
    hidden: list[HiddenOut]
    bank_version: str
    model_version: str
    created_at: datetime
    expires_at: datetime


class ReasonOut(Out):
    """What one answer or rating does to the place of an occupation."""

    kind: Literal["item", "occupation"]
    id: str
    text: str
    value: int
    value_label: str
    weight: float = Field(description="Fit with this answer minus fit without it, in standard deviations; exact.")


class SuggestionOut(Out):
    """An occupation of the list."""

    occupation: OccupationShort
    probability_top10: float = Field(ge=0, le=1, description="That it is one of this person's ten best fitting ones.")
    chance: Said = Field(description="The same in Dutch words, words first.")
    rank: int = Field(ge=1)
    family: str = Field(description="Dutch name of the family of occupations.")
    family_code: str
    reasons: list[ReasonOut] = Field(description="Answers that raise it most.")
    against: list[ReasonOut] = Field(description="Answers that lower it most.")
    level_unknown: bool = Field(description="A level was asked, and that of this occupation is not known: it is kept.")


class InterestOut(Out):
    """One of the six types: 0 (not at all) to 100, with the 80 % band."""

    type: RiasecType
    label: str
    value: float
    low: float
    high: float


class NoteOut(Out):
    """Something that must be said beside a result."""

    code: NoteCode
    text: Said


class ResultOut(Out):
    """What the answers say."""

    occupations: list[SuggestionOut]
    interests: list[InterestOut]
    notes: list[NoteOut]
    removed_by_level: int
    bank_version: str
    model_version: str


class WhyOut(SuggestionOut):
    """Why one occupation stands where it stands; also for one that is not on the list."""

    hidden: bool
    rating: int | None
