"""Wrong tries of resume codes, counted per address in the transaction that looks a code up where there is one."""

from contextvars import ContextVar
from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from api.storage.database import Database
from api.storage.tables.sessions import session_tries

WINDOW = timedelta(minutes=15)
"""How long a wrong code counts, and is kept; the privacy page promises it."""

UNDONE: ContextVar[list[str] | None] = ContextVar("undone", default=None)
"""Addresses that gave a wrong code in a request whose refusal undoes all that it wrote; who undoes it counts again."""


async def may_try(connection: AsyncConnection, address_hash: str, *, since: datetime, most: int) -> bool:
    """Return whether an address gave fewer wrong codes than allowed; others with this address wait until the end.

    SQLite lets one writer in at a time; PostgreSQL is asked to do so for one address.
    """
    if connection.dialect.name == "postgresql":
        lock = int(address_hash[:15], 16)
        await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": lock})
    mine = (session_tries.c.address_hash == address_hash) & (session_tries.c.tried_at > since)
    return (await connection.scalar(select(func.count()).select_from(session_tries).where(mine)) or 0) < most


async def count_wrong(connection: AsyncConnection, address_hash: str, *, now: datetime, since: datetime) -> None:
    """Count a wrong code, and forget those that no longer count."""
    await connection.execute(insert(session_tries).values(address_hash=address_hash, tried_at=now))
    await connection.execute(delete(session_tries).where(session_tries.c.tried_at <= since))
    undone = UNDONE.get()
    if undone is not None:
        undone.append(address_hash)


class TryStore:
    """Wrong tries of codes that are looked up outside a transaction."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def may_try(self, address_hash: str, *, now: datetime, most: int) -> bool:
        """Return whether an address gave fewer wrong codes than allowed; waits for nobody."""
        mine = (session_tries.c.address_hash == address_hash) & (session_tries.c.tried_at > now - WINDOW)
        async with self.database.reading() as connection:
            return (await connection.scalar(select(func.count()).select_from(session_tries).where(mine)) or 0) < most

    async def count_wrong(self, address_hash: str, *, now: datetime, most: int) -> bool:
        """Count a wrong code; return whether the address might try, others at the same moment counted."""
        async with self.database.writing() as connection:
            if not await may_try(connection, address_hash, since=now - WINDOW, most=most):
                return False
            await count_wrong(connection, address_hash, now=now, since=now - WINDOW)
        return True
