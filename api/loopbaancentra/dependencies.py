"""What routes and pages of career centres ask for."""

from typing import Annotated

from fastapi import Depends, FastAPI, Request

from api.loopbaancentra.mandates.service import Followed
from api.loopbaancentra.service import Registers
from api.storage.cases import CaseStore
from models.loopbaancentra.search import Directory


def install(app: FastAPI) -> None:
    """Put the register on an application that has its settings."""
    app.state.registers = Registers(app.state.settings.data_dir)
    app.state.watched.append(app.state.registers)
    app.state.followed = Followed(CaseStore(app.state.database), app.state.registers)
    app.state.background.append(app.state.followed.run)


async def directory(request: Request) -> Directory:
    """Return the register of this moment, ready to be searched."""
    found: Directory = request.app.state.registers.current
    return found


ActiveDirectory = Annotated[Directory, Depends(directory)]
