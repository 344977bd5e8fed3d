"""The life of a quality action beside the file check: a plan, a talk and its report, the centre's reply, a result.

Report 2019-2021, 2.1 and 4.6: a start talk where a mandate begins, a restart talk where a second one does, and content
actions after what was seen of a centre. Nothing is closed about a centre that could not reply to the report.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal

from models.loopbaancheque.days import add_years
from models.loopbaancheque.life_commands import LifeError
from models.regie.check_life import REPLY_DAYS

AHEAD_YEARS = 2
"""Years ahead that a talk or its follow-up is planned at most; a choice of this project."""


class ActionKind(StrEnum):
    """What is done (report, table 33); the file check has a life of its own."""

    START = "start"
    RESTART = "restart"
    CONTENT = "content"


class ActionTheme(StrEnum):
    """What it is about (report, 4.6)."""

    DIRECTIONS = "directions"
    PLAN = "plan"
    BOUNDARY = "boundary"
    COMMUNICATION = "communication"
    SUBCONTRACTORS = "subcontractors"
    EXPERTISE = "expertise"
    METHOD = "method"
    INFLOW = "inflow"
    OTHER = "other"


class ActionResult(StrEnum):
    """How it is closed."""

    IN_ORDER = "in-order"
    IMPROVED = "improved"
    NOT_IMPROVED = "not-improved"
    NOT_HELD = "not-held"


class ActionStatus(StrEnum):
    """Where it stands."""

    PLANNED = "planned"
    REPORTED = "reported"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPlanned:
    """A talk is planned, or planned anew; ``agreements`` is what is to be agreed."""

    on: date
    about: ActionKind
    day: date
    theme: ActionTheme
    agreements: str
    follow_up_on: date
    kind: Literal["planned"] = "planned"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionReported:
    """The talk was held: what was said, what was agreed, and when it is looked at again; a later report counts."""

    on: date
    text: str
    agreements: str
    follow_up_on: date
    until: date
    kind: Literal["reported"] = "reported"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionReplied:
    """The centre replied to the report."""

    on: date
    text: str
    kind: Literal["replied"] = "replied"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionClosed:
    """A person closed it with a result and reasons."""

    on: date
    result: ActionResult
    reasons: str
    kind: Literal["closed"] = "closed"


ActionEvent = ActionPlanned | ActionReported | ActionReplied | ActionClosed


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityAction:
    """All that the log of an action says: the last plan, and each report and reply in their order."""

    planned: ActionPlanned
    told: tuple[ActionReported | ActionReplied, ...] = ()
    closed: ActionClosed | None = None

    @property
    def reported(self) -> ActionReported | None:
        """Return the last report: it counts."""
        return next((one for one in reversed(self.told) if isinstance(one, ActionReported)), None)

    @property
    def answered(self) -> ActionReplied | None:
        """Return the last reply to the last report: by the order of the log, since a day can hold both."""
        last = self.told[-1] if self.told else None
        return last if isinstance(last, ActionReplied) else None

    @property
    def status(self) -> ActionStatus:
        """Where it stands."""
        if self.closed is not None:
            return ActionStatus.CLOSED
        return ActionStatus.PLANNED if self.reported is None else ActionStatus.REPORTED

    @property
    def due_on(self) -> date | None:
        """Return the day on which the team has to do something: the talk, and then the follow-up."""
        if self.closed is not None:
            return None
        return self.planned.day if self.reported is None else self.reported.follow_up_on

    def may_close(self, on: date) -> bool:
        """Return whether the centre replied to the last report, or let its days pass."""
        last = self.reported
        return last is not None and (on > last.until or self.answered is not None)


def replay(events: Iterable[ActionEvent]) -> QualityAction:
    """Return the action of a log.

    Raises
    ------
    ValueError
        When it does not begin with a plan.
    """
    first, *rest = events
    if first.kind != "planned":
        raise ValueError(f"a log begins with a plan, not with {first.kind!r}")
    found = QualityAction(planned=first)
    for event in rest:
        match event:
            case ActionPlanned():
                found = replace(found, planned=event)
            case ActionReported() | ActionReplied():
                found = replace(found, told=(*found.told, event))
            case ActionClosed():
                found = replace(found, closed=event)
    return found


def _needed(name: str, text: str) -> str:
    if not text.strip():
        raise LifeError("reason-missing", f"{name} is empty; allowed are words", field=name)
    return text.strip()


def _check_follow_up(day: date, follow_up_on: date, on: date) -> None:
    last = add_years(on, AHEAD_YEARS)
    if not day <= follow_up_on <= last:
        detail = f"allowed is a day from {day} to {last}"
        raise LifeError("follow-up-day", detail, field="followUpOn", value=follow_up_on)


def plan(
    found: QualityAction | None,
    *,
    about: ActionKind,
    day: date,
    theme: ActionTheme,
    agreements: str,
    follow_up_on: date,
    on: date,
) -> tuple[ActionPlanned, ...]:
    """Return a plan, also in the place of one of which the talk was not held yet."""
    if found is not None and found.status is not ActionStatus.PLANNED:
        raise LifeError("wrong-status", f"the action is {found.status.value!r}; its plan stays")
    last = add_years(on, AHEAD_YEARS)
    if not on <= day <= last:
        raise LifeError("day", f"allowed is a day from {on} to {last}", field="day", value=day)
    _check_follow_up(day, follow_up_on, on)
    told = agreements.strip()
    return (ActionPlanned(on=on, about=about, day=day, theme=theme, agreements=told, follow_up_on=follow_up_on),)


def report(
    found: QualityAction, *, text: str, agreements: str, follow_up_on: date, on: date
) -> tuple[ActionReported, ...]:
    """Return the report of a talk that was held; the centre has fourteen days to reply to it.

    The last report once more changes nothing: a second tap does not begin those days again.
    """
    _check_open(found)
    last = found.reported
    if last is not None and (last.text, last.agreements, last.follow_up_on) == (
        text.strip(),
        agreements.strip(),
        follow_up_on,
    ):
        return ()
    if on < found.planned.day:
        detail = f"the talk is on {found.planned.day}; allowed is a report from that day on"
        raise LifeError("talk-to-come", detail)
    _check_follow_up(on, follow_up_on, on)
    return (
        ActionReported(
            on=on,
            text=_needed("text", text),
            agreements=_needed("agreements", agreements),
            follow_up_on=follow_up_on,
            until=on + timedelta(days=REPLY_DAYS),
        ),
    )


def _check_open(found: QualityAction) -> None:
    if found.closed is not None:
        raise LifeError("wrong-status", "the action is closed; nothing follows any more")


def reply(found: QualityAction, text: str, *, on: date) -> tuple[ActionReplied, ...]:
    """Return what the centre replies, as often as it likes until the end; the last reply once more changes nothing."""
    _check_open(found)
    if found.reported is None:
        raise LifeError("wrong-status", "a reply follows the report")
    if found.answered is not None and found.answered.text == text.strip():
        return ()
    return (ActionReplied(on=on, text=_needed("text", text)),)


def close(found: QualityAction, *, result: ActionResult, reasons: str, on: date) -> tuple[ActionClosed, ...]:
    """Return the result: after the centre replied or let its days pass, or of a talk that was never held."""
    _check_open(found)
    last = found.reported
    if (last is None) is not (result is ActionResult.NOT_HELD):
        allowed = "not-held" if last is None else "in-order, improved and not-improved"
        raise LifeError("result", f"allowed after this is {allowed}", field="result", value=result.value)
    if last is not None and not found.may_close(on):
        raise LifeError("reply-runs", f"the centre can reply until {last.until}, that day included")
    return (ActionClosed(on=on, result=result, reasons=_needed("reasons", reasons)),)
