"""HTTP shapes of Jouw kwaliteiten."""

from typing import Annotated

from pydantic import ConfigDict, Field, JsonValue

from api.catalogue.schemas import NO_EVIDENCE, EvidenceOut, OccupationOut
from api.kaarten.schemas import DECK_MAX, GameCardOut, GameIn, GamePlacementOut, GameResultOut, SevenOut, Text
from api.schemas import SHAPE, Id, In, Out, Whole

OCCUPATIONS_MAX = 20

_RANKING: list[JsonValue] = [
    "luisteren",
    "samenwerken",
    "nauwkeurig-werken",
    "plannen",
    "rustig-blijven",
    "problemen-oplossen",
    "blijven-leren",
]


class StarIn(In):
    """An example of a quality, told in four steps; empty texts are not filled in yet."""

    situation: Text = Field(default="", description="What was going on?")
    task: Text = Field(default="", description="What had to be done?")
    action: Text = Field(default="", description="What did you do?")
    result: Text = Field(default="", description="What came of it?")


class QualitiesIn(GameIn):
    """A game of Jouw kwaliteiten, with the person's own examples."""

    model_config = ConfigDict(**SHAPE, json_schema_extra={"examples": [{"ranking": _RANKING}]})

    examples: dict[Id, StarIn] = Field(
        default={}, max_length=DECK_MAX, description="Own examples by id of the card; kept with the game."
    )
    limit: Whole = Field(default=5, ge=0, le=OCCUPATIONS_MAX, description="Occupations for each card.")


class QualityCardOut(GameCardOut):
    """A soft skill."""

    competences: list[str] = Field(description="Ids of the competences of the built-in catalogue that it stands for.")
    generic: bool = Field(description="Whether it is a generic competence that Flemish vacancies ask in all sectors.")


class QualityCardsOut(Out):
    """The deck, in the order of the bank."""

    bank_version: str
    language: str
    items: list[QualityCardOut]


class StarOut(Out):
    """An example in four steps."""

    situation: str
    task: str
    action: str
    result: str


class AskingOut(Out):
    """An occupation that asks a quality."""

    occupation: OccupationOut
    competence_id: str
    competence: str = Field(description="The competence through which it asks the quality, in Dutch.")
    importance: float = Field(description="How decisive that competence is for the occupation, 0 to 1.")
    essential: bool
    evidence: EvidenceOut | None = Field(description=NO_EVIDENCE)


class QualityPlacementOut(GamePlacementOut):
    """One of the seven, with examples and the occupations that ask it."""

    example: StarOut = Field(description="An example of ours, in Dutch, about nobody.")
    own_example: StarOut | None = Field(description="The person's own example; null while there is none.")
    occupations: list[AskingOut] = Field(description="Occupations that ask it most, most decisive first.")


class TogetherOut(Out):
    """An occupation that asks several of the seven."""

    occupation: OccupationOut
    cards: list[str] = Field(description="Ids of the cards that it asks, the person's most important one first.")
    score: float = Field(description="What the cards count together; compares occupations, has no unit.")


class QualitiesOut(GameResultOut):
    """Seven qualities in order."""

    items: list[SevenOut] = Field(description="The seven in short, in order.")
    ranking: list[QualityPlacementOut]
    occupations: list[TogetherOut] = Field(description="Occupations that ask most of the seven, best first.")
    catalogue_version: str
    game: Annotated[QualitiesIn, Field(description="Send this again for the same result: the result as a file.")]
