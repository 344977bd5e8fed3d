"""HTTP shapes of kept tests: start, answer, continue, compare, forget."""

from datetime import datetime
from typing import Self

from pydantic import ConfigDict, Field, model_validator

from api.loopbaantest.schemas import ItemOut, Language, Milliseconds, Point
from api.loopbaantest.sessions.log import Reason
from api.schemas import SHAPE, Flag, Id, In, Out, Version
from item_bank.loopbaantest.schema import WorkStatus


class StartIn(In):
    """What a test starts with; everything may be left out."""

    language: Language = "nl"
    work_status: WorkStatus = WorkStatus.WORKING
    research_consent: Flag = Field(
        default=False, description="Whether the answers may be used, without the person, to improve the test."
    )


class AnswerIn(In):
    """A reply to one statement; a later one replaces it."""

    model_config = ConfigDict(
        **SHAPE, json_schema_extra={"examples": [{"itemId": "balans-1", "value": 4, "milliseconds": 5200}]}
    )

    item_id: Id
    value: Point | None = Field(description="1 to 5; null for skipped or not applicable.")
    reason: Reason | None = Field(default=None, description="Why there is no answer; only with null, else skipped.")
    milliseconds: Milliseconds | None = Field(default=None, description="From showing to answering.")
    version: Version = None

    @model_validator(mode="after")
    def _reason_only_without_answer(self) -> Self:
        if self.value is not None and self.reason is not None:
            raise ValueError("reason is only allowed when value is null")
        return self


class SatisfactionIn(In):
    """How satisfied the person is with the present work; null takes it back."""

    value: Point | None
    version: Version = None


class ConsentIn(In):
    """Permission to use the answers, without the person, to improve the test."""

    research_consent: Flag
    version: Version = None


class CodeIn(In):
    """A resume code; case, spaces and hyphens are forgiven."""

    resume_code: Id


class PreviousIn(CodeIn):
    """The resume code of an earlier test; a later one replaces it."""

    version: Version = None


class ResultIn(In):
    """In which language the result speaks; absent is that of the session."""

    language: Language | None = None


class ReplyOut(Out):
    """A reply as it stands."""

    item_id: str
    value: int | None
    reason: Reason | None


class SessionOut(Out):
    """A test as it stands; everything in it is kept durably."""

    session_id: str
    version: int = Field(description="What the next reply may carry as its version.")
    resume_code: str | None = Field(
        description="To continue later or elsewhere; null for a test of release 0.2, until another is asked."
    )
    bank_version: str
    language: Language
    work_status: WorkStatus
    research_consent: bool
    answered: int = Field(ge=0, description="Statements with a point.")
    total: int
    next_item: ItemOut | None = Field(description="First statement without a reply; null when all have one.")
    replies: list[ReplyOut]
    work_satisfaction: int | None
    has_previous: bool = Field(description="Whether an earlier test stands beside this one.")
    created_at: datetime
    expires_at: datetime


class StartedOut(SessionOut):
    """A test with the secret of its owner."""

    session_token: str = Field(description="Goes into Authorization: Bearer ...")
