"""What a person can do in a card game. A game is its list of moves and nothing else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from item_bank.kaarten.schema import CardId

MOVES_MAX = 500
"""Moves in one game, those that were taken back included."""


class Mode(StrEnum):
    """How the seven are found."""

    PILES = "piles"
    SHORT = "short"


class Pile(StrEnum):
    """Where a card is put, from much to little."""

    HIGH = "high"
    MIDDLE = "middle"
    LOW = "low"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    """Put a card on a pile."""

    card: CardId
    pile: Pile


@dataclass(frozen=True, slots=True, kw_only=True)
class Choose:
    """Say which card is the most important of those that lie open.

    Attributes
    ----------
    among
        The cards that lay open; ``None`` means those that the game offers.
    """

    card: CardId
    among: tuple[CardId, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Compare:
    """Answer a close call between two cards.

    Attributes
    ----------
    card
        The more important one of the two, or ``None`` when they are equally important.
    """

    cards: tuple[CardId, CardId]
    card: CardId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Put one of the seven on another place by hand, 1 to 7."""

    card: CardId
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """Take back the last move that was not taken back yet."""


Play = Sort | Choose | Compare | Place
Move = Play | Undo


class MoveError(ValueError):
    """A move that the game does not allow.

    Attributes
    ----------
    position
        Which move, counted from 0.
    member
        Which member of the move.
    value
        What stood there.
    """

    def __init__(self, message: str, *, position: int = 0, member: str = "", value: object = None) -> None:
        super().__init__(message)
        self.position, self.member, self.value = position, member, value


class UnknownCardError(MoveError):
    """A card that the deck does not have."""


def standing(moves: Iterable[Move]) -> Sequence[tuple[int, Play]]:
    """Return the moves that were not taken back, each with its position in the log.

    Examples
    --------
    >>> kept = Sort(card=CardId("luisteren"), pile=Pile.HIGH)
    >>> standing([kept, Sort(card=CardId("plannen"), pile=Pile.LOW), Undo()]) == [(0, kept)]
    True

    Raises
    ------
    MoveError
        When there is nothing to take back.
    """
    kept: list[tuple[int, Play]] = []
    for position, move in enumerate(moves):
        if not isinstance(move, Undo):
            kept.append((position, move))
        elif kept:
            kept.pop()
        else:
            raise MoveError("there is no move to take back", position=position, member="kind", value="undo")
    return kept
