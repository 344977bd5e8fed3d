"""What routes of statements ask for: the statements, and the centre whose key came along."""

from typing import Annotated

from fastapi import Depends, FastAPI, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.keys.service import KeyRefusedError, Keys
from api.loopbaancentra.statements.service import Statements
from api.storage.keys import KeyStore
from api.storage.settlements import SettlementStore

_BEARER = HTTPBearer(
    auto_error=False, scheme_name="centreKey", description="Key of a centre (`python -m api keys issue --centre ID`)."
)


def install(app: FastAPI) -> None:
    """Put the statements on an application that has its store."""
    database = app.state.database
    app.state.statements = Statements(SettlementStore(database), Keys(KeyStore(database)))


async def statements(request: Request) -> Statements:
    """Return all statements."""
    found: Statements = request.app.state.statements
    return found


AllStatements = Annotated[Statements, Depends(statements)]


async def centre(all_: AllStatements, found: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]) -> str:
    """Return the centre of the key in the header.

    Raises
    ------
    ProblemError
        401 when there is no key in force, 403 for the operator's.
    """
    if found is None or not found.credentials:
        raise KeyRefusedError
    return await all_.centre(found.credentials)


OfCentre = Annotated[str, Depends(centre)]
