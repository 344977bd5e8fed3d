"""Who is on a page of a card game, and with which game; the games share their addresses."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request
from starlette.convertors import Convertor, register_url_convertor

from api.dependencies import AllSessions, Now
from api.kaarten.log import Log, read
from api.kaarten.tool import GAMES, Game
from api.sessions.service import Sessions
from api.web import cookies


class _OneOfTheGames(Convertor[str]):
    """A part of an address that names one of the games; any other address is not ours."""

    regex = "|".join(GAMES)

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("spel", _OneOfTheGames())


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Somebody on a page.

    Attributes
    ----------
    log
        The game of the cookie; ``None`` when there is none, or it is over.
    """

    game: Game
    sessions: Sessions
    now: datetime
    log: Log | None


async def visit(request: Request, sessions: AllSessions, now: Now) -> Visit:
    """Return who is on a page."""
    game = GAMES[request.url.path.split("/")[1]]
    opened = await sessions.open_by_token(game.tool, cookies.read(request, game.tool), now=now)
    log = None if opened is None else read(game, opened)
    return Visit(game=game, sessions=sessions, now=now, log=log)


Visitor = Annotated[Visit, Depends(visit)]
