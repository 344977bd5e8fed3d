"""What routes and pages of kept tests ask for: the test, the sessions and the moment, in one object."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from api.dependencies import AllSessions, Now
from api.loopbaantest.instrument import Instrument
from api.loopbaantest.sessions.log import TOOL, Kept, read
from api.loopbaantest.sessions.service import Desk
from api.web import cookies


async def desk(test: Instrument, sessions: AllSessions, now: Now) -> Desk:
    """Return what a request about a kept test needs."""
    return Desk(test=test, sessions=sessions, now=now)


TestDesk = Annotated[Desk, Depends(desk)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Somebody on a page; ``kept`` is the test of the cookie, or ``None``."""

    desk: Desk
    kept: Kept | None


async def visit(request: Request, desk: TestDesk) -> Visit:
    """Return who is on a page."""
    opened = await desk.sessions.open_by_token(TOOL, cookies.read(request, TOOL), now=desk.now)
    return Visit(desk=desk, kept=read(opened) if opened else None)


Visitor = Annotated[Visit, Depends(visit)]
