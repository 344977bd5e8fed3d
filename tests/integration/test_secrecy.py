"""What the store keeps to itself: no error tells a row, nothing outlives its account, no file holds what is deleted."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Connection, func, insert, select, text
from sqlalchemy.exc import IntegrityError, ProgrammingError
from starlette.requests import Request

from api import problems
from api.sessions import codes
from api.sessions.service import Sessions, Start
from api.storage.account import Account, AccountStore, KeptResult
from api.storage.commands import RoleError, grant
from api.storage.database import Database, GoneError, UnfitTextError, database_url
from api.storage.migrations import configuration, migrate
from api.storage.plan import PlanStore
from api.storage.sessions import SessionStore
from api.storage.tables import account_results, session_events, session_tries, sessions
from models.plan.schema import Action

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
CANARY = "kanarie-zegt-dit"


def account(id_: str = "a" * 32) -> Account:
    return Account(
        id=id_,
        subject_hash=None,
        resume_hash=id_ * 2,
        salt="",
        created_at=NOW,
        expires_at=NOW + timedelta(days=1),
    )


def result(account_id: str, number: int = 1) -> KeptResult:
    return KeptResult(
        id=f"{number:032d}",
        account_id=account_id,
        tool="orient",
        taken_on=date(2026, 11, 25),
        document={"notes": CANARY},
        created_at=NOW,
    )


async def test_no_error_tells_what_a_statement_carries(database: Database) -> None:
    with pytest.raises(IntegrityError) as found:
        async with database.writing() as connection:
            await connection.execute(insert(session_tries), [{"address_hash": None, "tried_at": NOW}])
    with pytest.raises(IntegrityError) as in_one_trip:
        await database.insert(insert(session_tries).values(), [{"id": 7, "address_hash": None, "tried_at": NOW}])
    assert "hidden" in str(found.value)
    assert "hidden" in str(in_one_trip.value)
    with pytest.raises(GoneError) as gone:
        await AccountStore(database).log_in("b" * 32, CANARY, until=NOW, ends_at=NOW, keep_until=NOW)
    assert CANARY not in str(gone.value)
    assert gone.value.__suppress_context__


async def test_what_is_written_while_an_account_goes_is_refused(database: Database) -> None:
    store = AccountStore(database)
    await store.add(account())
    await store.delete("a" * 32)
    writes: list[Callable[[], object]] = [
        lambda: store.keep(result("a" * 32), most=5),
        lambda: store.log_in("a" * 32, "t" * 64, until=NOW, ends_at=NOW, keep_until=NOW),
        lambda: PlanStore(database).add("a" * 32, "p" * 32, Action(what=CANARY), now=NOW, most=40),
    ]
    for write in writes:
        with pytest.raises(GoneError):
            await write()  # type: ignore[misc]


async def test_a_session_that_is_adopted_while_its_account_goes_does_not_stay(database: Database) -> None:
    store, kept = AccountStore(database), Sessions(SessionStore(database), codes.Key(b"x" * 32), timedelta(days=9))
    wanted = Start(tool="orient", language="nl", research_consent=False, bank_version="1", model_version="1")
    for turn in range(4):
        await store.add(account())
        opened = await kept.start(wanted, now=NOW)
        adopting = store.adopt("a" * 32, opened.session.id, keep_until=NOW + timedelta(days=1_000))
        deleting = store.delete("a" * 32)
        both = (adopting, deleting) if turn % 2 else (deleting, adopting)
        await asyncio.gather(*both, return_exceptions=True)
        async with database.reading() as connection:
            owners = (await connection.execute(select(sessions.c.account_id))).scalars().all()
        assert set(owners) <= {None}


@pytest.mark.parametrize("sign", ["\0", "\ud800"])
async def test_a_text_that_no_store_keeps_is_no_fault_of_the_store(database: Database, sign: str) -> None:
    async with database.reading() as connection:
        if sign == "\0" and database.sqlite:
            assert await connection.scalar(select(sessions.c.id).where(sessions.c.id == sign)) is None
            return
    with pytest.raises(UnfitTextError):
        async with database.reading() as connection:
            await connection.scalar(select(sessions.c.id).where(sessions.c.id == sign))
    await AccountStore(database).add(account())
    if not database.sqlite:
        bad = replace(result("a" * 32), document={"x": sign})
        with pytest.raises(UnfitTextError):
            await AccountStore(database).keep(bad, most=5)


async def test_a_plan_and_an_account_never_hold_more_than_they_may(
    database: Database, records_url: str, tmp_path: Path
) -> None:
    others = [Database(database_url(records_url, tmp_path)) for _ in range(3)]
    await AccountStore(database).add(account())
    plans, stores = [PlanStore(other) for other in others], [AccountStore(other) for other in others]
    await asyncio.gather(
        *(plans[i % 3].add("a" * 32, f"{i:032d}", Action(what="x"), now=NOW, most=3) for i in range(9)),
        *(stores[i % 3].keep(result("a" * 32, i), most=3) for i in range(9)),
        return_exceptions=True,
    )
    assert await PlanStore(database).count("a" * 32) == 3
    assert await AccountStore(database).count_results("a" * 32) == 3
    for other in others:
        await other.close()


async def test_who_runs_the_service_adds_to_the_logs_and_never_changes_them(postgres: str, database: Database) -> None:
    if database.sqlite:
        return
    async with database.writing() as connection:
        await connection.execute(text("CREATE ROLE loopbaanspiegel_web"))
        await grant(connection, "loopbaanspiegel_web")
        await connection.execute(text("GRANT USAGE ON SCHEMA public TO loopbaanspiegel_web"))
    allowed = ("SELECT * FROM cheque_events", "DELETE FROM sessions", "SELECT * FROM alembic_version")
    refused = (
        "DELETE FROM cheque_events",
        "UPDATE share_reads SET said = ''",
        "TRUNCATE cheque_events",
        "DROP TRIGGER cheque_events_only_grow ON cheque_events",
        "ALTER TABLE cheque_events DISABLE TRIGGER ALL",
        "UPDATE alembic_version SET version_num = '0001'",
    )

    async def run(statement: str) -> None:
        async with database.writing() as connection:
            await connection.execute(text("SET LOCAL ROLE loopbaanspiegel_web"))
            await connection.execute(text(statement))

    for statement in allowed:
        await run(statement)
    for statement in refused:
        with pytest.raises(ProgrammingError):
            await run(statement)


@pytest.mark.parametrize("role", ["", "web; DROP TABLE accounts", "Web", "a" * 64])
async def test_a_role_is_a_plain_name(database: Database, role: str) -> None:
    async with database.reading() as connection:
        with pytest.raises(RoleError):
            await grant(connection, role)


async def test_wrong_tries_are_forgotten_after_a_quarter(database: Database) -> None:
    rows = [{"address_hash": f"{m:064d}", "tried_at": NOW - timedelta(minutes=m)} for m in (1, 14, 15, 60)]
    await database.insert(insert(session_tries), rows)
    await SessionStore(database).delete_expired(NOW)
    async with database.reading() as connection:
        kept = (await connection.execute(select(session_tries.c.address_hash))).scalars().all()
    assert sorted(kept) == [f"{m:064d}" for m in (1, 14)]


async def test_no_file_holds_what_was_deleted_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    database = Database(database_url("", folder))
    await migrate(database)
    store = AccountStore(database)
    await store.add(account())
    for number in range(20):
        await store.keep(result("a" * 32, number), most=50)
    files = sorted(folder.glob("records.sqlite*"))
    assert any(CANARY.encode() in file.read_bytes() for file in files)
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700
    await store.delete("a" * 32)
    assert not [file.name for file in files if file.exists() and CANARY.encode() in file.read_bytes()]
    await database.close()


async def test_what_somebody_still_reads_is_emptied_from_the_log_later(tmp_path: Path) -> None:
    database = Database(database_url("", tmp_path))
    await migrate(database)
    store = AccountStore(database)
    await store.add(account())
    await store.keep(result("a" * 32), most=5)
    async with database.reading() as connection:
        await connection.execute(select(func.count()).select_from(account_results))
        await store.delete("a" * 32)
    await database.empty_log()
    assert (tmp_path / "records.sqlite-wal").stat().st_size == 0
    await database.close()


def test_a_file_of_before_is_closed_to_others(tmp_path: Path) -> None:
    (tmp_path / "records.sqlite").touch(mode=0o644)
    Database(database_url("", tmp_path))
    assert (tmp_path / "records.sqlite").stat().st_mode & 0o777 == 0o600


def _back(connection: Connection, revision: str) -> None:
    config = configuration()
    config.attributes["connection"] = connection
    command.downgrade(config, revision)


async def test_answers_survive_that_sessions_are_held_to_accounts(database: Database) -> None:
    kept = Sessions(SessionStore(database), codes.Key(b"x" * 32), timedelta(days=9))
    wanted = Start(tool="orient", language="nl", research_consent=False, bank_version="1", model_version="1")
    await AccountStore(database).add(account())
    mine, orphan = await kept.start(wanted, now=NOW), await kept.start(wanted, now=NOW)
    for opened in (mine, orphan):
        await kept.store.append(opened.session.id, opened.event("answer", "i1", now=NOW, value=3))
    async with database.writing() as connection:
        await connection.run_sync(_back, "0005")
        for opened, owner in ((mine, "a" * 32), (orphan, "c" * 32)):
            change = text("UPDATE sessions SET account_id = :owner WHERE id = :id")
            await connection.execute(change, {"owner": owner, "id": opened.session.id})
    await migrate(database)
    async with database.reading() as connection:
        rows = (await connection.execute(select(sessions.c.id, sessions.c.account_id))).all()
        events = (await connection.execute(select(session_events.c.session_id))).scalars().all()
    assert [tuple(row) for row in rows] == [(mine.session.id, "a" * 32)]
    assert events == [mine.session.id]


def test_who_deleted_the_account_meanwhile_is_told_to_log_in_again() -> None:
    request = Request({"type": "http", "method": "POST", "path": "/api/v1/account/results", "headers": []})
    answer = problems.respond(request, GoneError())
    assert answer.status_code == 401
    assert b"token-needed" in answer.body
