"""HTTP shapes of what a citizen asks a person to look at."""

from datetime import date

from pydantic import Field

from api.loopbaancheque.schemas import EligibilityIn
from api.schemas import Flag, In, Out
from models.regie.review_life import About


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
