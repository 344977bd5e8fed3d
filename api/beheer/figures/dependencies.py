"""What the page of figures asks for."""

from typing import Annotated

from fastapi import Depends, FastAPI, Request

from api.beheer.figures.service import Statistics
from api.storage.figures import FigureStore
from api.storage.settlements import SettlementStore


def install(app: FastAPI) -> None:
    """Put the figures on an application that has its files, its voices and the director's facts."""
    state = app.state
    sums, settled = FigureStore(state.database), SettlementStore(state.database)
    state.figures = Statistics(state.files.store, sums, settled, state.voices, state.regie)
    state.background.append(state.figures.watch)


async def statistics(request: Request) -> Statistics:
    """Return the figures of all centres."""
    found: Statistics = request.app.state.figures
    return found


AllStatistics = Annotated[Statistics, Depends(statistics)]
