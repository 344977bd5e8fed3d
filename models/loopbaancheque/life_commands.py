"""What may happen to a cheque, and when: each command returns the events of a fact, or says which rule forbids it.

Nothing is changed here: the caller adds the events to the log. Facts may be told later than they happened, so each
command looks at the day of the fact; it lies not in the future and not before what was told already. Only the day on
which a complaint was made may: a centre that tells of a later talk must not make a timely complaint late.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from models.loopbaancheque import life_deadlines as deadlines
from models.loopbaancheque.days import add_months
from models.loopbaancheque.file import missing
from models.loopbaancheque.life import Cheque, Status, status
from models.loopbaancheque.life_deadlines import Deadlines
from models.loopbaancheque.life_events import (
    Activated,
    AftercareGiven,
    Annulled,
    Annulment,
    Closed,
    Decider,
    Event,
    Granted,
    Incomplete,
    Mode,
    Objected,
    Paid,
    Payer,
    Refused,
    Requested,
    SessionHeld,
    Theme,
)
from models.loopbaancheque.life_terms import Terms, half_hours_of

PRINTED_MONTHS_MOST = 12
"""No law: a day that is printed on a cheque later than this is taken for a slip of the pen."""


class LifeError(ValueError):
    """A fact that the rules forbid; nothing was changed.

    Attributes
    ----------
    code
        The rule, for programs.
    field
        The field of the fact that it is about; empty when it is about the cheque as a whole.
    value
        What was given there.
    """

    def __init__(self, code: str, detail: str, *, field: str = "", value: object = None) -> None:
        super().__init__(detail)
        self.code, self.detail, self.field, self.value = code, detail, field, value


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What every command needs besides the fact.

    Attributes
    ----------
    today
        The day on which the fact is told.
    rules
        How long each step may take.
    """

    today: date
    rules: Deadlines


def _check_past(on: date, frame: Frame, field: str) -> None:
    if on > frame.today:
        raise LifeError("day-in-future", f"{field} lies after today, {frame.today}", field=field, value=on)


def _check_day(cheque: Cheque, on: date, frame: Frame, field: str) -> None:
    _check_past(on, frame, field)
    if on < cheque.last_on:
        raise LifeError(
            "day-before-last-fact",
            f"{field} lies before the last fact of this cheque, of {cheque.last_on}",
            field=field,
            value=on,
        )


def wrong_status(now: Status, wanted: str) -> LifeError:
    """Return the error of a fact that does not follow where a cheque stands."""
    return LifeError("wrong-status", f"the cheque is {now.value!r}; {wanted}")


def request(
    *, on: date, version: date | None, met: bool | None, reasons: Sequence[str], terms: Terms | None, frame: Frame
) -> list[Event]:
    """Return the log of a request that the rules judged.

    Parameters
    ----------
    met
        Whether all conditions are met; ``None`` leaves the decision to a person.
    reasons
        Conditions that are not met.
    terms
        Hours and amounts of the version on that day; needed when the conditions are met.
    """
    if on > frame.today:
        raise LifeError("day-in-future", f"requestedOn lies after today, {frame.today}", field="requestedOn", value=on)
    asked = Requested(on=on, version=version, reasons=tuple(reasons))
    if met is None:
        return [asked]
    if not met:
        return [asked, Refused(on=on, reasons=tuple(reasons), decider=Decider.RULES)]
    if terms is None:
        raise ValueError("a request that is granted needs terms")
    return [asked, Granted(on=on, terms=terms, decider=Decider.RULES)]


def decide(cheque: Cheque, *, granted: bool, reasons: Sequence[str], terms: Terms | None, frame: Frame) -> list[Event]:
    """Return what a person decides today: about a request with unknown facts, or after an objection.

    The day is always today, because the time to pay starts with it.
    """
    now = status(cheque, frame.today, frame.rules)
    if now not in (Status.REQUESTED, Status.OBJECTED):
        raise wrong_status(now, "a person decides about one that is requested or objected")
    if not granted:
        if not reasons:
            raise LifeError("reason-missing", "a refusal names every reason", field="reasons")
        return [Refused(on=frame.today, reasons=tuple(reasons), decider=Decider.PERSON)]
    if terms is None:
        detail = "on the day of the request no scheme was in force, or it had no such cheque"
        raise LifeError("no-such-cheque", detail, field="chequeNumber")
    return [Granted(on=frame.today, terms=terms, decider=Decider.PERSON)]


def object_to_refusal(cheque: Cheque, *, on: date, frame: Frame) -> list[Event]:
    """Return an objection against a refusal: once, and in time."""
    now = status(cheque, frame.today, frame.rules)
    if now is not Status.REFUSED:
        raise wrong_status(now, "an objection is possible after a refusal")
    if cheque.objected:
        raise LifeError("objection-already-judged", "a person has looked at an objection already; there is one")
    _check_day(cheque, on, frame, "objectedOn")
    until = deadlines.objection_until(cheque.refusals[-1].on, frame.rules)
    if on > until:
        raise LifeError("objection-too-late", f"the last day to object was {until}", field="objectedOn", value=on)
    return [Objected(on=on)]


