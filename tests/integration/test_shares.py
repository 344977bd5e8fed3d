"""Shares in real stores: revoked while they are read, two revocations at once, and a log that cannot be changed."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from api.account.service import Accounts
from api.keys.coaches import Coaches
from api.keys.service import Keys
from api.sessions.codes import Key, random_id
from api.sessions.service import Sessions, Start
from api.storage.account import AccountStore
from api.storage.coaches import CoachStore
from api.storage.database import Database, StorageUnavailableError, database_url
from api.storage.keys import KeyStore
from api.storage.reads import BrokenChainError, ReadLog
from api.storage.sessions import SessionStore
from api.storage.shares import Reader, Share, ShareStore
from api.storage.together import TogetherStore

pytestmark = pytest.mark.anyio

NOW, ON = datetime(2026, 11, 29, 12, tzinfo=UTC), date(2026, 11, 29)
KEY = Key(b"k" * 32)


async def shared(database: Database) -> tuple[ShareStore, Share, Reader]:
    account = await AccountStore(database).add(Accounts._new(None, NOW))  # type: ignore[arg-type]
    coach, _ = await Coaches(CoachStore(database), Keys(KeyStore(database))).issue("x", "An", now=NOW)
    share = Share(
        id=random_id(), account_id=account.id, coach_id=coach.id, code_hash=None, alias="D", answers=False, plan=True,
        other_people=False, created_at=NOW, expires_on=ON, revoked_at=None,
    )  # fmt: skip
    store = ShareStore(database, KEY.hashes)
    await store.add(share, [], most=5, on=ON)
    return store, share, Reader(id=coach.id, said="An")


async def test_of_two_revocations_one_ends_it_and_no_read_comes_after(
    database: Database, records_url: str, tmp_path: Path
) -> None:
    other = Database(database_url(records_url, tmp_path))
    store, share, reader = await shared(database)
    there = ShareStore(other, KEY.hashes)
    done = await asyncio.gather(
        store.revoke(share.account_id, share.id, NOW),
        *(s.read(share.id, reader, "x", on=ON, now=NOW) for s in (store, there, store, there)),
        there.revoke(share.account_id, share.id, NOW),
    )
    assert sorted([done[0], done[-1]]) == [False, True]
    assert await there.read(share.id, reader, "x", on=ON, now=NOW) is None
    count, head = await ReadLog(database, KEY.hashes).verify()
    assert count == sum(found is not None for found in done[1:-1])
    assert await ReadLog(other, KEY.hashes).verify(head if count else "") == (count, head)
    await other.close()


async def test_the_log_only_grows_and_a_change_is_found(database: Database) -> None:
    store, share, reader = await shared(database)
    log = ReadLog(database, KEY.hashes)
    for _ in range(4):
        assert await store.read(share.id, reader, "x", on=ON, now=NOW)
    count, head = await log.verify()
    for change in ("UPDATE share_reads SET said = 'B' WHERE position = 1", "DELETE FROM share_reads"):
        with pytest.raises((DBAPIError, StorageUnavailableError)):
            async with database.writing() as connection:
                await connection.execute(text(change))
    assert await log.verify(head) == (count, head)
    off = (
        ["DROP TRIGGER share_reads_no_update", "DROP TRIGGER share_reads_no_delete"]
        if database.sqlite
        else ["DROP TRIGGER share_reads_only_grow ON share_reads"]
    )
    async with database.writing() as connection:
        for statement in (*off, "DELETE FROM share_reads WHERE position = 3"):
            await connection.execute(text(statement))
    assert (await log.verify())[0] == 3  # an end that was cut off is found by who noted the last chain
    with pytest.raises(BrokenChainError, match="cut off"):
        await log.verify(head)
    async with database.writing() as connection:
        await connection.execute(text("UPDATE share_reads SET said = 'B' WHERE position = 1"))
    with pytest.raises(BrokenChainError, match="line 1"):
        await log.verify()


async def test_a_deleted_account_takes_its_shares_along(database: Database) -> None:
    store, share, reader = await shared(database)
    await AccountStore(database).delete(share.account_id)
    assert await store.read(share.id, reader, "x", on=ON, now=NOW) is None
    assert await store.of_coach(share.coach_id or "", on=ON, now=NOW) == ()


@pytest.mark.parametrize("records_url", ["postgresql"], indirect=True)
async def test_what_a_citizen_adds_waits_for_no_coach_who_decides_and_a_revocation_does(database: Database) -> None:
    store, share, reader = await shared(database)
    sessions, tables = Sessions(SessionStore(database), KEY, timedelta(days=1)), TogetherStore(database, KEY.hashes)
    start = Start(tool="together", language="nl", research_consent=False, bank_version="", model_version="", details={})
    opened = await sessions.start(start, now=NOW)
    assert await tables.open(share.id, opened.session.id, expires_at=NOW + timedelta(hours=1), on=ON, now=NOW)
    held, added = asyncio.Event(), asyncio.Event()

    async def decide() -> None:
        async with database.together():
            assert await tables.of_coach(reader, share.id, on=ON, now=NOW)
            held.set()
            await added.wait()

    deciding = asyncio.create_task(decide())
    await held.wait()
    revoking = asyncio.create_task(store.revoke(share.account_id, share.id, NOW))
    async with asyncio.timeout(20):
        await sessions.store.append(opened.session.id, opened.event("move", "a", now=NOW))
    assert not revoking.done()
    added.set()
    await deciding
    assert await revoking
    assert await tables.of_coach(reader, share.id, on=ON, now=NOW) is None
