"""What routes of the director's side ask for."""

from typing import Annotated

from fastapi import Depends, FastAPI, Request

from api.regie.service import Regie
from api.storage.regie import RegieStore


def install(app: FastAPI) -> None:
    """Put the director's side on an application that has its store and its secret."""
    app.state.regie = Regie(RegieStore(app.state.database), app.state.sessions.key)


async def regie(request: Request) -> Regie:
    """Return the director's side."""
    found: Regie = request.app.state.regie
    return found


TheRegie = Annotated[Regie, Depends(regie)]
