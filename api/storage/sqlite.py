"""What is particular to SQLite: one file that is its owner's only, one writer, and a log of what was written."""

import asyncio
import json
import re
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Insert, event
from sqlalchemy.engine.interfaces import DBAPIConnection

BUSY_MS = 2_500
"""Milliseconds that a write waits for another process to finish its own."""

ERASE_MS = 50
"""Milliseconds that emptying the write-ahead log waits for somebody who reads from it."""


_HALF = re.compile("[\ud800-\udfff]")


def read_json(text: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    r"""Read a kept document; half a character, which the store once took, is shown as an unknown one.

    Examples
    --------
    >>> read_json('{"a": "\\ud83d\\ude00", "b\\udfff": ["x\\ud800"]}')
    {'a': '😀', 'b�': ['x�']}
    """
    found = json.loads(text)
    return _whole(found) if "\\ud" in text or "\\uD" in text else found


def _whole(found: Any) -> Any:  # noqa: ANN401
    if isinstance(found, str):
        return _HALF.sub("\ufffd", found)
    if isinstance(found, dict):
        return {_HALF.sub("\ufffd", name): _whole(value) for name, value in found.items()}
    return [_whole(value) for value in found] if isinstance(found, list) else found


class Writer:
    """A thread with its own connection to SQLite, for transactions of one statement; closed, it may open again."""

    def __init__(self, engine: Engine) -> None:
        prepare(engine)
        self._engine = engine.execution_options(immediate=True)
        self._thread: ThreadPoolExecutor | None = None

    async def insert(self, statement: Insert, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert rows in one transaction."""
        if self._thread is None:
            self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sqlite-writer")
        await asyncio.get_running_loop().run_in_executor(self._thread, self._insert, statement, rows)

    def _insert(self, statement: Insert, rows: Sequence[Mapping[str, Any]]) -> None:
        with self._engine.begin() as connection:
            connection.execute(statement, rows)

    async def close(self) -> None:
        """Close the connection and end the thread."""
        thread, self._thread = self._thread, None
        if thread is not None:
            await asyncio.get_running_loop().run_in_executor(thread, self._engine.dispose)
            thread.shutdown(wait=False)


def for_owner_only(path: Path) -> None:
    """Make the file of SQLite with its folder, or take the rights on it from everybody but its owner."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.parent.is_dir() and not path.exists():
        with suppress(OSError):  # a folder that cannot be written is told when the store is opened
            path.touch(mode=0o600)
    for one in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        if one.is_file() and one.stat().st_mode & 0o077:
            with suppress(OSError):
                one.chmod(0o600)


def truncate(connection: Connection) -> bool:
    """Empty the write-ahead log, without waiting for readers; return whether it is empty now."""
    raw = connection.connection.cursor()
    try:
        raw.execute(f"PRAGMA busy_timeout={ERASE_MS}")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        row = raw.fetchone()
    finally:
        raw.execute(f"PRAGMA busy_timeout={BUSY_MS}")  # also for who gave up: the connection is used again
        raw.close()
    return row is not None and row[0] == 0


def prepare(engine: Engine) -> None:
    """Make connections durable, and let each transaction say whether it writes."""
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)


def _set_pragmas(connection: DBAPIConnection, _record: object) -> None:
    cursor = connection.cursor()
    ours = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", f"busy_timeout={BUSY_MS}")
    for pragma in ours:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # The driver's own BEGIN takes the lock at the first write only, and two writers can then block each other for good.
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
