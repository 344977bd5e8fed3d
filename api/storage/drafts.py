"""All queries of drafts."""

from datetime import datetime

from sqlalchemy import delete, insert, select

from api.storage.database import Database
from api.storage.tables.drafts import drafts


class DraftStore:
    """Sealed drafts in the store of record."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def add(self, id_hash: str, tool: str, sealed: bytes, expires_at: datetime) -> None:
        """Keep a draft."""
        row = {"id_hash": id_hash, "tool": tool, "sealed": sealed, "expires_at": expires_at}
        async with self.database.writing() as connection:
            await connection.execute(insert(drafts).values(row))

    async def find(self, id_hash: str, tool: str, *, now: datetime) -> bytes | None:
        """Return a draft of a tool as it was sealed; ``None`` when there is none, or it is past."""
        query = select(drafts.c.sealed).where(
            drafts.c.id_hash == id_hash, drafts.c.tool == tool, drafts.c.expires_at > now
        )
        async with self.database.reading() as connection:
            found: bytes | None = (await connection.execute(query)).scalar()
        return found

    async def delete_expired(self, now: datetime) -> int:
        """Forget what is past; return how much."""
        async with self.database.erasing() as connection:
            return (await connection.execute(delete(drafts).where(drafts.c.expires_at <= now))).rowcount
