"""How SQLAlchemy's asyncio layer reaches SQLite: at once, except where a statement may wait for others or for a disk.

The usual driver takes each step of a statement to a thread and back: a transaction that reads one row takes a dozen
trips, and on a busy processor each of them waits its turn twice. To read a file that lies in memory takes less than one
such trip, and readers of a write-ahead log wait for nobody; so a statement runs where it is asked. What may wait runs
in a thread: to open, to begin a write while another process writes, to commit until the disk has it, to empty the log,
to change or delete what is there, to insert many rows at once, and whatever a transaction calls long. What a thread
runs is one trip, its rows with it.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any

_THREADS = ThreadPoolExecutor(8, thread_name_prefix="sqlite")

WAITS = ("BEGIN IMMEDIATE", "UPDATE", "DELETE", "VACUUM", "PRAGMA WAL_CHECKPOINT", "PRAGMA JOURNAL_MODE")
"""How statements begin that may wait for another process or a disk, or take long."""


class Cursor:
    """A statement and its rows, as aiosqlite has it."""

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection
        self._cursor = connection.raw.cursor()
        self._rows: list[Any] | None = None

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
        if self._connection.long or statement.lstrip().upper().startswith(WAITS):
            await self._connection.apart(partial(self._run, statement, parameters))
        else:
            await self._connection.rest()
            self._cursor.execute(statement, parameters)
        return self

    def _run(self, statement: str, parameters: Sequence[Any]) -> None:
        self._cursor.execute(statement, parameters)
        self._rows = self._cursor.fetchall() if self._cursor.description else None

    async def executemany(self, statement: str, parameters: Sequence[Any]) -> "Cursor":
        """Run a statement for many rows."""
        await self._connection.apart(partial(self._cursor.executemany, statement, parameters))
        return self

    async def fetchall(self) -> list[Any]:
        """Return all rows, which is how SQLAlchemy asks for them."""
        rows, self._rows = self._rows, None
        return self._cursor.fetchall() if rows is None else rows

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
    long
        Whether every statement runs in a thread: for those that look through much.
    """

    def __init__(self, raw: sqlite3.Connection) -> None:
        self.raw = raw
        self.long = False
        self._running: Future[object] | None = None
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
            await asyncio.wait({asyncio.wrap_future(self._running)})

    async def apart(self, call: Callable[[], object]) -> None:
        """Run something in a thread; who is cancelled meanwhile leaves it running, and the next one waits for it."""
        await self.rest()
        self._running = _THREADS.submit(call)
        await asyncio.shield(asyncio.wrap_future(self._running))

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
        """Close; the last one of a file writes its log back."""
        await self.apart(self.raw.close)

    def stop(self) -> None:
        """Close without anybody waiting: at once, or when what runs in a thread is done with it."""
        if self._running is not None:
            self._running.add_done_callback(lambda _: self.raw.close())
        else:
            self.raw.close()


async def connect(*arguments: Any, **options: Any) -> Connection:  # noqa: ANN401 - the driver's own
    """Open a connection; each thread may use it, one at a time."""
    opening = partial(sqlite3.connect, *arguments, **options | {"check_same_thread": False})
    return Connection(await asyncio.get_running_loop().run_in_executor(_THREADS, opening))
