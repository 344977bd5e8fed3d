"""Where a complaint stands, and what may happen to it next; told from its log and the day that is asked about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path

from item_bank.schema import CatalogueError
from models.klachten.events import (
    Asked,
    ComplaintKind,
    Decided,
    Defended,
    Event,
    Filed,
    Heard,
    Judgement,
    Noticed,
    Party,
    Remedy,
    Subject,
    Withdrawn,
)
from models.loopbaancheque import life_deadlines
from models.loopbaancheque.dated import read_parameters
from models.loopbaancheque.life_commands import LifeError
from models.loopbaancheque.life_deadlines import Deadlines

HEARING_DAYS = 14
"""Days that a side gets to give its view; a choice of this project, no law says it."""


class ComplaintStage(StrEnum):
    """Where a complaint stands."""

    INADMISSIBLE = "inadmissible"
    HEARING = "hearing"
    READY = "ready"
    DEFENCE = "defence"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


OVER = (ComplaintStage.INADMISSIBLE, ComplaintStage.DECIDED, ComplaintStage.WITHDRAWN)
"""Where nothing follows any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """All that its log says."""

    filed: Filed
    heard: tuple[Heard, ...] = ()
    asked: tuple[Asked, ...] = ()
    noticed: Noticed | None = None
    defended: Defended | None = None
    decided: Decided | None = None
    withdrawn: Withdrawn | None = None
    last_on: date

    def settled(self, side: Party, on: date) -> bool:
        """Return whether a side gave its view, or let its time to do so pass."""
        given = any(row.side is side for row in self.heard)
        return given or any(row.side is side and row.until < on for row in self.asked)

    @property
    def centre_told(self) -> bool:
        """Whether the centre knows of it: it was asked, heard or told, or somebody decided."""
        sides = {row.side for row in self.asked} | {row.side for row in self.heard}
        return Party.CENTRE in sides or self.noticed is not None or self.decided is not None


def replay(events: Iterable[Event]) -> Complaint:
    """Return the complaint of a log.

    Raises
    ------
    ValueError
        When it does not begin with one complaint that was filed.
    """
    first, *rest = events
    if not isinstance(first, Filed) or any(isinstance(event, Filed) for event in rest):
        raise ValueError("a log begins with the complaint that was filed, once")
    found = Complaint(filed=first, last_on=first.on)
    for event in rest:
        found = _apply(replace(found, last_on=max(found.last_on, event.on)), event)
    return found


def _apply(found: Complaint, event: Event) -> Complaint:
    match event:
        case Heard():
            return replace(found, heard=(*found.heard, event))
        case Asked():
            return replace(found, asked=(*found.asked, event))
        case Noticed():
            return replace(found, noticed=event)
        case Defended():
            return replace(found, defended=event)
        case Decided():
            return replace(found, decided=event)
        case Withdrawn():
            return replace(found, withdrawn=event)
    return found


@cache
def _days(name: str, on: date) -> int:
    value = read_parameters(Path(__file__).with_name("parameters"))[name].at(on).value
    if not isinstance(value, int):
        raise CatalogueError(f"{name} is {value!r} on {on}; allowed is a number of days")
    return value


def receipt_until(filed: Filed) -> date:
    """Return the last day of the confirmation."""
    return filed.on + timedelta(days=_days("receipt_days", filed.on))


def answer_days(on: date) -> int:
    """Return the days in which a complaint of a day is answered.

    Examples
    --------
    >>> answer_days(date(2026, 3, 2))
    45
    """
    return _days("answer_days", on)


def answer_until(filed: Filed) -> date:
    """Return the last day of the answer.

    Examples
    --------
    >>> day = date(2026, 3, 2)
    >>> answer_until(Filed(on=day, fact_on=day, about=ComplaintKind.GRANT))
    datetime.date(2026, 4, 16)
    """
    return filed.on + timedelta(days=answer_days(filed.on))


