"""All queries of cheques and their logs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from api.storage.database import Database
from api.storage.tables.cheques import cheque_events, cheques


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCheque:
    """A cheque without its log; the columns of ``cheques`` say what each member means."""

    number: str
    client_hash: str
    idempotency_hash: str | None
    request_hash: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFact:
    """One line of a log; the columns of ``cheque_events`` say what each member means."""

    position: int
    kind: str
    happened_on: date
    payload: Mapping[str, Any]
    actor: str
    idempotency_hash: str | None
    request_hash: str | None
    recorded_at: datetime
    person: str | None = None


class LogMovedError(RuntimeError):
    """Another request wrote first; read again and decide anew."""


_CHEQUE = [cheques.c[name] for name in StoredCheque.__slots__]
_FACT = [cheque_events.c[name] for name in StoredFact.__slots__]


def _row(found: StoredCheque | StoredFact) -> dict[str, Any]:
    return {name: getattr(found, name) for name in type(found).__slots__}


class ChequeStore:
    """Cheques in the store of record."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def add(self, cheque: StoredCheque, facts: Sequence[StoredFact]) -> StoredCheque:
        """Keep a new cheque with its first facts, all or nothing; one with the same idempotency hash comes back."""
        try:
            async with self.database.writing() as connection:
                await connection.execute(insert(cheques).values(_row(cheque)))
                await connection.execute(
                    insert(cheque_events), [{"number": cheque.number} | _row(fact) for fact in facts]
                )
        except IntegrityError:
            found = await self.find_idempotent(cheque.idempotency_hash)
            if found is None:
                raise
            return found
        return cheque

    async def find_idempotent(self, idempotency_hash: str | None) -> StoredCheque | None:
        """Return the cheque that was requested with this key."""
        return None if idempotency_hash is None else await self._find(cheques.c.idempotency_hash == idempotency_hash)

    async def find(self, number: str) -> StoredCheque | None:
        """Return a cheque by its number."""
        return await self._find(cheques.c.number == number)

    async def _find(self, condition: Any) -> StoredCheque | None:  # noqa: ANN401 - an SQL expression
        async with self.database.reading() as connection:
            row = (await connection.execute(select(*_CHEQUE).where(condition))).mappings().first()
        return None if row is None else StoredCheque(**row)

    async def log(self, number: str) -> tuple[StoredFact, ...]:
        """Return all facts about a cheque, in order."""
        query = select(*_FACT).where(cheque_events.c.number == number).order_by(cheque_events.c.position)
        async with self.database.reading() as connection:
            rows = (await connection.execute(query)).mappings().all()
        return tuple(StoredFact(**row) for row in rows)

    async def append(self, number: str, facts: Sequence[StoredFact]) -> None:
        """Keep facts durably, all or none.

        Raises
        ------
        LogMovedError
            When another request wrote first.
        """
        try:
            async with self.database.writing() as connection:
                await connection.execute(insert(cheque_events), [{"number": number} | _row(fact) for fact in facts])
        except IntegrityError as error:
            raise LogMovedError(f"cheque {number} moved on") from error
