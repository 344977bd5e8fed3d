"""Rate limits per address: shared by workers through Redis when configured, in process otherwise.

A limit may be lost without harm: when Redis fails, each worker counts for itself and the service goes on, degraded.
"""

import asyncio
import ipaddress
import logging
import re
import time
from collections.abc import Callable
from functools import lru_cache

from fastapi import Request
from limits import RateLimitItem, parse_many
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import FixedWindowRateLimiter
from redis.exceptions import RedisError
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import problems
from api.logs import SecurityEvent, security
from api.settings import Settings

REDIS_TIMEOUT = 0.2
"""Seconds that a request waits for Redis at most."""

RETRY_AFTER = 5.0
"""Seconds for which Redis is left alone after a failure."""

FREE = ("/metrics", "/static/")
"""Paths that count for no limit: files of ours that nobody's words change, and what watches over the service."""

UNTOLD = 65_536
"""Bytes that a body counts for which does not say how long it is."""

TOLD = 1_024
"""Addresses of which is remembered that the log has been told that they are stopped."""

HEALTH = "1200/minute"
"""Looks at ``/health`` that one address may make; each asks the store and Redis."""

_FOR = re.compile(r'(?:^|;)\s*for\s*=\s*("[^"]*"|[^;,\s]+)', re.IGNORECASE)
_BRACKETED = re.compile(r"\[([^\]]*)\](?::\d+)?")

_LOG = logging.getLogger(__name__)


def client_address(scope: Scope, trusted_proxies: int) -> str:
    """Return the address that a request counts for; an IPv6 network of one customer (/64) counts as one.

    Parameters
    ----------
    trusted_proxies
        How many of the last addresses in X-Forwarded-For were written by our own proxies.

    Examples
    --------
    >>> client_address({"client": ("10.0.0.9", 1), "headers": [(b"x-forwarded-for", b"6.6.6.6, 192.0.2.7")]}, 1)
    '192.0.2.7'
    >>> client_address({"client": ("2001:db8::1", 1), "headers": []}, 0)
    '2001:db8::/64'

    Where proxies write no address, or one that cannot be read, the request counts for the proxy that sent it:

    >>> client_address({"client": ("10.0.0.9", 1), "headers": [(b"forwarded", b'for="[2001:db8::7]:443"')]}, 1)
    '2001:db8::/64'
    >>> client_address({"client": ("10.0.0.9", 1), "headers": [(b"x-forwarded-for", b"unknown")]}, 1)
    '10.0.0.9'
    """
    here = str(scope["client"][0]) if scope.get("client") else ""
    hops = _hops(scope) if trusted_proxies else []
    said = hops[-trusted_proxies:] if len(hops) >= trusted_proxies else []
    return next((found for found in map(_counted, (*said, here)) if found), "unknown")


def _hops(scope: Scope) -> list[str]:
    """Return what proxies wrote: X-Forwarded-For, else Forwarded (RFC 7239), which has the same order."""
    sent = [(name, value.decode("latin-1")) for name, value in scope["headers"]]
    plain = ",".join(value for name, value in sent if name == b"x-forwarded-for")
    hops = [hop.strip() for hop in plain.split(",") if hop.strip()]
    if hops:
        return hops
    told = ",".join(value for name, value in sent if name == b"forwarded")
    return [found[1] if (found := _FOR.search(hop)) else "" for hop in told.split(",") if hop.strip()]


@lru_cache(maxsize=4_096)
def _counted(text: str) -> str:
    """Return what an address counts for, without its port; empty when it is none."""
    address = text.strip().strip('"')
    if bracketed := _BRACKETED.fullmatch(address):
        address = bracketed[1]
    elif address.count(":") == 1:
        address = address.split(":")[0]
    try:
        parsed = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return ""
    parsed = getattr(parsed, "ipv4_mapped", None) or parsed
    return str(parsed) if parsed.version == 4 else str(ipaddress.ip_network((parsed, 64), strict=False))


