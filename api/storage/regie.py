"""All queries of the director's yearly facts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, delete, insert, select

from api.storage.database import Database
from api.storage.tables.cheques import cheque_events
from api.storage.tables.regie import regie_candidates, regie_facts

ROWS = 5_000
"""Rows of one statement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFact:
    """A cheque that started in a year; the columns of ``regie_facts`` say what each member means."""

    cheque_hash: str
    centre_id: str
    province: str
    employer: str | None
    counsellor: str | None
    groups: list[str] | None


class YearTalk(NamedTuple):
    """A talk that counts, with who held it where that was registered."""

    number: str
    position: int
    on: date
    centre_id: str
    counsellor_id: str | None
    starts_at: str | None
    minutes: int | None
    half_hours: int


_HELD = cheque_events.alias("held")
_COLUMNS = [regie_facts.c[name] for name in YearFact.__slots__]


class RegieStore:
    """The director's facts in the store of record."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def started(self, first: date, last: date) -> Mapping[str, str]:
        """Return the centre of each cheque that started within these days, by its number."""
        table = cheque_events
        query = select(table.c.number, table.c.payload).where(
            table.c.kind == "activated", table.c.happened_on >= first, table.c.happened_on <= last
        )
        async with self.database.reading(long=True) as connection:
            rows = (await connection.execute(query)).all()
        return {number: payload["centre_id"] for number, payload in rows}

    async def closed(self, centre_id: str, first: date, last: date) -> Sequence[tuple[str, int]]:
        """Return the cheques that a centre closed within these days, each with whether it is a first or a second."""
        closed, active, granted = (cheque_events.alias(name) for name in ("closed", "active", "granted"))
        query = (
            select(closed.c.number, granted.c.payload)
            .join(active, (active.c.number == closed.c.number) & (active.c.kind == "activated"))
            .join(granted, (granted.c.number == closed.c.number) & (granted.c.kind == "granted"))
            .where(closed.c.kind == "closed", closed.c.happened_on >= first, closed.c.happened_on <= last)
            .where(active.c.payload["centre_id"].as_string() == centre_id)
        )
        async with self.database.reading(long=True) as connection:
            rows = (await connection.execute(query)).all()
        return [(number, int(payload["terms"]["cheque_number"])) for number, payload in rows]

    async def talks(self, first: date, last: date) -> Sequence[YearTalk]:
        """Return the talks within these days that were not taken back, by cheque and in the order of its log."""
        return await self._talks((_HELD.c.happened_on >= first) & (_HELD.c.happened_on <= last))

    async def talks_of_closed(self, first: date, last: date) -> Sequence[YearTalk]:
        """Return all talks, of whichever day, of the cheques that were closed within these days."""
        event = cheque_events.c
        closed = select(event.number).where(
            event.kind == "closed", event.happened_on >= first, event.happened_on <= last
        )
        return await self._talks(_HELD.c.number.in_(closed))

    async def _talks(self, which: ColumnElement[bool]) -> Sequence[YearTalk]:
        held, active = _HELD, cheque_events.alias("active")
        told = held.c.payload
        query = (
            select(
                held.c.number,
                held.c.position,
                held.c.happened_on,
                active.c.payload["centre_id"].as_string(),
                told["counsellor_id"].as_string(),
                told["starts_at"].as_string(),
                told["minutes"].as_integer(),
                told["half_hours"].as_integer(),
            )
            .join(active, (active.c.number == held.c.number) & (active.c.kind == "activated"))
            .where(held.c.kind == "session", which)
            .order_by(held.c.number, held.c.position)
        )
        async with self.database.reading(long=True) as connection:
            rows = (await connection.execute(query)).all()
        gone = await self._taken_back()
        return [talk for talk in map(YearTalk._make, rows) if (talk.number, talk.position) not in gone]

    async def _taken_back(self) -> set[tuple[str, int]]:
        """Return the places in the log of talks that were taken back; a reversal counts talks from 1.

        Reversals are read first, so that each finds its talk whatever is told in between.
        """
        event = cheque_events.c
        backs = select(event.number, event.payload["session"].as_integer()).where(event.kind == "session-reversed")
        some = select(event.number).where(event.kind == "session-reversed")
        held = (
            select(event.number, event.position)
            .where(event.kind == "session", event.number.in_(some))
            .order_by(event.number, event.position)
        )
        talks: dict[str, list[int]] = {}
        async with self.database.reading(long=True) as connection:
            back = (await connection.execute(backs)).all()
            for number, position in await connection.execute(held):
                talks.setdefault(number, []).append(position)
        return {(number, talks[number][talk - 1]) for number, talk in back if talk <= len(talks.get(number, ()))}

    async def closings(self, first: date, last: date) -> Sequence[tuple[str, date]]:
        """Return the cheques that were closed within these days, each with the day."""
        event = cheque_events.c
        query = select(event.number, event.happened_on).where(
            event.kind == "closed", event.happened_on >= first, event.happened_on <= last
        )
        async with self.database.reading(long=True) as connection:
            rows = (await connection.execute(query.order_by(event.number))).all()
        return [(number, on) for number, on in rows]

    async def replace(self, year: int, facts: Sequence[YearFact]) -> None:
        """Keep the facts of a year in place of those that were there, all or none."""
        rows = [{"year": year} | {name: getattr(fact, name) for name in YearFact.__slots__} for fact in facts]
        async with self.database.erasing() as connection:
            await connection.execute(delete(regie_facts).where(regie_facts.c.year == year))
            for at in range(0, len(rows), ROWS):
                await connection.execute(insert(regie_facts), rows[at : at + ROWS])

    async def replace_candidates(self, year: int, candidates: Mapping[str, int]) -> None:
        """Keep the candidates of a year in place of those that were there."""
        rows = [{"year": year, "centre_id": id_, "experience_years": n} for id_, n in candidates.items()]
        async with self.database.writing() as connection:
            await connection.execute(delete(regie_candidates).where(regie_candidates.c.year == year))
            if rows:
                await connection.execute(insert(regie_candidates), rows)

    async def facts(self, year: int) -> Sequence[YearFact]:
        """Return the facts of a year."""
        query = select(*_COLUMNS).where(regie_facts.c.year == year).order_by(regie_facts.c.cheque_hash)
        async with self.database.reading(long=True) as connection:
            rows = (await connection.execute(query)).mappings().all()
        return [YearFact(**row) for row in rows]

    async def candidates(self, year: int) -> Mapping[str, int]:
        """Return the years of experience that candidates of a year proved, by centre."""
        table = regie_candidates
        query = select(table.c.centre_id, table.c.experience_years).where(table.c.year == year)
        async with self.database.reading(long=True) as connection:
            rows = (await connection.execute(query)).all()
        return {row.centre_id: row.experience_years for row in rows}
