"""The life of a mandate: an application, a decision with reasons, six years, renewal, a stop, and a suspension.

Report 2019-2021, introduction, 2.1, 3.3 and 4.8. A mandate belongs to one enterprise number; another number, as when a
one-person business becomes a company, is another mandate. Article 18 lets the board suspend one after the centre could
defend itself, under the same conditions as article 19: fifteen days, the last one included.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Literal

from models.loopbaancheque.dated import parameters
from models.loopbaancheque.days import add_years
from models.loopbaancheque.life_commands import LifeError
from models.loopbaancheque.life_deadlines import Deadlines, defence_until
from models.regie.stimulation import PROOF_YEARS

AHEAD_YEARS = 6
"""Years after the application in which a first mandate begins at the latest; a choice of this project."""

EXPERIENCE_YEARS = 3
"""Years of full-time relevant professional experience that an application proves (report, 3.3)."""


class Need(StrEnum):
    """What an application must hold."""

    CERTIFICATE = "certificate"
    EXPERIENCE = "experience"
    VISION = "vision"
    FOLLOW_UP = "follow-up"


class StopReason(StrEnum):
    """Why a mandate stops (report, 2.1, in its order)."""

    LEGAL_FORM = "legal-form"
    COMPETITION = "competition"
    MERGER = "merger"
    PERSONAL = "personal"


class Standing(StrEnum):
    """Where a mandate stands on a day."""

    APPLIED = "applied"
    REFUSED = "refused"
    COMING = "coming"
    HOLDS = "holds"
    SUSPENDED = "suspended"
    STOPPED = "stopped"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """An application file.

    Attributes
    ----------
    certificate
        A certificate of quality that is in force.
    experience_years
        Whole years of full-time relevant experience that were proven.
    vision, follow_up
        The text on guidance, and how counsellors are followed, steered and trained.
    candidate, target_group_years
        Whether the centre asks for stimulation financing, and the years with target groups that it proved.
    """

    on: date
    enterprise_number: str
    certificate: bool
    experience_years: int
    vision: bool
    follow_up: bool
    candidate: bool = False
    target_group_years: int = 0
    kind: Literal["applied"] = "applied"


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """The mandate was granted or renewed, from a day on; ``candidate`` for stimulation financing as well."""

    on: date
    starts_on: date
    ends_before: date
    candidate: bool
    reasons: str
    kind: Literal["granted"] = "granted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The application was refused."""

    on: date
    reasons: str
    kind: Literal["refused"] = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """The centre stops."""

    on: date
    reason: StopReason
    kind: Literal["stopped"] = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspensionNoticed:
    """The centre was told that its mandate may be suspended (article 18)."""

    on: date
    kind: Literal["suspension-noticed"] = "suspension-noticed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspensionDefended:
    """The centre defended itself."""

    on: date
    kind: Literal["suspension-defended"] = "suspension-defended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspended:
    """The board suspended the mandate, until a day or until it is lifted."""

    on: date
    until: date | None
    reasons: str
    kind: Literal["suspended"] = "suspended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifted:
    """A notice or a suspension was taken back."""

    on: date
    reasons: str
    kind: Literal["lifted"] = "lifted"


