"""All queries of what centres and their counsellors say of themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, delete, exists, func, insert, select
from sqlalchemy.exc import IntegrityError

from api.storage.database import Database
from api.storage.tables.profiles import profile_lines

IN_FORCE = ("published", "confirmed")
"""Kinds of lines that say what holds."""

KEPT = timedelta(days=730)
"""How long a line stays that a later one replaced; what holds stays as long as it does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileLine:
    """A line as stored; the columns of ``profile_lines`` say what each member means."""

    centre_id: str
    subject: str
    version: int
    kind: str
    content: Mapping[str, Any]
    reason: str = ""
    person: str
    said_on: date
    recorded_at: datetime


_LINE = [profile_lines.c[name] for name in ProfileLine.__slots__]
Mark = tuple[int, datetime | None]


class ProfileStore:
    """What centres say of themselves, in the store of record."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def _lines(self, query: Select[Any]) -> list[ProfileLine]:
        async with self.database.reading(long=True) as connection:
            return [ProfileLine(**row) for row in (await connection.execute(query)).mappings()]

    async def of_centre(self, centre_id: str) -> list[ProfileLine]:
        """Return all lines of a centre, by subject and in order."""
        query = select(*_LINE).where(profile_lines.c.centre_id == centre_id)
        return await self._lines(query.order_by(profile_lines.c.subject, profile_lines.c.version))

    async def mark(self) -> Mark:
        """Return how many lines say what holds and when the last one did: another mark, other words."""
        query = select(func.count(), func.max(profile_lines.c.recorded_at)).where(profile_lines.c.kind.in_(IN_FORCE))
        async with self.database.reading() as connection:
            count, last = (await connection.execute(query)).one()
        return count, last

    async def in_force(self) -> list[ProfileLine]:
        """Return what holds of each subject of each centre."""
        line = profile_lines.c
        newest = (
            select(line.centre_id, line.subject, func.max(line.version).label("version"))
            .where(line.kind.in_(IN_FORCE))
            .group_by(line.centre_id, line.subject)
            .subquery()
        )
        same = and_(
            line.centre_id == newest.c.centre_id,
            line.subject == newest.c.subject,
            line.version == newest.c.version,
        )
        return await self._lines(select(*_LINE).join_from(profile_lines, newest, same))

    async def add(self, line: ProfileLine) -> bool:
        """Keep the next line of a subject; return whether nobody was first with it."""
        try:
            async with self.database.writing() as connection:
                row = {name: getattr(line, name) for name in ProfileLine.__slots__}
                await connection.execute(insert(profile_lines).values(row))
        except IntegrityError:
            return False
        return True

    async def delete_expired(self, now: datetime) -> int:
        """Forget old lines that a later one replaced; return how many."""
        later = profile_lines.alias("later")
        replaced = exists().where(
            later.c.centre_id == profile_lines.c.centre_id,
            later.c.subject == profile_lines.c.subject,
            later.c.version > profile_lines.c.version,
            later.c.kind.in_(IN_FORCE),
        )
        old = delete(profile_lines).where(profile_lines.c.recorded_at <= now - KEPT, replaced)
        async with self.database.erasing() as connection:
            return (await connection.execute(old)).rowcount
