"""What pages of files ask for: the files of all centres, and the employee at work."""

from typing import Annotated

from fastapi import Depends, FastAPI, Request

from api.beheer.dependencies import Employee
from api.beheer.files.service import Desk, Files
from api.dependencies import Address, Now, Today
from api.storage.guidance import GuidanceStore


def install(app: FastAPI) -> None:
    """Put the files on an application that has its cheques."""
    store = GuidanceStore(app.state.database)
    app.state.files = Files(app.state.cheques, store)
    app.state.purged.append(store)


async def files(request: Request) -> Files:
    """Return the files of all centres."""
    found: Files = request.app.state.files
    return found


async def desk(opened: Employee, today: Today, now: Now, address: Address) -> Desk:
    """Return the employee at work."""
    return Desk(opened=opened, today=today, now=now, address=address)


AllFiles = Annotated[Files, Depends(files)]
AtDesk = Annotated[Desk, Depends(desk)]
