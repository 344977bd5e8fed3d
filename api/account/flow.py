"""What the pages of "Mijn loopbaan" do between a form and the next page."""

import json
import logging
from datetime import date, datetime, timedelta
from typing import Any

from fastapi import Request, Response
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse

from api.account import access, kept
from api.account.oidc import IdentityError
from api.account.service import LOGIN_FOR, Accounts, Login
from api.problems import ProblemError
from api.sessions import codes, cookies
from api.storage.account import Attempt
from models.plan.proposals import TOOLS

NOT_IDENTIFIED = "Het aanmelden is niet gelukt. Er is niets veranderd. Probeer het opnieuw, of gebruik een code."

_PROBLEMS = {
    404: "We kennen deze code niet. Een code heeft vijf woorden van vier letters. Kijk ze na.",
    429: "Er zijn te veel foute codes geprobeerd. Wacht een kwartier en probeer het opnieuw.",
}

_LOG = logging.getLogger(__name__)


def text(form: FormData, name: str) -> str:
    """Return what was typed into a field."""
    value = form.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def let_in(request: Request, login: Login, address: str) -> Response:
    """Go to a page with the login in a cookie."""
    answer = RedirectResponse(address, status_code=303)
    access.set_cookie(request, answer, "account", login.token, int(LOGIN_FOR.total_seconds()))
    return answer


async def resume(accounts: Accounts, form: FormData, address: str, *, now: datetime) -> tuple[Login | None, str]:
    """Return the login of a code that was typed, or what is wrong with it in Dutch."""
    try:
        return await accounts.resume(text(form, "code"), address, now=now), ""
    except ProblemError as error:
        if error.status not in _PROBLEMS:
            raise
        return None, _PROBLEMS[error.status]


def sent(form: FormData) -> dict[str, Any]:
    """Return the result that a tool's page sent along, checked.

    Raises
    ------
    ProblemError
        422 when it cannot be kept.
    """
    tool, document = text(form, "tool"), text(form, "document")
    try:
        found = json.loads(document)
    except (ValueError, RecursionError) as error:
        raise ProblemError(422, "invalid-request", "document is no JSON") from error
    kept.check(tool, found)
    return {"tool": tool, "tool_name": TOOLS[tool], "document": document}


def check_sent(form: FormData) -> None:
    """Refuse a result that cannot be kept before anything else happens.

    Raises
    ------
    ProblemError
        422 when it cannot be kept.
    """
    if text(form, "tool"):
        sent(form)


async def keep_sent(
    request: Request, accounts: Accounts, login: Login, form: FormData, *, on: date, now: datetime
) -> None:
    """Keep the result that was sent along, if one was, and take over the session that it came from."""
    if not text(form, "tool"):
        return
    found = sent(form)
    await accounts.keep(login, found["tool"], json.loads(found["document"]), on=on, now=now)
    token = cookies.read(request, found["tool"])
    if token and await accounts.sessions.open_by_token(found["tool"], token, now=now) is not None:
        await _adopt(accounts, login, found["tool"], token, now)


async def _adopt(accounts: Accounts, login: Login, tool: str, token: str, now: datetime) -> None:
    try:
        await accounts.adopt(login, tool, token, now=now)
    except ProblemError as error:
        # Another account has it; the result is kept all the same.
        _LOG.info("a session stays where it is: %s", error.code)


async def ask(request: Request, accounts: Accounts, *, now: datetime) -> Response:
    """Send the browser to the identity provider; a cookie ties the answer to this browser."""
    provider = access.provider(request)
    if provider is None:
        raise ProblemError(404, "not-found", "this service has no identity provider")
    try:
        question = await provider.ask(access.redirect_uri(request))
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
            expires_at=now + timedelta(seconds=access.BROWSER_SECONDS),
        )
    )
    answer = RedirectResponse(question.url, status_code=303)
    access.set_cookie(request, answer, "aanmelding", browser, access.BROWSER_SECONDS)
    return answer


async def identified(request: Request, accounts: Accounts, code: str, state: str, *, now: datetime) -> Login | None:
    """Return the login of whom the identity provider sends back; ``None`` when anything does not fit."""
    provider = access.provider(request)
    attempt = await accounts.store.take_attempt(codes.token_hash(state), now=now)
    browser_hash = codes.token_hash(access.cookie(request, "aanmelding"))
    if provider is None or attempt is None or attempt.browser_hash != browser_hash or not code:
        return None
    try:
        subject = await provider.subject(code, attempt.verifier, attempt.nonce, access.redirect_uri(request))
    except IdentityError as error:
        _LOG.warning("%s", error)
        return None
    return await accounts.log_in(provider.issuer, subject, now=now)
