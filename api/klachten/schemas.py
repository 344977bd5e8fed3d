"""HTTP shapes of complaints."""

from datetime import date
from typing import Annotated

from pydantic import Field

from api.schemas import SHAPE, Day, Flag, In, Out, Text
from models.klachten.events import ComplaintKind, Judgement, Party, Remedy, Subject
from models.klachten.life import ComplaintStage

WORDS_LONGEST = 5_000
REASONS_LONGEST = 3_000

Words = Annotated[Text, Field(min_length=1, max_length=WORDS_LONGEST)]


class ChequeRefIn(In):
    """The two numbers of a cheque: who has both may complain about it."""

    number: Annotated[str, Field(strict=True, min_length=1, max_length=64)]
    client_number: Annotated[str, Field(strict=True, min_length=1, max_length=64)]


class ComplaintIn(In):
    """A complaint."""

    model_config = SHAPE | {
        "json_schema_extra": {
            "examples": [
                {
                    "kind": "content",
                    "subjects": ["agreements"],
                    "factOn": "2026-09-14",
                    "text": "Het centrum vroeg extra geld.",
                    "cheque": {"number": "2345-6789-ABCD-EFGH", "clientNumber": "JKMN-PQRS-TVWX-YZ23"},
                }
            ]
        }
    }

    kind: ComplaintKind
    subjects: list[Subject] = Field(default=[], max_length=len(Subject), description="Only with kind content.")
    fact_on: Day = Field(description="Day of what the complaint is about; at most a year ago.")
    text: Words
    cheque: ChequeRefIn | None = Field(default=None, description="Needed for kind content.")


class ViewIn(In):
    """What a side says."""

    text: Words


class AskIn(In):
    """Which side is asked for its view."""

    side: Party


class HearingIn(In):
    """That the operator heard a side by telephone or in a talk."""

    side: Party


class NoticeIn(In):
    """That the centre was told by registered letter that its fee may be recovered (article 19)."""

    served_on: Day


class ComplaintDecisionIn(In):
    """A decision."""

    outcome: Judgement
    remedies: list[Remedy] = Field(default=[], max_length=len(Remedy))
    formal_breach: Flag = Field(default=False, description="Whether the centre broke the formal rules.")
    reasons: Annotated[Text, Field(max_length=REASONS_LONGEST)] = Field(
        description="In plain Dutch, for the citizen and the centre; without names."
    )


class ComplaintsIn(In):
    """Which page of all complaints."""

    limit: int = Field(default=50, ge=1, le=100)
    after: str = Field(default="", pattern="^([0-9a-f]{32})?$", description="Id after which the page begins.")


class CaseFactOut(Out):
    """A line of the log."""

    position: int
    kind: str
    happened_on: date
    told_by: str


class ComplaintDeadlinesOut(Out):
    """Until when; null where nothing runs."""

    receipt_until: date
    answer_until: date
    admissible_until: date
    hearing_until: date | None
    defence_until: date | None


class ComplaintDecisionOut(Out):
    """What was decided."""

    decided_on: date
    outcome: Judgement
    remedies: list[Remedy]
    formal_breach: bool
    reasons: str


class LetterOut(Out):
    """A letter in plain Dutch; the office adds names and addresses."""

    subject: str
    lines: list[str]


class ComplaintOut(Out):
    """A complaint as whoever asks may see it."""

    id: str
    code: str | None = Field(description="Of who complains, shown once: with it they look and add their view.")
    kind: ComplaintKind
    subjects: list[Subject]
    status: ComplaintStage
    filed_on: date
    fact_on: date
    centre_id: str | None
    cheque_number: str | None = Field(
        description="Of the cheque that it is about, for the centre too: a file is what it defends; null once erased."
    )
    heard: list[Party]
    deadlines: ComplaintDeadlinesOut
    decision: ComplaintDecisionOut | None
    text: str | None = Field(description="What was written; null for a centre, and once it is erased.")
    centre_text: str | None = Field(description="What the centre wrote; null for who complains.")
    letter: LetterOut | None = Field(description="What whoever asks is told on this day.")
    log: list[CaseFactOut]


class ComplaintsOut(Out):
    """Complaints in the order of their ids."""

    items: list[ComplaintOut]
    next: str | None = Field(description="What the next page is asked after; null on the last one.")