def admissible_until(fact_on: date) -> date:
    """Return the last day on which a complaint about a fact can be taken up: a year (report, 4.7)."""
    return life_deadlines.complaint_until(fact_on, Deadlines.of(None))


def defence_until(complaint: Complaint) -> date | None:
    """Return the last day of the centre's defence, that day included (article 19)."""
    noticed = complaint.noticed
    return None if noticed is None else life_deadlines.defence_until(noticed.on, Deadlines.of(None))


def needed(complaint: Complaint) -> tuple[Party, ...]:
    """Return whose views are needed: both sides where it is about a centre (report, 3.3)."""
    both = complaint.filed.about is ComplaintKind.CONTENT
    return (Party.CITIZEN, Party.CENTRE) if both else ()


def status(complaint: Complaint, on: date) -> ComplaintStage:
    """Return where a complaint stands on a day."""
    if complaint.decided is not None:
        return ComplaintStage.DECIDED
    if complaint.withdrawn is not None:
        return ComplaintStage.WITHDRAWN
    if complaint.filed.on > admissible_until(complaint.filed.fact_on):
        return ComplaintStage.INADMISSIBLE
    if not all(complaint.settled(side, on) for side in needed(complaint)):
        return ComplaintStage.HEARING
    until = defence_until(complaint)
    waiting = until is not None and on <= until and complaint.defended is None
    return ComplaintStage.DEFENCE if waiting else ComplaintStage.READY


def file(
    *, on: date, fact_on: date, about: ComplaintKind, subjects: Sequence[Subject], centre_id: str | None
) -> tuple[Filed, ...]:
    """Return a complaint as its first event; one that comes too late is kept, and told that it is inadmissible."""
    if fact_on > on:
        raise LifeError("day-in-future", f"factOn lies after today, {on}", field="factOn", value=fact_on)
    if subjects and about is not ComplaintKind.CONTENT:
        raise LifeError("subjects", "only a complaint about the guidance has subjects", field="subjects")
    if about is ComplaintKind.CONTENT and centre_id is None:
        detail = "a complaint about the guidance needs the number and client number of a cheque that started"
        raise LifeError("cheque-needed", detail, field="cheque")
    found = tuple(subject for subject in Subject if subject in subjects)
    return (Filed(on=on, fact_on=fact_on, about=about, subjects=found, centre_id=centre_id),)


def _open(complaint: Complaint, on: date) -> ComplaintStage:
    now = status(complaint, on)
    if now in OVER:
        raise LifeError("wrong-status", f"the complaint is {now.value!r}; nothing follows any more")
    return now


def ask(complaint: Complaint, side: Party, *, on: date) -> tuple[Asked, ...]:
    """Return that a side is asked for its view, with the day until which it can give it."""
    _open(complaint, on)
    if side not in needed(complaint):
        raise LifeError("side", "this complaint hears nobody else", field="side", value=side.value)
    if side in {row.side for row in complaint.asked} | {row.side for row in complaint.heard}:
        raise LifeError("asked-before", "this side was asked or heard already", field="side", value=side.value)
    return (Asked(on=on, side=side, until=on + timedelta(days=HEARING_DAYS)),)


def hear(complaint: Complaint, side: Party, *, on: date) -> tuple[Heard, ...]:
    """Return that a side gave its view; once, also after its days while nothing is decided."""
    _open(complaint, on)
    if any(row.side is side for row in complaint.heard):
        raise LifeError("heard-before", "this side gave its view already", field="side", value=side.value)
    return (Heard(on=on, side=side),)


def notice(complaint: Complaint, *, served_on: date, on: date) -> tuple[Noticed, ...]:
    """Return that the centre was told that its fee may be recovered."""
    _open(complaint, on)
    if complaint.filed.about is not ComplaintKind.CONTENT:
        raise LifeError("wrong-kind", "only a complaint about the guidance leads to a recovery")
    if complaint.noticed is not None:
        raise LifeError("noticed-before", "the centre was told already; its days began then")
    if not complaint.filed.on <= served_on <= on:
        detail = f"allowed is a day from {complaint.filed.on} to {on}"
        raise LifeError("day", detail, field="servedOn", value=served_on)
    return (Noticed(on=served_on),)


