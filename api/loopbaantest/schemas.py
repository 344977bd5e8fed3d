"""HTTP shapes of the Loopbaantest."""

from datetime import date
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, JsonValue

from api.schemas import SHAPE, Id, In, Out, Whole
from item_bank.loopbaantest.schema import Band, Theme, WorkStatus
from models.loopbaantest.schema import Change, NoteCode

ANSWERS_MAX = 100
"""Members of a mapping that are read at all; the bank has fewer statements, and says so."""

DAY_MS = 86_400_000

Point = Annotated[Whole, Field(ge=1, le=5)]
Milliseconds = Annotated[Whole, Field(ge=0, le=DAY_MS)]
Language = Literal["nl", "en", "fr"]

_IDS = [f"{theme}-{i}" for i in range(1, 6) for theme in Theme]
_EXAMPLE: dict[str, JsonValue] = {
    "bankVersion": "1.0.1",
    "workStatus": "working",
    "answers": {id_: (2, 4, 3, 5, None)[i % 5] for i, id_ in enumerate(_IDS)},
    "milliseconds": {"kwaliteiten-1": 5200},
}


class ItemsIn(In):
    """Which wording of the statements is asked."""

    language: Language = Field(default="nl", description="Language of statements and scale.")
    work_status: WorkStatus = Field(default=WorkStatus.WORKING, description="What the person does now.")


class AnswersIn(In):
    """What one person answered; a statement that is absent or null is open."""

    bank_version: Id = Field(
        description="Version of the bank that the statements came from, or an earlier one that asked the same."
    )
    work_status: WorkStatus
    answers: dict[Id, Point | None] = Field(
        max_length=ANSWERS_MAX, description="Points 1 to 5 by statement; null for skipped or not applicable."
    )
    milliseconds: dict[Id, Milliseconds] | None = Field(
        default=None, max_length=ANSWERS_MAX, description="Time to each answer; only used for a soft note."
    )
    work_satisfaction: Point | None = Field(
        default=None, description="How satisfied the person is with the present work; low puts that job first."
    )


class ScoresIn(AnswersIn):
    """Answers, and the language of the words in the result."""

    model_config = ConfigDict(**SHAPE, json_schema_extra={"examples": [_EXAMPLE]})

    language: Language = "nl"


class ComparisonIn(In):
    """Two tests of one person, with versions of the bank that ask the same."""

    before: AnswersIn
    after: AnswersIn
    language: Language = "nl"


class PointOut(Out):
    """One point of the scale."""

    value: int = Field(ge=1, le=5)
    label: str


class ItemOut(Out):
    """One statement."""

    id: str
    theme: Theme
    text: str
    scale: list[PointOut] = Field(description="The five answers, low to high; open (null) is always allowed too.")


class ItemsOut(Out):
    """The statements in the order in which they are asked."""

    bank_version: str
    language: Language
    work_status: WorkStatus
    period: str = Field(description="The time that the statements are about.")
    items: list[ItemOut]


class LinkOut(Out):
    """Where help is found; days and source are null for pages of this site."""

    id: str
    label: str
    url: str = Field(description="Path of this site, or address of a public page of others.")
    external: bool
    added_on: date | None = Field(description="Since when the link stands in the bank.")
    verified_on: date | None = Field(description="When a person last found it right; null when nobody did yet.")
    source: str | None


class StepOut(Out):
    """One concrete next step."""

    id: str
    text: str = Field(description="In Dutch, for citizens.")
    link: LinkOut | None


class SecondScoreOut(Out):
    """Score by the graded response model."""

    score: float = Field(ge=0, le=100)
    low: float = Field(ge=0, le=100)
    high: float = Field(ge=0, le=100)
    standard_error: float = Field(ge=0)


class StandingOut(Out):
    """Where a score stands in a norm group; always with interval, number, days and composition."""

    norm_id: str
    percentile: float = Field(ge=0, le=100)
    low: float = Field(ge=0, le=100)
    high: float = Field(ge=0, le=100)
    n: int
    collected_from: date
    collected_until: date
    composition: str


class ThemeOut(Out):
    """One theme; score, band and steps are null or empty when three or more statements are open."""

    theme: Theme
    label: str
    score: float | None = Field(ge=0, le=100, description="0 to 100.")
    low: float | None = Field(ge=0, le=100, description="Lower end of the 90 % band.")
    high: float | None = Field(ge=0, le=100, description="Upper end of the 90 % band.")
    standard_error: float | None = Field(ge=0)
    band: Band | None
    band_text: str | None = Field(description="The band in words.")
    doubt_text: str | None = Field(description="Which other bands it may be, in words.")
    answered: int = Field(ge=0, le=5)
    filled: bool = Field(description="Whether one open answer was filled from the person's own mean.")
    open_items: list[str] = Field(description="Statements without an answer.")
    second_score: SecondScoreOut | None = Field(description="Null while no measured item parameters exist.")
    norms: list[StandingOut] = Field(description="Empty while no norm table is loaded.")
    next_steps: list[StepOut]
    links: list[LinkOut]
    coach_question: str


class NoteOut(Out):
    """What must be said beside a result; never a reason to refuse it."""

    code: NoteCode
    text: str
    item_ids: list[str] = Field(description="Statements to look at again; may be empty.")


class WeakestOut(Out):
    """The lowest theme, because its distance to the next passes the error of that distance."""

    theme: Theme
    label: str
    difference: float
    error: float = Field(description="What the distance had to pass.")


class ScoresOut(Out):
    """Six themes, each with its doubt."""

    bank_version: str
    model_version: str
    measured_version: str | None = Field(description="Version of the measured figures; null: errors are judgement.")
    themes: list[ThemeOut]
    weakest_theme: WeakestOut | None
    notes: list[NoteOut]


class ScoreOut(Out):
    """A score with its 90 % band."""

    score: float = Field(ge=0, le=100)
    low: float = Field(ge=0, le=100)
    high: float = Field(ge=0, le=100)


class ChangeOut(Out):
    """One theme, twice; "progress" only beyond the reliable change index."""

    theme: Theme
    label: str
    before: ScoreOut | None
    after: ScoreOut | None
    difference: float | None
    reliable_change_index: float | None
    change: Change
    change_text: str


class ComparisonOut(Out):
    """Six themes, twice."""

    bank_version: str
    threshold: float = Field(description="What the index must pass, either way.")
    themes: list[ChangeOut]
