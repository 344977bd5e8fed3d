"""How SQLAlchemy's asyncio layer reaches SQLite: at once, except where a statement may wait for others or for a disk.

The usual driver takes each step of a statement to a thread and back: a transaction that reads one row takes a dozen
trips, and on a busy processor each of them waits its turn twice. To read a file that lies in memory takes less than one
such trip, and readers of a write-ahead log wait for nobody; so a statement runs where it is asked. What may wait runs
in a thread: to begin a write while another process writes, to commit until the disk has it, to empty the log, to delete
and to insert many rows at once.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

_THREADS = ThreadPoolExecutor(8, thread_name_prefix="sqlite")

WAITS = ("BEGIN IMMEDIATE", "DELETE", "VACUUM", "PRAGMA WAL_CHECKPOINT")
"""How statements begin that may wait for another process or a disk, or take long."""


class Cursor:
    """A statement and its rows, as aiosqlite has it."""

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection
        self._cursor = connection.raw.cursor()

    async def __aenter__(self) -> "Cursor":
        await self._connection.rest()
        return self

    @property
    def description(self) -> Any:  # noqa: ANN401 - as the driver has it
        """Return names of the columns, or ``None`` for what has no rows."""
        return self._cursor.description

    @property
    def rowcount(self) -> int:
        """Return how many rows were changed."""
        return self._cursor.rowcount

    @property
    def lastrowid(self) -> int | None:
        """Return the number of the row that was added last."""
        return self._cursor.lastrowid

    async def execute(self, statement: str, parameters: Sequence[Any] = ()) -> "Cursor":
        """Run a statement."""
        if statement.lstrip().upper().startswith(WAITS):
            await self._connection.apart(partial(self._cursor.execute, statement, parameters))
        else:
            await self._connection.rest()
            self._cursor.execute(statement, parameters)
        return self

    async def executemany(self, statement: str, parameters: Sequence[Any]) -> "Cursor":
        """Run a statement for many rows."""
        await self._connection.apart(partial(self._cursor.executemany, statement, parameters))
        return self

    async def fetchone(self) -> Any:  # noqa: ANN401 - a row of the driver
        """Return the next row."""
        return self._cursor.fetchone()

    async def fetchmany(self, size: int | None = None) -> list[Any]:
        """Return some of the next rows."""
        return self._cursor.fetchmany() if size is None else self._cursor.fetchmany(size)

    async def fetchall(self) -> list[Any]:
        """Return all rows that are left."""
        return self._cursor.fetchall()

    async def __aiter__(self) -> AsyncIterator[Any]:
        """Give row after row."""
        for row in self._cursor:
            yield row

    async def close(self) -> None:
        """Let go of the rows."""
        await self._connection.rest()
        self._cursor.close()


class Connection:
    """A connection to SQLite.

    Attributes
    ----------
    raw
        The connection of Python's own driver; one thread at a time has it.
    """

    def __init__(self, raw: sqlite3.Connection) -> None:
        self.raw = raw
        self._running: asyncio.Future[Any] | None = None
        self._changes = raw.total_changes

    @property
    def _connection(self) -> sqlite3.Connection:
        """Return what is open; SQLAlchemy looks at it before it commits or rolls back."""
        return self.raw

    def cursor(self) -> Cursor:
        """Return a new cursor."""
        return Cursor(self)

    async def rest(self) -> None:
        """Wait for what runs in a thread still, for somebody who gave up waiting for it."""
        while self._running is not None and not self._running.done():
            await asyncio.wait({self._running})

    async def apart(self, call: Callable[[], object]) -> None:
        """Run something in a thread; who is cancelled meanwhile leaves it running, and the next one waits for it."""
        await self.rest()
        self._running = asyncio.get_running_loop().run_in_executor(_THREADS, call)
        try:
            await asyncio.shield(self._running)
        except asyncio.CancelledError:
            self._running.add_done_callback(_unheard)
            raise

    async def create_function(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - the driver's own
        """Give SQLite a function."""
        self.raw.create_function(*arguments, **options)

    async def commit(self) -> None:
        """Make what was written durable."""
        await self.rest()
        if self.raw.total_changes == self._changes:
            self.raw.commit()
        else:
            await self.apart(self.raw.commit)
            self._changes = self.raw.total_changes

    async def rollback(self) -> None:
        """Take back what was written."""
        await self.rest()
        self.raw.rollback()

    async def close(self) -> None:
        """Close."""
        await self.rest()
        self.raw.close()

    def stop(self) -> None:
        """Close without waiting for anybody."""
        self.raw.close()


def _unheard(done: "asyncio.Future[Any]") -> None:
    if not done.cancelled():
        done.exception()


async def connect(*arguments: Any, **options: Any) -> Connection:  # noqa: ANN401 - the driver's own
    """Open a connection; each thread may use it, one at a time."""
    return Connection(sqlite3.connect(*arguments, **options | {"check_same_thread": False}))
