"""What routes and pages of career centres ask for."""

from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.keys.service import refused
from api.loopbaancentra.introductions.service import Introductions
from models.loopbaancentra.search import Directory

_BEARER = HTTPBearer(
    auto_error=False,
    scheme_name="introductionKey",
    description="Code of the citizen, or the key of a centre (`python -m api keys issue`).",
)


async def directory(request: Request) -> Directory:
    """Return the register of this moment, ready to be searched."""
    found: Directory = request.app.state.registers.current
    return found


async def introductions(request: Request) -> Introductions:
    """Return all introductions."""
    found: Introductions = request.app.state.introductions
    return found


async def bearer(found: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]) -> str:
    """Return the code or key that came with a request.

    Raises
    ------
    ProblemError
        401 when there is neither.
    """
    if found is None or not found.credentials:
        raise refused()
    return found.credentials


ActiveDirectory = Annotated[Directory, Depends(directory)]
AllIntroductions = Annotated[Introductions, Depends(introductions)]
Bearer = Annotated[str, Depends(bearer)]
