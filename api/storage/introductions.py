"""All queries of introductions at career centres."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, literal, select, tuple_, update

from api.storage.database import Database
from api.storage.tables.introductions import introductions


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """An introduction as it is stored; the columns of ``introductions`` say what each member means."""

    id: str
    code_hash: str
    centre_id: str
    status: str
    contact: dict[str, str] | None
    message: str | None
    steps: list[str] | None
    answer: str | None
    created_at: datetime
    sent_at: datetime | None
    answered_at: datetime | None
    expires_at: datetime


_COLUMNS = [introductions.c[name] for name in Introduction.__slots__]


class IntroductionStore:
    """Introductions in the store of record."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def add(self, found: Introduction) -> None:
        """Keep a new introduction."""
        row = {name: getattr(found, name) for name in Introduction.__slots__}
        async with self.database.writing() as connection:
            await connection.execute(insert(introductions).values(row))

    async def _all(self, *conditions: Any, most: int = 1) -> tuple[Introduction, ...]:  # noqa: ANN401 - SQL
        query = select(*_COLUMNS).where(*conditions).order_by(introductions.c.created_at, introductions.c.id)
        query = query.limit(most)
        async with self.database.reading() as connection:
            rows = (await connection.execute(query)).mappings().all()
        return tuple(Introduction(**row) for row in rows)

    async def find(self, id_: str, now: datetime) -> Introduction | None:
        """Return an introduction by its id, while it is kept."""
        found = await self._all(introductions.c.id == id_, introductions.c.expires_at > now)
        return found[0] if found else None

    async def find_by_code(self, code_hashes: Sequence[str], now: datetime) -> Introduction | None:
        """Return the introduction of a citizen's code, by one of its hashes, while it is kept."""
        found = await self._all(introductions.c.code_hash.in_(code_hashes), introductions.c.expires_at > now)
        return found[0] if found else None

    async def of_centre(
        self, centre_id: str, now: datetime, *, after: str = "", most: int = 200, waiting: bool | None = None
    ) -> tuple[Introduction, ...]:
        """Return at most so many of those that were sent to a centre, oldest first, from after one of them on.

        Parameters
        ----------
        waiting
            Only those that wait for an answer, or only the others.
        """
        wanted = [introductions.c.centre_id == centre_id, introductions.c.expires_at > now]
        if after:
            last = select(introductions.c.created_at).where(introductions.c.id == after, *wanted).scalar_subquery()
            place = tuple_(introductions.c.created_at, introductions.c.id)
            wanted.append(place > tuple_(last, literal(after)))
        if waiting is not None:
            sent = introductions.c.status == "sent"
            wanted.append(sent if waiting else ~sent)
        return await self._all(*wanted, introductions.c.sent_at.is_not(None), most=most)

    async def change(self, id_: str, before: str, **values: object) -> bool:
        """Set columns when the status is still the one before; return whether it was."""
        query = update(introductions).where(introductions.c.id == id_, introductions.c.status == before)
        async with self.database.erasing() as connection:
            return (await connection.execute(query.values(**values))).rowcount > 0

    async def delete_expired(self, now: datetime) -> int:
        """Forget the introductions whose time is over; return how many."""
        async with self.database.erasing() as connection:
            done = await connection.execute(delete(introductions).where(introductions.c.expires_at <= now))
            return done.rowcount
