"""What routes of file checks ask for."""

from typing import Annotated

from fastapi import Depends, FastAPI, Path, Request

from api.regie.checks.service import Checks
from api.storage.cases import CaseStore
from api.storage.regie import RegieStore


def install(app: FastAPI) -> None:
    """Put file checks on an application that has its store."""
    app.state.file_checks = Checks(CaseStore(app.state.database), RegieStore(app.state.database))


async def checks(request: Request) -> Checks:
    """Return all file checks."""
    found: Checks = request.app.state.file_checks
    return found


AllChecks = Annotated[Checks, Depends(checks)]
CheckId = Annotated[str, Path(min_length=1, max_length=64, description="Id of the file check.")]
