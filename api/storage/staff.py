"""All queries of the logins of people at work."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select

from api.storage.database import Database
from api.storage.tables.staff import staff_logins


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffLogin:
    """A login as stored; the columns of ``staff_logins`` say what each member means."""

    token_hash: str
    person: str
    role: str
    centre_id: str
    name: str
    counsellor_id: str = ""
    expires_at: datetime


_LOGIN = [staff_logins.c[name] for name in StaffLogin.__slots__]


class StaffStore:
    """Logins of people at work in the store of record."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def add(self, login: StaffLogin) -> None:
        """Keep a login."""
        async with self.database.writing() as connection:
            row = {name: getattr(login, name) for name in StaffLogin.__slots__}
            await connection.execute(insert(staff_logins).values(row))

    async def find(self, token_hash: str, now: datetime) -> StaffLogin | None:
        """Return a login that still holds."""
        mine = (staff_logins.c.token_hash == token_hash) & (staff_logins.c.expires_at > now)
        async with self.database.reading() as connection:
            row = (await connection.execute(select(*_LOGIN).where(mine))).mappings().first()
        return None if row is None else StaffLogin(**row)

    async def delete(self, token_hash: str) -> None:
        """Forget a login."""
        async with self.database.writing() as connection:
            await connection.execute(delete(staff_logins).where(staff_logins.c.token_hash == token_hash))

    async def delete_expired(self, now: datetime) -> int:
        """Forget logins whose time is over; return how many."""
        async with self.database.erasing() as connection:
            return (await connection.execute(delete(staff_logins).where(staff_logins.c.expires_at <= now))).rowcount
