"""An Idempotency-Key on each store: once is once, whoever is first and whatever is interrupted, for who called only."""

import asyncio
import json
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi import Request
from sqlalchemy import func, select, text
from starlette.responses import JSONResponse, Response

from api.problems import ProblemError
from api.sessions import codes
from api.sessions.idempotency import KEPT_FOR, Replies
from api.sessions.service import Sessions, Start
from api.storage.database import Database
from api.storage.sessions import SessionStore
from api.storage.tables.replies import replies as kept
from api.storage.tables.sessions import session_events, sessions

pytestmark = pytest.mark.anyio

KEY = "7b0c52f1-09a4-4e6d-8c37-1f5a2b9d6e80"
START = Start(tool="orient", language="nl", research_consent=False, bank_version="1", model_version="1")
NOW = datetime.now(UTC)

Handle = Callable[[Request], Coroutine[Any, Any, Response]]


@pytest.fixture
def replies(database: Database) -> Replies:
    return Replies(database, codes.Key(b"k" * 32), lambda request: request.headers.get("authorization", "192.0.2.1"))


def request(body: bytes = b"{}", key: str = KEY, caller: str = "") -> Request:
    headers = [(b"idempotency-key", key.encode())] + ([(b"authorization", caller.encode())] if caller else [])
    scope = {"type": "http", "method": "POST", "path": "/api/v1/orient/sessions", "headers": headers}
    scope |= {"query_string": b"", "server": ("x", 80), "scheme": "http"}

    async def receive() -> Any:
        return {"type": "http.request", "body": body, "more_body": False}

    return Request(scope, receive)


def starting(database: Database, before_answer: Callable[[], None] = lambda: None) -> Handle:
    """Return what starts a session with one event, as a tool does."""
    found = Sessions(SessionStore(database), codes.Key(b"k" * 32), timedelta(days=30))

    async def handle(request: Request) -> Response:
        opened = await found.start(START, now=NOW)
        await found.store.append(opened.session.id, opened.event("answer", "i", now=NOW, value=3))
        before_answer()
        return JSONResponse({"token": opened.token}, status_code=201, headers={"x-own": "é"})

    return handle


async def count(database: Database) -> tuple[int, int, int]:
    async with database.reading() as connection:
        found = [await connection.scalar(select(func.count()).select_from(t)) for t in (sessions, session_events, kept)]
    return (found[0] or 0, found[1] or 0, found[2] or 0)


async def test_the_same_key_at_the_same_moment_creates_once(database: Database, replies: Replies) -> None:
    answers = await asyncio.gather(*(replies.answer(request(), starting(database)) for _ in range(5)))
    assert len({bytes(answer.body) for answer in answers}) == 1
    assert {(answer.status_code, answer.headers["x-own"]) for answer in answers} == {(201, "é")}
    assert await count(database) == (1, 1, 1)


async def test_a_worker_that_dies_before_it_answered_leaves_nothing_and_the_retry_creates_once(
    database: Database, replies: Replies
) -> None:
    def die() -> None:
        raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await replies.answer(request(), starting(database, die))
    assert await count(database) == (0, 0, 0)
    assert (await replies.answer(request(), starting(database))).status_code == 201
    assert await count(database) == (1, 1, 1)


async def test_another_caller_with_the_same_key_never_gets_the_answer(database: Database, replies: Replies) -> None:
    handle = starting(database)
    mine = await replies.answer(request(caller="Bearer a"), handle)
    theirs = await replies.answer(request(caller="Bearer b"), handle)
    nobodys = await replies.answer(request(), handle)
    assert len({json.loads(bytes(answer.body))["token"] for answer in (mine, theirs, nobodys)}) == 3


async def test_another_request_with_the_key_is_refused_and_an_error_is_not_kept(
    database: Database, replies: Replies
) -> None:
    async def refuse(_request: Request) -> Response:
        async with database.writing() as connection:
            await connection.execute(text("DELETE FROM session_tries"))
        return JSONResponse({}, status_code=409)

    assert (await replies.answer(request(), refuse)).status_code == 409
    assert (await replies.answer(request(), starting(database))).status_code == 201
    with pytest.raises(ProblemError) as caught:
        await replies.answer(request(b'{"language": "fr"}'), starting(database))
    assert caught.value.code == "idempotency-key-reused"
    assert await count(database) == (1, 1, 1)


async def test_the_store_alone_tells_nothing_of_an_answer_and_forgets_it_after_a_day(
    database: Database, replies: Replies
) -> None:
    began = datetime.now(UTC)
    first = json.loads(bytes((await replies.answer(request(), starting(database))).body))["token"]
    async with database.reading() as connection:
        row = (await connection.execute(select(kept))).mappings().one()
    assert first.encode() not in row["sealed"]
    assert KEY not in str(dict(row))
    assert await replies.store.delete_expired(began + KEPT_FOR - timedelta(minutes=1)) == 0
    assert await replies.store.delete_expired(began + KEPT_FOR + timedelta(minutes=1)) == 1
    again = json.loads(bytes((await replies.answer(request(), starting(database))).body))["token"]
    assert again != first


@pytest.mark.parametrize("weak", ["1", "abc", "1" * 40, "7b0c52f1-09a4-4e6d", "spaces are not allowed in a key"])
async def test_a_key_that_could_be_anothers_is_refused(database: Database, replies: Replies, weak: str) -> None:
    with pytest.raises(ProblemError) as caught:
        await replies.answer(request(key=weak), starting(database))
    assert (caught.value.status, caught.value.issues[0].code) == (422, "idempotency-key-weak")
    assert await count(database) == (0, 0, 0)
