"""All queries of what a citizen and a coach have open together; consent is asked in the transaction that reads."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, insert, null, select, update

from api.storage import reads
from api.storage.database import Database
from api.storage.reads import Hashes
from api.storage.shares import SHARE, Reader, Share, in_force, of_reader
from api.storage.tables.account import account_logins
from api.storage.tables.sessions import session_events, sessions
from api.storage.tables.shares import coach_logins, coaches, shares, together

LOOKED = "together"
"""What the log says was looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Something that is open together, at the moment that it was asked.

    Attributes
    ----------
    centre_id
        Of the coach: whether its mandate holds is for the register to say.
    version
        How many events its session has.
    """

    centre_id: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What is open together, with the share that allows it.

    Attributes
    ----------
    looked_at
        When the log last said that the coach looks along.
    """

    share: Share
    session_id: str
    looked_at: datetime | None


_COLUMNS = [*SHARE, together.c.session_id, together.c.looked_at]


def _table(row: Any) -> Table:  # noqa: ANN401 - a row of any result
    share = Share(**{name: row[name] for name in Share.__slots__})
    return Table(share=share, session_id=row["session_id"], looked_at=row["looked_at"])


class TogetherStore:
    """What is open together, in the store of record."""

    def __init__(self, database: Database, hashes: Hashes) -> None:
        self.database, self.hashes = database, hashes

    async def open(self, share_id: str, session_id: str, *, expires_at: datetime, on: date, now: datetime) -> bool:
        """Put a session on the table of a share that is in force with a coach, in place of what lay there.

        The session belongs to the share's account from then on, and is forgotten with it.
        """
        mine = (shares.c.id == share_id) & shares.c.coach_id.is_not(None) & in_force(on, now)
        async with self.database.erasing() as connection:
            account_id = await connection.scalar(select(shares.c.account_id).where(mine).with_for_update())
            if account_id is None:
                return False
            before = select(together.c.session_id).where(together.c.share_id == share_id)
            await connection.execute(delete(sessions).where(sessions.c.id.in_(before)))
            kept = {"account_id": account_id, "expires_at": expires_at}
            await connection.execute(update(sessions).where(sessions.c.id == session_id).values(kept))
            await connection.execute(insert(together).values(session_id=session_id, share_id=share_id))
        return True

    async def _find(self, condition: ColumnElement[bool], now: datetime) -> Table | None:
        query = select(*_COLUMNS).join(shares, shares.c.id == together.c.share_id)
        query = query.join(sessions, sessions.c.id == together.c.session_id)
        query = query.where(condition, sessions.c.expires_at > now)
        if self.database.joined:  # who writes waits for who writes and who revokes; SQLite has one writer
            query = query.with_for_update(of=(together, shares))
        async with self.database.reading() as connection:
            row = (await connection.execute(query)).mappings().first()
        return None if row is None else _table(row)

    async def of_citizen(self, account_id: str, share_id: str, *, now: datetime) -> Table | None:
        """Return what is open with a share of an account, also when nobody else may see it any more."""
        return await self._find((shares.c.id == share_id) & (shares.c.account_id == account_id), now)

    async def of_coach(self, reader: Reader, share_id: str, *, on: date, now: datetime) -> Table | None:
        """Return what is open for a coach, when the share is in force at this moment."""
        return await self._find((shares.c.id == share_id) & of_reader(reader) & in_force(on, now), now)

    async def in_force(self, share_id: str, reader: Reader, *, on: date, now: datetime) -> bool:
        """Return whether a share is in force for a reader."""
        query = select(shares.c.id).where(shares.c.id == share_id, of_reader(reader), in_force(on, now))
        async with self.database.reading() as connection:
            return await connection.scalar(query) is not None

    async def looked(self, table: Table, reader: Reader, *, on: date, now: datetime) -> bool:
        """Write down that a coach looks along; return whether the share is in force still."""
        async with self.database.writing() as connection:
            query = select(shares.c.id).where(shares.c.id == table.share.id, of_reader(reader), in_force(on, now))
            if await connection.scalar(query.with_for_update(read=True)) is None:
                return False
            mine = together.c.session_id == table.session_id
            await connection.execute(update(together).where(mine).values(looked_at=now))
            line = {"share_id": table.share.id, "reader": reader.id or "", "said": reader.said, "what": LOOKED}
            await reads.append(connection, self.hashes, **line, now=now)
        return True

    async def forget_before(self, session_id: str, position: int) -> None:
        """Forget what lay there before the state at a position: only the newest is kept."""
        before = (session_events.c.session_id == session_id) & (session_events.c.kind == "state")
        before &= (session_events.c.position < position) & session_events.c.payload.is_not(None)
        async with self.database.writing() as connection:
            await connection.execute(update(session_events).where(before).values(payload=null()))

    async def standing(self, session_ids: Collection[str], *, on: date, now: datetime) -> dict[str, Standing]:
        """Return how everything stands that is open and in force at this moment; what is not, is left out."""
        newest = select(func.max(session_events.c.position)).where(session_events.c.session_id == together.c.session_id)
        query = (
            select(together.c.session_id, coaches.c.centre_id, newest.scalar_subquery())
            .join(shares, shares.c.id == together.c.share_id)
            .join(coaches, coaches.c.id == shares.c.coach_id)
            .join(sessions, sessions.c.id == together.c.session_id)
            .where(together.c.session_id.in_(session_ids), in_force(on, now), sessions.c.expires_at > now)
        )
        async with self.database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return {id_: Standing(centre_id=centre, version=0 if last is None else last + 1) for id_, centre, last in rows}

    async def logged_in(self, token_hashes: Collection[str], *, now: datetime) -> set[str]:
        """Return which of these logins, of citizens and coaches, hold at this moment."""
        found: set[str] = set()
        async with self.database.reading() as connection:
            for table in (account_logins, coach_logins):
                query = select(table.c.token_hash).where(table.c.token_hash.in_(token_hashes), table.c.expires_at > now)
                found |= set((await connection.execute(query)).scalars())
        return found
