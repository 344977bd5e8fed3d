"""The driver of SQLite: what is quick runs where it is asked, and what waits holds nobody up."""

import asyncio
import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from api.storage import driver
from api.storage.database import Database


async def _thread_of(connection: driver.Connection, statement: str) -> int:
    found: list[int] = []
    await connection.create_function("here", 0, lambda: found.append(threading.get_ident()))
    await connection.cursor().execute(statement)
    return found[0]


def test_reading_takes_no_trip_to_a_thread_and_deleting_does(tmp_path: Path) -> None:
    async def go() -> tuple[int, int]:
        connection = await driver.connect(tmp_path / "x.sqlite", isolation_level=None)
        await connection.cursor().execute("CREATE TABLE t AS SELECT 1 AS a")
        found = (
            await _thread_of(connection, "SELECT here()"),
            await _thread_of(connection, "DELETE FROM t WHERE here()"),
        )
        await connection.close()
        return found

    reading, deleting = asyncio.run(go())
    assert reading == threading.get_ident() != deleting


def test_what_is_called_long_takes_a_trip_with_its_rows(tmp_path: Path) -> None:
    async def go() -> tuple[int, list[tuple[int]]]:
        database = Database(f"sqlite+aiosqlite:///{tmp_path / 'x.sqlite'}")
        threads: list[int] = []
        async with database.reading(long=True) as connection:
            ours = (await connection.get_raw_connection()).driver_connection
            assert isinstance(ours, driver.Connection)
            await ours.create_function("here", 0, lambda: threads.append(threading.get_ident()) or 7)
            rows = (await connection.execute(text("SELECT here() UNION ALL SELECT 8"))).all()
        assert not ours.long, "the next one who has this connection is not long"
        await database.close()
        return threads[0], [tuple(row) for row in rows]

    thread, rows = asyncio.run(go())
    assert thread != threading.get_ident()
    assert sorted(rows) == [(7,), (8,)]


@pytest.mark.parametrize("statement", ["BEGIN IMMEDIATE", "DELETE FROM t"])
def test_who_is_stopped_twice_closes_when_the_thread_is_done(tmp_path: Path, statement: str) -> None:
    async def go() -> None:
        other = sqlite3.connect(tmp_path / "x.sqlite", isolation_level=None)
        other.execute("CREATE TABLE t (a)")
        other.execute("BEGIN IMMEDIATE")
        ours = await driver.connect(tmp_path / "x.sqlite", isolation_level=None, timeout=30)
        waiting = asyncio.create_task(ours.cursor().execute(statement))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.wait({waiting})
        ours.stop()  # returns at once, and leaves the connection to the thread that has it
        ours.raw.total_changes  # noqa: B018 - raises when it is closed
        other.execute("COMMIT")
        await ours.rest()
        other.close()

    asyncio.run(go())


def test_who_gives_up_waiting_to_write_leaves_nothing_locked(tmp_path: Path) -> None:
    async def go() -> None:
        path = tmp_path / "x.sqlite"
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("CREATE TABLE t (a)")
        other.execute("BEGIN IMMEDIATE")
        ours = await driver.connect(path, isolation_level=None, timeout=30)
        waiting = asyncio.create_task(ours.cursor().execute("BEGIN IMMEDIATE"))
        for _ in range(5):
            await asyncio.sleep(0)  # the loop goes on while it waits in its thread
        assert not waiting.done()
        waiting.cancel()
        await asyncio.wait({waiting})
        assert waiting.cancelled()
        other.execute("COMMIT")
        await ours.rollback()  # waits for what runs still, and takes it back
        assert not ours.raw.in_transaction
        other.execute("BEGIN IMMEDIATE")
        other.close()
        await ours.close()

    asyncio.run(go())
