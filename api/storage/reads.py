"""The log of who looked at what somebody shared: only added to, each line tied to the one before by a keyed hash."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from api.storage.database import Database
from api.storage.tables.shares import share_reads

FIRST = "0" * 64
"""What the first line is tied to."""

LOCK = 7_302_612
"""Number of the advisory lock that lets one writer of many add to the log in PostgreSQL."""

Hashes = Callable[..., Sequence[str]]
"""From a purpose and texts to the hashes that nobody without the service's keys can make, the present key's first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One line of the log; the columns of ``share_reads`` say what each member means."""

    position: int
    share_id: str
    reader: str
    said: str
    what: str
    read_at: datetime
    chain: str

    @property
    def id(self) -> str:
        """Return what names the line to whom it is about: its position would tell how often everybody looked."""
        return self.chain[:32]

    def tied(self, hashes: Hashes, before: str) -> Sequence[str]:
        """Return what its chain may be after another line's: one for each key, the present one's first."""
        moment = self.read_at.isoformat(timespec="microseconds")
        return hashes(
            "share-read", before, str(self.position), self.share_id, self.reader, self.said, self.what, moment
        )


class BrokenChainError(RuntimeError):
    """The log is not as it was written."""


_COLUMNS = [share_reads.c[name] for name in Read.__slots__]


async def append(
    connection: AsyncConnection, hashes: Hashes, *, share_id: str, reader: str, said: str, what: str, now: datetime
) -> None:
    """Add a line in a transaction that writes."""
    if connection.dialect.name == "postgresql":
        await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    query = select(share_reads.c.position, share_reads.c.chain).order_by(share_reads.c.position.desc()).limit(1)
    last = (await connection.execute(query)).first()
    position, before = (0, FIRST) if last is None else (last[0] + 1, last[1])
    line = Read(position=position, share_id=share_id, reader=reader, said=said, what=what, read_at=now, chain="")
    row = {name: getattr(line, name) for name in Read.__slots__} | {"chain": line.tied(hashes, before)[0]}
    await connection.execute(insert(share_reads).values(row))


class ReadLog:
    """The log in the store of record."""

    def __init__(self, database: Database, hashes: Hashes) -> None:
        self.database, self.hashes = database, hashes

    async def of_share(self, share_id: str, most: int, after: str = "") -> tuple[Read, ...]:
        """Return the newest lines about a share, newest first.

        Parameters
        ----------
        after
            Id of the line after which they begin; empty for the newest.
        """
        mine = share_reads.c.share_id == share_id
        if after:
            place = select(share_reads.c.position).where(mine, share_reads.c.chain.startswith(after, autoescape=True))
            mine &= share_reads.c.position < place.scalar_subquery()
        query = select(*_COLUMNS).where(mine)
        async with self.database.reading(long=True) as connection:
            rows = (await connection.execute(query.order_by(share_reads.c.position.desc()).limit(most))).mappings()
            return tuple(Read(**row) for row in rows)

    async def last_reads(self, share_ids: Sequence[str]) -> dict[str, datetime]:
        """Return when each share was last looked at; those that never were are left out."""
        newest = select(func.max(share_reads.c.position)).where(share_reads.c.share_id.in_(share_ids))
        query = select(share_reads.c.share_id, share_reads.c.read_at).where(
            share_reads.c.position.in_(newest.group_by(share_reads.c.share_id))
        )
        async with self.database.reading(long=True) as connection:
            return {row[0]: row[1] for row in (await connection.execute(query)).all()}

    async def verify(self, head: str = "") -> tuple[int, str]:
        """Return how many lines there are and the chain of the last one.

        Parameters
        ----------
        head
            A chain that was told before; it must still stand there, so that the end was not cut off.

        Raises
        ------
        BrokenChainError
            When a line was changed, taken out or put in, or the end was cut off.
        """
        count, before, met = 0, FIRST, not head
        async with self.database.reading(long=True) as connection:
            rows = (await connection.execute(select(*_COLUMNS).order_by(share_reads.c.position))).mappings()
            for row in rows:
                line = Read(**row)
                if line.position != count or line.chain not in line.tied(self.hashes, before):
                    raise BrokenChainError(
                        f"line {count} is not as it was written, or a key that is not set any more wrote it"
                    )
                count, before, met = count + 1, line.chain, met or line.chain == head
        if not met:
            raise BrokenChainError(f"no line has the chain {head[:16]}...: the end was cut off")
        return count, before
