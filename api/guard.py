"""Around every request: security headers, a ceiling on the body, and no error that leaves in another form."""

import re
from collections.abc import MutableMapping
from typing import Any
from urllib.parse import urlsplit

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import logs, problems
from api.logs import SecurityEvent
from api.ratelimit import client_address

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "object-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not "no-referrer": browsers then send "null" as the origin of our own forms.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

DRAINED = 4 * 16_777_216
"""Bytes of a refused body that are read and thrown away, so that the sender gets to read the answer."""


class Guard:
    """ASGI middleware: sets the headers, refuses large bodies, turns what escapes into a problem or a page.

    Parameters
    ----------
    max_body_bytes
        Largest body in bytes.
    public_url
        Address under which people reach the service; empty for whichever they use.
    trusted_proxies
        How many addresses of X-Forwarded-For are believed.
    larger
        Addresses to which a larger body may be sent, and how large; whoever answers there asks first who sends it, or
        reads it under bounds of its own.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        max_body_bytes: int,
        public_url: str = "",
        trusted_proxies: int = 0,
        larger: tuple[tuple[re.Pattern[str], int], ...] = (),
    ) -> None:
        self.app, self.max_body_bytes, self.own = app, max_body_bytes, urlsplit(public_url).netloc.lower()
        self.trusted_proxies, self.larger = trusted_proxies, larger

    def _most(self, path: str) -> int:
        """Return how many bytes may be sent to an address."""
        return max([self.max_body_bytes, *(most for address, most in self.larger if address.fullmatch(path))])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False
        request_id = logs.begin(client_address(scope, self.trusted_proxies))

        async def send_with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                _set_headers(message, request_id)
            await send(message)

        if scope["method"] == "HEAD":  # answered like GET; the server sends the headers only
            scope = {**scope, "method": "GET"}
        request = Request(scope, receive)
        most = self._most(scope["path"])
        try:
            declared = request.headers.get("content-length", "0")
            if declared.isdigit() and int(declared) > most:
                await _drain(receive)
                await problems.respond(request, _too_large(most))(scope, receive, send_with_headers)
                return
            if _from_elsewhere(request, self.own):
                detail = "this form was sent from another site; allowed is a page of this service"
                error = problems.ProblemError(403, "cross-site", detail)
                logs.security(SecurityEvent.FORM_REFUSED)
                await problems.respond(request, error)(scope, receive, send_with_headers)
                return
            await self.app(scope, _counted(receive, most), send_with_headers)
        except Exception as error:
            if started:
                raise
            await problems.respond(request, error)(scope, receive, send_with_headers)


def _too_large(most: int) -> HTTPException:
    return HTTPException(413, f"the body is too large; allowed are {most} bytes")


def _counted(receive: Receive, most: int) -> Receive:
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > most:
            if message.get("more_body", False):
                await _drain(receive)
            raise _too_large(most)
        return message

    return counted


def _from_elsewhere(request: Request, own: str) -> bool:
    """Return whether another site made a browser send a form to a page; the API knows no cookie, so it may.

    Browsers say so in ``Sec-Fetch-Site``, over HTTPS; others, and browsers over plain HTTP, have ``Origin`` or at least
    ``Referer``. Whoever has none of them is no browser that carries somebody's cookies.
    """
    if request.method not in ("POST", "PUT", "PATCH", "DELETE") or request.scope["path"].startswith("/api/"):
        return False
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("origin") or request.headers.get("referer")
    return origin is not None and not _is_ours(origin, own or request.headers.get("host", "").lower())


def _is_ours(origin: str, own: str) -> bool:
    """Return whether an origin is that of a host; ``null``, which a page without an origin has, never is.

    Examples
    --------
    >>> _is_ours("https://loopbaan.example", "loopbaan.example:443"), _is_ours("null", "null")
    (True, False)
    """
    try:
        found = urlsplit(origin)
    except ValueError:
        return False
    return found.scheme in ("http", "https") and _host(found.netloc.lower()) == _host(own)


def _host(netloc: str) -> str:
    return netloc.removesuffix(":443").removesuffix(":80")


def _set_headers(message: MutableMapping[str, Any], request_id: str) -> None:
    headers = MutableHeaders(scope=message)
    headers["X-Request-Id"] = request_id
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    headers.setdefault("Cache-Control", "no-store")


async def _drain(receive: Receive) -> None:
    left = DRAINED
    while left > 0:
        message = await receive()
        left -= len(message.get("body", b""))
        if message["type"] == "http.disconnect" or not message.get("more_body", False):
            return
