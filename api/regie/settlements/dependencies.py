"""What routes of settlements ask for: the runs, and an operator's key."""

from typing import Annotated

from fastapi import Depends, FastAPI, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.keys.service import Caller, KeyRefusedError, Keys
from api.regie.settlements.service import Settlements
from api.storage.keys import KeyStore
from api.storage.settlements import SettlementStore

_BEARER = HTTPBearer(
    auto_error=False,
    scheme_name="operatorKey",
    description="Key of the operator (`python -m api keys issue --operator`).",
)


def install(app: FastAPI) -> None:
    """Put all runs on an application that has its store."""
    database = app.state.database
    app.state.settlements = Settlements(SettlementStore(database), Keys(KeyStore(database)))


async def settlements(request: Request) -> Settlements:
    """Return all runs."""
    found: Settlements = request.app.state.settlements
    return found


AllSettlements = Annotated[Settlements, Depends(settlements)]


async def operator(
    all_: AllSettlements, found: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]
) -> Caller:
    """Return the operator of the key in the header.

    Raises
    ------
    ProblemError
        401 when there is no key in force, 403 for a centre's.
    """
    if found is None or not found.credentials:
        raise KeyRefusedError
    return await all_.operator(found.credentials)


Operator = Annotated[Caller, Depends(operator)]
