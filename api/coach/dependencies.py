"""Who asks: a coach with a key, and what the register of this moment says of the centre."""

from typing import Annotated

from fastapi import Depends, FastAPI, Path, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.coach.service import Caller, Desk
from api.dependencies import Today
from api.keys.service import KeyRefusedError
from api.loopbaancentra.dependencies import ActiveDirectory
from api.schemas import TEXT_MAX

_BEARER = HTTPBearer(
    auto_error=False,
    scheme_name="coachKey",
    description="Key of a coach (`python -m api keys issue coach --centre ID --name NAME`).",
)


def install(app: FastAPI) -> None:
    """Put the coach's side on an application that has its shares."""
    state = app.state
    state.desk = Desk(state.coaches, state.share_store, state.shares.log, state.sessions.key)


async def desk(request: Request) -> Desk:
    """Return what is shared with coaches."""
    found: Desk = request.app.state.desk
    return found


CoachDesk = Annotated[Desk, Depends(desk)]


async def caller(
    coaching: CoachDesk,
    directory: ActiveDirectory,
    on: Today,
    found: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)],
) -> Caller:
    """Return the coach of the key in the header.

    Raises
    ------
    KeyRefusedError
        When there is none in force.
    """
    coach = await coaching.coaches.of_key(found.credentials) if found else None
    if coach is None:
        raise KeyRefusedError
    return coaching.caller(coach, directory, on)


Coaching = Annotated[Caller, Depends(caller)]
ShareId = Annotated[str, Path(min_length=1, max_length=TEXT_MAX, description="Id of what is shared.")]
