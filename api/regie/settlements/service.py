"""A run of a month: facts of cheques that wait become priced lines, and the lines of a centre its statement.

A run is idempotent and goes on where it stopped: each centre's statement is written with all its lines in one
transaction, no fact can be settled twice (the store refuses it), and a month that is finished gets nothing more. What
is told later about that month falls in the next run.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from api.keys.service import Caller, CallerRole, Keys, not_allowed
from api.loopbaancheque.cheques.log import from_payload
from api.problems import Issue, ProblemError, shown
from api.storage.settlements import SettlementStore, StoredEvent, StoredLine, StoredLog, StoredStatement
from api.storage.sqlite import read_json
from models.loopbaancheque.life_events import Event
from models.loopbaancheque.settlement import Fact, Line, lines, month_end, total

PRICED = ("session", "session-reversed", "closed", "annulled", "fee-recovered")
"""Kinds of facts that make a line."""

READ = ("granted", "activated", *PRICED)
"""Kinds of facts that a line is computed from."""

EVENTS = 16_384
"""Facts that are kept when they were read: on a day many cheques have the same, and a log is read every month."""

OPERATOR = Caller(role=CallerRole.OPERATOR).name
"""Who acts where nobody of the team is named: the operator's own system."""

BATCH = 500
"""Cheques that are read at once."""

KEPT = 2_000
"""Cheques whose statements are kept in one transaction, about: each transaction writes the indexes anew."""


class MonthError(ProblemError):
    """A month that cannot be settled."""

    def __init__(self, month: str, code: str, detail: str) -> None:
        issue = Issue(location="body", pointer="/month", code=code, detail=detail, value=shown(month))
        super().__init__(422, "invalid-request", "1 value cannot be used: body/month", issue)


class UnknownStatementError(ProblemError):
    """No such statement, or not of this centre: never told apart."""

    def __init__(self) -> None:
        super().__init__(404, "unknown-statement", "no such statement for this key")


def _ended(month: str, today: date) -> date:
    try:
        until = month_end(month)
    except ValueError as error:
        raise MonthError(month, "month", str(error)) from error
    if until >= today:
        raise MonthError(month, "month-not-over", f"the month ends on {until}; it is settled from the day after")
    return until


@lru_cache(maxsize=EVENTS)
def _event(kind: str, on: date, payload: str) -> Event:
    return from_payload(kind, on, read_json(payload))


@lru_cache(maxsize=EVENTS)
def _fact(row: StoredEvent) -> Fact:
    return Fact(position=row.position, event=_event(row.kind, row.happened_on, row.payload))


@dataclass(frozen=True, slots=True)
class _Month:
    """A month that is being settled."""

    month: str
    until: date
    now: datetime

    def line(self, number: str, centre_id: str, line: Line) -> StoredLine:
        """Return a line as it is kept."""
        return StoredLine(
            month=self.month,
            number=number,
            position=line.position,
            centre_id=centre_id,
            happened_on=line.on,
            kind=line.kind,
            half_hours=line.half_hours,
            excl_cents=line.amount.excl_vat if line.amount else None,
            incl_cents=line.amount.incl_vat if line.amount else None,
            held=line.held,
        )

    def statement(self, centre_id: str, found: Sequence[Line]) -> StoredStatement:
        """Return the statement that sums lines."""
        worth = total(found)
        return StoredStatement(
            month=self.month,
            centre_id=centre_id,
            lines=len(found),
            held=sum(line.held is not None for line in found),
            excl_cents=worth.excl_vat,
            incl_cents=worth.incl_vat,
            made_at=self.now,
            paid_at=None,
        )


class Settlements:
    """All runs."""

    def __init__(self, store: SettlementStore, keys: Keys) -> None:
        self.store, self.keys = store, keys

    async def operator(self, key: str) -> Caller:
        """Return the operator of a key, and refuse everybody else."""
        caller = await self.keys.caller(key)
        if caller.role is not CallerRole.OPERATOR:
            raise not_allowed("the operator's key")
        return caller

    async def run(self, month: str, *, today: date, now: datetime, by: str = OPERATOR) -> list[StoredStatement]:
        """Settle a month, or go on with it; the same month again returns the same statements.

        Raises
        ------
        MonthError
            When it is no month, not over, or before a month that was settled.
        """
        until = _ended(month, today)
        had = await self.store.run(month)
        if had is None:
            last = await self.store.last_month()
            if last is not None and last > month:
                detail = f"{last} was settled already; what belongs to an earlier month falls in the next run"
                raise MonthError(month, "month-before-last-run", detail)
            if last is not None:  # a month that stopped halfway comes first: a fact belongs to one of the two
                await self.run(last, today=today, now=now, by=by)
            await self.store.begin(month, by, now)
        if had is None or had.finished_at is None:
            await self._go_on(_Month(month, until, now))
        return await self.store.statements(month=month)

    async def _go_on(self, settling: _Month) -> None:
        """Settle what waits, some centres at a time, and end the month."""
        done = {statement.centre_id for statement in await self.store.statements(month=settling.month)}
        waiting = await self.store.waiting(PRICED, settling.until)
        some: dict[str, list[str]] = {}
        for centre_id, numbers in waiting.items():
            if centre_id in done:
                continue
            some[centre_id] = numbers
            if sum(map(len, some.values())) >= KEPT:
                await self._settle(settling, some)
                some = {}
        await self._settle(settling, some)
        _fact.cache_clear()
        _event.cache_clear()
        await self.store.finish(settling.month, settling.now)

    async def _settle(self, settling: _Month, waiting: Mapping[str, Sequence[str]]) -> None:
        """Make and keep the statements of some centres."""
        found = []
        read = await self._read([number for numbers in waiting.values() for number in numbers])
        for centre_id, numbers in waiting.items():
            new = []
            for number in numbers:
                log = read[number]
                facts = [_fact(row) for row in log.events]
                new += [(number, line) for line in lines(facts, settling.until, log.settled, log.held)]
            if new:
                kept = [settling.line(number, centre_id, line) for number, line in new]
                found.append((settling.statement(centre_id, [line for _, line in new]), kept))
        if not found or await self.store.add([row for row, _ in found], [line for _, kept in found for line in kept]):
            return
        for statement, kept in found:  # another run was first with one of them
            await self.store.add([statement], kept)

    async def _read(self, numbers: Sequence[str]) -> dict[str, StoredLog]:
        """Return the facts of cheques, and what was settled and held of them."""
        found: dict[str, StoredLog] = {}
        for start in range(0, len(numbers), BATCH):
            found |= await self.store.logs(numbers[start : start + BATCH], READ)
        return found

    async def pay(self, month: str, centre_id: str, *, now: datetime, by: str = OPERATOR) -> StoredStatement:
        """Mark a statement as paid; a second time changes nothing, and corrections come as lines of a later month."""
        await self.store.pay(month, centre_id, by, now)
        found = await self.store.statements(month=month, centre_id=centre_id)
        if not found:
            raise UnknownStatementError
        return found[0]
