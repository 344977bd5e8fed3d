"""People at work log in: employees of a centre, and the director's team; whom the identity provider calls so.

Nobody signs up and nothing is kept of a person but a hash and a name, for as long as a login holds. Each desk is
one role, one cookie and one address; who has the role of another desk is not let in.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from fastapi import FastAPI, Request, Response
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse

from api.identity.dependencies import BROWSER_SECONDS, back, provider
from api.identity.provider import IdentityError
from api.logs import SecurityEvent, security
from api.problems import ProblemError
from api.sessions import codes
from api.storage.account import AccountStore, Attempt
from api.storage.staff import StaffLogin, StaffStore
from api.web import cookies
from api.web.forms import check_ours

LOGIN_FOR = timedelta(hours=10)
"""How long a login holds: a working day."""

PERSON_SIGNS = 16
"""Signs of the hash that stands for somebody in logs; the same whatever the key of the service is."""

READS_FOR = timedelta(hours=1)
"""How long somebody of the director's team reads along as a centre, at most."""

READER = "regie:"
"""How the person of such a login begins; the signs that are left are the start of their own."""

_LOG = logging.getLogger(__name__)


class StaffRole(StrEnum):
    """What the identity provider calls somebody, in the claim ``role``."""

    EMPLOYEE = "centre-employee"
    DIRECTOR = "director"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A desk where people of one role work.

    Attributes
    ----------
    address
        Its start page, where somebody who is not logged in is sent; ``/aanmelden`` and ``/terug`` lie below.
    cookie
        Name of the cookie of a login.
    """

    role: StaffRole
    address: str
    cookie: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """Somebody who is logged in at a desk.

    Attributes
    ----------
    person
        Hash of the provider's pairwise subject; what logs name.
    centre_id
        The one centre whose things are seen; empty for the director's team.
    counsellor_id
        Which counsellor of the centre it is, in the claim ``counsellor_id``; empty for who is none.
    csrf
        The text that each form of this login carries.
    """

    person: str
    role: StaffRole
    centre_id: str
    name: str
    token: str
    csrf: str
    counsellor_id: str = ""

    @property
    def reading(self) -> bool:
        """Whether it is somebody of the director's team who reads along, and changes nothing."""
        return self.person.startswith(READER)

    def check(self, form: FormData) -> None:
        """Let a form pass that one of our pages showed to this login; 403 otherwise, and for who reads along."""
        if self.reading:
            raise ProblemError(403, "reads-along", "who reads along as a centre changes nothing; nothing was changed")
        check_ours(form, self.csrf)


