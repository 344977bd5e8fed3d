"""What Oriënt's routes and pages ask for: the engine, the sessions and the moment, in one object."""

import json
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request, Response
from fastapi.routing import APIRoute
from pydantic import BaseModel

from api.dependencies import now
from api.orient import service
from api.orient.schemas import ResultIn
from api.orient.service import TOOL, Desk
from api.schemas import TEXT_MAX
from api.sessions.opened import Opened
from api.web import cookies

M = TypeVar("M", bound=BaseModel)


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


async def suggest(request: Request, most: int) -> list[str]:
    """Return the occupations that are suggested in this browser, best first; empty before the first answer."""
    here = await visit(request, await desk(request))
    if here.opened is None or not here.opened.events:
        return []
    session = here.opened.session
    found = await service.result(here.desk, session.id, here.opened.token, ResultIn(limit=most))
    return [row.occupation.id for row in found.occupations]


class ReplyRoute(APIRoute):
    """The fast way of a well-formed reply: read here, in the few steps that it takes.

    Its endpoint takes ``session_id``, ``body``, ``token`` and ``desk``, and gives a response. The framework's general
    way through dependencies and validation costs a reply as much as choosing the next question. Whatever is not
    well-formed goes that general way, so every problem is told as everywhere else.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return what answers a request."""
        usual = super().get_route_handler()
        shape: type[BaseModel] = self.endpoint.__annotations__["body"]

        async def handle(request: Request) -> Response:
            session_id, token = request.path_params["session_id"], _token(request)
            body = await _body(request, shape)
            if body is None or not token or len(session_id) > TEXT_MAX:
                return await usual(request)
            found: Response = await self.endpoint(session_id, body, token, await desk(request))
            return found

        return handle


def _token(request: Request) -> str:
    """Return the bearer token; empty when there is none."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" else ""


async def _body(request: Request, shape: type[M]) -> M | None:
    """Return the body in its shape; ``None`` when it is not JSON or does not fit."""
    if request.headers.get("content-type", "").partition(";")[0] != "application/json":
        return None
    try:
        return shape.model_validate(json.loads(await request.body()))
    except (ValueError, RecursionError):  # JSON's and pydantic's errors are of the first kind; too deep is the other
        return None
