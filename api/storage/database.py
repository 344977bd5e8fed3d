"""The connection to the store of record: SQLite in a file by default, PostgreSQL through one setting.

A write that returned is on disk: SQLite runs with ``synchronous=FULL``, PostgreSQL as it is set up by default. What a
statement carries is never told: not by an error, and so by no log. The file of SQLite is its owner's only, and what was
deleted is overwritten there, in the write-ahead log too.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from contextvars import Context, ContextVar
from pathlib import Path
from typing import Any

from sqlalchemy import Insert, create_engine, make_url, text
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, NotSupportedError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from api.storage import driver
from api.storage.sqlite import BUSY_MS, Writer, for_owner_only, prepare, read_json, truncate

CONNECTIONS = 15
"""Connections to SQLite that stay open; one that is made for a moment costs more than the question that it is asked."""

POOL_SECONDS = 1.0
"""Seconds that a request waits for a free connection."""

PATIENCE = 3.0
"""Seconds that a statement may take; a request has no more of them either."""

PROBE_SECONDS = 0.5
"""Seconds in which a store that is well answers a probe."""

RENEW_SECONDS = 1.0
"""Seconds between two times that all connections are made anew."""

_OURS = (IntegrityError, ProgrammingError, DataError, NotSupportedError)
"""Errors that say something about the statement, not about the store."""

_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}


class StorageUnavailableError(RuntimeError):
    """The store cannot be used right now; nothing was written.

    Attributes
    ----------
    full
        Whether the disk is full.
    why
        What is wrong: ``full``, ``read-only``, ``out-of-connections`` or ``away``.
    """

    def __init__(self, message: str, *, full: bool = False, why: str = "away") -> None:
        super().__init__(message)
        self.full, self.why = full, "full" if full else why


class GoneError(RuntimeError):
    """What a row belongs to was deleted meanwhile; nothing was written, and the message tells nothing of the row."""

    def __init__(self) -> None:
        super().__init__("what this belongs to was deleted meanwhile; nothing was written")


class UnfitTextError(ValueError):
    """A text has a sign that no store keeps: a null character, or half of a surrogate pair; nothing was written."""

    def __init__(self) -> None:
        super().__init__("a text holds half a character or a null character, which cannot be kept")


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
    patience
        Seconds that a statement may take on PostgreSQL; ``None`` for as long as it takes, as a migration does.

    Attributes
    ----------
    observe
        Is told of each transaction, ``read`` or ``write``, and its seconds.
    sqlite
        Whether it is SQLite; writes of one process then go one after another instead of polling for the lock.
    """

    def __init__(self, url: str, *, patience: float | None = PATIENCE) -> None:
        self.url = make_url(url)
        self.sqlite = self.url.get_backend_name() == "sqlite"
        options: dict[str, Any] = {
            "pool_timeout": POOL_SECONDS,
            "hide_parameters": True,
            "json_deserializer": read_json,
        }
        if self.sqlite:
            if self.url.database:
                for_owner_only(Path(self.url.database))
            options["connect_args"] = {"timeout": BUSY_MS / 1_000, "isolation_level": None}
            options |= {"pool_size": CONNECTIONS, "max_overflow": 0}
        else:
            options |= {"pool_pre_ping": True, "pool_size": 10}
            options["connect_args"] = {"timeout": 2.0, "command_timeout": patience}
        ours = {"connect_args": options["connect_args"] | {"async_creator_fn": driver.connect}} if self.sqlite else {}
        self.engine = create_async_engine(self.url, **options | ours)
        self._writing = asyncio.Lock() if self.sqlite else None
        self._joined: ContextVar[AsyncConnection | None] = ContextVar("joined", default=None)
        self._erased = self.sqlite  # what another run deleted, perhaps
        self._full = False
        self._renewed = 0.0
        self._probing: asyncio.Task[str] | None = None
        self.observe: Callable[[str, float], None] = _unobserved
        self._writer: Writer | None = None
        if self.sqlite:
            prepare(self.engine.sync_engine)
            self._writer = Writer(
                create_engine(self.url.set(drivername="sqlite"), **options | {"pool_size": 1, "max_overflow": 1})
            )

    @asynccontextmanager
    async def reading(self, *, long: bool = False) -> AsyncIterator[AsyncConnection]:
        """Give a connection whose reads see one state.

        Parameters
        ----------
        long
            Whether they look through much: on SQLite nobody else waits for them then.

        Raises
        ------
        StorageUnavailableError
            When the store does not answer.
        """
        joined = self._joined.get()
        if joined is not None:
            with _told():
                yield joined
            return
        async with self._connected(write=False, long=long) as connection:
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
        joined = self._joined.get()
        if joined is not None:
            with _told():
                async with joined.begin_nested():
                    yield joined
            return
        async with AsyncExitStack() as stack:
            if self._writing is not None:
                await stack.enter_async_context(self._writing)
            yield await stack.enter_async_context(self._connected(write=True))
        self._full = False

    @property
    def joined(self) -> bool:
        """Whether this request runs in :meth:`together`."""
        return self._joined.get() is not None

    @asynccontextmanager
    async def together(self) -> AsyncIterator[None]:
        """Make one transaction of everything that a request reads and writes inside: all of it is kept, or nothing.

        Raises
        ------
        StorageUnavailableError
            As :meth:`writing` does.
        """
        async with self.writing() as connection:
            token = self._joined.set(connection)
            try:
                yield
            finally:
                self._joined.reset(token)

    @asynccontextmanager
    async def _connected(self, *, write: bool, long: bool = False) -> AsyncIterator[AsyncConnection]:
        start = time.perf_counter()
        try:
            with _told():
                async with self.engine.connect() as connection, self._marked(connection, long=long):
                    await connection.execution_options(immediate=write)
                    async with connection.begin():
                        yield connection
        except StorageUnavailableError as error:
            await self._learn(error)
            raise
        finally:
            self.observe("write" if write else "read", time.perf_counter() - start)

    @asynccontextmanager
    async def _marked(self, connection: AsyncConnection, *, long: bool) -> AsyncIterator[None]:
        """Say of a connection to SQLite that what it is asked is long."""
        if not (long and self.sqlite):
            yield
            return
        ours: driver.Connection = (await connection.get_raw_connection()).driver_connection  # type: ignore[assignment]
        ours.long = True
        try:
            yield
        finally:
            ours.long = False

    async def _learn(self, error: StorageUnavailableError) -> None:
        """Remember what is wrong, and make connections anew that would stay read-only when the store no longer is."""
        self._full = self._full or error.full
        if error.why == "read-only" and time.monotonic() - self._renewed > RENEW_SECONDS:
            self._renewed = time.monotonic()
            await self.close()

    async def insert(self, statement: Insert, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert rows in one transaction, all or none; they are on disk when this returns.

        A transaction on a connection takes a trip to the driver's thread for each of its steps; this takes one trip.

        Raises
        ------
        StorageUnavailableError, sqlalchemy.exc.IntegrityError
            As :meth:`writing` does.
        """
        if self._writer is None or self._writing is None or self.joined:
            async with self.writing() as connection:
                await connection.execute(statement, rows)
            return
        start = time.perf_counter()
        try:
            async with self._writing:
                with _told():
                    await self._writer.insert(statement, rows)
        except StorageUnavailableError as error:
            await self._learn(error)
            raise
        finally:
            self.observe("write", time.perf_counter() - start)
        self._full = False

    @asynccontextmanager
    async def erasing(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection as :meth:`writing` does, for what must be gone: afterwards no file holds it any more.

        SQLite overwrites what is deleted (``secure_delete``) and keeps its old pages in a write-ahead log, which is
        emptied here; PostgreSQL looks after both by itself, as ``api/storage/README.md`` says.
        """
        async with self.writing() as connection:
            yield connection
        self._erased = True
        with suppress(StorageUnavailableError):  # what was to be written is written; the log is emptied later
            await self.empty_log()

    async def empty_log(self) -> None:
        """Empty the write-ahead log of SQLite after a deletion; while somebody reads from it, a later call does."""
        if not (self.sqlite and self._erased) or self._writing is None or self.joined:
            return
        async with self._writing:
            with _told():
                async with self.engine.connect() as connection:
                    found = await connection.run_sync(truncate)
        self._erased = not found

    async def check(self) -> bool:
        """Return whether the store answers and can be written."""
        return not await self.problem()

    async def problem(self) -> str:
        """Return what is wrong with the store, within :data:`PROBE_SECONDS`; empty when it can be written.

        ``slow``, ``read-only``, ``out-of-connections``, ``full`` or ``away``. Who asks at the same time shares one
        probe, and one that does not come back is not repeated.
        """
        if self._probing is None or self._probing.done():
            self._probing = asyncio.create_task(self._probe(), context=Context())
        done, _ = await asyncio.wait({self._probing}, timeout=PROBE_SECONDS)
        return self._probing.result() if done else "slow"

    async def _probe(self) -> str:
        try:
            async with AsyncExitStack() as stack:
                if self._writing is not None:
                    await stack.enter_async_context(self._writing)
                connection = await stack.enter_async_context(self._connected(write=True))
                if self.sqlite or not await connection.scalar(_READ_ONLY):
                    return "full" if self._full else ""
        except StorageUnavailableError as error:
            return error.why
        await self._learn(StorageUnavailableError("the store is read-only", why="read-only"))
        return "read-only"

    async def close(self) -> None:
        """Close all connections."""
        await self.engine.dispose()
        if self._writer is not None:
            await self._writer.close()


def _unobserved(_kind: str, _seconds: float) -> None:
    """Count nothing."""


@contextmanager
def _told() -> Iterator[None]:
    """Turn what the driver says about the store into what callers know."""
    try:
        yield
    except IntegrityError as error:
        if _is_gone(error):
            raise GoneError from None
        raise
    except UnicodeEncodeError:
        raise UnfitTextError from None
    except DBAPIError as error:
        if _is_unfit(error):
            raise UnfitTextError from None
        if isinstance(error, _OURS) and not error.connection_invalidated:
            raise
        raise _unavailable(error) from error
    except (PoolTimeoutError, OSError) as error:
        raise _unavailable(error) from error


def _unavailable(error: Exception) -> StorageUnavailableError:
    message = f"the store cannot be used: {type(error).__name__}"
    return StorageUnavailableError(message, full="full" in str(error).lower(), why=_why(error))


def _is_unfit(error: DBAPIError) -> bool:
    """Return whether a value cannot be kept: SQLSTATE class 22, which the driver has for what it cannot send too."""
    return (getattr(error.orig, "sqlstate", None) or "").startswith("22")


_READ_ONLY = text("SELECT current_setting('transaction_read_only') = 'on' OR pg_is_in_recovery()")


def _why(error: Exception) -> str:
    """Return what is wrong, as SQLSTATE and the driver of SQLite say it."""
    origin = getattr(error, "orig", None)
    state = getattr(origin, "sqlstate", None)
    if state == "25006" or "readonly" in str(origin).lower():
        return "read-only"
    if state == "53300" or isinstance(error, PoolTimeoutError):
        return "out-of-connections"
    return "away"


def _is_gone(error: IntegrityError) -> bool:
    """Return whether a foreign key leads nowhere (SQLSTATE 23503)."""
    return getattr(error.orig, "sqlstate", None) == "23503" or "FOREIGN KEY" in str(error.orig)
