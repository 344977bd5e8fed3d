"""Who is asking: the login in the cookie or the header, and the text that proves a form is ours."""

from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.datastructures import FormData

from api.account.service import Accounts, Login, login_needed
from api.dependencies import Now
from api.problems import ProblemError
from api.web import cookies
from api.web.forms import check_ours

_BEARER = HTTPBearer(auto_error=False, scheme_name="accountToken", description="The accountToken of the login.")


def accounts(request: Request) -> Accounts:
    """Return the accounts of all citizens."""
    found: Accounts = request.app.state.accounts
    return found


async def visitor(request: Request, now: Now) -> Login | None:
    """Return the login in the cookie, when there is one that holds."""
    return await accounts(request).open(cookies.read(request, "account"), now=now)


async def bearer(
    request: Request, now: Now, found: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]
) -> Login:
    """Return the login in the header.

    Raises
    ------
    ProblemError
        401 when there is none that holds.
    """
    login = await accounts(request).open(found.credentials if found else "", now=now)
    if login is None:
        raise login_needed()
    return login


class NeedsLoginError(ProblemError):
    """A page that only the owner of an account sees was asked without one."""

    def __init__(self) -> None:
        super().__init__(303, "login-needed", "open your account first", headers={"Location": "/mijn-loopbaan"})


async def owner(found: Annotated[Login | None, Depends(visitor)]) -> Login:
    """Return the login in the cookie.

    Raises
    ------
    NeedsLoginError
        When there is none that holds.
    """
    if found is None:
        raise NeedsLoginError
    return found


def check_csrf(login: Login, form: FormData) -> None:
    """Let a form pass that one of our pages showed to this login; 403 otherwise."""
    check_ours(form, login.csrf)


AllAccounts = Annotated[Accounts, Depends(accounts)]
Visitor = Annotated[Login | None, Depends(visitor)]
Owner = Annotated[Login, Depends(owner)]
Bearer = Annotated[Login, Depends(bearer)]
