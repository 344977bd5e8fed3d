"""Where a game stands: what was sorted, chosen and compared, and the order so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from item_bank.kaarten.schema import SEVEN, CardId
from models.kaarten.moves import Mode, Pile

OPEN_AT_ONCE = 4
"""Cards that lie open in a round of the short game."""

COMPARISONS_MAX = 3
"""Close calls that are asked in one game."""


class Stage(StrEnum):
    """What the game asks now."""

    SORT = "sort"
    CHOOSE = "choose"
    COMPARE = "compare"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One card was preferred to the others that lay open."""

    card: CardId
    among: tuple[CardId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two cards were compared; ``card`` is ``None`` when they were called equal."""

    cards: tuple[CardId, CardId]
    card: CardId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A game after some moves; :func:`models.kaarten.game.play` makes it.

    Attributes
    ----------
    order
        All cards in the order in which they are dealt.
    piles
        The pile of each card that was sorted.
    ranking
        Cards in order of importance, most important first; at most seven.
    choices
        What was chosen from what, in order.
    comparisons
        Answers to close calls, in order.
    placed_above
        For each card that was moved by hand: cards that it passed, as pairs of winner and loser.
    """

    mode: Mode
    order: tuple[CardId, ...]
    piles: Mapping[CardId, Pile] = field(default_factory=dict)
    ranking: tuple[CardId, ...] = ()
    choices: tuple[Choice, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    placed_above: tuple[tuple[CardId, CardId], ...] = ()

    @property
    def stage(self) -> Stage:
        """What the game asks now; close calls may be left out."""
        if len(self.ranking) >= self.size:
            return Stage.COMPARE if len(self.comparisons) < COMPARISONS_MAX else Stage.DONE
        if self.mode is Mode.PILES and len(self.piles) < len(self.order):
            return Stage.SORT
        return Stage.CHOOSE

    @property
    def size(self) -> int:
        """Cards in the result: seven, or all of a deck that has fewer."""
        return min(SEVEN, len(self.order))

    @property
    def complete(self) -> bool:
        """Whether the seven stand in order."""
        return len(self.ranking) >= self.size

    @property
    def unsorted(self) -> tuple[CardId, ...]:
        """Cards that lie on no pile yet."""
        return tuple(card for card in self.order if card not in self.piles)

    def candidates(self) -> tuple[CardId, ...]:
        """Return the cards from which the next place may be filled.

        With piles: the highest pile that still has cards. In the short game: every card that only lost to cards that
        have a place already.
        """
        if self.mode is Mode.SHORT:
            return self._unbeaten()
        for pile in Pile:
            left = tuple(c for c in self.order if self.piles.get(c) is pile and c not in self.ranking)
            if left:
                return left
        return ()

    def _unbeaten(self) -> tuple[CardId, ...]:
        placed = set(self.ranking)
        waiting = (choice for choice in self.choices if choice.card not in placed)
        lost = {card for choice in waiting for card in choice.among if card != choice.card}
        return tuple(card for card in self.order if card not in placed and card not in lost)

    def open(self) -> tuple[CardId, ...]:
        """Return the cards that lie open for the next choice, in the order in which they are shown."""
        found = self.candidates()
        if self.mode is Mode.PILES or len(found) <= OPEN_AT_ONCE:
            return found
        wins = won(self.choices)
        least = sorted(found, key=lambda card: (wins.get(card, 0), self.order.index(card)))[:OPEN_AT_ONCE]
        return tuple(sorted(least, key=self.order.index))


def won(choices: Sequence[Choice]) -> dict[CardId, int]:
    """Return how many cards each card stands above, directly or through others."""
    below: dict[CardId, set[CardId]] = {}
    for choice in choices:  # a card that is offered later was not beaten, so what it beat is known by then
        found = below.setdefault(choice.card, set())
        for card in choice.among:
            if card != choice.card:
                found |= {card} | below.get(card, set())
    return {card: len(cards) for card, cards in below.items()}
