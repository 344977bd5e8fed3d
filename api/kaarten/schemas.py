"""HTTP shapes of a card game. A game travels whole: moves in, state or result out; nothing is kept by these shapes."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field

from api.schemas import SHAPE, TEXT_MAX, Id, In, Out, Said, Whole
from item_bank.kaarten.schema import SEVEN
from models.kaarten.moves import MOVES_MAX, Mode, Pile
from models.kaarten.results import Firmness
from models.kaarten.state import Stage

DECK_MAX = 100
SEED_MAX = 2**31 - 1
LONG_TEXT_MAX = 1_000


def _storable(value: str) -> str:
    """Refuse the one character that PostgreSQL cannot keep."""
    if "\x00" in value:
        raise ValueError("a text may hold any character but NUL")
    return value


Text = Annotated[str, Field(strict=True, max_length=LONG_TEXT_MAX), AfterValidator(_storable)]
Language = Literal["nl", "en", "fr"]


class CardsIn(In):
    """Which language the cards speak."""

    language: Language = Field(default="nl", description="Language of title and text.")


class MoveKind(StrEnum):
    """What a move does."""

    SORT = "sort"
    CHOOSE = "choose"
    COMPARE = "compare"
    PLACE = "place"
    UNDO = "undo"


class MoveIn(In):
    """One move. `sort` has card and pile; `choose` has card and may have among; `compare` has cards and card; `place`
    has card and place; `undo` has nothing else and takes back the last move that still stands.
    """  # noqa: D205 - this text stands in the description of the API

    kind: MoveKind
    card: Id | None = Field(
        default=None, description="Id of a card. With `compare` the more important one, or null when both are equal."
    )
    pile: Pile | None = Field(default=None, description="With `sort`: where the card is put.")
    among: list[Id] | None = Field(
        default=None,
        min_length=1,
        max_length=DECK_MAX,
        description="With `choose`: the cards that lay open. Absent: those that the game offers.",
    )
    cards: list[Id] | None = Field(
        default=None, min_length=2, max_length=2, description="With `compare`: the two cards of the close call."
    )
    place: Whole | None = Field(default=None, ge=1, le=SEVEN, description="With `place`: the new place, from 1.")


class PilesIn(In):
    """Every card of the deck on one of three piles."""

    high: list[Id] = Field(default=[], max_length=DECK_MAX, description="Fits well, or very important.")
    middle: list[Id] = Field(default=[], max_length=DECK_MAX, description="Fits a little, or rather important.")
    low: list[Id] = Field(default=[], max_length=DECK_MAX, description="Does not fit, or not important.")


class GameIn(In):
    """A game, told in one of three ways: `moves`; `piles` with `choices`; or only the `ranking`."""

    bank_version: Annotated[str, Field(strict=True, max_length=TEXT_MAX)] | None = Field(
        default=None, description="Version of the cards that was played with; another one than ours gives a note."
    )
    language: Language = Field(default="nl", description="Language of the cards in the answer.")
    mode: Mode = Field(
        default=Mode.PILES, description="With `moves`: three piles, or the short game of rounds of four."
    )
    seed: Whole | None = Field(
        default=None, ge=0, le=SEED_MAX, description="Shuffles the cards; absent means the order of the bank."
    )
    moves: list[MoveIn] | None = Field(default=None, max_length=MOVES_MAX, description="Everything that was done.")
    piles: PilesIn | None = Field(default=None, description="With `choices`: how the cards were sorted.")
    choices: list[Id] | None = Field(
        default=None,
        max_length=SEVEN,
        description="With `piles`: the cards that were chosen, most important first, from the highest pile downwards.",
    )
    ranking: list[Id] | None = Field(
        default=None, max_length=SEVEN, description="Only the result: seven different cards, most important first."
    )


class PlayIn(GameIn):
    """A game that may not be over yet."""

    model_config = ConfigDict(
        **SHAPE,
        json_schema_extra={"examples": [{"mode": "short", "moves": []}, {"mode": "piles", "seed": 7, "moves": []}]},
    )


class GameCardOut(Out):
    """One card."""

    id: str
    title: str
    text: str


class GameStateOut(Out):
    """Where a game stands, and what may come next."""

    bank_version: str
    mode: Mode
    stage: Stage = Field(description="What is asked now. Close calls may be left out.")
    complete: bool = Field(description="Whether the seven stand in order, so that results may be asked.")
    open: list[GameCardOut] = Field(
        description="With `sort`: the cards that lie on no pile yet, next one first. With `choose`: the cards to "
        "choose from. With `compare`: the two cards of the closest call."
    )
    piles: PilesIn = Field(description="Cards by pile.")
    ranking: list[str] = Field(description="Ids of the cards that have a place, most important first.")
    moves_left_least: int = Field(description="Moves that are still needed at least; close calls do not count.")


class RankOut(Out):
    """The place of a card, with the places that hold 90 % of the draws."""

    value: int
    low: int
    high: int
    n: int = Field(description="Number of draws.")


class GamePlacementOut(Out):
    """One of the seven, with how stable its place is."""

    place: RankOut
    card: GameCardOut
    in_seven: float = Field(description="Share of the draws in which the card is one of the seven, 0 to 1.")
    same_place: float = Field(description="Share of the draws in which the card has exactly this place, 0 to 1.")
    firmness: Firmness
    words: Said = Field(description="How firm the card stands, in Dutch.")


class DoubtOut(Out):
    """A card to think about again."""

    card: GameCardOut
    in_seven: float = Field(description="Share of the draws in which the card is one of the seven, 0 to 1.")
    text: Said = Field(description="What is in doubt, in Dutch.")


class GameNoteOut(Out):
    """What must be said beside a result."""

    code: str
    text: Said = Field(description="In Dutch, for citizens.")


class Method(StrEnum):
    """How the seven were told."""

    MOVES = "moves"
    PILES = "piles"
    RANKING = "ranking"


class SevenOut(Out):
    """One of the seven in short."""

    id: str
    title: str
    place: int = Field(description="1 for the most important card.")


class GameResultOut(Out):
    """What every result of a card game has."""

    bank_version: str
    method: Method
    doubt: DoubtOut | None = Field(description="The one of the seven that stands least firm; null when all stand firm.")
    nearly: DoubtOut | None = Field(description="The card outside that comes closest; null without any.")
    notes: list[GameNoteOut]
    result_id: str = Field(description="Comes back for the same game and answers.")
