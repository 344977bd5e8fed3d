"""The connection to the store of record: SQLite in a file by default, PostgreSQL through one setting.

A write that returned is on disk: SQLite runs with ``synchronous=FULL``, PostgreSQL as it is set up by default.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, NotSupportedError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

BUSY_MS = 5_000
"""Milliseconds that a write waits for another process to finish its own."""

POOL_SECONDS = 2.0
"""Seconds that a request waits for a free connection."""

_OURS = (IntegrityError, ProgrammingError, DataError, NotSupportedError)
"""Errors that say something about the statement, not about the store."""

_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}


class StorageUnavailableError(RuntimeError):
    """The store cannot be used right now; nothing was written.

    Attributes
    ----------
    full
        Whether the disk is full.
    """

    def __init__(self, message: str, *, full: bool = False) -> None:
        super().__init__(message)
        self.full = full


class DatabaseUrlError(ValueError):
    """The setting names no database that can be used."""


def database_url(setting: str, data_dir: Path) -> str:
    """Return the address of the database with its driver; an empty setting means a file in the data folder.

    Raises
    ------
    DatabaseUrlError
        When it is neither SQLite nor PostgreSQL.

    Examples
    --------
    >>> database_url("", Path("data"))
    'sqlite+aiosqlite:///data/records.sqlite'
    >>> database_url("postgresql://u:p@db/x", Path("data"))
    'postgresql+asyncpg://u:p@db/x'
    """
    if not setting:
        return f"sqlite+aiosqlite:///{data_dir / 'records.sqlite'}"
    kind, _, rest = setting.partition("://")
    driver = _DRIVERS.get(kind.split("+")[0])
    if driver is None or not rest:
        raise DatabaseUrlError(f"DATABASE_URL starts with {kind!r}; allowed are sqlite:///FILE and postgresql://...")
    return f"{driver}://{rest}"


class Database:
    """One pool of connections; opened on first use.

    Parameters
    ----------
    url
        Address with driver, as :func:`database_url` gives it.

    Attributes
    ----------
    sqlite
        Whether it is SQLite; writes of one process then go one after another instead of polling for the lock.
    """

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.sqlite = self.url.get_backend_name() == "sqlite"
        options: dict[str, Any] = {"pool_timeout": POOL_SECONDS}
        if self.sqlite:
            if self.url.database:
                Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
            options["connect_args"] = {"timeout": BUSY_MS / 1_000, "isolation_level": None}
        else:
            options |= {"pool_pre_ping": True, "pool_size": 10}
            options["connect_args"] = {"timeout": 2.0, "command_timeout": 10.0}
        self.engine = create_async_engine(self.url, **options)
        self._writing = asyncio.Lock() if self.sqlite else None
        if self.sqlite:
            event.listen(self.engine.sync_engine, "connect", _set_pragmas)
            event.listen(self.engine.sync_engine, "begin", _begin)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection whose reads see one state.

        Raises
        ------
        StorageUnavailableError
            When the store does not answer.
        """
        async with self._connected(write=False) as connection:
            yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection in a transaction that is committed at the end, or rolled back on any error.

        Raises
        ------
        StorageUnavailableError
            When the store does not answer or the disk is full; nothing was written then.
        sqlalchemy.exc.IntegrityError
            When a constraint is broken; the caller knows what that means.
        """
        async with AsyncExitStack() as stack:
            if self._writing is not None:
                await stack.enter_async_context(self._writing)
            yield await stack.enter_async_context(self._connected(write=True))

    @asynccontextmanager
    async def _connected(self, *, write: bool) -> AsyncIterator[AsyncConnection]:
        try:
            async with self.engine.connect() as connection:
                await connection.execution_options(immediate=write)
                async with connection.begin():
                    yield connection
        except _OURS:
            raise
        except (DBAPIError, PoolTimeoutError, OSError) as error:
            full = "full" in str(error).lower()
            raise StorageUnavailableError(f"the store cannot be used: {type(error).__name__}", full=full) from error

    async def check(self) -> bool:
        """Return whether the store answers."""
        try:
            async with self.reading() as connection:
                await connection.execute(text("SELECT 1"))
        except StorageUnavailableError:
            return False
        return True

    async def close(self) -> None:
        """Close all connections."""
        await self.engine.dispose()


def _set_pragmas(connection: DBAPIConnection, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_MS}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # The driver's own BEGIN takes the lock at the first write only, and two writers can then block each other for good.
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
