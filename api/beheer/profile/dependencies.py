"""What pages of a centre's profile ask for."""

from typing import Annotated

from fastapi import Depends, FastAPI, Request

from api.beheer.profile.service import Portraits


def install(app: FastAPI) -> None:
    """Put the profiles on an application that has the words of centres."""
    app.state.portraits = Portraits(app.state.profiles)


async def portraits(request: Request) -> Portraits:
    """Return the profiles of all centres."""
    found: Portraits = request.app.state.portraits
    return found


AllPortraits = Annotated[Portraits, Depends(portraits)]