def pay(
    cheque: Cheque, *, on: date, amount_cents: int, payer: Payer, printed: date | None = None, frame: Frame
) -> list[Event]:
    """Return a payment and the issue that follows it.

    Parameters
    ----------
    printed
        Last day that is printed on the cheque, where the issuer printed another one than the rules give.
    """
    if cheque.granted is None or cheque.paid or cheque.annulled:
        now = status(cheque, frame.today, frame.rules)
        raise wrong_status(now, "only one that awaits payment can be paid, once")
    _check_day(cheque, on, frame, "paidOn")
    until = deadlines.payment_until(cheque.granted.on, frame.rules)
    if on > until:
        raise LifeError(
            "payment-too-late",
            f"the last day to pay was {until}; the request has lapsed, a new one is possible",
            field="paidOn",
            value=on,
        )
    due = cheque.granted.terms.contribution_cents
    if amount_cents != due:
        raise LifeError("wrong-amount", f"the contribution is {due} cents", field="amountCents", value=amount_cents)
    issued_on = on + timedelta(days=frame.rules.issue_days)
    last = printed or deadlines.valid_until(issued_on, frame.rules)
    # Where 12 weeks and 3 months differ the printed day decides (report, 3.4); a year is our own check on slips.
    if not issued_on <= last <= add_months(issued_on, PRINTED_MONTHS_MOST):
        detail = f"a printed day lies from {issued_on}, the day of issue, to a year later"
        raise LifeError("printed-day-impossible", detail, field="validUntil", value=last)
    return [Paid(on=on, amount_cents=amount_cents, payer=payer, issued_on=issued_on, valid_until=last)]


def activate(cheque: Cheque, *, on: date, centre_id: str, vat: bool, frame: Frame) -> list[Event]:
    """Return the start of the guidance at a centre, on the day of the first talk."""
    if cheque.activated and not cheque.annulled:
        raise LifeError("already-activated", "a centre has activated this cheque already; a cheque starts once")
    if cheque.paid is None or cheque.annulled:
        now = status(cheque, frame.today, frame.rules)
        raise wrong_status(now, "only one that is issued can start")
    _check_day(cheque, on, frame, "startedOn")
    if on < cheque.paid.issued_on:
        detail = f"the cheque was issued on {cheque.paid.issued_on}; guidance starts then or later"
        raise LifeError("before-issue", detail, field="startedOn", value=on)
    if on > cheque.paid.valid_until:
        detail = f"the last day to start, printed on the cheque, was {cheque.paid.valid_until}"
        raise LifeError("cheque-expired", detail, field="startedOn", value=on)
    return [Activated(on=on, centre_id=centre_id, vat=vat)]


def _check_active(cheque: Cheque, frame: Frame) -> Terms:
    now = status(cheque, frame.today, frame.rules)
    if now is not Status.ACTIVE or cheque.granted is None:
        raise wrong_status(now, "only for one that is active")
    return cheque.granted.terms


def hold_session(
    cheque: Cheque,
    *,
    on: date,
    minutes: int,
    mode: Mode,
    themes: Sequence[Theme],
    other_theme: str | None,
    counsellor_id: str | None = None,
    starts_at: time | None = None,
    frame: Frame,
) -> list[Event]:
    """Return a talk in whole half hours; never more than the cheque holds, and never two at one time."""
    terms = _check_active(cheque, frame)
    _check_day(cheque, on, frame, "heldOn")
    unit = terms.registration_minutes
    half_hours = half_hours_of(minutes, unit)
    if half_hours < 1:
        detail = f"guidance is registered by the half hour, so a talk of less than {unit} minutes is not"
        raise LifeError("below-half-hour", detail, field="minutes", value=minutes)
    left = terms.half_hours - cheque.half_hours
    if half_hours > left:
        detail = f"this cheque has {left * unit} minutes left of {terms.half_hours * unit}"
        raise LifeError("hours-exceeded", detail, field="minutes", value=minutes)
    if (other_theme is not None) != (Theme.OTHER in themes):
        detail = "otherTheme says which theme it is when themes holds 'other', and only then"
        raise LifeError("other-theme", detail, field="otherTheme", value=other_theme)
    _check_overlap(cheque, on, starts_at, minutes)
    found = tuple(theme for theme in Theme if theme in themes)
    return [
        SessionHeld(
            on=on,
            half_hours=half_hours,
            mode=mode,
            themes=found,
            other_theme=other_theme,
            counsellor_id=counsellor_id,
            starts_at=starts_at,
            minutes=minutes,
        )
    ]


