"""All queries of replies to requests that came with an Idempotency-Key."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from api.storage.database import Database
from api.storage.tables.replies import replies


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReply:
    """A reply as it is stored; the columns of ``replies`` say what each member means."""

    key_hash: str
    request_hash: str
    sealed: bytes
    expires_at: datetime


class RepliedError(RuntimeError):
    """Another request with the same key was answered first."""


_COLUMNS = [replies.c[name] for name in StoredReply.__slots__]


class ReplyStore:
    """Sealed replies in the store of record."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def find(self, key_hashes: Sequence[str], *, now: datetime) -> StoredReply | None:
        """Return the reply that a key got; ``None`` when it got none, or is older than a day."""
        query = select(*_COLUMNS).where(replies.c.key_hash.in_(key_hashes), replies.c.expires_at > now)
        async with self.database.reading() as connection:
            row = (await connection.execute(query)).mappings().first()
        return None if row is None else StoredReply(**row)

    async def add(self, reply: StoredReply, *, now: datetime) -> None:
        """Keep a reply.

        Raises
        ------
        RepliedError
            When the key got one already.
        """
        row = {name: getattr(reply, name) for name in StoredReply.__slots__}
        past = (replies.c.key_hash == reply.key_hash) & (replies.c.expires_at <= now)
        try:
            async with self.database.writing() as connection:
                await connection.execute(delete(replies).where(past))
                await connection.execute(insert(replies).values(row))
        except IntegrityError as error:
            raise RepliedError from error

    async def delete_expired(self, now: datetime) -> int:
        """Forget what is older than a day; return how much."""
        async with self.database.erasing() as connection:
            return (await connection.execute(delete(replies).where(replies.c.expires_at <= now))).rowcount
