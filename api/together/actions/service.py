"""A plan on the table: a copy of the citizen's own, which becomes the plan only when the citizen keeps it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter
from starlette.datastructures import FormData

from api.account.service import Accounts, Login
from api.plan import forms, service
from api.sessions import codes
from api.sessions.opened import Opened
from api.storage.plan import PlannedAction
from api.storage.sessions import Event
from api.together.log import state, state_event
from api.web.forms import button
from models.plan.schema import ACTIONS_MAX, Action
from models.wording import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An action that lies there.

    Attributes
    ----------
    id
        As in the plan; a new one until then.
    """

    id: str
    action: Action
    done_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All actions that lie there.

    Attributes
    ----------
    began
        Ids of those that the plan had: who is not there any more was taken out here.
    first
        Actions as they came: what nobody changed here leaves the plan as it was changed elsewhere meanwhile.
    """

    rows: tuple[Row, ...] = ()
    began: tuple[str, ...] = ()
    first: tuple[Row, ...] = ()


@dataclass(kw_only=True, eq=False)
class Wrong(Exception):  # noqa: N818 - what is wrong with a form, which the page shows
    """A form with something wrong in it."""

    id: str
    typed: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


_PLAN = TypeAdapter(Plan)
_FULL = say("Een plan heeft hoogstens {most} acties. Haal er eerst een weg.", most=ACTIONS_MAX)


def begin(planned: Sequence[PlannedAction]) -> str:
    """Return a copy of a plan as it is written."""
    rows = tuple(Row(id=row.id, action=row.action, done_on=row.done_on) for row in planned)
    return _PLAN.dump_json(Plan(rows=rows, began=tuple(row.id for row in rows), first=rows)).decode()


def read(opened: Opened) -> Plan:
    """Return what lies there."""
    return _PLAN.validate_python(state(opened), strict=False)


def decide(opened: Opened, form: FormData, on: date, now: datetime) -> Sequence[Event]:
    """Return the plan after a button, as an event; nothing for one that changes nothing.

    Raises
    ------
    Wrong
        When something is wrong with the form of an action.
    """
    plan = read(opened)
    rows = _changed(plan, form, on)
    if rows == plan.rows:
        return []
    return [state_event(opened, _PLAN.dump_json(replace(plan, rows=rows)).decode(), now)]


def _changed(plan: Plan, form: FormData, on: date) -> tuple[Row, ...]:
    verb, id_ = button(form)
    place = next((i for i, row in enumerate(plan.rows) if row.id == id_), None)
    rows = list(plan.rows)
    if verb == "bewaar":
        return _written(rows, form, id_)
    if place is None:
        return plan.rows
    match verb:
        case "gedaan":
            rows[place] = replace(rows[place], done_on=on)
        case "open":
            rows[place] = replace(rows[place], done_on=None)
        case "wis":
            del rows[place]
        case "omhoog" | "omlaag":
            rows.insert(max(0, place + (-1 if verb == "omhoog" else 1)), rows.pop(place))
    return tuple(rows)


def _written(rows: list[Row], form: FormData, id_: str) -> tuple[Row, ...]:
    draft = forms.read(form)
    known = any(row.id == id_ for row in rows)
    if draft.action is None:
        raise Wrong(id=id_ if known else "", typed=draft.typed, errors=draft.errors)
    if not known and len(rows) >= ACTIONS_MAX:
        raise Wrong(id="", typed=draft.typed, errors={"wat": _FULL})
    if not known:
        return (*rows, Row(id=codes.random_id(), action=draft.action))
    return tuple(_rewritten(row, draft.action) if row.id == id_ else row for row in rows)


def _rewritten(row: Row, action: Action) -> Row:
    written = replace(action, origin=row.action.origin, origin_label=row.action.origin_label)
    return replace(row, action=written)


def show(opened: Opened, wrong: Wrong | None, editing: str) -> dict[str, Any]:
    """Return what the page shows: the actions, and the form of one that is written or changed."""
    rows = read(opened).rows
    edited = next((row for row in rows if row.id == editing), None)
    typed = _typed(edited.action) if edited else dict.fromkeys(forms.FIELDS, "")
    return {
        "rows": rows,
        "typed": wrong.typed if wrong else typed,
        "errors": wrong.errors if wrong else {},
        "editing": wrong.id if wrong else edited.id if edited else "",
        "stand": str(opened.events[-1].position + 1),
    }


def _typed(action: Action) -> dict[str, str]:
    return {
        "wat": action.what,
        "waarom": action.why,
        "met-wie": action.with_whom,
        "tegen-wanneer": f"{action.by_when:%d/%m/%Y}" if action.by_when else "",
        "hoe-zichtbaar": action.how_seen,
        "uit": "",
        "uit-naam": "",
    }


async def keep(accounts: Accounts, login: Login, opened: Opened, now: datetime) -> None:
    """Make what lies there the citizen's plan; what was added to the plan elsewhere meanwhile stays.

    Raises
    ------
    ProblemError
        409 when the plan would be too long; nothing is changed then.
    """
    plan = read(opened)
    there = {row.id: row for row in await accounts.plans.actions(login.account.id)}
    first = {row.id: row for row in plan.first}
    ids = []
    for gone in set(plan.began) - {row.id for row in plan.rows} & there.keys():
        await accounts.plans.drop(login.account.id, gone)
    for row in plan.rows:
        known, came = there.get(row.id), first.get(row.id)
        if known is None and row == came:
            continue  # taken out elsewhere, and not touched here
        id_ = row.id if known else await service.add(accounts, login, row.action, now=now)
        if known and row.action != (came or known).action:
            await service.replace(accounts, login, id_, row.action, now=now)
        if row.done_on != ((came or known).done_on if known else None):
            await service.tick(accounts, login, id_, row.done_on, now=now)
        ids.append(id_)
    after = [row.id for row in await accounts.plans.actions(login.account.id)]
    await service.order(accounts, login, [*ids, *(id_ for id_ in after if id_ not in ids)])