def _check_overlap(cheque: Cheque, on: date, starts_at: time | None, minutes: int) -> None:
    """Refuse a talk that overlaps another one of its day, or that could: then the hours of both are needed."""
    for session in cheque.sessions:
        if session.on != on:
            continue
        if starts_at is None:
            detail = "a talk was registered on that day already; a second one says when it began"
            raise LifeError("hour-missing", detail, field="startsAt")
        if session.starts_at is None or session.minutes is None:
            detail = (
                "a talk without an hour was registered on that day; take it back and register it with its hour first"
            )
            raise LifeError("other-hour-missing", detail, field="startsAt", value=f"{starts_at:%H:%M}")
        start, other = datetime.combine(on, starts_at), datetime.combine(on, session.starts_at)
        if start < other + timedelta(minutes=session.minutes) and other < start + timedelta(minutes=minutes):
            detail = f"a talk of {session.minutes} minutes was registered from {session.starts_at:%H:%M} on that day"
            raise LifeError("overlapping-session", detail, field="startsAt", value=f"{starts_at:%H:%M}")


def close(
    cheque: Cheque,
    *,
    on: date,
    plan: bool,
    agreement: bool,
    attendance: bool,
    loses_hours: bool,
    incomplete: Incomplete | None = None,
    frame: Frame,
) -> list[Event]:
    """Return the closing talk.

    Parameters
    ----------
    plan, agreement, attendance
        Whether the document is present; agreement and attendance need not be on paper when the client confirmed them.
    loses_hours
        Whether the citizen agrees that hours that are left are lost.
    incomplete
        Why the file is closed though a document is missing; needed then, and only then.
    """
    terms = _check_active(cheque, frame)
    _check_day(cheque, on, frame, "closedOn")
    if not cheque.sessions:
        raise LifeError("no-session", "no talk was registered, so there is nothing to close")
    left = terms.half_hours - cheque.half_hours
    if left and not loses_hours:
        detail = f"{left * terms.registration_minutes} minutes are left and would be lost; the citizen has to agree"
        raise LifeError("hours-left", detail, field="citizenAgreesToLoseHours", value=loses_hours)
    closed = Closed(on=on, plan=plan, agreement=agreement, attendance=attendance, incomplete=incomplete)
    lacks = missing(replace(cheque, closed=closed))
    if lacks and incomplete is None:
        detail = f"missing are: {', '.join(lacks)}; without them a file is closed as incomplete only, with the reason"
        raise LifeError("file-incomplete", detail, field="incompleteReason")
    if incomplete is not None and not lacks:
        detail = "nothing is missing in this file, so it has no reason to be incomplete"
        raise LifeError("file-complete", detail, field="incompleteReason", value=incomplete.value)
    return [closed]


def give_aftercare(cheque: Cheque, *, on: date, mode: Mode, frame: Frame) -> list[Event]:
    """Return a talk after the closing; it costs nothing and takes no hours."""
    if cheque.closed is None or cheque.annulled:
        now = status(cheque, frame.today, frame.rules)
        raise wrong_status(now, "aftercare follows the closing talk")
    _check_day(cheque, on, frame, "heldOn")
    return [AftercareGiven(on=on, mode=mode)]


def annul(cheque: Cheque, *, on: date, reason: Annulment, fact_on: date | None, frame: Frame) -> list[Event]:
    """Return the end of a cheque that does not count.

    Parameters
    ----------
    on
        For a complaint the day on which it was made, which may lie before a fact that was told since.
    fact_on
        Day of the fact that a complaint is about; a complaint on ``on`` about an older fact cannot be taken up.
    """
    now = status(cheque, frame.today, frame.rules)
    started = cheque.activated is not None
    if cheque.annulled or cheque.granted is None or now in (Status.PAYMENT_LAPSED, Status.EXPIRED_UNUSED):
        raise wrong_status(now, "only one that awaits payment, is issued, active or closed can be annulled")
    if started:
        _check_past(on, frame, "annulledOn")
    else:
        _check_day(cheque, on, frame, "annulledOn")
    if started == (reason is Annulment.WITHDRAWN):
        allowed = "formal-breach or non-conform once guidance started" if started else "withdrawn before it started"
        raise LifeError("wrong-reason", f"allowed is {allowed}", field="reason", value=reason.value)
    if started:
        _check_complaint(cheque, on=on, fact_on=fact_on, frame=frame)
    return [Annulled(on=on, reason=reason)]


def _check_complaint(cheque: Cheque, *, on: date, fact_on: date | None, frame: Frame) -> None:
    if fact_on is None or cheque.activated is None or not cheque.activated.on <= fact_on <= on:
        detail = "the day of the fact is needed: from the start of the guidance to the day of the complaint"
        raise LifeError("fact-day", detail, field="factOn", value=fact_on)
    until = deadlines.complaint_until(fact_on, frame.rules)
    if on > until:
        detail = f"a complaint about a fact of {fact_on} could be taken up until {until}"
        raise LifeError("complaint-too-late", detail, field="annulledOn", value=on)
