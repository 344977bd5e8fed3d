"""All queries of what centres are paid: which facts wait, and the statements that runs made."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import Text, and_, cast, exists, insert, select, update
from sqlalchemy.exc import IntegrityError

from api.storage.database import Database
from api.storage.tables.cheques import cheque_events
from api.storage.tables.settlements import settlements, statement_lines, statements


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRun:
    """One month; the columns of ``settlements`` say what each member means."""

    month: str
    finished_at: datetime | None
    started_by: str | None


class StoredEvent(NamedTuple):
    """A fact of a cheque as it is kept; its document as text, because many facts have the same one."""

    position: int
    kind: str
    happened_on: date
    payload: str


class StoredLog(NamedTuple):
    """Facts of a cheque, and the positions of those that were settled and of those that were held."""

    events: list[StoredEvent]
    settled: set[int]
    held: set[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredStatement:
    """One centre in one month; the columns of ``statements`` say what each member means."""

    month: str
    centre_id: str
    lines: int
    held: int
    excl_cents: int
    incl_cents: int
    made_at: datetime
    paid_at: datetime | None
    paid_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredLine:
    """One priced fact; the columns of ``statement_lines`` say what each member means."""

    month: str
    number: str
    position: int
    centre_id: str
    happened_on: date
    kind: str
    half_hours: int
    excl_cents: int | None
    incl_cents: int | None
    held: str | None


_STATEMENT = [statements.c[name] for name in StoredStatement.__slots__]
_LINE = [statement_lines.c[name] for name in StoredLine.__slots__]
CENTRE = "centre:"
"""Start of the actor of a fact that a centre told; who tells of the start is the centre of the cheque."""


_MEMBERS = {kept: attrgetter(*kept.__slots__) for kept in (StoredStatement, StoredLine)}


def _row(found: StoredStatement | StoredLine) -> dict[str, Any]:
    return dict(zip(type(found).__slots__, _MEMBERS[type(found)](found), strict=True))


class SettlementStore:
    """Runs and statements in the store of record."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def run(self, month: str) -> StoredRun | None:
        """Return the run of a month."""
        query = select(*(settlements.c[name] for name in StoredRun.__slots__)).where(settlements.c.month == month)
        async with self.database.reading(long=True) as connection:
            row = (await connection.execute(query)).mappings().first()
        return None if row is None else StoredRun(**row)

    async def last_month(self) -> str | None:
        """Return the last month that was settled or begun."""
        query = select(settlements.c.month).order_by(settlements.c.month.desc()).limit(1)
        async with self.database.reading(long=True) as connection:
            return await connection.scalar(query)

    async def begin(self, month: str, by: str, now: datetime) -> None:
        """Begin the run of a month, or go on with it; who began it stays."""
        try:
            async with self.database.writing() as connection:
                await connection.execute(insert(settlements).values(month=month, started_at=now, started_by=by))
        except IntegrityError:
            return

    async def finish(self, month: str, now: datetime) -> None:
        """End the run of a month: nothing is added to it any more."""
        query = update(settlements).where(settlements.c.month == month, settlements.c.finished_at.is_(None))
        async with self.database.writing() as connection:
            await connection.execute(query.values(finished_at=now))

    async def waiting(self, kinds: Collection[str], until: date, centre_id: str | None = None) -> dict[str, list[str]]:
        """Return, by centre or of one, the numbers of cheques with a fact of these kinds that is not settled."""
        start, line = cheque_events.alias("start"), statement_lines
        done = exists().where(
            line.c.number == cheque_events.c.number,
            line.c.position == cheque_events.c.position,
            line.c.held.is_(None),
        )
        begun = start.c.kind == "activated"
        open_ones = select(cheque_events.c.number).where(
            cheque_events.c.kind.in_(kinds), cheque_events.c.happened_on <= until, ~done
        )
        if centre_id is not None:
            mine, actor = cheque_events.alias("mine").c, f"{CENTRE}{centre_id}"
            of_centre = select(mine.number).where(mine.kind == "activated", mine.actor == actor)
            begun &= start.c.actor == actor
            open_ones = open_ones.where(cheque_events.c.number.in_(of_centre))
        # All facts are looked through once, in the order of their index; a join would look for each by itself.
        query = (
            select(start.c.number, start.c.actor)
            .where(begun, start.c.number.in_(open_ones))
            .distinct()
            .order_by(start.c.actor, start.c.number)
        )
        found: dict[str, list[str]] = {}
        async with self.database.reading(long=True) as connection:
            for number, actor in (await connection.execute(query)).all():
                found.setdefault(actor.removeprefix(CENTRE), []).append(number)
        return found

    async def logs(self, numbers: Sequence[str], kinds: Collection[str]) -> dict[str, StoredLog]:
        """Return the facts of these kinds of cheques, each in order, with which of them were settled or held."""
        event, line, other = cheque_events.c, statement_lines.alias("line"), statement_lines.alias("other")
        settled = (line.c.number == event.number) & (line.c.position == event.position) & line.c.held.is_(None)
        held = (other.c.number == event.number) & (other.c.position == event.position) & other.c.held.is_not(None)
        query = (
            select(
                event.number,
                line.c.position,
                exists().where(held),
                event.position,
                event.kind,
                event.happened_on,
                cast(event.payload, Text),
            )
            .join_from(cheque_events, line, settled, isouter=True)
            .where(event.number.in_(numbers), event.kind.in_(kinds))
            .order_by(event.number, event.position)
        )
        found = {number: StoredLog([], set(), set()) for number in numbers}
        async with self.database.reading(long=True) as connection:
            for number, done, waits, *members in (await connection.execute(query)).all():
                log = found[number]
                log.events.append(StoredEvent._make(members))
                if done is not None:
                    log.settled.add(done)
                if waits:
                    log.held.add(members[0])
        return found

    async def settled(self, numbers: Sequence[str]) -> dict[str, set[int]]:
        """Return the positions of facts of cheques that were settled."""
        line = statement_lines.c
        query = select(line.number, line.position).where(line.number.in_(numbers), line.held.is_(None))
        found: dict[str, set[int]] = {number: set() for number in numbers}
        async with self.database.reading(long=True) as connection:
            for number, position in (await connection.execute(query)).all():
                found[number].add(position)
        return found

    async def add(self, made: Sequence[StoredStatement], lines: Sequence[StoredLine]) -> bool:
        """Keep statements of one month with all their lines, all or nothing; return whether this run did.

        Another run of the same month may have been first with one of them, or may have ended the month.
        """
        run = select(settlements.c.finished_at).where(settlements.c.month == made[0].month).with_for_update()
        try:
            async with self.database.writing() as connection:
                if await connection.scalar(run) is not None:
                    return False
                await connection.execute(insert(statements), [_row(statement) for statement in made])
                await connection.execute(insert(statement_lines), [_row(line) for line in lines])
        except IntegrityError:
            return False
        return True

    async def statements(self, *, month: str | None = None, centre_id: str | None = None) -> list[StoredStatement]:
        """Return statements of a month, of a centre or of both, oldest first."""
        query = select(*_STATEMENT).order_by(statements.c.month, statements.c.centre_id)
        if month is not None:
            query = query.where(statements.c.month == month)
        if centre_id is not None:
            query = query.where(statements.c.centre_id == centre_id)
        async with self.database.reading(long=True) as connection:
            return [StoredStatement(**row) for row in (await connection.execute(query)).mappings()]

    async def lines(self, month: str, centre_id: str) -> list[StoredLine]:
        """Return the lines of a statement, by cheque and in the order of its log."""
        line = statement_lines.c
        query = select(*_LINE).where(line.month == month, line.centre_id == centre_id)
        async with self.database.reading(long=True) as connection:
            rows = await connection.execute(query.order_by(line.number, line.position))
            return [StoredLine(**row) for row in rows.mappings()]

    async def pay(self, month: str, centre_id: str, by: str, now: datetime) -> None:
        """Mark a statement as paid by somebody; a second time changes nothing."""
        mine = and_(statements.c.month == month, statements.c.centre_id == centre_id, statements.c.paid_at.is_(None))
        async with self.database.writing() as connection:
            await connection.execute(update(statements).where(mine).values(paid_at=now, paid_by=by))
