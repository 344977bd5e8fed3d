"""The seven in order, each with how stable its place is, and the card to think about again."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from item_bank.kaarten.schema import CardId
from models.contracts import Estimate
from models.kaarten.game import play
from models.kaarten.moves import Mode
from models.kaarten.stability import DRAWS, draw
from models.kaarten.state import Choice, State

MODEL_VERSION = "kaarten-1.0.0"
"""Names the model that says how firm a place is."""

FIRM, FAIRLY_FIRM = 0.85, 0.65
"""Shares of the draws from which a card is called firm, or fairly firm."""

LOW_QUANTILE, HIGH_QUANTILE = 0.05, 0.95


class Firmness(StrEnum):
    """How sure it is that a card belongs to the seven, in a word."""

    FIRM = "firm"
    FAIRLY_FIRM = "fairly-firm"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """One of the seven.

    Attributes
    ----------
    place
        Its place as the person left it, with the places that hold 90 % of the draws; 1 is the most important.
    in_seven
        Share of the draws in which the card is one of the seven, 0 to 1.
    same_place
        Share of the draws in which the card has exactly this place.
    """

    card: CardId
    place: Estimate
    in_seven: float
    same_place: float
    firmness: Firmness


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The result of a game.

    Attributes
    ----------
    doubt
        The one of the seven that stands least firm, or ``None`` when all stand firm.
    nearly
        The card outside that is most often among the seven in the draws, with that share; ``None`` without any.
    """

    placements: tuple[Placement, ...]
    doubt: CardId | None
    nearly: tuple[CardId, float] | None


def firmness(share: float) -> Firmness:
    """Return a share of the draws in a word.

    Examples
    --------
    >>> [firmness(share).value for share in (0.9, 0.7, 0.2)]
    ['firm', 'fairly-firm', 'doubtful']
    """
    if share >= FIRM:
        return Firmness.FIRM
    return Firmness.FAIRLY_FIRM if share >= FAIRLY_FIRM else Firmness.DOUBTFUL


def of_ranking(order: Sequence[CardId], ranking: Sequence[CardId]) -> State:
    """Return the state of somebody who only tells the seven in order: each was chosen from all that were left.

    Raises
    ------
    ValueError
        When the ranking is not seven different cards of the deck.
    """
    size = play(order, [], mode=Mode.SHORT).size
    if len(ranking) != size or len(set(ranking)) != size or not set(ranking) <= set(order):
        raise ValueError(f"a ranking holds {size} different cards of the deck")
    choices = tuple(
        Choice(card=card, among=tuple(c for c in order if c not in ranking[:i])) for i, card in enumerate(ranking)
    )
    return State(mode=Mode.PILES, order=tuple(order), ranking=tuple(ranking), choices=choices)


def result(state: State, seed: int = 0, draws: int = DRAWS) -> Result:
    """Return the seven with their stability; the same state and seed always give the same result.

    Raises
    ------
    ValueError
        When the seven do not stand in order yet.

    Examples
    --------
    >>> cards = [CardId(name) for name in "abcdefgh"]
    >>> found = result(of_ranking(cards, cards[:7]))
    >>> found.placements[0].card, found.nearly[0]
    ('a', 'h')
    """
    if not state.complete:
        raise ValueError(f"{len(state.ranking)} cards stand in order; a result needs {state.size}")
    values = draw(state, seed=seed, count=draws)
    places = np.argsort(np.argsort(-values, axis=1, kind="stable"), axis=1, kind="stable") + 1
    share = (places <= state.size).mean(axis=0)
    placements = []
    for number, card in enumerate(state.ranking, start=1):
        column = places[:, state.order.index(card)]
        low, high = np.quantile(column, (LOW_QUANTILE, HIGH_QUANTILE), method="nearest")
        inside = round(float(share[state.order.index(card)]), 3)
        placements.append(
            Placement(
                card=card,
                place=Estimate(value=number, low=min(number, int(low)), high=max(number, int(high)), n=draws),
                in_seven=inside,
                same_place=round(float((column == number).mean()), 3),
                firmness=firmness(inside),
            )
        )
    weakest = min(placements, key=lambda item: (item.in_seven, -item.place.value))
    outside = [(float(share[i]), card) for i, card in enumerate(state.order) if card not in state.ranking]
    nearly = max(outside, key=lambda pair: pair[0], default=None)
    return Result(
        placements=tuple(placements),
        doubt=None if weakest.firmness is Firmness.FIRM else weakest.card,
        nearly=None if nearly is None else (nearly[1], round(nearly[0], 3)),
    )
