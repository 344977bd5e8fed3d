"""What the coach's pages do between a button and the next page: log in with a role, open a link."""

import logging
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Any

from fastapi import Depends, Request, Response
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse

from api.account.service import Accounts
from api.account.shared.service import UnknownShareError
from api.coach import texts
from api.coach.dependencies import CoachDesk
from api.coach.service import OPENED_FOR, Caller, Desk
from api.dependencies import Now, Today
from api.identity.dependencies import BROWSER_SECONDS, back, provider
from api.identity.provider import IdentityError
from api.keys.coaches import LOGIN_FOR, invitation_forms
from api.loopbaancentra.dependencies import ActiveDirectory
from api.problems import ProblemError
from api.sessions import codes
from api.sessions.service import TooManyTriesError
from api.storage.account import Attempt
from api.web import cookies
from api.web.forms import check_ours

HERE = "/coach"
COOKIE, ASKED, LINK, INVITED = "coach", "aanmelding-coach", "gedeeld", "uitnodiging"
BACK = "/coach/terug"

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A coach who logged in; ``csrf`` is the text that each form of this login carries."""

    caller: Caller
    token: str
    csrf: str

    def check(self, form: FormData) -> None:
        """Let a form pass that one of our pages showed to this login; 403 otherwise."""
        check_ours(form, self.csrf)


async def visitor(request: Request, desk: CoachDesk, directory: ActiveDirectory, on: Today, now: Now) -> Opened | None:
    """Return the coach of the cookie, when the login holds."""
    token = cookies.read(request, COOKIE)
    coach = await desk.coaches.of_login(token, now=now)
    if coach is None:
        return None
    return Opened(caller=desk.caller(coach, directory, on), token=token, csrf=codes.token_hash(f"csrf {token}"))


async def opened(found: Annotated[Opened | None, Depends(visitor)]) -> Opened:
    """Return the coach of the cookie.

    Raises
    ------
    ProblemError
        303 to the page where coaches log in.
    """
    if found is None:
        raise ProblemError(303, "coach-login-needed", "log in as a coach first", headers={"Location": HERE})
    return found


Visitor = Annotated[Opened | None, Depends(visitor)]
Coach = Annotated[Opened, Depends(opened)]


async def ask(request: Request, accounts: Accounts, *, now: datetime) -> Response:
    """Send the browser to the identity provider; a cookie ties the answer to this browser.

    Another site cannot begin a login: it is led to the page with the button.
    """
    if request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
        return RedirectResponse(HERE, status_code=303)
    asked = provider(request)
    if asked is None:
        raise ProblemError(404, "not-found", "this service has no identity provider")
    try:
        question = await asked.ask(back(request, BACK))
    except IdentityError as error:
        _LOG.error("%s", error)
        raise ProblemError(503, "identity-unavailable", "the identity provider does not answer") from error
    browser = codes.token(codes.random_seed())
    await accounts.store.begin(
        Attempt(
            state_hash=codes.token_hash(question.state),
            browser_hash=codes.token_hash(browser),
            nonce=question.nonce,
            verifier=question.verifier,
            expires_at=now + timedelta(seconds=BROWSER_SECONDS),
        )
    )
    answer = RedirectResponse(question.url, status_code=303)
    cookies.put(request, answer, ASKED, browser, seconds=BROWSER_SECONDS, same_site="lax")
    return answer


async def identified(
    request: Request, accounts: Accounts, desk: Desk, code: str, state: str, *, now: datetime
) -> str | None:
    """Return the token of whom the provider calls a coach; ``None`` when anything does not fit."""
    asked = provider(request)
    attempt = await accounts.store.take_attempt(codes.token_hash(state), now=now)
    browser_hash = codes.token_hash(cookies.read(request, ASKED))
    if asked is None or attempt is None or not codes.same(attempt.browser_hash, browser_hash) or not code:
        return None
    try:
        claims = await asked.claims(code, attempt.verifier, attempt.nonce, back(request, BACK))
    except IdentityError as error:
        _LOG.warning("%s", error)
        return None
    return await _log_in(desk, asked.issuer, claims, cookies.read(request, INVITED), now)


async def _log_in(desk: Desk, issuer: str, claims: dict[str, Any], code: str, now: datetime) -> str | None:
    """Let in whom a centre invited, or whom the provider vouches for."""
    subject_hashes = desk.key.forms("coach-subject", issuer, str(claims["sub"]))
    if code:
        return await desk.coaches.redeem(await invitation_forms(desk.key, code), subject_hashes, now=now)
    centre_id, name = str(claims.get("centre_id", ""))[:64], str(claims.get("name", "")).strip()[:100]
    role = claims.get("role")
    if role not in ("coach", "centre-administrator") or not centre_id or not name:
        return await desk.coaches.log_in_known(subject_hashes, now=now)
    administers = role == "centre-administrator"
    return await desk.coaches.log_in(subject_hashes, centre_id, name, now=now, administrator=administers)


def let_in(request: Request, token: str) -> Response:
    """Go to the inbox with the login in a cookie."""
    answer = RedirectResponse(HERE, status_code=303)
    cookies.put(request, answer, COOKIE, token, seconds=int(LOGIN_FOR.total_seconds()), same_site="lax")
    cookies.forget(request, answer, INVITED)
    return answer


def not_let_in(request: Request, answer: Response) -> Response:
    """Give an answer to whom nobody vouches for; an invitation that was not used must be given again."""
    cookies.forget(request, answer, INVITED)
    return answer


async def opened_link(
    desk: Desk, share_id: str, code: str, address: str, *, on: date, now: datetime
) -> tuple[str, str]:
    """Return the token that shows that the code of a link was given, or what is wrong with it in Dutch."""
    token = codes.token(codes.random_seed())
    try:
        await desk.open_link(share_id, code, address, on=on, now=now, token=token)
    except TooManyTriesError:
        return "", texts.TOO_OFTEN
    except UnknownShareError:
        return "", texts.WRONG_LINK
    return token, ""


def let_see(request: Request, share_id: str, token: str) -> Response:
    """Go to what is shared with the token in a cookie that shows that the code of its link was given."""
    answer = RedirectResponse(f"/gedeeld/{share_id}", status_code=303)
    cookies.put(request, answer, LINK, token, seconds=int(OPENED_FOR.total_seconds()))
    return answer


async def may_see(request: Request, desk: Desk, share_id: str, *, now: datetime) -> bool:
    """Return whether this browser gave the code of a link within the hour."""
    return await desk.was_opened(share_id, cookies.read(request, LINK), now=now)
