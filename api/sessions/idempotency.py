"""The Idempotency-Key of a client: the same key with the same request changes nothing and is answered the same.

What a request creates and what it was answered are written in one transaction, so that a retry finds both or neither,
whenever a worker was killed. A key belongs to who calls (the bearer token, the login of a browser, else the address),
to an address of the service and, on pages, to what was typed. The answer is kept for a day, encrypted with the key that
came along: whoever has the store cannot read it, and another caller never gets it. Pages carry a key in each form that
creates something: ``{{ once() }}``.
"""

import hashlib
import json
import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Annotated, Any, TypeVar

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from fastapi import Depends, Header, Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from fastapi.security.base import SecurityBase
from starlette.datastructures import FormData, UploadFile
from starlette.responses import Response

from api.problems import Issue, ProblemError
from api.sessions import codes
from api.storage.database import Database
from api.storage.replies import RepliedError, ReplyStore, StoredReply
from api.storage.tries import UNDONE, TryStore
from api.web.forms import read_form

HEADER = "Idempotency-Key"
FIELD = "sleutel"
"""Hidden field of a form that holds its key."""

KEPT_FOR = timedelta(hours=24)
"""How long the same key is answered the same."""

ALWAYS = 1_000_000
"""A try that a refusal undid is counted, however many there are."""

SHAPE = r"^[A-Za-z0-9._~+/=:-]{22,255}$"
DISTINCT = 8
"""A key is written with at least so many different signs; a random one of 128 bits has about twice as many."""

Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])
Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class KeyReusedError(ProblemError):
    """A key came with another request before."""

    def __init__(self) -> None:
        detail = "this key came with another request; allowed is a new key for each new request, such as a UUID"
        issue = Issue(location="header", pointer=f"/{HEADER}", code="idempotency-key-reused", detail=detail)
        super().__init__(422, "idempotency-key-reused", f"the {HEADER} was used for another request", issue)


class WeakKeyError(ProblemError):
    """A key could be another's by chance."""

    def __init__(self, key: str) -> None:
        detail = f"a key of {len(key)} signs may be another's; allowed are 128 random bits or more, such as a UUID"
        issue = Issue(location="header", pointer=f"/{HEADER}", code="idempotency-key-weak", detail=detail)
        super().__init__(422, "invalid-request", f"the {HEADER} cannot be used: {detail}", issue)


def strong(key: str) -> bool:
    """Return whether a key can have 128 random bits.

    Examples
    --------
    >>> strong("6f1c7e0a-93f4-4f0e-8a51-2f8f4c1f2d17"), strong("1"), strong("1" * 40)
    (True, False, False)
    """
    return re.fullmatch(SHAPE, key) is not None and len(set(key)) >= DISTINCT


async def _documented(
    idempotency_key: Annotated[
        str | None,
        Header(
            description="128 random bits or more, such as a UUID, new for each new request: the same key with the same "
            "request creates nothing more and is answered the same for a day."
        ),
    ] = None,
) -> None:
    """Tell of the header in the description of the API; :class:`Creating` reads it."""


def creates(endpoint: Endpoint) -> Endpoint:
    """Mark what a POST creates something with: :class:`Creating` then answers the same key the same."""
    endpoint.__dict__["creates"] = True
    return endpoint


def _asks_who(dependant: Dependant) -> bool:
    return isinstance(dependant.call, SecurityBase) or any(map(_asks_who, dependant.dependencies))