MandateEvent = Applied | Granted | Refused | Stopped | SuspensionNoticed | SuspensionDefended | Suspended | Lifted


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate:
    """All that the log says; ``applied`` is the application that nobody decided about yet."""

    first: Applied
    applied: Applied | None
    grants: tuple[Granted, ...] = ()
    refused: Refused | None = None
    stopped: Stopped | None = None
    noticed: SuspensionNoticed | None = None
    defended: SuspensionDefended | None = None
    suspensions: tuple[tuple[date, date | None], ...] = ()

    def standing(self, on: date) -> Standing:
        """Return where it stands on a day."""
        if self.stopped is not None and on >= self.stopped.on:
            return Standing.STOPPED
        if not self.grants:
            return Standing.APPLIED if self.refused is None else Standing.REFUSED
        if on >= self.grants[-1].ends_before:
            return Standing.ENDED
        if any(begin <= on < end for begin, end in self.away()):
            return Standing.SUSPENDED  # before its first day too: the board suspends the centre
        return Standing.COMING if on < self.grants[0].starts_on else Standing.HOLDS

    def spans(self) -> tuple[tuple[date, date], ...]:
        """Return the days on which it holds, each as a first day and the day after the last, in order."""
        if not self.grants:
            return ()
        at, end = self.grants[0].starts_on, self.grants[-1].ends_before
        end = end if self.stopped is None else min(end, self.stopped.on)
        found = []
        for begin, until in sorted(self.suspensions, key=lambda one: one[0]):
            found.append((at, min(begin, end)))
            at = max(at, until or date.max)
        return tuple((first, after) for first, after in (*found, (at, end)) if first < after)

    def away(self) -> tuple[tuple[date, date], ...]:
        """Return the days of suspension, each as a first day and the day after the last; they end where it ends."""
        if not self.grants:
            return ()
        end = self.grants[-1].ends_before if self.stopped is None else self.stopped.on
        found = ((begin, min(until or end, end)) for begin, until in self.suspensions)
        return tuple((first, after) for first, after in found if first < after)

    def candidate(self, on: date) -> bool:
        """Return whether it is a candidate for stimulation financing on a day."""
        if self.stopped is not None and on >= self.stopped.on:
            return False
        return any(grant.candidate for grant in self.grants if grant.starts_on <= on < grant.ends_before)


def replay(events: Iterable[MandateEvent]) -> Mandate:
    """Return the mandate of a log.

    Raises
    ------
    ValueError
        When it does not begin with an application.
    """
    first, *rest = events
    if first.kind != "applied":
        raise ValueError(f"a log begins with an application, not with {first.kind!r}")
    found = Mandate(first=first, applied=first)
    for event in rest:
        found = _apply(found, event)
    return found


def _apply(found: Mandate, event: MandateEvent) -> Mandate:
    match event:
        case Applied():
            return replace(found, applied=event, refused=None)
        case Granted():
            return replace(found, applied=None, grants=(*found.grants, event))
        case Refused():
            return replace(found, applied=None, refused=event)
        case Stopped():
            return replace(found, stopped=event, applied=None, noticed=None, defended=None)
        case SuspensionNoticed():
            return replace(found, noticed=event, defended=None)
        case SuspensionDefended():
            return replace(found, defended=event)
        case Suspended():
            return replace(found, noticed=None, suspensions=(*found.suspensions, (event.on, event.until)))
        case Lifted():
            ended = tuple(
                (begin, event.on if end is None or end > event.on else end) for begin, end in found.suspensions
            )
            return replace(found, noticed=None, defended=None, suspensions=ended)


def missing(applied: Applied) -> tuple[Need, ...]:
    """Return what an application lacks; a mandate needs all of it."""
    held = {
        Need.CERTIFICATE: applied.certificate,
        Need.EXPERIENCE: applied.experience_years >= EXPERIENCE_YEARS,
        Need.VISION: applied.vision,
        Need.FOLLOW_UP: applied.follow_up,
    }
    return tuple(need for need, there in held.items() if not there)


def _needs_reasons(reasons: str) -> str:
    if not reasons.strip():
        raise LifeError("reason-missing", "a decision states its reasons", field="reasons")
    return reasons.strip()


def _check_running(mandate: Mandate, on: date) -> None:
    now = mandate.standing(on)
    if now not in (Standing.HOLDS, Standing.SUSPENDED, Standing.COMING):
        raise LifeError("wrong-status", f"the mandate is {now.value!r} on {on}")


def renew(mandate: Mandate, applied: Applied) -> tuple[Applied, ...]:
    """Return an application for six years more, of the same enterprise, before the mandate ends."""
    _check_running(mandate, applied.on)
    if applied.enterprise_number != mandate.first.enterprise_number:
        detail = f"another enterprise number is another mandate; this one is of {mandate.first.enterprise_number}"
        raise LifeError("new-enterprise", detail, field="enterpriseNumber", value=applied.enterprise_number)
    if mandate.applied is not None:
        raise LifeError("applied-before", "an application waits already")
    return (applied,)


