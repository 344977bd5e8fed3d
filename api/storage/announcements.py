"""All queries of what the director tells centres, and of who read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists, func, insert, select
from sqlalchemy.exc import IntegrityError

from api.storage.database import Database, GoneError
from api.storage.tables.announcements import announcement_reads, announcements


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """One message; the columns of ``announcements`` say what each member means."""

    id: str
    kind: str
    title: str
    text: str
    effective_on: date
    author: str
    published_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """Who of a centre read one; the columns of ``announcement_reads`` say what each member means."""

    announcement_id: str
    centre_id: str
    person: str
    read_at: datetime


_ANNOUNCEMENT = [announcements.c[name] for name in Announcement.__slots__]
_READ = [announcement_reads.c[name] for name in Read.__slots__]


class AnnouncementStore:
    """Messages and their readers in the store of record."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def add(self, found: Announcement) -> None:
        """Keep a message."""
        async with self.database.writing() as connection:
            row = {name: getattr(found, name) for name in Announcement.__slots__}
            await connection.execute(insert(announcements).values(row))

    async def recent(self, most: int) -> list[Announcement]:
        """Return messages, newest first."""
        order = (announcements.c.published_at.desc(), announcements.c.id)
        async with self.database.reading() as connection:
            rows = (await connection.execute(select(*_ANNOUNCEMENT).order_by(*order).limit(most))).mappings()
            return [Announcement(**row) for row in rows]

    async def unread(self, centre_id: str, person: str, most: int) -> tuple[list[Announcement], int]:
        """Return what somebody of a centre did not mark as read, what binds first, and how many there are."""
        read = exists().where(
            announcement_reads.c.announcement_id == announcements.c.id,
            announcement_reads.c.centre_id == centre_id,
            announcement_reads.c.person == person,
        )
        order = (
            (announcements.c.kind == "instruction").desc(),
            announcements.c.published_at.desc(),
            announcements.c.id,
        )
        query = select(*_ANNOUNCEMENT).where(~read).order_by(*order).limit(most)
        async with self.database.reading() as connection:
            found = [Announcement(**row) for row in (await connection.execute(query)).mappings()]
            total = await connection.scalar(select(func.count()).select_from(announcements).where(~read))
        return found, total or 0

    async def read(self, found: Read) -> bool:
        """Keep that somebody read a message; the first time counts. Return whether there is such a message."""
        try:
            async with self.database.writing() as connection:
                row = {name: getattr(found, name) for name in Read.__slots__}
                await connection.execute(insert(announcement_reads).values(row))
        except GoneError:
            return False
        except IntegrityError:
            return True
        return True

    async def reads(self, centre_id: str) -> list[Read]:
        """Return who of a centre read what."""
        query = select(*_READ).where(announcement_reads.c.centre_id == centre_id).order_by(announcement_reads.c.read_at)
        async with self.database.reading() as connection:
            return [Read(**row) for row in (await connection.execute(query)).mappings()]

    async def readers(self, ids: Sequence[str]) -> dict[str, set[str]]:
        """Return, by message, the centres of which somebody read it."""
        read = announcement_reads.c
        query = select(read.announcement_id, read.centre_id).where(read.announcement_id.in_(ids)).distinct()
        found: dict[str, set[str]] = {id_: set() for id_ in ids}
        async with self.database.reading(long=True) as connection:
            for id_, centre_id in await connection.execute(query):
                found[id_].add(centre_id)
        return found