class StaffLogins:
    """Logins at all desks."""

    def __init__(self, store: StaffStore, attempts: AccountStore) -> None:
        self.store, self.attempts = store, attempts

    async def visitor(self, request: Request, desk: Desk, *, now: datetime) -> Staff | None:
        """Return who is logged in at a desk with the cookie of this browser."""
        token = cookies.read(request, desk.cookie)
        found = await self.store.find(codes.token_hash(token), now) if token else None
        if found is None or found.role != desk.role:
            return None
        return Staff(
            person=found.person,
            role=desk.role,
            centre_id=found.centre_id,
            name=found.name,
            token=token,
            csrf=codes.token_hash(f"csrf {token}"),
            counsellor_id=found.counsellor_id,
        )

    async def ask(self, request: Request, desk: Desk, *, now: datetime) -> Response:
        """Send the browser to the identity provider; a cookie ties the answer to this browser.

        Another site cannot begin a login: it is led to the page with the button.
        """
        if request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return RedirectResponse(desk.address, status_code=303)
        asked = provider(request)
        if asked is None:
            raise ProblemError(404, "not-found", "this service has no identity provider")
        try:
            question = await asked.ask(back(request, f"{desk.address}/terug"))
        except IdentityError as error:
            _LOG.error("%s", error)
            raise ProblemError(503, "identity-unavailable", "the identity provider does not answer") from error
        browser = codes.token(codes.random_seed())
        await self.attempts.begin(
            Attempt(
                state_hash=codes.token_hash(question.state),
                browser_hash=codes.token_hash(browser),
                nonce=question.nonce,
                verifier=question.verifier,
                expires_at=now + timedelta(seconds=BROWSER_SECONDS),
            )
        )
        answer = RedirectResponse(question.url, status_code=303)
        cookies.put(request, answer, _asked(desk), browser, seconds=BROWSER_SECONDS, same_site="lax")
        return answer

    async def identified(self, request: Request, desk: Desk, code: str, state: str, *, now: datetime) -> str | None:
        """Return the token of a new login of whom the provider gives the role; ``None`` when anything does not fit."""
        asked = provider(request)
        attempt = await self.attempts.take_attempt(codes.token_hash(state), now=now)
        browser_hash = codes.token_hash(cookies.read(request, _asked(desk)))
        if asked is None or attempt is None or not codes.same(attempt.browser_hash, browser_hash) or not code:
            security(SecurityEvent.LOGIN_FAILED, why="not-begun-here")
            return None
        try:
            claims = await asked.claims(code, attempt.verifier, attempt.nonce, back(request, f"{desk.address}/terug"))
        except IdentityError as error:
            _LOG.warning("%s", error)
            security(SecurityEvent.LOGIN_FAILED, why="identity-refused")
            return None
        token = await self._log_in(desk, asked.issuer, claims, now)
        before = cookies.read(request, desk.cookie)
        if token and before:  # of one browser one login holds
            await self.store.delete(codes.token_hash(before))
        return token

    async def _log_in(self, desk: Desk, issuer: str, claims: dict[str, Any], now: datetime) -> str | None:
        centre_id, name = str(claims.get("centre_id", ""))[:64], str(claims.get("name", "")).strip()[:100]
        employee = desk.role is StaffRole.EMPLOYEE
        if claims.get("role") != desk.role or not name or (employee and not centre_id):
            security(SecurityEvent.LOGIN_FAILED, why="no-such-role")
            return None
        token = codes.token(codes.random_seed())
        await self.store.add(
            StaffLogin(
                token_hash=codes.token_hash(token),
                person=codes.token_hash(f"staff {issuer} {claims['sub']}")[:PERSON_SIGNS],
                role=desk.role,
                centre_id=centre_id if employee else "",
                name=name,
                counsellor_id=str(claims.get("counsellor_id", ""))[:64] if employee else "",
                expires_at=now + LOGIN_FOR,
            )
        )
        security(SecurityEvent.LOGIN, role=str(desk.role))
        return token

    async def read_along(self, staff: Staff, centre_id: str, *, now: datetime) -> str:
        """Return the token of a login with which somebody of the director's team reads as a centre, for an hour."""
        token = codes.token(codes.random_seed())
        await self.store.add(
            StaffLogin(
                token_hash=codes.token_hash(token),
                person=f"{READER}{staff.person}"[:PERSON_SIGNS],
                role=StaffRole.EMPLOYEE,
                centre_id=centre_id,
                name=f"{staff.name} (regie)"[:100],
                expires_at=now + READS_FOR,
            )
        )
        return token

    def let_in(self, request: Request, desk: Desk, token: str, *, lasts: timedelta = LOGIN_FOR) -> Response:
        """Go to the start page of a desk with the login in a cookie."""
        answer = RedirectResponse(desk.address, status_code=303)
        cookies.put(request, answer, desk.cookie, token, seconds=int(lasts.total_seconds()), same_site="lax")
        cookies.forget(request, answer, _asked(desk))
        return answer

    async def log_out(self, request: Request, desk: Desk, staff: Staff) -> Response:
        """End a login at once, and go to where one begins."""
        await self.store.delete(codes.token_hash(staff.token))
        security(SecurityEvent.LOGOUT, role=str(desk.role))
        answer = RedirectResponse(desk.address, status_code=303)
        cookies.forget(request, answer, desk.cookie)
        cookies.clear(answer)
        return answer


def install(app: FastAPI) -> None:
    """Put the logins of people at work on an application that has its store."""
    store = StaffStore(app.state.database)
    app.state.staff = StaffLogins(store, AccountStore(app.state.database))
    app.state.purged.append(store)


def login_needed(desk: Desk) -> ProblemError:
    """Return what sends somebody to the start page of a desk, where a login begins."""
    return ProblemError(303, "staff-login-needed", "log in at this desk first", headers={"Location": desk.address})


def _asked(desk: Desk) -> str:
    return f"aanmelding-{desk.cookie}"
