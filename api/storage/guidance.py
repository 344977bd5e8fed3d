"""All queries of what a centre keeps beside logs of cheques, and of which cheques are its own."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, exists, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from api.storage.cheques import StoredFact
from api.storage.database import Database
from api.storage.tables.cheques import cheque_events
from api.storage.tables.guidance import guidance_notes, guidance_papers


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A centre's own mark and the client's question; the columns of ``guidance_notes`` say what each member means."""

    number: str
    centre_id: str
    mark: str = ""
    question: str = ""
    version: int = 0
    changed_by: str = ""
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A scan without its content; the columns of ``guidance_papers`` say what each member means."""

    id: str
    number: str
    centre_id: str
    kind: str
    media_type: str
    size: int
    sha256: str
    added_by: str
    created_at: datetime
    removed_at: datetime | None
    expires_at: datetime


AT_ONCE = 500
"""Cheques of which logs are asked at a time: a statement has a bound of parameters."""

_NOTE = [guidance_notes.c[name] for name in Note.__slots__]
_PAPER = [guidance_papers.c[name] for name in Paper.__slots__]
_FACT = [
    cheque_events.c[name]
    for name in ("number", "position", "kind", "happened_on", "payload", "actor", "recorded_at", "person")
]


def _of(centre_id: str) -> ColumnElement[bool]:
    """Return the condition of the start of guidance at a centre; who tells of it is the centre of the cheque."""
    return (cheque_events.c.actor == f"centre:{centre_id}") & (cheque_events.c.kind == "activated")


async def _one_at_a_time(connection: AsyncConnection, centre_id: str) -> None:
    """Let others that add to what a centre keeps wait until the end: what is counted then still holds.

    SQLite lets one writer in at a time; PostgreSQL is asked to do so for one centre.
    """
    if connection.dialect.name == "postgresql":
        lock = int(hashlib.sha256(f"guidance {centre_id}".encode()).hexdigest()[:15], 16)
        await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": lock})


class GuidanceStore:
    """Marks, questions and scans in the store of record."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def numbers(self, centre_id: str, *, ended: bool, most: int, skip: int = 0) -> tuple[list[str], int]:
        """Return the cheques of a centre that run, or that ended, newest start first; and how many there are."""
        last = cheque_events.alias("last")
        over = exists().where(last.c.number == cheque_events.c.number, last.c.kind.in_(("closed", "annulled")))
        mine = _of(centre_id) & (over if ended else ~over)
        order = (cheque_events.c.happened_on.desc(), cheque_events.c.number)
        query = select(cheque_events.c.number).where(mine).order_by(*order).limit(most).offset(skip)
        async with self.database.reading(long=True) as connection:
            found = list((await connection.execute(query)).scalars())
            total = await connection.scalar(select(func.count()).select_from(cheque_events).where(mine))
        return found, total or 0

    async def all_numbers(self, centre_id: str) -> list[str]:
        """Return all cheques that a centre ever guided."""
        query = select(cheque_events.c.number).where(_of(centre_id)).order_by(cheque_events.c.number)
        async with self.database.reading(long=True) as connection:
            return list((await connection.execute(query)).scalars())

    async def logs(self, numbers: Sequence[str]) -> dict[str, list[StoredFact]]:
        """Return the logs of cheques, each in order."""
        query = select(*_FACT).order_by(cheque_events.c.number, cheque_events.c.position)
        found: dict[str, list[StoredFact]] = {number: [] for number in numbers}
        async with self.database.reading(long=True) as connection:
            for first in range(0, len(numbers), AT_ONCE):
                some = numbers[first : first + AT_ONCE]
                rows = await connection.execute(query.where(cheque_events.c.number.in_(some)))
                for row in rows.mappings():
                    members = {name: value for name, value in row.items() if name != "number"}
                    found[row["number"]].append(StoredFact(**members, idempotency_hash=None, request_hash=None))
        return found

    async def notes(self, numbers: Sequence[str]) -> dict[str, Note]:
        """Return marks and questions by cheque."""
        query = select(*_NOTE).where(guidance_notes.c.number.in_(numbers))
        async with self.database.reading(long=True) as connection:
            return {row["number"]: Note(**row) for row in (await connection.execute(query)).mappings()}

    async def write(self, note: Note) -> bool:
        """Keep a note of one version later than the one that is there; return whether it was that version."""
        row = {name: getattr(note, name) for name in Note.__slots__}
        try:
            async with self.database.writing() as connection:
                if note.version == 1:
                    await connection.execute(insert(guidance_notes).values(row))
                    return True
                mine = (guidance_notes.c.number == note.number) & (guidance_notes.c.version == note.version - 1)
                return (await connection.execute(update(guidance_notes).where(mine).values(row))).rowcount > 0
        except IntegrityError:
            return False

    async def add_paper(self, paper: Paper, content: bytes, *, most: int, room: int) -> bool | None:
        """Keep a scan; the same content of one kind is there once, and no other of the centre comes meanwhile.

        Parameters
        ----------
        most, room
            Scans that a file may have, and bytes that all scans of a centre may have together.

        Returns
        -------
        bool or None
            Whether the file had room; ``None`` where the centre has none.
        """
        mine = (guidance_papers.c.number == paper.number) & guidance_papers.c.removed_at.is_(None)
        same = mine & (guidance_papers.c.sha256 == paper.sha256) & (guidance_papers.c.kind == paper.kind)
        count = select(func.count()).select_from(guidance_papers)
        async with self.database.writing() as connection:
            await _one_at_a_time(connection, paper.centre_id)
            if await connection.scalar(count.where(same)):
                return True
            if (await connection.scalar(count.where(mine)) or 0) >= most:
                return False
            ours = (guidance_papers.c.centre_id == paper.centre_id) & guidance_papers.c.removed_at.is_(None)
            if (await connection.scalar(select(func.sum(guidance_papers.c.size)).where(ours)) or 0) + paper.size > room:
                return None
            row = {name: getattr(paper, name) for name in Paper.__slots__}
            await connection.execute(insert(guidance_papers).values(**row, content=content))
            return True

    async def papers(self, number: str) -> tuple[Paper, ...]:
        """Return the scans of a file, oldest first, also those that were removed."""
        query = select(*_PAPER).where(guidance_papers.c.number == number).order_by(guidance_papers.c.created_at)
        async with self.database.reading(long=True) as connection:
            return tuple(Paper(**row) for row in (await connection.execute(query)).mappings())

    async def content(self, number: str, paper_id: str) -> tuple[Paper, bytes] | None:
        """Return a scan of a file with its content, unless it was removed."""
        mine = (guidance_papers.c.id == paper_id) & (guidance_papers.c.number == number)
        query = select(*_PAPER, guidance_papers.c.content).where(mine, guidance_papers.c.content.is_not(None))
        async with self.database.reading(long=True) as connection:
            row = (await connection.execute(query)).mappings().first()
        if row is None:
            return None
        return Paper(**{name: row[name] for name in Paper.__slots__}), row["content"]

    async def remove_paper(self, number: str, paper_id: str, now: datetime) -> None:
        """Erase the content of a scan; that it was there stays."""
        mine = (guidance_papers.c.id == paper_id) & (guidance_papers.c.number == number)
        gone = update(guidance_papers).where(mine, guidance_papers.c.removed_at.is_(None))
        async with self.database.writing() as connection:
            await connection.execute(gone.values(content=None, removed_at=now))

    async def delete_expired(self, now: datetime) -> int:
        """Erase notes and scans whose time is over; return how many."""
        async with self.database.erasing() as connection:
            notes = await connection.execute(delete(guidance_notes).where(guidance_notes.c.expires_at <= now))
            papers = await connection.execute(delete(guidance_papers).where(guidance_papers.c.expires_at <= now))
            return notes.rowcount + papers.rowcount