class Limiter:
    """Counts requests in Redis, and in process where Redis is not configured or does not answer.

    Parameters
    ----------
    clock
        Seconds since some start, rising; an argument so that tests need not wait.
    """

    def __init__(self, redis_url: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._local = FixedWindowRateLimiter(MemoryStorage())
        self._shared: FixedWindowRateLimiter | None = None
        self._redis: RedisStorage | None = None
        self._away_until = 0.0
        if redis_url:
            self._redis = RedisStorage(
                f"async+{redis_url}",
                implementation="redispy",
                socket_timeout=REDIS_TIMEOUT,
                socket_connect_timeout=REDIS_TIMEOUT,
            )
            self._shared = FixedWindowRateLimiter(self._redis)

    @property
    def status(self) -> str:
        """``UP``, ``DOWN`` while Redis does not answer, ``NOT_CONFIGURED`` without Redis."""
        if self._shared is None:
            return "NOT_CONFIGURED"
        return "DOWN" if self._clock() < self._away_until else "UP"

    async def check(self) -> str:
        """Ask Redis whether it answers, and return the status; what ``/health`` reports."""
        if self._shared is not None and self._clock() >= self._away_until:
            try:
                await asyncio.wait_for(self._shared.storage.check(), 2 * REDIS_TIMEOUT)
            except (RedisError, OSError, TimeoutError) as error:
                self._leave_alone(error)
        return self.status

    async def close(self) -> None:
        """Close the connections to Redis."""
        if self._redis is not None:
            await self._redis.bridge.storage.aclose()  # type: ignore[attr-defined] # limits has no public way

    def _leave_alone(self, error: Exception) -> None:
        _LOG.warning("redis does not answer (%s); counting in process for %.0f s", type(error).__name__, RETRY_AFTER)
        self._away_until = self._clock() + RETRY_AFTER

    async def hit(self, item: RateLimitItem, *key: str, cost: int = 1) -> tuple[bool, int, float]:
        """Count one request, or so much of it.

        Returns
        -------
        Whether it is allowed, how many remain, and the Unix time at which the count starts again.
        """
        if self._shared is not None and self._clock() >= self._away_until:
            try:
                return await asyncio.wait_for(_hit(self._shared, item, *key, cost=cost), 4 * REDIS_TIMEOUT)
            except (RedisError, OSError, TimeoutError) as error:
                self._leave_alone(error)
        return await _hit(self._local, item, *key, cost=cost)


async def _hit(limiter: FixedWindowRateLimiter, item: RateLimitItem, *key: str, cost: int) -> tuple[bool, int, float]:
    allowed = await limiter.hit(item, *key, cost=cost)
    stats = await limiter.get_window_stats(item, *key)
    return allowed, stats.remaining, stats.reset_time


class RateLimit:
    """ASGI middleware: counts requests per address, for the API and for pages apart."""

    def __init__(self, app: ASGIApp, *, settings: Settings, limiter: Limiter) -> None:
        self.app, self.limiter, self.trusted_proxies = app, limiter, settings.trusted_proxies
        self.items = {
            "api": parse_many(settings.api_rate_limit),
            "pages": parse_many(settings.page_rate_limit),
            "health": parse_many(HEALTH),
            "start": parse_many(settings.start_rate_limit),
            "introduction": parse_many(settings.introduction_rate_limit),
            "sent": parse_many(settings.sent_rate_limit),
        }
        self._told: dict[tuple[str, str], float] = {}

    def _tell(self, group: str, address: str, reset: float) -> None:
        """Log that an address is stopped, once for each time that it is."""
        key = (group, address)
        if self._told.get(key) == reset:
            return
        self._told[key] = reset
        if len(self._told) > TOLD:
            del self._told[next(iter(self._told))]
        security(SecurityEvent.LIMIT_REACHED, limit=group)

    async def _count(self, group: str, address: str, cost: int) -> list[tuple[RateLimitItem, bool, int, float]]:
        return [(item, *await self.limiter.hit(item, group, address, cost=cost)) for item in self.items[group]]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http" or scope["path"].startswith(FREE):
            await self.app(scope, receive, send)
            return
        group = _group(scope["path"])
        address = client_address(scope, self.trusted_proxies)
        results = await self._count(group, address, 1)
        for other, cost in costs(scope):
            if all(allowed for _, allowed, _, _ in results):
                found = await self._count(other, address, cost)
                results, group = (found, other) if not all(allowed for _, allowed, _, _ in found) else (results, group)
        item, _, remaining, reset = min(results, key=lambda found: (found[1], found[2]))
        seconds = max(0, round(reset - time.time()))
        headers = {
            "RateLimit-Limit": str(item.amount),
            "RateLimit-Remaining": str(remaining),
            "RateLimit-Reset": str(seconds),
        }
        if not all(allowed for _, allowed, _, _ in results):
            what = UNITS.get(group, "requests")
            detail = f"more than {item.amount} {what} per {item.get_expiry()} seconds; try again in {seconds} seconds"
            headers["Retry-After"] = str(max(1, seconds))
            self._tell(group, address, reset)
            error = problems.ProblemError(429, "too-many-requests", detail, headers=headers)
            await problems.respond(Request(scope, receive), error)(scope, receive, send)
            return
        await self.app(scope, receive, _with(headers, send))


UNITS = {"start": "accounts and sessions", "introduction": "introductions and complaints", "sent": "bytes"}
"""What a limit counts, where it does not count requests."""

_STARTS = re.compile(r"/api/v1/account|/api/v1/[a-z]+/sessions|/mijn-loopbaan/zonder-naam|/[a-z]+/start")
_INTRODUCTIONS = re.compile(
    r"/api/v1/loopbaancentra/introductions|/loopbaancentra/centrum/[^/]+/kennismaking|/api/v1/klachten|/klachten/nieuw"
)


def costs(scope: Scope) -> list[tuple[str, int]]:
    """Return what a request costs beyond being one: something that is begun, and what is sent.

    Examples
    --------
    >>> costs({"method": "POST", "path": "/api/v1/orient/sessions", "headers": [(b"content-length", b"12")]})
    [('start', 1), ('sent', 12)]
    >>> costs({"method": "GET", "path": "/orient", "headers": []})
    []
    """
    if scope["method"] not in ("POST", "PUT", "PATCH"):
        return []
    length = next((value for name, value in scope["headers"] if name == b"content-length"), b"")
    sent = int(length) if length.isdigit() else UNTOLD
    found = [("sent", sent)] if sent else []
    if scope["method"] == "POST" and _INTRODUCTIONS.fullmatch(scope["path"]):
        return [("introduction", 1), *found]
    begins = scope["method"] == "POST" and _STARTS.fullmatch(scope["path"])
    return [("start", 1), *found] if begins else found


def _group(path: str) -> str:
    if path.startswith("/health"):
        return "health"
    return "api" if path.startswith("/api") else "pages"


def _with(headers: dict[str, str], send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(headers)
        await send(message)

    return sending