def grant(mandate: Mandate, *, starts_on: date, reasons: str, on: date) -> tuple[Granted, ...]:
    """Return a mandate of six years from a day on; a renewal follows the day on which the one before ends."""
    applied = mandate.applied
    if applied is None:
        raise LifeError("no-application", "no application waits for a decision")
    lacks = missing(applied)
    if lacks:
        raise LifeError("file-incomplete", f"the application lacks {', '.join(lacks)}")
    begins = mandate.grants[-1].ends_before if mandate.grants else starts_on
    if starts_on != begins or starts_on < applied.on:
        allowed = f"{begins}, where the mandate before ends" if mandate.grants else f"a day from {applied.on} on"
        raise LifeError("day", f"allowed is {allowed}", field="startsOn", value=starts_on)
    if not mandate.grants and starts_on > add_years(applied.on, AHEAD_YEARS):
        latest = add_years(applied.on, AHEAD_YEARS)
        raise LifeError("day", f"allowed is a day until {latest}", field="startsOn", value=starts_on)
    candidate = applied.candidate and applied.target_group_years >= PROOF_YEARS
    ends = add_years(starts_on, int(parameters()["mandate_years"].at(starts_on).value))
    return (
        Granted(on=on, starts_on=starts_on, ends_before=ends, candidate=candidate, reasons=_needs_reasons(reasons)),
    )


def refuse(mandate: Mandate, *, reasons: str, on: date) -> tuple[Refused, ...]:
    """Return a refusal, with reasons."""
    if mandate.applied is None:
        raise LifeError("no-application", "no application waits for a decision")
    return (Refused(on=on, reasons=_needs_reasons(reasons)),)


def stop(mandate: Mandate, reason: StopReason, *, on: date) -> tuple[Stopped, ...]:
    """Return that the centre stops."""
    _check_running(mandate, on)
    return (Stopped(on=on, reason=reason),)


def notice(mandate: Mandate, *, on: date) -> tuple[SuspensionNoticed, ...]:
    """Return that the centre was told that its mandate may be suspended."""
    _check_running(mandate, on)
    if mandate.noticed is not None:
        raise LifeError("noticed-before", "the centre was told already; its days began then")
    return (SuspensionNoticed(on=on),)


def _until(mandate: Mandate) -> date:
    if mandate.noticed is None:
        raise LifeError("no-notice", "the centre is told first, and has fifteen days to defend itself")
    return defence_until(mandate.noticed.on, Deadlines.of(None))


def defend(mandate: Mandate, *, on: date) -> tuple[SuspensionDefended, ...]:
    """Return that the centre defended itself, until the last day of its term."""
    until = _until(mandate)
    if on > until:
        raise LifeError("defence-too-late", f"the last day to defend was {until}", value=on)
    return (SuspensionDefended(on=on),)


def suspend(mandate: Mandate, *, until: date | None, reasons: str, on: date) -> tuple[Suspended, ...]:
    """Return a suspension by the board, after the centre defended itself or let its days pass."""
    last = _until(mandate)
    if mandate.defended is None and on <= last:
        raise LifeError("defence-runs", f"the centre can defend itself until {last}, that day included")
    if until is not None and until <= on:
        raise LifeError("day", f"allowed is a day after {on}, or none", field="until", value=until)
    return (Suspended(on=on, until=until, reasons=_needs_reasons(reasons)),)


def lift(mandate: Mandate, *, reasons: str, on: date) -> tuple[Lifted, ...]:
    """Return that a notice or a suspension is taken back."""
    if mandate.noticed is None and mandate.standing(on) is not Standing.SUSPENDED:
        raise LifeError("nothing-to-lift", "there is neither a notice nor a suspension")
    return (Lifted(on=on, reasons=_needs_reasons(reasons)),)
