"""Games that are kept: start one, load one, move, and say something about a card. Upstream: the pages."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from api.kaarten.log import SAID, VERSION, Log, move_event, read
from api.kaarten.schemas import GameIn, Method, MoveIn, MoveKind
from api.kaarten.telling.service import read_told
from api.kaarten.tool import Game
from api.problems import ProblemError
from api.sessions.opened import Opened
from api.sessions.service import Sessions, Start
from api.storage.sessions import Event
from models.kaarten.moves import MOVES_MAX, Mode
from models.kaarten.results import MODEL_VERSION

EVENTS_MAX = 5_000
"""Events in one session; nobody plays this long, and a robot may not fill the store."""


async def start(sessions: Sessions, game: Game, mode: Mode, *, now: datetime) -> Opened:
    """Start a game with shuffled cards."""
    return await begin(sessions, game, beginning(game, mode, now), now)


def beginning(game: Game, mode: Mode, now: datetime) -> dict[str, Any]:
    """Return the members of a game of shuffled cards that nobody has played yet."""
    return {"bankVersion": game.deck.version, "mode": mode.value, "seed": int(now.timestamp() * 1e6) % 2**31}


async def load(sessions: Sessions, game: Game, body: GameIn, *, now: datetime) -> Opened:
    """Start a session with a game that was kept in a file.

    Raises
    ------
    ProblemError
        422 when the file holds no game that is over.
    """
    told = read_told(game.deck, body)
    if not told.state().complete:
        raise ProblemError(422, "game-not-over", "the game in the file is not over")
    members = body.model_dump(mode="json", by_alias=True, exclude_unset=True)
    if told.method is Method.PILES:
        members = {key: value for key, value in members.items() if key not in ("piles", "choices")}
        members |= {"mode": "piles", "moves": _moves_of_piles(body)}
    return await begin(sessions, game, members, now)


def _moves_of_piles(body: GameIn) -> list[dict[str, Any]]:
    piles = body.piles.model_dump(mode="json") if body.piles else {}
    sorts = [{"kind": "sort", "card": card, "pile": pile} for pile, cards in piles.items() for card in cards]
    return sorts + [{"kind": "choose", "card": card} for card in body.choices or ()]


async def begin(sessions: Sessions, game: Game, members: dict[str, Any], now: datetime) -> Opened:
    """Start a session with a game as its members tell it."""
    wanted = Start(
        tool=game.tool,
        language="nl",
        research_consent=False,
        bank_version=game.deck.version,
        model_version=MODEL_VERSION,
        details={"game": members},
    )
    return await sessions.start(wanted, now=now)


Make = Callable[[Log], Sequence[MoveIn]]
"""From a kept game to the moves that follow; raises ProblemError when none may follow."""


def decided(game: Game, opened: Opened, make: Make, now: datetime) -> list[Event]:
    """Return the events of moves that a game allows.

    Raises
    ------
    ProblemError
        422 when a move is not allowed any more, such as one that was sent twice.
    """
    current = read(game, opened)
    _check_room(opened)
    moves = make(current)
    undone = [found for found in moves if found.kind is MoveKind.UNDO]
    standing = [*current.moves[: len(current.moves) - len(undone)], *(m for m in moves if m not in undone)]
    if len(standing) > MOVES_MAX or len(undone) > len(current.moves):
        raise ProblemError(422, "move-not-allowed", "no such move is possible any more")
    if moves:
        read_told(game.deck, current.body.model_copy(update={"moves": standing}))
    return [move_event(opened, found, now, i) for i, found in enumerate(moves)]


async def move(sessions: Sessions, log: Log, make: Make, *, now: datetime) -> None:
    """Keep moves after checking that the game allows them.

    Raises
    ------
    ProblemError
        422 when a move is not allowed any more, such as one that was sent twice; nothing is kept then.
    """

    def decide(opened: Opened) -> tuple[list[Event], None]:
        return decided(log.game, opened, make, now), None

    session = log.opened.session
    await sessions.update(session.tool, session.id, log.opened.token, decide, now=now)


def _check_room(opened: Opened) -> None:
    if len(opened.events) >= EVENTS_MAX:
        raise ProblemError(422, "move-not-allowed", f"a game holds {EVENTS_MAX} events; start a new one")


async def say(
    sessions: Sessions, log: Log, card: str, said: BaseModel, *, version: int | None = None, now: datetime
) -> None:
    """Keep what somebody says about a card.

    Raises
    ------
    ProblemError
        409 when something later about the card is kept.
    """

    def decide(opened: Opened) -> tuple[list[Event], None]:
        _check_room(opened)
        opened.check_version((SAID,), card, version)
        payload = said.model_dump(mode="json", by_alias=True, exclude_unset=True)
        if version is not None:
            payload[VERSION] = version
        return [opened.event(SAID, card, now=now, payload=payload)], None

    session = log.opened.session
    await sessions.update(session.tool, session.id, log.opened.token, decide, now=now)