class Creating(APIRoute):
    """A route that answers the same key the same, when its function is marked with :func:`creates`."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:  # noqa: ANN401 - FastAPI's own
        self.creates = getattr(endpoint, "creates", False)
        if self.creates and path.startswith("/api/"):
            options["dependencies"] = [*(options.get("dependencies") or ()), Depends(_documented)]
        super().__init__(path, endpoint, **options)

    @property
    def guarded(self) -> bool:
        """Whether the route asks who calls, by a token."""
        return _asks_who(self.dependant)

    def get_route_handler(self) -> Handler:
        """Return what answers a request."""
        handle = super().get_route_handler()
        if not self.creates:
            return handle

        async def once(request: Request) -> Response:
            replies: Replies = request.app.state.replies
            try:
                return await replies.answer(request, handle)
            except WeakKeyError:
                if self.guarded and "authorization" not in request.headers:
                    return await handle(request)  # who calls is asked first, and nobody without a token creates
                raise

        return once


class Replies:
    """Answers to requests with a key.

    Parameters
    ----------
    caller
        Who calls, from the scope of a request, where neither token nor login says so: the address.
    """

    def __init__(self, database: Database, key: codes.Key, caller: Callable[[Request], str]) -> None:
        self.database, self.store, self._key, self._caller = database, ReplyStore(database), key, caller

    async def answer(self, request: Request, handle: Handler) -> Response:
        """Answer a request, or give the answer that its key got before.

        Raises
        ------
        WeakKeyError, KeyReusedError
            When the key cannot be used.
        """
        asked = await _asked(request)
        if asked is None:
            return await handle(request)
        key, digest, scope = asked
        caller = self._caller(request)
        hashes = self._key.hashes("idempotency", request.url.path, caller, scope, key)
        now = datetime.now(UTC)
        undone: list[str] = []
        mark = UNDONE.set(undone)
        try:
            async with self.database.together():
                known = await self.store.find(hashes, now=now)
                if known is None:
                    response = await handle(request)
                    if response.status_code < HTTPStatus.BAD_REQUEST:  # nothing was created: the key is still free
                        await self._keep(hashes[0], digest, _seal(_secret(key, hashes[0]), response), now)
                    return response
        except RepliedError:
            known = await self.store.find(hashes, now=now)
        except ProblemError:  # the refusal undid what the request wrote; a wrong code counts all the same
            for address_hash in tuple(undone):
                await TryStore(self.database).count_wrong(address_hash, now=now, most=ALWAYS)
            raise
        finally:
            UNDONE.reset(mark)
        if known is None or known.request_hash != digest:
            raise KeyReusedError
        return _unseal(_secret(key, known.key_hash), known.sealed)

    async def once(self, request: Request, who: str, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Do what a page's form asks besides letting somebody in, unless its key did so within a day.

        Parameters
        ----------
        who
            The account that it is done in; whoever is let in with the same form again comes to the same one.
        """
        asked = await _asked(request)
        if asked is None:
            await work()
            return
        key, digest, scope = asked
        hashes = self._key.hashes("idempotency", request.url.path, who, scope, key)
        now = datetime.now(UTC)
        with suppress(RepliedError):
            async with self.database.together():
                if await self.store.find(hashes, now=now) is None:
                    await work()
                    await self._keep(hashes[0], digest, b"", now)

    async def _keep(self, key_hash: str, digest: str, sealed: bytes, now: datetime) -> None:
        stored = StoredReply(key_hash=key_hash, request_hash=digest, sealed=sealed, expires_at=now + KEPT_FOR)
        await self.store.add(stored, now=now)


def _secret(key: str, key_hash: str) -> bytes:
    """Return what a reply is sealed with: only whoever has the client's key makes it."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=key_hash.encode()).derive(key.encode())


async def _asked(request: Request) -> tuple[str, str, str] | None:
    """Return the key of a request, a digest of what it asks, and what else the key belongs to."""
    if request.url.path.startswith("/api/"):
        key = request.headers.get(HEADER)
        if key is None:
            return None
        if not strong(key):
            raise WeakKeyError(key)
        return key, hashlib.sha256(await request.body()).hexdigest(), ""
    form = await read_form(request)
    typed = form.get(FIELD)
    if not isinstance(typed, str) or not strong(typed):
        return None
    digest = await _digest(form)
    return typed, digest, digest  # who goes back and types something else asks something else


async def _digest(form: FormData) -> str:
    found = hashlib.sha256()
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            content = await value.read()
            await value.seek(0)
        else:
            content = value.encode("utf-8", "surrogatepass")
        for part in (name.encode("utf-8", "surrogatepass"), content):
            found.update(len(part).to_bytes(8, "big") + part)
    return found.hexdigest()


def _seal(secret: bytes, response: Response) -> bytes:
    headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in response.raw_headers]
    content = {
        "status": response.status_code,
        "headers": headers,
        "body": b64encode(bytes(response.body)).decode("ascii"),
    }
    nonce = codes.random_seed()[:12]
    return nonce + AESGCM(secret).encrypt(nonce, json.dumps(content).encode("ascii"), None)


def _unseal(secret: bytes, sealed: bytes) -> Response:
    content = json.loads(AESGCM(secret).decrypt(sealed[:12], sealed[12:], None))
    found = Response(b64decode(content["body"]), status_code=content["status"])
    found.raw_headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in content["headers"]]
    return found
