"""What routes and pages of decisions ask for."""

from typing import Annotated

from fastapi import Depends, FastAPI, Request

from api.regie.decisions.service import Decisions


def install(app: FastAPI) -> None:
    """Put decisions on an application that has its cheques."""
    app.state.decisions = Decisions(app.state.cheques, app.state.sessions.key)


async def decisions(request: Request) -> Decisions:
    """Return all that people decide about cheques."""
    found: Decisions = request.app.state.decisions
    return found


AllDecisions = Annotated[Decisions, Depends(decisions)]
