"""HTTP shapes of mandates."""

from datetime import date
from typing import Annotated

from pydantic import Field, field_validator
from stdnum.be import vat

from api.schemas import Day, Flag, Id, In, Out, Text, Whole
from models.regie.mandate_life import Need, Standing, StopReason

TEXT_LONGEST = 3_000

Reasons = Annotated[Text, Field(min_length=1, max_length=TEXT_LONGEST)]


class ApplicationIn(In):
    """What an application holds; the texts themselves stay with the office."""

    enterprise_number: Annotated[Text, Field(max_length=20, examples=["0403.170.701"])]
    certificate: Flag = Field(description="A certificate of quality that is in force.")
    experience_years: Whole = Field(ge=0, le=80, description="Whole years of full-time relevant experience, proven.")
    vision: Flag = Field(description="The text on guidance is there.")
    follow_up: Flag = Field(description="So is how counsellors are followed, steered and trained.")
    candidate: Flag = Field(default=False, description="The centre asks for stimulation financing.")
    target_group_years: Whole = Field(default=0, ge=0, le=80, description="Years with target groups, proven.")

    @field_validator("enterprise_number")
    @classmethod
    def _exists(cls, number: str) -> str:
        if not vat.is_valid(number):
            raise ValueError("allowed are the ten digits of an enterprise number, of which the last two check the rest")
        return str(vat.compact(number))


class NewMandateIn(ApplicationIn):
    """The application of a centre for a new mandate."""

    centre_id: Id


class GrantIn(In):
    """The mandate is granted."""

    starts_on: Day = Field(description="A renewal follows the day on which the mandate before ends.")
    reasons: Reasons


class ReasonsIn(In):
    """Why."""

    reasons: Reasons


class StopIn(In):
    """Why the centre stops."""

    reason: StopReason


class SuspendIn(In):
    """The board suspends the mandate."""

    until: Day | None = Field(default=None, description="First day on which it holds again; null until it is lifted.")
    reasons: Reasons


class MandateOut(Out):
    """A mandate."""

    id: str
    centre_id: str
    enterprise_number: str
    standing: Standing
    applied_on: date | None = Field(description="Of the application that waits; null when none does.")
    missing: list[Need] = Field(description="What that application lacks.")
    starts_on: date | None
    ends_before: date | None = Field(description="First day on which it does not hold any more.")
    candidate: bool
    defence_until: date | None = Field(description="Last day of the centre's defence against a suspension.")
    defended: bool
    stop_reason: StopReason | None
    version: int = Field(description="Facts in its log.")


class MandatesOut(Out):
    """A page of mandates, newest application first."""

    items: list[MandateOut]
    after: str | None = Field(description="Where the next page begins; null on the last one.")


class MandateQueryIn(In):
    """Which page of all mandates."""

    after: Annotated[str, Field(max_length=64)] = Field(default="", description="As the page before said.")
    limit: Annotated[int, Field(ge=1, le=1_000)] = 1_000
