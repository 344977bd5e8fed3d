"""Who is at a screen: the citizen of a share, or its coach."""

import re
from typing import Annotated

from fastapi import Depends, FastAPI, Request

from api.account.dependencies import Owner
from api.admission import Door, Gate
from api.coach.flow import Coach
from api.dependencies import now, today
from api.sessions import codes
from api.sessions.live import News
from api.storage.together import TogetherStore
from api.together.log import Side
from api.together.service import Together, Who
from api.together.streams.service import Streams

STREAM, MOVE = (
    re.compile(rf"/(?:mijn-loopbaan/delen|coach/klant)/[^/]+/samen/{name}") for name in ("nieuws", "(?:zet|pen)")
)
"""Addresses of the streams, and of moves."""

OPENING, OPENING_WAIT = 2, 10.0
"""Streams that are let in at a time, apart from everything else, and seconds that one may wait for it.

Once it is open a stream costs next to nothing, and whoever keeps it counts it. After a restart all of them come back at
once: they would take every turn of those who wait for a page, and a page shows what it shows until its stream is there.
"""

MOVING, MOVE_WAIT = 64, 0.5
"""Moves that are made at a time, and seconds that one may wait: two people look at it, and again takes longer."""

OWN, COACHES = "/mijn-loopbaan/delen/{id}/samen", "/coach/klant/{id}/samen"


def doors(gate: Gate) -> tuple[tuple[re.Pattern[str], Gate], ...]:
    """Return what is let in apart from all other requests; who is sent away is counted with theirs."""
    away = gate.turned_away
    return (
        (STREAM, Door(longest=OPENING_WAIT, slots=OPENING, turned_away=away)),
        (MOVE, Door(longest=MOVE_WAIT, slots=MOVING, turned_away=away)),
    )


def install(app: FastAPI) -> None:
    """Put what is open together on an application that has its shares and its register."""
    state = app.state
    state.news = News(state.settings.redis_url)
    store = TogetherStore(state.database, state.share_store.hashes)
    state.together = Together(store, state.sessions, state.news)
    state.streams = Streams(store, state.news, state.registers, today, now)
    state.background += [state.news.run, state.streams.watch]


async def together(request: Request) -> Together:
    """Return everything that is open together."""
    found: Together = request.app.state.together
    return found


async def streams(request: Request) -> Streams:
    """Return the streams of this worker."""
    found: Streams = request.app.state.streams
    return found


async def citizen(login: Owner) -> Who:
    """Return the citizen of the cookie."""
    return Who(
        side=Side.CITIZEN,
        account_id=login.account.id,
        token_hash=codes.token_hash(login.token),
        csrf=login.csrf,
        here=OWN,
    )


async def coach(opened: Coach) -> Who:
    """Return the coach of the cookie."""
    return Who(
        side=Side.COACH,
        reader=opened.caller.reader,
        token_hash=codes.token_hash(opened.token),
        csrf=opened.csrf,
        here=COACHES,
    )


AllTogether = Annotated[Together, Depends(together)]
AllStreams = Annotated[Streams, Depends(streams)]
Citizen = Annotated[Who, Depends(citizen)]
CoachHere = Annotated[Who, Depends(coach)]
