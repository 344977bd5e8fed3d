"""Who administers: a centre's key, or the login of its administrator."""

from typing import Annotated

from fastapi import Depends, FastAPI, Path, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.coach.centre.service import Centres
from api.coach.flow import Coach, Opened
from api.keys.service import CallerRole, KeyRefusedError, not_allowed
from api.problems import ProblemError
from api.schemas import TEXT_MAX
from api.storage.tries import TryStore

_BEARER = HTTPBearer(auto_error=False, scheme_name="centreKey", description="Key of a centre.")


def install(app: FastAPI) -> None:
    """Put what centres do on an application that has its coaches."""
    state = app.state
    state.centres = Centres(state.coaches, state.sessions.key, TryStore(state.database))


async def centres(request: Request) -> Centres:
    """Return what administrators of centres do."""
    found: Centres = request.app.state.centres
    return found


AllCentres = Annotated[Centres, Depends(centres)]


async def centre_of_key(
    found: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)], all_: AllCentres
) -> str:
    """Return the centre of the key in the header.

    Raises
    ------
    ProblemError
        401 without a key in force, 403 with a key that is no centre's.
    """
    if found is None:
        raise KeyRefusedError
    caller = await all_.coaches.keys.caller(found.credentials)
    if caller.role is not CallerRole.CENTRE or caller.centre_id is None:
        raise not_allowed("the key of a centre")
    return caller.centre_id


async def administrator(opened: Coach) -> Opened:
    """Return the administrator who is logged in.

    Raises
    ------
    ProblemError
        404 for coaches: the page is not theirs.
    """
    if not opened.caller.coach.administrator:
        raise ProblemError(404, "not-found", "only who administers a centre has this page")
    return opened


CentreId = Annotated[str, Depends(centre_of_key)]
Administrator = Annotated[Opened, Depends(administrator)]
PersonId = Annotated[str, Path(min_length=1, max_length=TEXT_MAX, description="Id of a coach or an invitation.")]
