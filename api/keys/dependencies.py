"""Who calls with a key: the operator or a centre, for routes that both or one of them may use."""

from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.keys.service import Caller, CallerRole, KeyRefusedError, Keys, not_allowed
from api.storage.keys import KeyStore

_BEARER = HTTPBearer(
    auto_error=False,
    scheme_name="officeKey",
    description="Key of the operator or of a centre (`python -m api keys issue`).",
)


async def keyed(request: Request, found: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]) -> Caller:
    """Return who holds the key that came with a request.

    Raises
    ------
    KeyRefusedError
        When there is none in force.
    """
    if found is None:
        raise KeyRefusedError
    return await Keys(KeyStore(request.app.state.database)).caller(found.credentials)


Keyed = Annotated[Caller, Depends(keyed)]


async def operator(caller: Keyed) -> Caller:
    """Return the operator.

    Raises
    ------
    ProblemError
        403 when the key is a centre's.
    """
    if caller.role is not CallerRole.OPERATOR:
        raise not_allowed("the operator's key")
    return caller


Operator = Annotated[Caller, Depends(operator)]
