"""HTTP shapes of Jouw waarden."""

from typing import Annotated

from pydantic import ConfigDict, Field, JsonValue

from api.catalogue.schemas import OccupationOut
from api.kaarten.schemas import DECK_MAX, GameCardOut, GameIn, GamePlacementOut, GameResultOut, SevenOut, Text
from api.schemas import SHAPE, Day, Id, In, Out, Said, Whole
from item_bank.waarden.bank import Quarter, WorkValue
from models.waarden.reordering import Fit

OCCUPATIONS_MAX = 100

_RANKING: list[JsonValue] = [
    "zelf-kiezen",
    "mensen-helpen",
    "balans",
    "fijne-collegas",
    "plezier",
    "werkzekerheid",
    "natuur",
]

Ten = Annotated[Whole, Field(ge=0, le=10)]


class ValueActionIn(In):
    """What somebody will do to give a value more room."""

    what: Text = Field(default="", description="What will you do?")
    with_whom: Text = Field(default="", description="With whom?")
    by: Day | None = Field(default=None, description="By when?")


class ValueReflectionIn(In):
    """How far a value is honoured now, how far it should be, and what to do about it."""

    now: Ten | None = Field(default=None, description="How far the value is honoured now, 0 to 10.")
    wanted: Ten | None = Field(default=None, description="How far it should be, 0 to 10.")
    action: ValueActionIn | None = Field(default=None)


class ValuesIn(GameIn):
    """A game of Jouw waarden, with what the person says about the values, and a list of occupations to reorder."""

    model_config = ConfigDict(
        **SHAPE,
        json_schema_extra={
            "examples": [
                {
                    "ranking": _RANKING,
                    "reflections": {"balans": {"now": 3, "wanted": 8, "action": {"what": "Vragen om thuis te werken"}}},
                    "occupations": ["verpleegkundige", "boekhouder", "tuinaannemer"],
                }
            ]
        },
    )

    reflections: dict[Id, ValueReflectionIn] = Field(
        default={}, max_length=DECK_MAX, description="By id of the card; kept with the game."
    )
    occupations: list[Id] = Field(
        default=[],
        max_length=OCCUPATIONS_MAX,
        description="Ids of occupations in an order, such as the list of Oriënt; empty asks no reordering.",
    )


class ValueCardOut(GameCardOut):
    """A value."""

    value: str | None = Field(description="Code of its place on the circle of basic values; null for a work value.")
    quarter: Quarter | None = Field(description="Quarter of the circle; null for a work value.")
    angle: float | None = Field(description="Degrees on the circle, 0 to 360; null for a work value.")
    work_values: list[WorkValue] = Field(description="Work values of O*NET that it speaks of; may be empty.")


class ValueCardsOut(Out):
    """The deck, in the order of the bank."""

    bank_version: str
    language: str
    items: list[ValueCardOut]


class ValueActionOut(Out):
    """What somebody will do."""

    what: str
    with_whom: str
    by: Day | None


class ValueReflectionOut(Out):
    """What somebody said about a value."""

    now: int | None
    wanted: int | None
    gap: int | None = Field(description="How much more is wanted than there is now, -10 to 10; null when not known.")
    action: ValueActionOut | None


class ValuePlacementOut(GamePlacementOut):
    """One of the seven, with what was said about it."""

    reflection: ValueReflectionOut
    idea: str = Field(description="A small action that gives this value more room, in Dutch.")


class ValuePriorityOut(Out):
    """A value with the weight of its gap."""

    card_id: str
    rank: int = Field(description="1 for the most important value.")
    gap: int | None
    weight: int | None = Field(description="Gap times what the rank counts: 7 for the first value, 1 for the seventh.")


class ValueReasonOut(Out):
    """One value, and how much room an occupation gives it."""

    card_id: str
    rank: int
    figure: float = Field(description="Figure of O*NET, 1 (little room) to 7 (much room).")
    share: float = Field(description="Share of the occupations with figures that give less room, 0 to 1.")
    text: Said = Field(description="In Dutch, for citizens.")


class ReorderedOccupationOut(Out):
    """An occupation of the list in its new place."""

    occupation: OccupationOut
    was: int
    now: int
    fit: Fit
    words: Said = Field(description="How it fits, in Dutch.")
    score: float | None = Field(description="Weighted mean of the shares, 0 to 1; null without figures.")
    helped: list[ValueReasonOut] = Field(description="Values that it gives more room than most occupations.")
    hindered: list[ValueReasonOut] = Field(description="Values that it gives less room than most occupations.")


class SevenValuesOut(SevenOut):
    """One of the seven in short, with its gap and what somebody will do."""

    gap: int | None = Field(description="How much more is wanted than there is now; null when not known.")
    weight: int | None = Field(description="Gap times what the place counts.")
    action: ValueActionOut | None


class ValuesOut(GameResultOut):
    """Seven values in order."""

    items: list[SevenValuesOut] = Field(description="The seven in short, in order.")
    ranking: list[ValuePlacementOut]
    priorities: list[ValuePriorityOut] = Field(description="The seven with the largest gap times rank first.")
    occupations: list[ReorderedOccupationOut] = Field(description="The list that was sent, by what the person values.")
    occupations_source: str = Field(description="Where the figures of occupations come from.")
    catalogue_version: str
    game: Annotated[ValuesIn, Field(description="Send this again for the same result: the result as a file.")]
