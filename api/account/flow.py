"""What the pages of "Mijn loopbaan" do between a form and the next page."""

import logging
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import quote, unquote

from fastapi import Request, Response
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse

from api.account import log
from api.account.overview.service import names
from api.account.service import LOGIN_FOR, Accounts, Login, NotAdoptableError
from api.identity.dependencies import BROWSER_SECONDS, back, provider
from api.identity.provider import IdentityError
from api.logs import SecurityEvent, security
from api.problems import ProblemError
from api.schemas import TEXT_MAX
from api.sessions import codes
from api.sessions.drafts import Drafts
from api.sessions.idempotency import Replies
from api.storage.account import Attempt
from api.tools import TITLES
from api.web import cookies, keeping
from api.web.drafts import Shape, draft_text, lead
from api.web.forms import text
from api.web.refusing import Refusal
from models.wording import say

NOT_IDENTIFIED = say("Het aanmelden is niet gelukt. Er is niets veranderd. Probeer het opnieuw, of gebruik een code.")

RECEIPT_MAX = 2_000

HERE = "/mijn-loopbaan"
BACK = "/mijn-loopbaan/terug"
"""Where the identity provider sends browsers back to."""

WAITING = "actie"
"""Cookie with the occupation that an action is to be about, while somebody opens the account."""

WAITS = 1_800
"""Seconds that it is remembered."""

_OFFER: Shape[Refusal] = Shape(Refusal)
_RECEIPT: Shape[dict[str, Any]] = Shape(dict[str, Any])

_LOG = logging.getLogger(__name__)


def wait(request: Request, occupation_id: str) -> Response:
    """Lead to the doors; a cookie remembers the occupation that an action is to be about, so that it is not lost."""
    answer = RedirectResponse(HERE, status_code=303)
    cookies.put(request, answer, WAITING, quote(occupation_id, safe=""), seconds=WAITS, same_site="lax")
    return answer


def waiting(request: Request) -> str:
    """Return the occupation that an action is to be about once somebody is let in; empty when none is."""
    return unquote(cookies.read(request, WAITING))[:TEXT_MAX]


def action_for(occupation_id: str) -> str:
    """Return the address of the form of an action about an occupation."""
    return f"/mijn-plan/actie?beroep={quote(occupation_id, safe='')}"


async def let_in(request: Request, accounts: Accounts, login: Login, address: str) -> Response:
    """Go to a page with the login in a cookie; who came for an action goes on to its form.

    The login that the browser had before ends.
    """
    await accounts.replace(cookies.read(request, "account"))
    onwards = address == HERE and waiting(request)
    answer = RedirectResponse(action_for(onwards) if onwards else address, status_code=303)
    if onwards:
        cookies.forget(request, answer, WAITING)
    seconds = int(LOGIN_FOR.total_seconds())
    cookies.put(request, answer, "account", login.token, seconds=seconds, same_site="lax")
    return answer


def sent(form: FormData) -> Refusal:
    """Return the result that a tool's page sent along, checked, as the fields of the page that asks where to keep it.

    Raises
    ------
    ProblemError
        422 when none came along, or it cannot be kept.
    """
    found = keeping.read(form)
    if found is None:
        raise log.unknown_tool("")
    log.check(found.tool, found.document)
    return Refusal(typed={"tool": found.tool, "document": found.text})


def with_sent(refusal: Refusal, form: FormData) -> Refusal:
    """Return what is wrong with a form together with the result that came along, so that it is not lost."""
    found = keeping.read(form)
    if found is None or found.tool not in TITLES:
        return refusal
    return refusal.model_copy(update={"typed": {**refusal.typed, "tool": found.tool, "document": found.text}})


async def lead_to_offer(request: Request, drafts: Drafts, sent: Refusal, *, now: datetime) -> Response | None:
    """Lead to the page that asks where to keep a result; ``None`` when it must be the answer itself."""
    address = "/mijn-loopbaan/bewaren?wat={draft}"
    return await lead(request, drafts, "bewaren", _OFFER.write(sent), address, now=now, first=True)


