"""Where a cheque stands: told from its log of events, on a given day. Deadlines pass by themselves, without a clock.

Upstream: ``life_events``. Downstream: ``life_commands`` and the service.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from models.loopbaancheque import life_deadlines as deadlines
from models.loopbaancheque.life_deadlines import Deadlines
from models.loopbaancheque.life_events import (
    Activated,
    AftercareGiven,
    Agreed,
    Annulled,
    Annulment,
    Attended,
    Closed,
    Event,
    FeeRecovered,
    Granted,
    Mode,
    Objected,
    Paid,
    Refused,
    Requested,
    SessionHeld,
    SessionReversed,
    Theme,
    Told,
)
from models.loopbaancheque.money import recovered_cents


class Status(StrEnum):
    """Where a cheque stands on a day."""

    REQUESTED = "requested"
    REFUSED = "refused"
    OBJECTED = "objected"
    AWAITING_PAYMENT = "awaiting-payment"
    PAYMENT_LAPSED = "payment-lapsed"
    ISSUED = "issued"
    EXPIRED_UNUSED = "expired-unused"
    ACTIVE = "active"
    CLOSED = "closed"
    ANNULLED = "annulled"


class Right(StrEnum):
    """What became of the citizen's right to this cheque."""

    NONE = "none"
    OPEN = "open"
    INTACT = "intact"
    USED = "used"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A talk that was registered, and what was told about it later.

    Attributes
    ----------
    number
        From 1, in the order in which talks of this cheque were registered.
    """

    number: int
    held: SessionHeld
    attended: Attended | None = None
    reversed: SessionReversed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cheque:
    """All that its log says; ``None`` and empty for what has not happened.

    Attributes
    ----------
    talks
        All talks, also those that were taken back; :attr:`sessions` has those that count.
    last_on
        Day of the last fact of the guidance. What is told about the file and its money (agreement, attendance, a talk
        taken back, a recovery) may be told in between.
    """

    requested: Requested
    granted: Granted | None = None
    refusals: tuple[Refused, ...] = ()
    objected: Objected | None = None
    paid: Paid | None = None
    activated: Activated | None = None
    agreed: Agreed | None = None
    talks: tuple[Talk, ...] = ()
    closed: Closed | None = None
    aftercare: tuple[AftercareGiven, ...] = ()
    annulled: Annulled | None = None
    recovered: FeeRecovered | None = None
    last_on: date

    @property
    def sessions(self) -> tuple[SessionHeld, ...]:
        """Talks that count."""
        return tuple(talk.held for talk in self.talks if talk.reversed is None)

    @property
    def half_hours(self) -> int:
        """Half hours that were registered."""
        return sum(session.half_hours for session in self.sessions)

    @property
    def online_half_hours(self) -> int:
        """Half hours of e-coaching among them."""
        return sum(session.half_hours for session in self.sessions if session.mode is Mode.ONLINE)

    @property
    def remaining_half_hours(self) -> int:
        """Half hours that can still be registered; none once the cheque is closed or annulled, or before it starts."""
        if self.granted is None or self.activated is None or self.closed or self.annulled:
            return 0
        return self.granted.terms.half_hours - self.half_hours

    @property
    def themes(self) -> tuple[Theme, ...]:
        """Themes of all talks, each once, in the order of the list."""
        seen = {theme for session in self.sessions for theme in session.themes}
        return tuple(theme for theme in Theme if theme in seen)


def apply(cheque: Cheque, event: Event) -> Cheque:
    """Return a cheque after one more event; whether it may happen was decided before.

    Raises
    ------
    ValueError
        When the event is a second request: a log has one, at its start.
    """
    if isinstance(event, Agreed | Attended | SessionReversed | FeeRecovered):
        return _apply_told(cheque, event)
    changed = replace(cheque, last_on=max(cheque.last_on, event.on))
    match event:
        case Requested():
            raise ValueError("a log has one request, at its start")
        case Refused():
            return replace(changed, refusals=(*cheque.refusals, event))
        case SessionHeld():
            return replace(changed, talks=(*cheque.talks, Talk(number=len(cheque.talks) + 1, held=event)))
        case AftercareGiven():
            return replace(changed, aftercare=(*cheque.aftercare, event))
        case _:
            return _apply_once(changed, event)


def _apply_told(cheque: Cheque, event: Told) -> Cheque:
    if isinstance(event, Agreed):
        return replace(cheque, agreed=event)
    if isinstance(event, FeeRecovered):
        return replace(cheque, recovered=event)
    talks = list(cheque.talks)
    talk = talks[event.session - 1]
    if isinstance(event, Attended):
        talks[event.session - 1] = replace(talk, attended=event)
        return replace(cheque, talks=tuple(talks))
    talks[event.session - 1] = replace(talk, reversed=event)
    changed = replace(cheque, talks=tuple(talks))
    # A talk with a wrong day must not stand in the way of the right one, which may be earlier.
    return replace(changed, last_on=_last_on(changed))


def _last_on(cheque: Cheque) -> date:
    once = (cheque.granted, cheque.objected, cheque.paid, cheque.activated, cheque.closed, cheque.annulled)
    days = [event.on for event in once if event]
    days += [event.on for events in (cheque.refusals, cheque.sessions, cheque.aftercare) for event in events]
    return max((cheque.requested.on, *days))


def _apply_once(cheque: Cheque, event: Granted | Objected | Paid | Activated | Closed | Annulled) -> Cheque:
    match event:
        case Granted():
            return replace(cheque, granted=event)
        case Objected():
            return replace(cheque, objected=event)
        case Paid():
            return replace(cheque, paid=event)
        case Activated():
            return replace(cheque, activated=event)
        case Closed():
            return replace(cheque, closed=event)
        case Annulled():
            return replace(cheque, annulled=event)


def replay(events: Iterable[Event]) -> Cheque:
    """Return the cheque of a log.

    Raises
    ------
    ValueError
        When the log is empty or does not start with a request.
    """
    first, *rest = events
    if first.kind != "requested":
        raise ValueError(f"a log starts with a request, not with {first.kind!r}")
    cheque = Cheque(requested=first, last_on=first.on)
    for event in rest:
        cheque = apply(cheque, event)
    return cheque


def status(cheque: Cheque, on: date, rules: Deadlines) -> Status:
    """Return where a cheque stands on a day."""
    if cheque.annulled:
        return Status.ANNULLED
    if cheque.closed:
        return Status.CLOSED
    if cheque.activated:
        return Status.ACTIVE
    if cheque.paid:
        return Status.ISSUED if on <= cheque.paid.valid_until else Status.EXPIRED_UNUSED
    if cheque.granted:
        until = deadlines.payment_until(cheque.granted.on, rules)
        return Status.AWAITING_PAYMENT if on <= until else Status.PAYMENT_LAPSED
    if cheque.objected and len(cheque.refusals) == 1:
        return Status.OBJECTED
    return Status.REFUSED if cheque.refusals else Status.REQUESTED


def right(cheque: Cheque, on: date, rules: Deadlines) -> Right:
    """Return what became of the right to this cheque.

    A cheque that was not paid or not started in time leaves the right intact. One that was used stays used after a
    founded complaint, unless the centre broke the formal rules (report, 4.7).
    """
    now = status(cheque, on, rules)
    if cheque.annulled:
        kept = cheque.annulled.reason is not Annulment.NON_CONFORM
        return Right.RESTORED if kept and cheque.activated else Right.INTACT if kept else Right.USED
    if cheque.activated:
        return Right.USED
    if now in (Status.PAYMENT_LAPSED, Status.EXPIRED_UNUSED):
        return Right.INTACT
    return Right.OPEN if now in (Status.AWAITING_PAYMENT, Status.ISSUED) else Right.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """What is paid and given back, in cents; ``None`` where the rate of the version is not known.

    Attributes
    ----------
    fee
        For the half hours that were registered, with VAT where the centre is liable.
    state_share
        What Flanders pays of it.
    contribution
        What the citizen has to pay or paid.
    refund
        What the citizen gets back.
    recovered
        What the centre has to give back.
    """

    fee: int | None = 0
    state_share: int | None = 0
    contribution: int = 0
    refund: int = 0
    recovered: int | None = 0


def money(cheque: Cheque, on: date, rules: Deadlines) -> Money:
    """Return what a cheque costs whom, on a day.

    A contribution comes back when the cheque was not started in time or is annulled; the centre then gives back the
    fee of what it registered. After a sanction it gives back what Flanders paid, or a part of that; the citizen has
    nothing to do with it.
    """
    if cheque.granted is None:
        return Money()
    terms = cheque.granted.terms
    paid = cheque.paid.amount_cents if cheque.paid else 0
    given_back = status(cheque, on, rules) in (Status.EXPIRED_UNUSED, Status.ANNULLED)
    fee: int | None = 0
    share: int | None = 0
    if cheque.activated and cheque.half_hours:
        fee = terms.fee_cents(cheque.half_hours, vat=cheque.activated.vat)
        share = terms.state_share_cents(cheque.half_hours, vat=cheque.activated.vat)
    back: int | None = 0  # where nothing is recovered that is known, whatever the rate is
    if cheque.recovered is not None:
        back = None if share is None else recovered_cents(share, cheque.recovered.percent)
    return Money(
        fee=fee,
        state_share=0 if cheque.annulled else None if share is None or back is None else share - back,
        contribution=terms.contribution_cents,
        refund=paid if given_back else 0,
        recovered=fee if cheque.annulled else back,
    )
