"""A card game on the table: the game's own moves, kept as the game keeps them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from fastapi import Request, Response
from pydantic import ValidationError
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse

from api.kaarten import forms, service, views
from api.kaarten.log import MOVE, SAID, read
from api.kaarten.tool import GAMES
from api.problems import ProblemError
from api.sessions.opened import Opened
from api.sessions.service import Sessions
from api.storage.sessions import Event
from api.web import cookies


def begin(what: str, form: FormData, now: datetime) -> Mapping[str, Any]:
    """Return how a game begins."""
    return {"game": service.beginning(GAMES[what], forms.mode(form), now)}


def decide(opened: Opened, form: FormData, now: datetime) -> Sequence[Event]:
    """Return the events of the move that a button asks.

    Raises
    ------
    ProblemError
        409 or 422 when the game does not allow it.
    """
    game = GAMES[opened.session.details["what"]]
    try:
        return service.decided(game, opened, forms.asked(form), now)
    except ValidationError as error:
        raise ProblemError(422, "move-not-allowed", "no button of ours asks this") from error


def show(opened: Opened) -> dict[str, Any]:
    """Return what the page shows of a game: what is asked, or the seven in order."""
    found = read(GAMES[opened.session.details["what"]], opened)
    asked, deck = views.question(found), found.game.deck
    state = asked["state"] if asked else found.state()
    return (asked or {"stage": "done", "words": found.game.words, "stand": found.stand}) | {
        "may_undo": bool(found.moves),
        "seven": [deck[id_] for id_ in state.ranking],
        "complete": state.complete,
    }


async def keep(request: Request, sessions: Sessions, opened: Opened, now: datetime) -> Response:
    """Give the citizen the game as one of their own, which this browser goes on with."""
    game = GAMES[opened.session.details["what"]]
    own = await service.begin(sessions, game, dict(opened.session.details["game"]), now)
    played = [event for event in opened.events if event.kind in (MOVE, SAID)]
    session = own.session
    events = [
        replace(event, position=place, bank_version=session.bank_version, model_version=session.model_version)
        for place, event in enumerate(played)
    ]
    if events:
        await sessions.store.append(own.session.id, *events)
    complete = read(game, opened).state().complete
    answer = RedirectResponse(f"/{game.tool}/{'resultaat' if complete else 'spel'}", status_code=303)
    cookies.keep(request, answer, game.tool, own.token)
    return answer
