"""All queries of the keys of centres and the operator."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update

from api.storage.database import Database
from api.storage.tables.cheques import api_keys


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredKey:
    """A key as it is stored; the columns of ``api_keys`` say what each member means."""

    id: str
    key_hash: str
    role: str
    centre_id: str | None
    label: str
    employee: str | None = None
    issued_at: datetime
    revoked_at: datetime | None


_COLUMNS = [api_keys.c[name] for name in StoredKey.__slots__]


class KeyStore:
    """Keys in the store of record."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def add(self, key: StoredKey) -> None:
        """Keep a new key."""
        async with self.database.writing() as connection:
            await connection.execute(insert(api_keys).values({n: getattr(key, n) for n in StoredKey.__slots__}))

    async def find(self, key_hash: str) -> StoredKey | None:
        """Return a key by its hash."""
        async with self.database.reading() as connection:
            query = select(*_COLUMNS).where(api_keys.c.key_hash == key_hash)
            row = (await connection.execute(query)).mappings().first()
        return None if row is None else StoredKey(**row)

    async def all(self) -> tuple[StoredKey, ...]:
        """Return every key, oldest first."""
        async with self.database.reading() as connection:
            rows = (await connection.execute(select(*_COLUMNS).order_by(api_keys.c.issued_at))).mappings().all()
        return tuple(StoredKey(**row) for row in rows)

    async def revoke(self, id_: str, now: datetime) -> bool:
        """End a key; return whether it was in force."""
        query = update(api_keys).where(api_keys.c.id == id_, api_keys.c.revoked_at.is_(None)).values(revoked_at=now)
        async with self.database.writing() as connection:
            return (await connection.execute(query)).rowcount > 0
