"""HTTP shapes of satisfaction."""

from typing import Annotated

from pydantic import Field, model_validator

from api.schemas import SHAPE, Flag, Id, In, Out, Text
from item_bank.tevredenheid.bank import COUNT

CODE_DAYS = 180
"""Days in which a code works, from the day on which the closing talk was told."""

TEXT_LONGEST = 2_000
QUESTIONS = ("good", "better", "suggestions")

Score = Annotated[int, Field(strict=True, ge=0, le=10)]
OpenText = Annotated[Text, Field(max_length=TEXT_LONGEST)]
Question = Annotated[str, Field(pattern="^(good|better|suggestions)$")]
Year = Annotated[int, Field(ge=2013, le=2100, description="Of the closing talk.")]


class OpenIn(In):
    """Open answers; names are taken out by rules before anything is written, and a person looks afterwards."""

    good: OpenText = ""
    better: OpenText = ""
    suggestions: OpenText = ""


class GuidanceAnswersIn(In):
    """What somebody says of the guidance."""

    model_config = SHAPE | {
        "json_schema_extra": {
            "examples": [
                {
                    "code": "bado-keli-fuma-nopi-resu",
                    "scores": [9, 8, 8, 9, 7, 8, None, 8, 7, 9, 8],
                    "answered": True,
                    "open": {"good": "Ik kreeg meer inzicht."},
                }
            ]
        }
    }

    code: Annotated[Text, Field(min_length=1, max_length=100)] = Field(
        description="As it stands with the cheque once it is closed; works once."
    )
    scores: list[Score | None] = Field(
        min_length=COUNT, max_length=COUNT, description="0 to 10 for each of the eleven statements, or null."
    )
    answered: Flag | None = Field(default=None, description="Whether the question was answered.")
    open: OpenIn = Field(default=OpenIn())

    @model_validator(mode="after")
    def _says_something(self) -> "GuidanceAnswersIn":
        texts = (self.open.good, self.open.better, self.open.suggestions)
        if self.answered is None and not any(texts) and all(score is None for score in self.scores):
            raise ValueError("nothing is answered; allowed is at least one answer, since the code works once")
        return self


class InvitationIn(In):
    """Where the code of a cheque is sent; the address is forgotten with the mail."""

    number: Id = Field(description="Of a cheque that was closed.")
    email: Annotated[Text, Field(max_length=200, pattern=r"^[^\s@<>\"',;]+@[^\s@<>\"',;]+\.[^\s@<>\"',;]+$")]


class ScoresIn(In):
    """Whose scores; a centre sees its own."""

    centre_id: Id | None = Field(default=None, description="All centres when left out; a centre's key means its own.")
    counsellor_id: Id | None = Field(default=None, description="Needs centreId.")
    year: Year | None = None

    @model_validator(mode="after")
    def _whole(self) -> "ScoresIn":
        if self.counsellor_id is not None and self.centre_id is None:
            raise ValueError("counsellorId needs centreId")
        return self


class ResponseRatesOut(Out):
    """How many of a hundred who were invited answered; null when nobody was."""

    first: float | None
    second: float | None


class SatisfactionOut(Out):
    """What many answers say together."""

    version: str = Field(description="Of the statements.")
    n: int = Field(description="Answers that the figures rest on; 0 when suppressed.")
    items: list[float | None] = Field(description="Mean of each statement, 0 to 10; null below ten numbers.")
    score: float | None = Field(description="Mean of the eleven means x 10, in percent.")
    answered_percent: float | None = Field(description="Of those who said whether their question was answered.")
    response_rate: float | None = Field(description="Percent of those who were invited; null when suppressed.")
    response_rates: ResponseRatesOut = Field(description="By first and second cheque.")
    suppressed: bool = Field(description="True below ten answers: nothing is shown then.")


class StatementOut(Out):
    """A statement or question."""

    code: str
    text: str


class QuestionsOut(Out):
    """What is asked."""

    version: str
    statements: list[StatementOut]
    answered: str
    open: list[StatementOut]


class TextsIn(In):
    """Which open answers wait for a person's look."""

    limit: int = Field(default=50, ge=1, le=200)


class OpenTextOut(Out):
    """An open answer after the rules took names out."""

    id: str
    question: str
    text: str


class OpenTextsOut(Out):
    """Open answers that nobody looked at yet, in no order of time."""

    items: list[OpenTextOut]


class LookIn(In):
    """What a person makes of an open answer."""

    text: Annotated[OpenText, Field(min_length=1)] | None = Field(
        description="Without what still leads to somebody; null erases the whole answer."
    )


class ThemesIn(In):
    """Themes of which open question, of one centre or of all."""

    question: Question
    centre_id: Id | None = None


class ThemeGroupOut(Out):
    """Answers that are about the same; at least ten."""

    words: list[str] = Field(description="The most telling words of these answers: frequent here, rare elsewhere.")
    n: int
    texts: list[str]


class ThemeGroupsOut(Out):
    """Themes, the largest first; answers in no theme are only counted."""

    themes: list[ThemeGroupOut]
    rest: int
    empty: int = Field(description="Answers that say that there is nothing to say.")
