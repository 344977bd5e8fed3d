"""What routes ask for: the engine of this moment and today's date. Nothing below this file asks the clock."""

from datetime import UTC, date, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Depends, Request
from fastapi.security import HTTPBearer

from api.problems import ProblemError
from api.ratelimit import client_address
from api.sessions.service import Sessions
from api.web import cookies
from models.jobbereik.engine import Jobbereik

BRUSSELS = ZoneInfo("Europe/Brussels")


async def engine(request: Request) -> Jobbereik:
    """Return the engine of this moment; the whole request is answered by it."""
    found: Jobbereik = request.app.state.engines.current
    return found


async def today() -> date:
    """Return today's date in Brussels."""
    return datetime.now(BRUSSELS).date()


def day_of(moment: datetime) -> date:
    """Return the day of a moment in Brussels.

    Examples
    --------
    >>> day_of(datetime(2026, 6, 30, 22, 30, tzinfo=UTC))
    datetime.date(2026, 7, 1)
    """
    return moment.astimezone(BRUSSELS).date()


async def now() -> datetime:
    """Return this moment in UTC."""
    return datetime.now(UTC)


async def sessions(request: Request) -> Sessions:
    """Return the sessions of all tools."""
    found: Sessions = request.app.state.sessions
    return found


async def address(request: Request) -> str:
    """Return the address that a request counts for."""
    return client_address(request.scope, request.app.state.settings.trusted_proxies)


def caller(request: Request) -> str:
    """Return who calls, for what belongs to one caller: the token, else the logins of a browser, else the address."""
    said = request.headers.get("authorization") or cookies.logins(request)
    return said or client_address(request.scope, request.app.state.settings.trusted_proxies)


class _SessionBearer(HTTPBearer):
    """The token of the session that a request is about, in one dependency instead of two."""

    async def __call__(self, request: Request) -> str:  # type: ignore[override] # the token is all that is asked for
        """Return it, or raise 401 when there is none."""
        found = await super().__call__(request)
        if found is None or not found.credentials:
            detail = "this address needs the header Authorization: Bearer SESSION_TOKEN"
            raise ProblemError(401, "token-needed", detail, headers={"WWW-Authenticate": "Bearer"})
        return found.credentials


_BEARER = _SessionBearer(auto_error=False, scheme_name="sessionToken", description="The sessionToken of the session.")

Engine = Annotated[Jobbereik, Depends(engine)]
Today = Annotated[date, Depends(today)]
Now = Annotated[datetime, Depends(now)]
AllSessions = Annotated[Sessions, Depends(sessions)]
Address = Annotated[str, Depends(address)]
SessionToken = Annotated[str, Depends(_BEARER)]
