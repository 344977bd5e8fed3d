"""What Oriënt's routes and pages ask for: the engine, the sessions and the moment, in one object."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from api.dependencies import now
from api.orient.service import TOOL, Desk
from api.sessions.service import Opened
from api.web import cookies


async def desk(request: Request) -> Desk:
    """Return what a request about a session needs; in one piece, because every dependency costs each answer time."""
    state = request.app.state
    return Desk(engine=state.engines.orient, sessions=state.sessions, now=await now())


OrientDesk = Annotated[Desk, Depends(desk)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Somebody on a page, with the session of the cookie.

    Attributes
    ----------
    opened
        ``None`` when there is no session, or it is over.
    """

    desk: Desk
    opened: Opened | None


async def visit(request: Request, desk: OrientDesk) -> Visit:
    """Return who is on a page."""
    token = cookies.read(request, TOOL)
    return Visit(desk=desk, opened=await desk.sessions.open_by_token(TOOL, token, now=desk.now))


Visitor = Annotated[Visit, Depends(visit)]
