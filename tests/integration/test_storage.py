"""The store: migrations give exactly the tables that the code describes, and a failed write leaves nothing."""

import asyncio
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, insert, select, text
from sqlalchemy.exc import IntegrityError

from api.storage.database import Database, DatabaseUrlError, StorageUnavailableError, database_url
from api.storage.migrations import configuration, current, head, migrate
from api.storage.tables import metadata
from api.storage.tables.sessions import session_tries

pytestmark = pytest.mark.anyio


def differences(connection: Connection) -> list[object]:
    found = compare_metadata(MigrationContext.configure(connection, opts={"compare_type": False}), metadata)
    # Comments are for readers of the code; the databases need not keep them.
    found = [row for row in found if not (isinstance(row, list) and row[0][0] == "modify_comment")]
    if connection.dialect.name != "sqlite":
        return found
    # Reflection misses what a foreign key does when it stands beside its column; SQLite itself knows.
    return [row for row in found if row[0] not in ("add_fk", "remove_fk")] + _other_references(connection)


def _other_references(connection: Connection) -> list[object]:
    kept, described = set(), set()
    for table in metadata.sorted_tables:
        for row in connection.exec_driver_sql(f"PRAGMA foreign_key_list({table.name})").mappings():
            kept.add((table.name, row["from"], row["table"], row["to"], row["on_delete"]))
        for key in table.foreign_keys:
            target, action = key.column, key.ondelete or "NO ACTION"
            described.add((table.name, key.parent.name, target.table.name, target.name, action))
    return sorted(kept ^ described)


async def test_revisions_lead_to_the_tables_that_the_code_describes(database: Database) -> None:
    async with database.reading() as connection:
        assert await connection.run_sync(current) == head()
        assert head() == ScriptDirectory.from_config(configuration()).get_current_head()
        assert await connection.run_sync(differences) == []


async def test_workers_that_start_together_migrate_once(records_url: str, tmp_path: Path, database: Database) -> None:
    others = [Database(database_url(records_url, tmp_path)) for _ in range(4)]
    await asyncio.gather(*(migrate(other) for other in others))
    for other in others:
        assert await other.check()
        await other.close()


async def test_an_error_half_way_leaves_nothing(database: Database) -> None:
    async def write() -> None:
        async with database.writing() as connection:
            await connection.execute(text("CREATE TABLE half (x integer)"))
            raise RuntimeError("half-way")

    with pytest.raises(RuntimeError, match="half-way"):
        await write()
    async with database.reading() as connection:
        with pytest.raises(Exception, match="half"):
            await connection.execute(text("SELECT * FROM half"))


async def test_rows_that_go_in_one_trip_are_all_kept_or_none(database: Database) -> None:
    statement = insert(session_tries)
    rows = [{"address_hash": f"{i:064d}", "tried_at": datetime(2026, 11, 25, tzinfo=UTC)} for i in range(3)]
    await database.insert(statement, rows)
    with pytest.raises(IntegrityError):
        await database.insert(statement, [rows[0] | {"address_hash": "f" * 64}, rows[1] | {"address_hash": None}])
    async with database.reading() as connection:
        kept = (await connection.execute(select(session_tries.c.address_hash))).scalars().all()
    assert sorted(kept) == [row["address_hash"] for row in rows]


async def test_a_store_that_was_closed_opens_again(database: Database) -> None:
    for turn in range(2):
        await database.insert(
            insert(session_tries), [{"address_hash": f"{turn:064d}", "tried_at": datetime(2026, 11, 25, tzinfo=UTC)}]
        )
        await database.close()
        await database.close()
    async with database.reading() as connection:
        assert len((await connection.execute(select(session_tries.c.address_hash))).all()) == 2


async def test_a_store_that_cannot_be_opened_is_said(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    found = Database(database_url(f"sqlite:///{tmp_path / 'taken'}", tmp_path))
    assert not await found.check()
    with pytest.raises(StorageUnavailableError):
        await migrate(found)
    with pytest.raises(StorageUnavailableError):
        await found.insert(insert(session_tries), [{}])
    await found.close()


async def test_another_process_that_writes_is_waited_for(tmp_path: Path) -> None:
    found = Database(database_url("", tmp_path))
    await migrate(found)
    other = sqlite3.connect(tmp_path / "records.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    async def write() -> None:
        async with found.writing() as connection:
            await connection.execute(text("CREATE TABLE later (x integer)"))

    task = asyncio.create_task(write())
    await asyncio.sleep(0.2)
    assert not task.done()
    other.execute("COMMIT")
    await task
    other.close()
    await found.close()


@pytest.mark.parametrize("setting", ["mysql://x/y", "postgresql://", "records.sqlite"])
def test_other_stores_are_refused(setting: str, tmp_path: Path) -> None:
    with pytest.raises(DatabaseUrlError):
        database_url(setting, tmp_path)
