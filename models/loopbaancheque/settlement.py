"""What a centre is paid for cheques: each fact that changes an amount becomes one priced line, to the cent.

A line is the difference that its fact makes to what Flanders owes for the cheque. The differences of a cheque therefore
add up to what is owed for it, rounded once as the law's examples are (``money``), in whatever months the facts fall;
the client's own contribution is met by the first half hours. A fact is settled once: a talk that is taken back later is
a line of its own with the sign turned, and nothing that was paid is edited.

Upstream: logs of cheques. Downstream: runs, which keep lines by month and centre.
"""

import calendar
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from models.loopbaancheque import money
from models.loopbaancheque.life_events import (
    Activated,
    Annulled,
    Closed,
    Event,
    FeeRecovered,
    Granted,
    SessionHeld,
    SessionReversed,
)
from models.loopbaancheque.life_terms import Terms
from models.loopbaancheque.rules import rules_on


class LineKind(StrEnum):
    """What a line is for."""

    GUIDANCE = "guidance"
    REVERSAL = "reversal"
    UNUSED_HOURS = "unused-hours"
    RECOVERY = "recovery"


class Held(StrEnum):
    """Why a line has no amount yet; it is settled in the first run after the reason is gone."""

    RATE_UNKNOWN = "rate-unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """Signed eurocents; negative goes back to Flanders."""

    excl_vat: int = 0
    incl_vat: int = 0

    def __add__(self, other: "Amount") -> "Amount":
        """Return both together."""
        return Amount(excl_vat=self.excl_vat + other.excl_vat, incl_vat=self.incl_vat + other.incl_vat)

    def __sub__(self, other: "Amount") -> "Amount":
        """Return what this has more."""
        return Amount(excl_vat=self.excl_vat - other.excl_vat, incl_vat=self.incl_vat - other.incl_vat)


NOTHING = Amount()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """An event and its place in the log of its cheque, from 0."""

    position: int
    event: Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One priced fact.

    Attributes
    ----------
    position
        Place of the fact in the log of the cheque.
    half_hours
        Half hours that it adds (negative for a talk that is taken back); for unused hours, those that were lost.
    amount
        ``None`` while the line is held.
    """

    position: int
    on: date
    kind: LineKind
    half_hours: int
    amount: Amount | None
    held: Held | None = None


def month_end(month: str) -> date:
    """Return the last day of a month.

    Raises
    ------
    ValueError
        For anything but YYYY-MM.

    Examples
    --------
    >>> month_end("2024-02")
    datetime.date(2024, 2, 29)
    """
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError:
        first = None
    if first is None or f"{first:%Y-%m}" != month:
        raise ValueError(f"month is {month!r}; allowed is a year and a month, such as 2026-10")
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


class _Account(NamedTuple):
    """What is counted of a cheque so far."""

    terms: Terms
    vat: bool
    half_hours: int = 0
    annulled: bool = False
    recovered: int = 0

    def rate(self) -> int | None:
        """Rate of the version of the request: as it was granted, or as it was learned since."""
        if self.terms.rate is not None:
            return self.terms.rate
        rules = rules_on(self.terms.version)
        return None if rules is None else rules.hourly_rate

    def owed(self) -> Amount | None:
        """Return what Flanders owes for what is counted; ``None`` where the rate is not known."""
        if not self.half_hours:
            return NOTHING
        rate = self.rate()
        if rate is None:
            return None
        vat = self.terms.vat_percent if self.vat else 0
        return _owed(self.half_hours, rate, vat, self.terms.contribution_cents, self.annulled, self.recovered)


@lru_cache(maxsize=4_096)
def _owed(half_hours: int, rate: int, vat: int, part: int, annulled: bool, recovered: int) -> Amount:
    """Return what Flanders owes for so many half hours, of which many cheques have as many.

    Of an annulled cheque the whole fee comes back, also the part that the client paid and got refunded (P12); of one
    whose fee is recovered after a sanction, what Flanders paid, or the part of it that was decided.
    """
    found = []
    for percent in (0, vat):
        fee = money.fee_cents(half_hours, rate, percent)
        share = money.state_share_cents(fee, part)
        found.append(-min(fee, part) if annulled else share - money.recovered_cents(share, recovered))
    return Amount(excl_vat=found[0], incl_vat=found[1])


