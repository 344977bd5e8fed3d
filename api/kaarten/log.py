"""What a session of a card game keeps, and how it is read back.

The game is what its events say: every move and everything said about a card is one, durable at once. What stands in
``details`` of the session is how it began: the mode, and the members of a file that was loaded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from api.kaarten.schemas import GameIn, MoveIn, MoveKind
from api.kaarten.telling.service import Told, read_told
from api.kaarten.tool import Game
from api.sessions.opened import Opened
from api.storage.sessions import Event
from models.kaarten.state import State

MOVE, SAID = "move", "said"
"""Kinds of events."""

VERSION = "version"
"""Member of what was said that tells which of two requests is the later one; no part of the game."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
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
        return read_told(self.game.deck, self.body)

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


def read(game: Game, opened: Opened) -> Log:
    """Return the game that the events of a session tell."""
    members: dict[str, Any] = dict(opened.session.details["game"])
    moves = list(members.get("moves") or ())
    said: dict[str, Any] = dict(members.get(game.member) or {})
    for event in opened.events:
        if event.kind == SAID:
            said[event.subject] = {name: value for name, value in (event.payload or {}).items() if name != VERSION}
        elif event.kind != MOVE:
            continue  # what is played together has events about the two players
        elif event.subject == MoveKind.UNDO:
            del moves[-1:]
        else:
            moves.append(event.payload)
    members[game.member] = said
    if "ranking" not in members:
        members["moves"] = moves
    return Log(game=game, opened=opened, body=game.body(members))


def move_event(opened: Opened, found: MoveIn, now: datetime, ahead: int) -> Event:
    """Return a move as an event, so many events ahead."""
    payload = found.model_dump(mode="json", by_alias=True, exclude_unset=True)
    subject = MoveKind.UNDO.value if found.kind is MoveKind.UNDO else found.card or "none"
    return opened.event(MOVE, subject, now=now, payload=payload, ahead=ahead)
