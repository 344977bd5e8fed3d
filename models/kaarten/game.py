"""Plays a game: moves in, state out. The same moves always give the same state."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from item_bank.kaarten.schema import CardId
from models.kaarten.moves import (
    Choose,
    Compare,
    Mode,
    Move,
    MoveError,
    Pile,
    Place,
    Play,
    Sort,
    UnknownCardError,
    standing,
)
from models.kaarten.state import COMPARISONS_MAX, OPEN_AT_ONCE, Choice, Comparison, State


def deal(cards: Sequence[CardId], seed: int | None) -> tuple[CardId, ...]:
    """Return the cards in the order in which they are dealt: that of the bank, or shuffled by a seed.

    Examples
    --------
    >>> cards = [CardId(name) for name in "abcd"]
    >>> deal(cards, None) == tuple(cards), deal(cards, 3) == deal(cards, 3), sorted(deal(cards, 3)) == cards
    (True, True, True)
    """
    if seed is None:
        return tuple(cards)
    return tuple(random.Random(seed).sample(list(cards), len(cards)))  # noqa: S311 - a deal, not a secret


def play(order: Sequence[CardId], moves: Iterable[Move], *, mode: Mode) -> State:
    """Return where a game stands after these moves.

    Parameters
    ----------
    order
        All cards in the order in which they are dealt.

    Examples
    --------
    >>> cards = [CardId(name) for name in "abcd"]
    >>> first = play(cards, [], mode=Mode.SHORT)
    >>> first.open()
    ('a', 'b', 'c', 'd')
    >>> second = play(cards, [Choose(card=CardId("c"))], mode=Mode.SHORT)
    >>> second.ranking, second.open()
    (('c',), ('a', 'b', 'd'))

    Raises
    ------
    MoveError
        When a move is not allowed where the game stands; it names the move and what is allowed.
    """
    state = State(mode=mode, order=tuple(order))
    for position, move in standing(moves):
        try:
            state = _apply(state, move)
        except MoveError as error:
            raise type(error)(str(error), position=position, member=error.member, value=error.value) from error
    return state


def _apply(state: State, move: Play) -> State:
    if isinstance(move, Sort):
        return _sort(state, move)
    if isinstance(move, Choose):
        return _choose(state, move)
    if isinstance(move, Compare):
        return _compare(state, move)
    return _place(state, move)


def _known(state: State, member: str, *cards: CardId) -> None:
    for card in cards:
        if card not in state.order:
            raise UnknownCardError("the deck has no card with this id", member=member, value=card)


def _sort(state: State, move: Sort) -> State:
    _known(state, "card", move.card)
    if state.mode is not Mode.PILES:
        raise MoveError("the short game has no piles; allowed is choose", member="kind", value="sort")
    if state.ranking:
        raise MoveError("cards were chosen already; take those choices back first", member="kind", value="sort")
    return replace(state, piles={**state.piles, move.card: Pile(move.pile)})


def _choose(state: State, move: Choose) -> State:
    if state.complete:
        raise MoveError(
            f"{state.size} cards stand in order already; take one back first", member="kind", value="choose"
        )
    if state.mode is Mode.PILES and state.unsorted:
        message = (
            f"{len(state.unsorted)} cards lie on no pile yet, {state.unsorted[0]!r} first; sort them before choosing"
        )
        raise MoveError(message, member="kind", value="choose")
    _known(state, "card", move.card)
    among = state.open() if move.among is None else move.among
    if move.among is not None:
        _check_among(state, move.among)
    if move.card not in among:
        raise MoveError(f"this card does not lie open; allowed are {', '.join(among)}", member="card", value=move.card)
    made = replace(state, choices=(*state.choices, Choice(card=move.card, among=tuple(among))))
    if state.mode is Mode.PILES:
        return replace(made, ranking=(*state.ranking, move.card))
    return _settle(made)


def _check_among(state: State, among: tuple[CardId, ...]) -> None:
    _known(state, "among", *among)
    allowed = state.candidates()
    if len(set(among)) != len(among):
        raise MoveError("a card lies open twice", member="among", value=", ".join(among))
    if state.mode is Mode.PILES and set(among) != set(allowed):
        raise MoveError(f"all candidates lie open: {', '.join(allowed)}", member="among", value=", ".join(among))
    if state.mode is Mode.SHORT and not 2 <= len(among) <= OPEN_AT_ONCE:
        raise MoveError(f"{len(among)} cards lie open; allowed is 2 to {OPEN_AT_ONCE}", member="among")
    for card in among:
        if card not in allowed:
            raise MoveError("this card has its place, or lost to one that has none yet", member="among", value=card)


def _settle(state: State) -> State:
    """Fill places of the short game as long as one card only is left for them."""
    while not state.complete:
        found = state.candidates()
        if len(found) != 1:
            break
        state = replace(state, ranking=(*state.ranking, found[0]))
    return state


def pairs(state: State) -> tuple[tuple[CardId, CardId], ...]:
    """Return the close calls that may still be asked, upper card first.

    Neighbours within the seven, and once the seventh with a card that could have been there: asking that again and
    again would let chance push out a card that was chosen with care.
    """
    if not state.complete or len(state.comparisons) >= COMPARISONS_MAX:
        return ()
    asked = {frozenset(comparison.cards) for comparison in state.comparisons}
    ranking = state.ranking
    outside = any(not set(comparison.cards) <= set(ranking) for comparison in state.comparisons)
    last = () if outside else tuple((ranking[-1], card) for card in contenders(state))
    return tuple(pair for pair in (*pairwise(ranking), *last) if frozenset(pair) not in asked)


def contenders(state: State) -> tuple[CardId, ...]:
    """Return the cards that could have been the seventh: they lay open then, or only lost to the seven."""
    placed = set(state.ranking)
    rest = (card for card in state.order if card not in placed)
    if state.mode is Mode.SHORT:
        beaten = {c for choice in state.choices if choice.card not in placed for c in choice.among if c != choice.card}
        return tuple(card for card in rest if card not in beaten)
    lowest = max((list(Pile).index(state.piles[card]) for card in placed if card in state.piles), default=0)
    found = tuple(rest)
    return tuple(c for c in found if c in state.piles and list(Pile).index(state.piles[c]) <= lowest) or found


def _compare(state: State, move: Compare) -> State:
    if not state.complete:
        raise MoveError(f"close calls come after {state.size} cards stand in order", member="kind", value="compare")
    _known(state, "cards", *move.cards)
    wanted = frozenset(move.cards)
    allowed = pairs(state)
    if wanted not in {frozenset(pair) for pair in allowed}:
        listed = "; ".join(" and ".join(pair) for pair in allowed) or "none any more"
        raise MoveError(
            f"these two are no close call; allowed are {listed}", member="cards", value=", ".join(move.cards)
        )
    if move.card is not None and move.card not in wanted:
        raise MoveError("allowed is one of the two cards, or null", member="card", value=move.card)
    upper, lower = next(pair for pair in allowed if frozenset(pair) == wanted)
    made = Comparison(cards=(upper, lower), card=move.card)
    ranking = state.ranking
    if move.card == lower:
        exchange = {upper: lower, lower: upper}
        ranking = tuple(exchange.get(card, card) for card in ranking)
    return replace(state, ranking=ranking, comparisons=(*state.comparisons, made))


def _place(state: State, move: Place) -> State:
    if not state.complete:
        raise MoveError(f"cards are moved by hand after {state.size} stand in order", member="kind", value="place")
    if move.card not in state.ranking:
        raise MoveError(f"allowed are {', '.join(state.ranking)}", member="card", value=move.card)
    if not 1 <= move.place <= len(state.ranking):
        raise MoveError(f"allowed is 1 to {len(state.ranking)}", member="place", value=move.place)
    before = state.ranking.index(move.card)
    ranking = [card for card in state.ranking if card != move.card]
    ranking.insert(move.place - 1, move.card)
    passed = (
        state.ranking[move.place - 1 : before] if move.place - 1 < before else state.ranking[before + 1 : move.place]
    )
    upwards = move.place - 1 < before
    said = tuple((move.card, other) if upwards else (other, move.card) for other in passed)
    return replace(state, ranking=tuple(ranking), placed_above=(*state.placed_above, *said))
