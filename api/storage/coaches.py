"""All queries of coaches and their logins."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from api.storage.database import Database
from api.storage.tables.shares import coach_logins, coaches


@dataclass(frozen=True, slots=True, kw_only=True)
class Coach:
    """A coach as stored; the columns of ``coaches`` say what each member means."""

    id: str
    centre_id: str
    name: str
    code: str
    key_id: str | None
    subject_hash: str | None
    created_at: datetime
    removed_at: datetime | None


_COLUMNS = [coaches.c[name] for name in Coach.__slots__]


class CoachStore:
    """Coaches in the store of record."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def add(self, coach: Coach) -> None:
        """Keep a new coach."""
        async with self.database.writing() as connection:
            await connection.execute(insert(coaches).values({n: getattr(coach, n) for n in Coach.__slots__}))

    async def _find(self, condition: ColumnElement[bool]) -> Coach | None:
        query = select(*_COLUMNS).where(condition, coaches.c.removed_at.is_(None))
        async with self.database.reading() as connection:
            row = (await connection.execute(query)).mappings().first()
        return None if row is None else Coach(**row)

    async def find_by_code(self, code: str) -> Coach | None:
        """Return the coach of a code, unless removed."""
        return await self._find(coaches.c.code == code)

    async def find_by_key(self, key_id: str) -> Coach | None:
        """Return the coach of a key, unless removed."""
        return await self._find(coaches.c.key_id == key_id)

    async def find_by_login(self, token_hash: str, *, now: datetime) -> Coach | None:
        """Return the coach of a login that still holds, unless removed."""
        held = select(coach_logins.c.coach_id).where(
            coach_logins.c.token_hash == token_hash, coach_logins.c.expires_at > now
        )
        return await self._find(coaches.c.id.in_(held))

    async def known(self, coach: Coach, subject_hashes: Sequence[str]) -> Coach | None:
        """Return the coach of a subject with the name and centre of now, or keep a new one; ``None``: removed.

        Who stands there under another key's hash is written anew under the first one.
        """
        mine = coaches.c.subject_hash == coach.subject_hash
        async with self.database.writing() as connection:
            other = update(coaches).where(coaches.c.subject_hash.in_(subject_hashes[1:]))
            await connection.execute(other.values(subject_hash=coach.subject_hash))
        try:
            await self.add(coach)
        except IntegrityError:
            async with self.database.writing() as connection:
                newest = update(coaches).where(mine, coaches.c.removed_at.is_(None))
                await connection.execute(newest.values(name=coach.name, centre_id=coach.centre_id))
        return await self._find(mine)

    async def log_in(self, coach_id: str, token_hash: str, *, until: datetime) -> None:
        """Keep a login."""
        async with self.database.writing() as connection:
            row = {"token_hash": token_hash, "coach_id": coach_id, "expires_at": until}
            await connection.execute(insert(coach_logins).values(row))

    async def log_out(self, token_hash: str) -> None:
        """Forget a login."""
        async with self.database.writing() as connection:
            await connection.execute(delete(coach_logins).where(coach_logins.c.token_hash == token_hash))

    async def remove_by_key(self, key_id: str, now: datetime) -> None:
        """Remove the coach of a key that was revoked."""
        mine = (coaches.c.key_id == key_id) & coaches.c.removed_at.is_(None)
        async with self.database.writing() as connection:
            await connection.execute(update(coaches).where(mine).values(removed_at=now))

    async def delete_expired(self, now: datetime) -> int:
        """Forget logins whose time is over; return how many."""
        async with self.database.erasing() as connection:
            done = await connection.execute(delete(coach_logins).where(coach_logins.c.expires_at <= now))
            return done.rowcount
