"""Laws of the card games, tried on games drawn by chance."""

import random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from item_bank.kaarten.schema import CardId
from models.kaarten.evidence import Evidence
from models.kaarten.game import deal, pairs, play
from models.kaarten.moves import Choose, Compare, Mode, Move, Pile, Place, Sort, Undo
from models.kaarten.results import of_ranking, result
from models.kaarten.stability import closest_call
from models.kaarten.state import Stage, State
from models.waarden.reflection import Reflection, priorities

QUICK = settings(max_examples=40, deadline=None)


def next_moves(state: State) -> list[Move]:
    """Return moves that are allowed now, the usual one first."""
    if state.stage is Stage.SORT:
        return [Sort(card=state.unsorted[0], pile=pile) for pile in Pile]
    if state.stage is Stage.CHOOSE:
        return [Choose(card=card) for card in state.open()]
    found: list[Move] = [Compare(cards=pair, card=card) for pair in pairs(state) for card in (*pair, None)]
    return found + [Place(card=card, place=place) for card in state.ranking for place in (1, len(state.ranking))]


@st.composite
def games(draw: st.DrawFn, least: int = 2) -> tuple[tuple[CardId, ...], list[Move], Mode]:
    """Draw a game that is over; its moves come from one number, because a move depends on all moves before it."""
    order = deal([CardId(f"kaart-{i}") for i in range(draw(st.integers(least, 20)))], draw(st.integers(0, 9)))
    mode = draw(st.sampled_from(list(Mode)))
    chance = random.Random(draw(st.integers(0, 2**16)))  # noqa: S311 - plays, guards no secret
    extra = draw(st.integers(0, 6))
    moves: list[Move] = []
    while True:
        state = play(order, moves, mode=mode)
        extra -= state.complete
        if extra < 0:
            return order, moves, mode
        moves.append(chance.choice(next_moves(state)))
        if chance.random() < 0.1:
            moves.append(Undo())


@QUICK
@given(games())
def test_the_seven_are_always_chosen_cards_once_each(game: tuple[tuple[CardId, ...], list[Move], Mode]) -> None:
    order, moves, mode = game
    state = play(order, moves, mode=mode)
    assert state.complete
    assert len(state.ranking) == len(set(state.ranking)) == min(7, len(order))
    assert set(state.ranking) <= set(order)
    placements = result(state, draws=50).placements
    assert tuple(row.card for row in placements) == state.ranking
    for row in placements:
        assert 1 <= row.place.low <= row.place.value <= row.place.high <= len(order)
        assert 0 <= row.same_place <= row.in_seven <= 1


@QUICK
@given(games(), st.integers(0, 60), st.integers(1, 3), st.integers(0, 2**16))
def test_undo_restores_what_was(
    game: tuple[tuple[CardId, ...], list[Move], Mode], cut: int, steps: int, seed: int
) -> None:
    order, moves, mode = game
    moves, chance = moves[:cut], random.Random(seed)  # noqa: S311 - plays, guards no secret
    before = play(order, moves, mode=mode)
    played = list(moves)
    for _ in range(steps):
        played.append(chance.choice(next_moves(play(order, played, mode=mode))))
    assert play(order, [*played, *[Undo()] * steps], mode=mode) == before


@QUICK
@given(games())
def test_the_same_moves_give_the_same_result(game: tuple[tuple[CardId, ...], list[Move], Mode]) -> None:
    order, moves, mode = game
    first, second = (result(play(order, list(moves), mode=mode), seed=4, draws=50) for _ in range(2))
    assert first == second


@QUICK
@given(games())
def test_close_calls_are_asked_only_while_the_game_allows_them(
    game: tuple[tuple[CardId, ...], list[Move], Mode],
) -> None:
    order, moves, mode = game
    state = play(order, moves, mode=mode)
    call = closest_call(state)
    assert (call is None) == (not pairs(state))
    if call is not None:
        upper, lower = call
        assert upper in state.ranking
        kept = play(order, [*moves, Compare(cards=(lower, upper), card=upper)], mode=mode)
        assert kept.ranking == state.ranking
        swapped = play(order, [*moves, Compare(cards=(upper, lower), card=lower)], mode=mode)
        assert swapped.ranking.index(lower) == state.ranking.index(upper)


@QUICK
@given(st.permutations([CardId(f"kaart-{i}") for i in range(9)]))
def test_a_told_ranking_comes_back_in_its_order(cards: list[CardId]) -> None:
    order = tuple(sorted(cards))
    found = result(of_ranking(order, cards[:7]), draws=50)
    assert [row.card for row in found.placements] == cards[:7]


@QUICK
@given(games(least=3), st.integers(0, 2**16))
def test_the_slopes_are_those_of_the_value(game: tuple[tuple[CardId, ...], list[Move], Mode], seed: int) -> None:
    order, moves, mode = game
    evidence = Evidence(play(order, moves, mode=mode))
    theta = np.random.default_rng(seed).standard_normal(len(order))
    step = 1e-5
    shifts = np.eye(len(order)) * step
    numeric = (evidence.value(theta + shifts) - evidence.value(theta - shifts)) / (2 * step)
    assert np.allclose(evidence.slope(theta), numeric, atol=1e-4)
    curved = -(evidence.slope(theta + shifts) - evidence.slope(theta - shifts)) / (2 * step)
    assert np.allclose(evidence.precision(theta), curved, atol=1e-3)


TENS = st.one_of(st.none(), st.integers(0, 10))


@QUICK
@given(st.lists(st.tuples(TENS, TENS), min_size=1, max_size=7))
def test_priorities_hold_every_value_and_fall(rows: list[tuple[int | None, int | None]]) -> None:
    said = [Reflection(card=CardId(f"kaart-{i}"), now=now, wanted=wanted) for i, (now, wanted) in enumerate(rows)]
    found = priorities(said)
    assert sorted(row.rank for row in found) == list(range(1, len(rows) + 1))
    weights = [row.weight for row in found if row.weight is not None]
    assert weights == sorted(weights, reverse=True)
    assert all(row.weight is None for row in found[len(weights) :])