async def offered(request: Request, drafts: Drafts, id_: str, *, now: datetime) -> Refusal | None:
    """Return the result of such an address; ``None`` when that is past."""
    return _OFFER.read(await draft_text(request, drafts, "bewaren", id_, now=now))


async def lead_to_receipt(
    request: Request, drafts: Drafts, receipt: dict[str, Any], *, now: datetime
) -> Response | None:
    """Lead to the page of a receipt; ``None`` when it must be the answer itself."""
    address = "/mijn-loopbaan/ontvangstbewijs?wat={draft}"
    return await lead(request, drafts, "ontvangstbewijs", _RECEIPT.write(receipt), address, now=now, first=True)


async def receipt_of(request: Request, drafts: Drafts, id_: str, *, now: datetime) -> dict[str, Any] | None:
    """Return the receipt of such an address; ``None`` when that is past."""
    return _RECEIPT.read(await draft_text(request, drafts, "ontvangstbewijs", id_, now=now))


def check_sent(form: FormData) -> None:
    """Refuse a result that cannot be kept before anything else happens.

    Raises
    ------
    ProblemError
        422 when it cannot be kept.
    """
    found = keeping.read(form)
    if found is not None:
        log.check(found.tool, found.document)


async def keep_sent(
    request: Request, accounts: Accounts, login: Login, form: FormData, *, on: date, now: datetime
) -> None:
    """Keep the result that was sent along, if one was, and take over the session that it came from."""
    found = keeping.read(form)
    if found is None:
        return
    known = names(request.app.state.engines.current)
    await accounts.keep(login, found.tool, found.document, known, on=on, now=now)
    token = cookies.read(request, found.tool)
    if token and await accounts.sessions.open_by_token(found.tool, token, now=now) is not None:
        await _adopt(accounts, login, found.tool, token, now)


async def keep_sent_once(
    request: Request, accounts: Accounts, login: Login, form: FormData, *, on: date, now: datetime
) -> None:
    """Do as :func:`keep_sent` does, once for a form that is sent twice: whoever lets in tries the code each time."""
    replies: Replies = request.app.state.replies
    await replies.once(request, login.account.id, lambda: keep_sent(request, accounts, login, form, on=on, now=now))


async def _adopt(accounts: Accounts, login: Login, tool: str, token: str, now: datetime) -> None:
    try:
        await accounts.adopt(login, tool, token, now=now)
    except NotAdoptableError as error:
        # Another account has it; the result is kept all the same.
        _LOG.info("a session stays where it is: %s", error.code)


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
    browser = cookies.read(request, "aanmelding")  # several tabs of one browser may be logging in at once
    browser = browser if len(browser) == len(codes.token(codes.random_seed())) else codes.token(codes.random_seed())
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
    cookies.put(request, answer, "aanmelding", browser, seconds=BROWSER_SECONDS, same_site="lax")
    return answer


async def identified(request: Request, accounts: Accounts, code: str, state: str, *, now: datetime) -> Login | None:
    """Return the login of whom the identity provider sends back; ``None`` when anything does not fit."""
    asked = provider(request)
    attempt = await accounts.store.take_attempt(codes.token_hash(state), now=now)
    browser_hash = codes.token_hash(cookies.read(request, "aanmelding"))
    if asked is None or attempt is None or attempt.browser_hash != browser_hash or not code:
        security(SecurityEvent.LOGIN_FAILED, why="not-begun-here")
        return None
    try:
        subject = await asked.subject(code, attempt.verifier, attempt.nonce, back(request, BACK))
    except IdentityError as error:
        _LOG.warning("%s", error)
        security(SecurityEvent.LOGIN_FAILED, why="identity-refused")
        return None
    return await accounts.log_in(asked.issuer, subject, now=now)


def receipt(form: FormData) -> str:
    """Return the receipt that the page showed and now asks for as a file.

    Raises
    ------
    ProblemError
        422 when the form holds none.
    """
    found = text(form, "receipt")
    if not 0 < len(found) <= RECEIPT_MAX:
        raise ProblemError(422, "invalid-request", f"a receipt has up to {RECEIPT_MAX} characters")
    return found
