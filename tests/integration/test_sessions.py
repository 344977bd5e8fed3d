"""Sessions on both stores: what was acknowledged is there, once, and only for its owner."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from api.problems import ProblemError
from api.sessions import codes
from api.sessions.opened import Opened
from api.sessions.service import EVENTS_REMEMBERED, REMEMBERED, Sessions, Start
from api.storage.database import Database
from api.storage.sessions import Event, SessionStore

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
START = Start(tool="orient", language="nl", research_consent=False, bank_version="b1", model_version="m1")
KEY = codes.Key(b"k" * 32)


@pytest.fixture
def sessions(database: Database) -> Sessions:
    return Sessions(SessionStore(database), KEY, timedelta(days=30))


def answer(subject: str, value: int | None) -> object:
    def decide(opened: Opened) -> tuple[Sequence[Event], int]:
        event = opened.event("answer", subject, now=NOW, value=value, propensity=0.5, milliseconds=900)
        return [event], len(opened.events) + 1

    return decide


async def test_what_was_kept_comes_back_in_order(sessions: Sessions) -> None:
    opened = await sessions.start(START, now=NOW)
    for i in range(3):
        count = await sessions.update("orient", opened.session.id, opened.token, answer(f"i{i}", i or None), now=NOW)
        assert count == i + 1
    elsewhere = Sessions(sessions.store, KEY, timedelta(days=30))
    again = await elsewhere.open("orient", opened.session.id, opened.token, now=NOW)
    assert [(e.position, e.subject, e.value) for e in again.events] == [(0, "i0", None), (1, "i1", 1), (2, "i2", 2)]
    assert again.events[0].recorded_at == NOW
    assert again.session.created_at == NOW
    assert (again.token, again.resume_code) == (opened.token, opened.resume_code)


async def test_workers_that_write_at_once_each_keep_theirs(sessions: Sessions) -> None:
    opened = await sessions.start(START, now=NOW)
    workers = [Sessions(sessions.store, KEY, timedelta(days=30)) for _ in range(3)]
    id_, token = opened.session.id, opened.token
    calls = [worker.update("orient", id_, token, answer(f"w{i}", i), now=NOW) for i, worker in enumerate(workers)]
    assert sorted(await asyncio.gather(*calls)) == [1, 2, 3]
    events = (await sessions.open("orient", id_, token, now=NOW)).events
    assert sorted(event.subject for event in events) == ["w0", "w1", "w2"]
    assert [event.position for event in events] == [0, 1, 2]


async def test_a_refusal_keeps_nothing(sessions: Sessions) -> None:
    opened = await sessions.start(START, now=NOW)

    def refuse(_: Opened) -> tuple[Sequence[Event], int]:
        raise ProblemError(422, "invalid-request", "no")

    with pytest.raises(ProblemError, match="no"):
        await sessions.update("orient", opened.session.id, opened.token, refuse, now=NOW)
    assert (await sessions.open("orient", opened.session.id, opened.token, now=NOW)).events == ()


@pytest.mark.parametrize("wrong", ["token", "tool", "id", "time"])
async def test_nobody_else_gets_in_and_is_not_told_why(sessions: Sessions, wrong: str) -> None:
    opened = await sessions.start(START, now=NOW)
    tool = "loopbaantest" if wrong == "tool" else "orient"
    id_ = "0" * 32 if wrong == "id" else opened.session.id
    token = "x" if wrong == "token" else opened.token
    now = NOW + timedelta(days=30) if wrong == "time" else NOW
    with pytest.raises(ProblemError) as caught:
        await sessions.update(tool, id_, token, answer("i", 1), now=now)
    assert (caught.value.status, caught.value.code) == (404, "unknown-session")


async def test_a_code_brings_the_session_back_and_five_wrong_ones_stop(sessions: Sessions) -> None:
    opened = await sessions.start(START, now=NOW)
    spoken = opened.resume_code.replace("-", " ").upper()
    assert (await sessions.resume(spoken, ["orient"], "a", now=NOW)).session.id == opened.session.id
    wrong = codes.resume_code(b"w" * 32)

    async def status(code: str, address: str, now: datetime) -> int:
        try:
            await sessions.resume(code, ["orient"], address, now=now)
        except ProblemError as error:
            return error.status
        return 200

    tried = await asyncio.gather(*(status(wrong, "a", NOW) for _ in range(9)))
    assert sorted(tried) == [404] * 5 + [429] * 4
    assert await status(opened.resume_code, "a", NOW + timedelta(minutes=14)) == 429
    assert await status(opened.resume_code, "b", NOW) == 200
    assert await status(opened.resume_code, "a", NOW + timedelta(minutes=15)) == 200
    with pytest.raises(ProblemError):
        await sessions.resume(opened.resume_code, ["loopbaantest"], "c", now=NOW)


async def test_nothing_that_opens_a_session_is_stored(sessions: Sessions) -> None:
    opened = await sessions.start(START, now=NOW)
    stored = repr(await sessions.store.find(opened.session.id))
    assert opened.token not in stored
    assert opened.resume_code not in stored


async def test_deleting_forgets_everything_at_once(sessions: Sessions) -> None:
    opened = await sessions.start(START, now=NOW)
    await sessions.update("orient", opened.session.id, opened.token, answer("i", 1), now=NOW)
    other_worker = Sessions(sessions.store, KEY, timedelta(days=30))
    await other_worker.delete(opened)
    with pytest.raises(ProblemError, match="no such session"):
        await sessions.update("orient", opened.session.id, opened.token, answer("i", 2), now=NOW)
    assert await sessions.store.events(opened.session.id) == ()


async def test_what_expired_is_forgotten(sessions: Sessions) -> None:
    opened = await sessions.start(START, now=NOW)
    kept = await sessions.start(START, now=NOW + timedelta(days=1))
    await sessions.update("orient", opened.session.id, opened.token, answer("i", 1), now=NOW)
    assert await sessions.store.delete_expired(NOW + timedelta(days=30)) == 1
    assert await sessions.store.find(opened.session.id) is None
    assert await sessions.store.events(opened.session.id) == ()
    assert await sessions.store.find(kept.session.id) is not None


async def test_a_session_that_went_with_its_account_is_not_answered_from_memory(sessions: Sessions) -> None:
    opened = await sessions.start(START, now=NOW)
    await sessions.store.delete(opened.session.id)  # as another worker, or the account's deletion, does

    with pytest.raises(ProblemError) as found:
        await sessions.update("orient", opened.session.id, opened.token, lambda _: ((), "kept"), now=NOW)
    assert found.value.status == 404


async def test_what_a_worker_remembers_has_an_end_in_sessions_and_in_answers(sessions: Sessions) -> None:
    opened = await sessions.start(START, now=NOW)
    many = tuple(opened.event("answer", f"i{i}", now=NOW, value=1, ahead=i) for i in range(EVENTS_REMEMBERED // 10))
    for number in range(30):
        session = replace(opened.session, id=f"{number:032x}")
        sessions._opened(session, many, opened.token)
    assert EVENTS_REMEMBERED // 2 < sessions.remembered <= EVENTS_REMEMBERED
    for number in range(REMEMBERED + 50):
        sessions._opened(replace(opened.session, id=f"{number:031x}x"), (), opened.token)
    assert len(sessions._remembered) == REMEMBERED
    assert sessions.remembered == 0
