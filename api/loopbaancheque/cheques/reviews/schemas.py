"""HTTP shapes of what a citizen asks a person to look at."""

from datetime import date
from typing import Annotated

from pydantic import Field

from api.loopbaancheque.schemas import EligibilityIn
from api.schemas import Flag, In, Out, Text
from models.regie.review_life import About

ANSWER_LONGEST = 3_000
"""Signs of an answer to a question."""


class RequestIn(In):
    """A request that the rules alone cannot decide, from the citizen."""

    facts: EligibilityIn = Field(description="What is known; the day of the request is today.")
    consent: Flag = Field(
        description="The citizen agrees that these facts are kept until two weeks after the decision, at most 180 days."
    )


class LetterOut(Out):
    """A letter in plain Dutch; the office adds the name."""

    about: About
    on: date
    granted: bool
    subject: str
    lines: list[str]


class LettersOut(Out):
    """Letters about a cheque, oldest first."""

    items: list[LetterOut]


class AnswerIn(In):
    """What the holder of a cheque answers to a question."""

    text: Annotated[Text, Field(min_length=1, max_length=ANSWER_LONGEST)]


class PaperOut(Out):
    """A document that the holder sent; only who decides can read it."""

    sent_on: date
    media_type: str
    size: int = Field(description="In bytes.")


class CaseOut(Out):
    """A case of a cheque that nobody decided yet, as its holder sees it."""

    about: About
    due_on: date = Field(description="By when somebody decides.")
    question: str | None = Field(description="What was asked and waits for an answer.")
    answer_until: date | None = Field(description="Last day on which nobody decides without the answer.")
    papers: list[PaperOut]
    papers_left: int = Field(description="How many more can be sent.")
