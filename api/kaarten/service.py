"""A game that is kept in a session: every move and everything said about a card is an event, durable at once.

The game is what its events say. What stands in ``details`` of the session is how it began: the mode, and the members of
a file that was loaded.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from api.kaarten.schemas import GameIn, Method, MoveIn, MoveKind
from api.kaarten.telling.service import Told, read
from api.kaarten.tool import Game
from api.problems import ProblemError
from api.sessions.service import Opened, Sessions, Start
from api.storage.sessions import Event
from models.kaarten.moves import MOVES_MAX, Mode
from models.kaarten.results import MODEL_VERSION
from models.kaarten.state import State

MOVE, SAID = "move", "said"
"""Kinds of events."""

EVENTS_MAX = 5_000
"""Events in one session; nobody plays this long, and a robot may not fill the store."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A game that is kept.

    Attributes
    ----------
    body
        The whole game as a request and a file tell it; moves that were taken back are left out.
    """

    game: Game
    opened: Opened
    body: GameIn

    def told(self) -> Told:
        """Return the game as it was told."""
        return read(self.game.deck, self.body)

    def state(self) -> State:
        """Return where the game stands."""
        return self.told().state()

    @property
    def stand(self) -> int:
        """Number of events; a form that was made at another stand is stale."""
        return len(self.opened.events)

    @property
    def moves(self) -> Sequence[MoveIn]:
        """Moves that stand."""
        return self.body.moves or ()


def read_kept(game: Game, opened: Opened) -> Kept:
    """Return the game that the events of a session tell."""
    members: dict[str, Any] = dict(opened.session.details["game"])
    moves = list(members.get("moves") or ())
    said: dict[str, Any] = dict(members.get(game.member) or {})
    for event in opened.events:
        if event.kind == SAID:
            said[event.subject] = event.payload
        elif event.subject == MoveKind.UNDO:
            del moves[-1:]
        else:
            moves.append(event.payload)
    members[game.member] = said
    if "ranking" not in members:
        members["moves"] = moves
    return Kept(game=game, opened=opened, body=game.body(members))


async def start(sessions: Sessions, game: Game, mode: Mode, *, now: datetime) -> Opened:
    """Start a game with shuffled cards."""
    members = {"bankVersion": game.deck.version, "mode": mode.value, "seed": int(now.timestamp() * 1e6) % 2**31}
    return await _begin(sessions, game, members, now)


async def load(sessions: Sessions, game: Game, body: GameIn, *, now: datetime) -> Opened:
    """Start a session with a game that was kept in a file.

    Raises
    ------
    ProblemError
        422 when the file holds no game that is over.
    """
    told = read(game.deck, body)
    if not told.state().complete:
        raise ProblemError(422, "game-not-over", "the game in the file is not over")
    members = body.model_dump(mode="json", by_alias=True, exclude_unset=True)
    if told.method is Method.PILES:
        members = {key: value for key, value in members.items() if key not in ("piles", "choices")}
        members |= {"mode": "piles", "moves": _moves_of_piles(body)}
    return await _begin(sessions, game, members, now)


def _moves_of_piles(body: GameIn) -> list[dict[str, Any]]:
    piles = body.piles.model_dump(mode="json") if body.piles else {}
    sorts = [{"kind": "sort", "card": card, "pile": pile} for pile, cards in piles.items() for card in cards]
    return sorts + [{"kind": "choose", "card": card} for card in body.choices or ()]


async def _begin(sessions: Sessions, game: Game, members: dict[str, Any], now: datetime) -> Opened:
    wanted = Start(
        tool=game.tool,
        language="nl",
        research_consent=False,
        bank_version=game.deck.version,
        model_version=MODEL_VERSION,
        details={"game": members},
    )
    return await sessions.start(wanted, now=now)


Make = Callable[[Kept], Sequence[MoveIn]]
"""From a kept game to the moves that follow; raises ProblemError when none may follow."""


async def move(sessions: Sessions, kept: Kept, make: Make, *, now: datetime) -> None:
    """Keep moves after checking that the game allows them.

    Raises
    ------
    ProblemError
        422 when a move is not allowed any more, such as one that was sent twice; nothing is kept then.
    """

    def decide(opened: Opened) -> tuple[list[Event], None]:
        current = read_kept(kept.game, opened)
        _check_room(opened)
        moves = make(current)
        undone = [found for found in moves if found.kind is MoveKind.UNDO]
        standing = [*current.moves[: len(current.moves) - len(undone)], *(m for m in moves if m not in undone)]
        if len(standing) > MOVES_MAX or len(undone) > len(current.moves):
            raise ProblemError(422, "move-not-allowed", "no such move is possible any more")
        if moves:
            read(kept.game.deck, current.body.model_copy(update={"moves": standing}))
        return [_event(opened, found, now, i) for i, found in enumerate(moves)], None

    session = kept.opened.session
    await sessions.update(session.tool, session.id, kept.opened.token, decide, now=now)


def _event(opened: Opened, found: MoveIn, now: datetime, ahead: int) -> Event:
    payload = found.model_dump(mode="json", by_alias=True, exclude_unset=True)
    subject = MoveKind.UNDO.value if found.kind is MoveKind.UNDO else found.card or "none"
    return opened.event(MOVE, subject, now=now, payload=payload, ahead=ahead)


def _check_room(opened: Opened) -> None:
    if len(opened.events) >= EVENTS_MAX:
        raise ProblemError(422, "move-not-allowed", f"a game holds {EVENTS_MAX} events; start a new one")


async def say(sessions: Sessions, kept: Kept, card: str, said: BaseModel, *, now: datetime) -> None:
    """Keep what somebody says about a card."""

    def decide(opened: Opened) -> tuple[list[Event], None]:
        _check_room(opened)
        payload = said.model_dump(mode="json", by_alias=True, exclude_unset=True)
        return [opened.event(SAID, card, now=now, payload=payload)], None

    session = kept.opened.session
    await sessions.update(session.tool, session.id, kept.opened.token, decide, now=now)
