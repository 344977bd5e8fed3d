"""What routes of cheques ask for: the cheques, the register, and what comes with a call."""

from typing import Annotated

from fastapi import Depends, FastAPI, Header, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.dependencies import Address, Now, Today
from api.keys.service import KeyRefusedError, Keys
from api.loopbaancheque.cheques.service import Call, Cheques
from api.sessions.idempotency import WeakKeyError, strong
from api.storage.cheques import ChequeStore
from api.storage.keys import KeyStore
from item_bank.loopbaancentra.schema import Register

_BEARER = HTTPBearer(
    auto_error=False,
    scheme_name="chequeKey",
    description="Key of a centre or the operator (`python -m api keys issue`), or the client number of the cheque.",
)


def install(app: FastAPI) -> None:
    """Put all cheques on an application that has its store and its secret."""
    database, secret = app.state.database, app.state.sessions.key
    app.state.cheques = Cheques(ChequeStore(database), Keys(KeyStore(database)), secret, app.state.tries)
    app.state.purged.append(app.state.cheques.reviews)


async def cheques(request: Request) -> Cheques:
    """Return all cheques."""
    found: Cheques = request.app.state.cheques
    return found


async def register(request: Request) -> Register:
    """Return the register of career centres of this moment."""
    found: Register = request.app.state.registers.current.register
    return found


async def fresh(request: Request) -> Register:
    """Return that register with every decision about mandates up to this moment, on whichever worker it was made."""
    await request.app.state.followed.follow()
    return await register(request)


async def sending(
    today: Today,
    now: Now,
    address: Address,
    found: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)],
) -> Call:
    """Return what comes with a call that sends a file, which is itself once: it needs no Idempotency-Key.

    Raises
    ------
    KeyRefusedError
        When there is neither key nor client number.
    """
    if found is None or not found.credentials:
        raise KeyRefusedError
    return Call(bearer=found.credentials, idempotency_key="", request="", today=today, now=now, address=address)


async def call(
    request: Request,
    today: Today,
    now: Now,
    address: Address,
    found: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)],
    idempotency_key: Annotated[
        str,
        Header(max_length=255, description="The same key with the same request changes nothing and answers the same."),
    ] = "",
) -> Call:
    """Return what comes with a call.

    Raises
    ------
    ProblemError
        401 when there is neither key nor client number, 422 when the Idempotency-Key could be another's.
    """
    if found is None or not found.credentials:
        raise KeyRefusedError
    if idempotency_key and not strong(idempotency_key):
        raise WeakKeyError(idempotency_key)
    text = f"{request.method} {request.url.path} " + (await request.body()).decode("utf-8", "backslashreplace")
    return Call(
        bearer=found.credentials,
        idempotency_key=idempotency_key,
        request=text,
        today=today,
        now=now,
        address=address,
    )


AllCheques = Annotated[Cheques, Depends(cheques)]
ActiveRegister = Annotated[Register, Depends(register)]
FreshRegister = Annotated[Register, Depends(fresh)]
"""For a start of guidance: not even a second after a suspension."""
ThisCall = Annotated[Call, Depends(call)]
ThisSending = Annotated[Call, Depends(sending)]
