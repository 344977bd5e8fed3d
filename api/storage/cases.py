"""All queries of cases and their logs, and of what citizens and centres wrote about a complaint."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from api.storage.database import Database
from api.storage.tables.regie import case_events, cases, complaints, mandate_enterprises


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCase:
    """A case without its log; the columns of ``cases`` say what each member means."""

    id: str
    kind: str
    centre_id: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFact:
    """One line of a log; the columns of ``case_events`` say what each member means."""

    position: int
    kind: str
    happened_on: date
    payload: Mapping[str, Any]
    actor: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What was written about a complaint; the columns of ``complaints`` say what each member means."""

    case_id: str
    code_hash: str
    cheque_number: str | None
    text: str
    centre_text: str | None
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The one place of an enterprise among mandates, after the one that it had; ``None`` when it had none."""

    enterprise_number: str
    after: str | None


class CaseMovedError(RuntimeError):
    """Another request wrote first; read again and decide anew."""


AT_ONCE = 500
"""Cases of which logs are asked at a time: a statement has a bound of parameters."""

_CASE = [cases.c[name] for name in StoredCase.__slots__]
_FACT = [case_events.c[name] for name in CaseFact.__slots__]
_WORDS = [complaints.c[name] for name in Words.__slots__]


def _row(found: StoredCase | CaseFact | Words) -> dict[str, Any]:
    return {name: getattr(found, name) for name in type(found).__slots__}


async def _take(connection: AsyncConnection, place: Place, case_id: str) -> None:
    """Give a case the place of an enterprise; only one of two requests at once can."""
    table = mandate_enterprises
    if place.after is None:
        row = {"enterprise_number": place.enterprise_number, "case_id": case_id}
        await connection.execute(insert(table).values(row))
        return
    mine = (table.c.enterprise_number == place.enterprise_number) & (table.c.case_id == place.after)
    if not (await connection.execute(update(table).where(mine).values(case_id=case_id))).rowcount:
        raise CaseMovedError(f"case {case_id} has no place")


class CaseStore:
    """Cases in the store of record."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def add(
        self, case: StoredCase, facts: Sequence[CaseFact], words: Words | None = None, place: Place | None = None
    ) -> None:
        """Keep a new case with its first facts, what a citizen wrote and the place of an enterprise, all or nothing.

        Raises
        ------
        CaseMovedError
            When another request took that place.
        """
        try:
            async with self.database.writing() as connection:
                await connection.execute(insert(cases).values(_row(case)))
                await connection.execute(insert(case_events), [{"case_id": case.id} | _row(fact) for fact in facts])
                if words is not None:
                    await connection.execute(insert(complaints).values(_row(words)))
                if place is not None:
                    await _take(connection, place, case.id)
        except IntegrityError as error:
            raise CaseMovedError(f"case {case.id} has no place") from error

    async def holder(self, enterprise_number: str) -> str | None:
        """Return the newest mandate that an enterprise asked."""
        table = mandate_enterprises.c
        query = select(table.case_id).where(table.enterprise_number == enterprise_number)
        async with self.database.reading() as connection:
            found: str | None = await connection.scalar(query)
        return found

    async def find(self, id_: str) -> StoredCase | None:
        """Return a case by its id."""
        async with self.database.reading(long=True) as connection:
            row = (await connection.execute(select(*_CASE).where(cases.c.id == id_))).mappings().first()
        return None if row is None else StoredCase(**row)

    async def every(self, kind: str, centre_id: str | None = None) -> list[tuple[StoredCase, tuple[CaseFact, ...]]]:
        """Return all cases of a kind, or those of one centre, each with its log, newest first."""
        mine = cases.c.kind == kind
        if centre_id is not None:
            mine &= cases.c.centre_id == centre_id
        return await self._with_logs(mine, None)

    async def unfinished(self, kind: str, *last: str) -> list[tuple[StoredCase, tuple[CaseFact, ...]]]:
        """Return all cases of a kind without a fact that ends one, each with its log, newest first."""
        ended = exists().where(case_events.c.case_id == cases.c.id, case_events.c.kind.in_(last))
        return await self._with_logs((cases.c.kind == kind) & ~ended, None)

    async def all(self, kind: str, *, after: str, most: int) -> Sequence[StoredCase]:
        """Return cases of a kind in the order of their ids, from after one of them on."""
        query = select(*_CASE).where(cases.c.kind == kind, cases.c.id > after).order_by(cases.c.id).limit(most)
        async with self.database.reading(long=True) as connection:
            rows = (await connection.execute(query)).mappings().all()
        return [StoredCase(**row) for row in rows]

    async def recent(
        self, kind: str, most: int, *, ended: str | tuple[str, ...] = (), skip: int = 0
    ) -> list[tuple[StoredCase, tuple[CaseFact, ...]]]:
        """Return the newest cases of a kind, each with its log; of those with a fact that ended them where named."""
        mine = cases.c.kind == kind
        if ended:
            ends = (ended,) if isinstance(ended, str) else ended
            mine &= exists().where(case_events.c.case_id == cases.c.id, case_events.c.kind.in_(ends))
        return await self._with_logs(mine, most, skip)

    async def _with_logs(
        self, mine: ColumnElement[bool], most: int | None, skip: int = 0
    ) -> list[tuple[StoredCase, tuple[CaseFact, ...]]]:
        newest = select(*_CASE).where(mine).order_by(cases.c.created_at.desc(), cases.c.id).limit(most).offset(skip)
        query = select(case_events.c.case_id, *_FACT).order_by(case_events.c.case_id, case_events.c.position)
        async with self.database.reading(long=True) as connection:
            found = [StoredCase(**row) for row in (await connection.execute(newest)).mappings()]
            logs: dict[str, list[CaseFact]] = {one.id: [] for one in found}
            ids = list(logs)
            for first in range(0, len(ids), AT_ONCE):
                some = query.where(case_events.c.case_id.in_(ids[first : first + AT_ONCE]))
                for row in (await connection.execute(some)).mappings():
                    logs[row["case_id"]].append(CaseFact(**{name: row[name] for name in CaseFact.__slots__}))
        return [(one, tuple(logs[one.id])) for one in found]

    async def count(self, kind: str) -> int:
        """Return how many facts all cases of a kind have: it grows with each, and never shrinks."""
        query = select(func.count()).select_from(case_events.join(cases)).where(cases.c.kind == kind)
        async with self.database.reading(long=True) as connection:
            return await connection.scalar(query) or 0

    async def log(self, id_: str) -> tuple[CaseFact, ...]:
        """Return all facts of a case, in order."""
        query = select(*_FACT).where(case_events.c.case_id == id_).order_by(case_events.c.position)
        async with self.database.reading(long=True) as connection:
            rows = (await connection.execute(query)).mappings().all()
        return tuple(CaseFact(**row) for row in rows)

    async def append(
        self, id_: str, facts: Sequence[CaseFact], *, text: str | None = None, centre_text: str | None = None
    ) -> None:
        """Keep facts durably, all or none, with what who complained or the centre wrote.

        Raises
        ------
        CaseMovedError
            When another request wrote first.
        """
        try:
            async with self.database.writing() as connection:
                await connection.execute(insert(case_events), [{"case_id": id_} | _row(fact) for fact in facts])
                said = {"text": text, "centre_text": centre_text}
                written = {name: words for name, words in said.items() if words is not None}
                if written:
                    await connection.execute(update(complaints).where(complaints.c.case_id == id_).values(written))
        except IntegrityError as error:
            raise CaseMovedError(f"case {id_} moved on") from error

    async def of_code(self, forms: Sequence[str], now: datetime) -> str | None:
        """Return the id of the complaint that a code opens, by everything that may be stored of the code."""
        mine = complaints.c.code_hash.in_(forms) & (complaints.c.expires_at > now)
        async with self.database.reading() as connection:
            found: str | None = await connection.scalar(select(complaints.c.case_id).where(mine))
        return found

    async def words(self, id_: str, now: datetime) -> Words | None:
        """Return what was written about a complaint, while it is kept."""
        mine = (complaints.c.case_id == id_) & (complaints.c.expires_at > now)
        async with self.database.reading(long=True) as connection:
            row = (await connection.execute(select(*_WORDS).where(mine))).mappings().first()
        return None if row is None else Words(**row)

    async def delete_expired(self, now: datetime) -> int:
        """Forget words whose time is over; return how many."""
        async with self.database.erasing() as connection:
            return (await connection.execute(delete(complaints).where(complaints.c.expires_at <= now))).rowcount
