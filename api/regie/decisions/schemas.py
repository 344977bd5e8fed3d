"""HTTP shapes of what people decide about cheques."""

from datetime import date
from typing import Annotated

from pydantic import Field, field_validator

from api.keys.service import EMPLOYEE
from api.loopbaancheque.cheques.reviews.schemas import LetterOut
from api.schemas import Flag, In, Out, Text, Whole
from models.loopbaancheque.schema import Code
from models.regie.review_life import About, SecondLook, Stage

REASONS_LONGEST = 3_000
PAGE = 50

Employee = Annotated[str, Field(strict=True, pattern=EMPLOYEE)]
Words = Annotated[Text, Field(max_length=REASONS_LONGEST)]


WHOSE = """\
On whose behalf the operator tells it: the employee of the key, where it has one. A key is one person whatever it \
names, and nobody decides or looks twice about one cheque."""


class QueueIn(In):
    """Which page of the queue."""

    after: str = Field(default="", max_length=64, pattern=r"^(\d{4}-\d\d-\d\d/[0-9A-Za-z_-]{1,32})?$")
    limit: Annotated[int, Field(ge=1, le=200)] = PAGE

    @field_validator("after")
    @classmethod
    def _has_a_day(cls, after: str) -> str:
        if after:
            date.fromisoformat(after.partition("/")[0])
        return after


class ChequeDecisionIn(In):
    """A decision."""

    employee: Employee = Field(description=WHOSE)
    granted: Flag
    cheque_number: Whole = Field(default=1, ge=1, le=2, description="First or second cheque, when granted.")
    reasons: list[Code] = Field(default=[], max_length=len(Code), description="All conditions not met, when refused.")
    text: Words = Field(description="Why, in plain Dutch for the citizen: it stands in the letter.")


class LookIn(In):
    """What a second person says about a decision."""

    employee: Employee = Field(description=WHOSE)
    agrees: Flag
    text: Words = Field(default="", description="Why not; needed where one disagrees.")


class QuestionIn(In):
    """A question for the citizen, who reads it on the page of the cheque."""

    employee: Employee
    text: Annotated[Text, Field(min_length=1, max_length=REASONS_LONGEST)]


class QueueRowOut(Out):
    """One that waits."""

    id: str
    about: About
    stage: Stage
    cheque_number: str
    opened_on: date
    due_on: date
    late: bool
    asked_until: date | None = Field(description="Last day of an answer that the citizen still owes.")


class QueueOut(Out):
    """What waits, the most urgent first."""

    items: list[QueueRowOut]
    after: str | None = Field(description="Where the next page begins; null on the last one.")
    of_citizens: int = Field(description="Cases that wait for an answer of the citizen; they are not in the queue.")


class ChequeConditionOut(Out):
    """One condition of the request."""

    code: Code
    met: bool | None = Field(description="Null is unknown.")
    explanation: str | None = Field(description="Null where the citizen did not agree to keep the facts.")
    source: str | None


class SeatOut(Out):
    """Somebody who decided or looked."""

    on: date
    employee: str
    what: str = Field(examples=["proposed", "agreed", "disagreed"])
    granted: bool | None
    text: str | None
    second_look: SecondLook | None


class AskedOut(Out):
    """A question that the citizen was asked."""

    on: date
    until: date
    text: str
    answered: bool


class ReviewPaperOut(Out):
    """A document that the citizen sent; it is read at the director's desk."""

    id: str
    media_type: str
    size: int
    sent_on: date


class ReviewOut(Out):
    """A case: what is known, what is missing, and who did what."""

    id: str
    about: About
    stage: Stage
    cheque_number: str
    opened_on: date
    due_on: date
    conditions: list[ChequeConditionOut]
    missing: list[Code] = Field(description="Conditions that are not known.")
    warnings: list[str] = Field(description="Proof that is asked, and border days.")
    words: str | None = Field(
        description="What the citizen wrote with the objection, or answered, also at the request."
    )
    questions: list[AskedOut]
    papers: list[ReviewPaperOut]
    seats: list[SeatOut]
    letter: LetterOut | None
