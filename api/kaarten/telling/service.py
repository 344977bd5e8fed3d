"""From a game as it is told over HTTP to the game that is played; what is wrong is named with its place."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from api.kaarten.schemas import GameIn, Method, MoveIn, MoveKind
from api.problems import Issue, ProblemError, pointer, shown
from item_bank.kaarten.schema import Card, CardId, Deck
from models.kaarten.game import deal, play
from models.kaarten.moves import (
    Choose,
    Compare,
    Mode,
    Move,
    MoveError,
    Pile,
    Place,
    Sort,
    Undo,
    UnknownCardError,
)
from models.kaarten.results import Result, of_ranking, result
from models.kaarten.state import State

Pointer = tuple[str | int, ...]

_MEMBERS: dict[MoveKind, tuple[frozenset[str], frozenset[str]]] = {
    MoveKind.SORT: (frozenset({"card", "pile"}), frozenset()),
    MoveKind.CHOOSE: (frozenset({"card"}), frozenset({"among"})),
    MoveKind.COMPARE: (frozenset({"cards"}), frozenset({"card"})),
    MoveKind.PLACE: (frozenset({"card", "place"}), frozenset()),
    MoveKind.UNDO: (frozenset(), frozenset()),
}
"""Members that a move must have, and those that it may have besides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A game as it was told.

    Attributes
    ----------
    order
        The cards in the order in which they are dealt.
    ranking
        The seven, when only they were told; else empty.
    """

    method: Method
    mode: Mode
    order: tuple[CardId, ...]
    moves: tuple[Move, ...] = ()
    ranking: tuple[CardId, ...] = ()

    def state(self) -> State:
        """Return where the game stands."""
        return of_ranking(self.order, self.ranking) if self.ranking else play(self.order, self.moves, mode=self.mode)


def problem(code: str, detail: str, path: Pointer, value: object = None) -> ProblemError:
    """Return a value of the body that cannot be used as a problem."""
    text = None if value is None else shown(value)
    issue = Issue(location="body", pointer=pointer(path), code=code, detail=detail, value=text)
    return ProblemError(422, code, f"{pointer(path)[1:] or 'the body'}: {detail}", issue)


def to_move(found: MoveIn, path: Pointer) -> Move:
    """Return a move as the game knows it.

    Raises
    ------
    ProblemError
        422 when a member is missing that this kind of move has, or is there that it does not have.
    """
    needed, allowed = _MEMBERS[found.kind]
    given = {name for name in found.model_fields_set if name != "kind"}
    present = {name for name in given if getattr(found, name) is not None or name in allowed}
    for name in sorted(needed - present):
        raise problem("invalid-request", f"a move of kind {found.kind} needs {name}", (*path, name))
    if found.kind is MoveKind.COMPARE and "card" not in given:
        raise problem("invalid-request", "compare needs card: the one that counts most, or null", (*path, "card"))
    for name in sorted(present - needed - allowed):
        raise problem("invalid-request", f"a move of kind {found.kind} has no {name}", (*path, name))
    return _move(found)


def _move(found: MoveIn) -> Move:
    card = CardId(found.card or "")
    if found.kind is MoveKind.SORT:
        return Sort(card=card, pile=found.pile or Pile.LOW)
    if found.kind is MoveKind.CHOOSE:
        return Choose(card=card, among=None if found.among is None else tuple(map(CardId, found.among)))
    if found.kind is MoveKind.COMPARE:
        first, second = found.cards or ("", "")
        return Compare(cards=(CardId(first), CardId(second)), card=None if found.card is None else card)
    if found.kind is MoveKind.PLACE:
        return Place(card=card, place=found.place or 0)
    return Undo()


def read_told(deck: Deck[Card], body: GameIn) -> Told:
    """Read a game in whichever of the three ways it is told.

    Raises
    ------
    ProblemError
        422 when it is told in no way or in several, or when a value cannot be used; it names the place.
    """
    ways = [name for name in ("moves", "piles", "ranking") if getattr(body, name) is not None]
    if len(ways) != 1:
        listed = " and ".join(ways) or "none of them"
        detail = f"allowed is one of moves, piles with choices, or ranking; found {listed}"
        raise problem("invalid-request", detail, ())
    if (body.piles is None) != (body.choices is None):
        raise problem("invalid-request", "piles and choices come together", ("choices" if body.piles else "piles",))
    order = deal(deck.ids, body.seed)
    if body.ranking is not None:
        _check_ranking(deck, body.ranking)
        ranking = tuple(map(CardId, body.ranking))
        return Told(method=Method.RANKING, mode=Mode.PILES, order=order, ranking=ranking)
    if body.piles is not None:
        return _read_piles(order, body)
    moves = [to_move(move, ("moves", i)) for i, move in enumerate(body.moves or ())]
    told = Told(method=Method.MOVES, mode=body.mode, order=order, moves=tuple(moves))
    _check(told, [("moves", i) for i in range(len(moves))])
    return told


def _check_ranking(deck: Deck[Card], ranking: Sequence[str]) -> None:
    size = min(7, len(deck.ids))
    if len(ranking) != size:
        raise problem("invalid-request", f"{len(ranking)} cards; allowed is {size}", ("ranking",))
    for i, card in enumerate(ranking):
        if deck.get(card) is None:
            raise problem("unknown-id", "the deck has no card with this id", ("ranking", i), card)
        if card in ranking[:i]:
            raise problem("invalid-request", "each card stands in a ranking once", ("ranking", i), card)


def _read_piles(order: tuple[CardId, ...], body: GameIn) -> Told:
    moves: list[Move] = []
    places: list[Pointer] = []
    seen: set[str] = set()
    for pile in Pile:
        for i, card in enumerate(getattr(body.piles, pile.value)):
            path: Pointer = ("piles", pile.value, i)
            if card in seen:
                raise problem("invalid-request", "each card lies on one pile, once", path, card)
            seen.add(card)
            moves.append(Sort(card=CardId(card), pile=pile))
            places.append(path)
    for i, card in enumerate(body.choices or ()):
        moves.append(Choose(card=CardId(card)))
        places.append(("choices", i))
    told = Told(method=Method.PILES, mode=Mode.PILES, order=order, moves=tuple(moves))
    _check(told, places)
    return told


def _check(told: Told, places: Sequence[Pointer]) -> None:
    try:
        told.state()
    except MoveError as error:
        raise refused(error, places[error.position]) from error


def refused(error: MoveError, path: Pointer) -> ProblemError:
    """Return a move that is not allowed as a problem with its place."""
    code = "unknown-id" if isinstance(error, UnknownCardError) else "move-not-allowed"
    inside = (error.member,) if path[0] == "moves" and error.member else ()
    return problem(code, str(error), (*path, *inside), error.value)


@lru_cache(maxsize=512)
def placed(told: Told) -> Result:
    """Return the seven of a game with their stability; drawn once, because pages ask again after every change.

    Raises
    ------
    ProblemError
        422 when the seven do not stand in order yet.
    """
    state = told.state()
    if not state.complete:
        detail = f"{len(state.ranking)} of {state.size} cards have a place; the address /game says what comes next"
        raise problem("game-not-over", detail, ("choices" if told.method is Method.PILES else "moves",))
    return result(state)