def defend(complaint: Complaint, *, on: date) -> tuple[Defended, ...]:
    """Return that the centre defended itself: until the fifteenth day after the notice, that day included."""
    _open(complaint, on)
    until = defence_until(complaint)
    if until is None or complaint.defended is not None:
        raise LifeError("no-notice", "a defence follows a notice, once")
    if on > until:
        raise LifeError("defence-too-late", f"the last day to defend was {until}", value=on)
    return (Defended(on=on),)


def withdraw(complaint: Complaint, *, on: date) -> tuple[Withdrawn, ...]:
    """Return that who complained takes it back, while nobody decided about it."""
    _open(complaint, on)
    return (Withdrawn(on=on),)


def decide(
    complaint: Complaint, *, outcome: Judgement, remedies: Sequence[Remedy], formal_breach: bool, reasons: str, on: date
) -> tuple[Decided, ...]:
    """Return a decision.

    Raises
    ------
    LifeError
        When not both sides could speak, the centre's days run, there are no reasons, or a remedy does not fit.
    """
    now = _open(complaint, on)
    if now is ComplaintStage.HEARING:
        missing = ", ".join(side for side in needed(complaint) if not complaint.settled(side, on))
        raise LifeError("not-heard", f"both sides are heard first; missing is {missing}", field="outcome")
    if now is ComplaintStage.DEFENCE:
        detail = f"the centre can defend itself until {defence_until(complaint)}, that day included"
        raise LifeError("defence-runs", detail, field="outcome")
    if not reasons.strip():
        raise LifeError("reason-missing", "a decision states its reasons", field="reasons")
    _check_remedies(complaint, outcome, frozenset(remedies), formal_breach)
    found = tuple(remedy for remedy in Remedy if remedy in remedies)
    return (Decided(on=on, outcome=outcome, remedies=found, formal_breach=formal_breach, reasons=reasons.strip()),)


def allowed(complaint: Complaint) -> tuple[Remedy, ...]:
    """Return the remedies that can follow a complaint of its kind."""
    if complaint.filed.about is ComplaintKind.CONTENT:
        return tuple(Remedy)
    return (Remedy.NEW_CHEQUE, Remedy.REFUND)


def _check_remedies(complaint: Complaint, outcome: Judgement, remedies: frozenset[Remedy], breach: bool) -> None:
    content = complaint.filed.about is ComplaintKind.CONTENT
    rules = (
        (
            outcome is Judgement.UNFOUNDED and bool(remedies or breach),
            "unfounded",
            "an unfounded complaint has no remedy",
        ),
        (breach and not content, "wrong-kind", "only a complaint about the guidance can find a formal breach"),
        (
            bool(remedies.difference(allowed(complaint))),
            "wrong-kind",
            "after a complaint about a grant allowed are new-cheque and refund",
        ),
        (
            content
            and outcome is not Judgement.UNFOUNDED
            and not remedies & {Remedy.NEW_GUIDANCE, Remedy.NEW_CHEQUE, Remedy.RIGHT_RESTORED, Remedy.RECOVERY},
            "remedy-missing",
            "the citizen gets new guidance, a new cheque or the right back, or the fee is recovered",
        ),
        (
            Remedy.RIGHT_RESTORED in remedies and not breach,
            "no-formal-breach",
            "the right comes back only when the centre broke the formal rules",
        ),
        (
            Remedy.RECOVERY in remedies and complaint.noticed is None,
            "no-notice",
            "the centre is told first, and has fifteen days to defend itself",
        ),
        (
            Remedy.RECOVERY in remedies and Remedy.REFUND not in remedies,
            "refund-missing",
            "where the fee is recovered, the citizen's contribution is refunded",
        ),
    )
    for broken, code, detail in rules:
        if broken:
            raise LifeError(code, detail, field="remedies")