def _opened(facts: Iterable[Fact]) -> _Account | None:
    terms, vat = None, None
    for fact in facts:
        if isinstance(fact.event, Granted):
            terms = fact.event.terms
        elif isinstance(fact.event, Activated):
            vat = fact.event.vat
    return None if terms is None or vat is None else _Account(terms=terms, vat=vat)


def _counted(account: _Account, event: Event, talks: Sequence[SessionHeld]) -> tuple[_Account, LineKind, int] | None:
    """Return the account after a fact, what kind of line it makes and its half hours; ``None`` for no line."""
    match event:
        case SessionHeld():
            return (
                account._replace(half_hours=account.half_hours + event.half_hours),
                LineKind.GUIDANCE,
                event.half_hours,
            )
        case SessionReversed():
            back = talks[event.session - 1].half_hours
            return account._replace(half_hours=account.half_hours - back), LineKind.REVERSAL, -back
        case Closed():
            return account, LineKind.UNUSED_HOURS, account.terms.half_hours - account.half_hours
        case Annulled():
            return account._replace(annulled=True), LineKind.RECOVERY, 0
        case FeeRecovered():
            return account._replace(recovered=event.percent), LineKind.RECOVERY, 0
        case _:
            return None


def _after(account: _Account, events: Sequence[Event], talks: Sequence[SessionHeld]) -> _Account:
    """Return the account after all these facts."""
    half_hours, annulled, recovered = account.half_hours, account.annulled, account.recovered
    for event in events:
        if isinstance(event, SessionHeld):
            half_hours += event.half_hours
        elif isinstance(event, SessionReversed):
            half_hours -= talks[event.session - 1].half_hours
        elif isinstance(event, Annulled):
            annulled = True
        elif isinstance(event, FeeRecovered):
            recovered = event.percent
    return account._replace(half_hours=half_hours, annulled=annulled, recovered=recovered)


def lines(log: Sequence[Fact], until: date, settled: Collection[int] = (), held: Collection[int] = ()) -> list[Line]:
    """Return the lines of a cheque that a run up to a day adds.

    Parameters
    ----------
    log
        All facts of the cheque, in order.
    until
        Last day of the month; later facts wait.
    settled
        Positions of facts that earlier runs settled. A line that was held is not among them.
    held
        Positions of facts that earlier runs held: they make a line again when they have an amount.

    Returns
    -------
    list of Line
        In the order of the log. What a line is worth depends on what was settled before it and on nothing else, so
        all lines of a cheque together are worth what is owed for it.
    """
    account = _opened(log)
    if account is None:
        return []
    spoken = [(fact.position, fact.event) for fact in log if isinstance(fact.event, SessionHeld)]
    talks = [event for _, event in spoken]
    # What was settled comes first: a fact that was told late is worth what it adds to that.
    account = _after(account, [fact.event for fact in log if fact.position in settled], talks)
    found = []
    owed = account.owed()
    for fact in log:
        if fact.position in settled or _counts_on(fact.event, spoken, settled) > until:
            continue
        after = _counted(account, fact.event, talks)
        if after is None:
            continue
        was, before, (account, kind, half_hours) = account, owed, after
        owed = before if account is was else account.owed()
        amount = NOTHING if account == was else _difference(owed, before)
        if amount is None and fact.position in held:
            continue
        why = Held.RATE_UNKNOWN if amount is None else None
        found.append(
            Line(position=fact.position, on=fact.event.on, kind=kind, half_hours=half_hours, amount=amount, held=why)
        )
    return found


def _counts_on(event: Event, spoken: Sequence[tuple[int, SessionHeld]], settled: Collection[int]) -> date:
    """Return the day that decides in which month a fact falls; a reversal goes with a talk that was not settled yet."""
    if isinstance(event, SessionReversed):
        position, talk = spoken[event.session - 1]
        return event.on if position in settled else talk.on
    return event.on


def _difference(after: Amount | None, before: Amount | None) -> Amount | None:
    return None if after is None or before is None else after - before


def total(found: Iterable[Line]) -> Amount:
    """Return what lines are worth together; those that are held count for nothing."""
    amounts = [line.amount for line in found if line.amount is not None]
    return Amount(excl_vat=sum(one.excl_vat for one in amounts), incl_vat=sum(one.incl_vat for one in amounts))
