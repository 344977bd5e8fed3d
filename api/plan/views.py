"""What the templates of "Mijn plan" show."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from api.account.service import Accounts, Login
from api.plan import schemas, service
from api.plan.forms import FIELDS
from api.storage.plan import order_version
from api.web.days import dutch_day
from api.web.refusing import Refusal
from models.cv.languages import small
from models.jobbereik.engine import Jobbereik
from models.plan.proposals import about_occupation
from models.plan.schema import Action
from models.wording import say


async def page(accounts: Accounts, login: Login, engine: Jobbereik, on: date) -> dict[str, Any]:
    """Return the plan, and what results suggest."""
    rows = await accounts.plans.actions(login.account.id)
    proposed = service.proposals(engine, await accounts.results(login), rows)
    actions = [service.shown(row, on) for row in rows]
    return {
        "login": login,
        "actions": actions,
        "order": order_version(rows),
        "open_actions": [row for row in actions if row.done_on is None],
        "done_actions": [row for row in actions if row.done_on is not None],
        "proposals": list(enumerate(proposed)),
        "day": dutch_day,
        "on": on,
    }


def _form(login: Login, typed: Mapping[str, str], **more: object) -> dict[str, Any]:
    known = {name: typed.get(name, "") for name in FIELDS}
    return {
        "login": login,
        "typed": known,
        "errors": {},
        "hints": {},
        "id": "",
        "version": "",
        "title": say("Een nieuwe actie"),
    } | more


async def blank(accounts: Accounts, login: Login, engine: Jobbereik, on: date, number: str) -> dict[str, Any]:
    """Return an empty form, or the proposal with this number."""
    rows = await accounts.plans.actions(login.account.id)
    proposed = service.proposals(engine, await accounts.results(login), rows)
    chosen = proposed[int(number)] if number.isdecimal() and len(number) < 4 and int(number) < len(proposed) else None
    if chosen is None:
        return _form(login, {})
    return _form(login, _typed(chosen) | {"uit": chosen.origin, "uit-naam": chosen.origin_label})


def _typed(action: Action) -> dict[str, str]:
    return {"wat": action.what, "waarom": action.why, "hoe-zichtbaar": action.how_seen}


def about(login: Login, engine: Jobbereik, occupation_id: str) -> dict[str, Any] | None:
    """Return the form of an action about an occupation, or ``None`` when the catalogue does not have it."""
    position = engine.catalogue.occupation_index(occupation_id)
    if position is None:
        return None
    return _form(login, _typed(about_occupation(small(engine.catalogue.occupation(position).names.label("nl")))))


def filled(login: Login, action: schemas.ActionOut) -> dict[str, Any]:
    """Return the form of an action that stands in the plan, with the remarks on it."""
    typed = {
        "wat": action.what,
        "waarom": action.why,
        "met-wie": action.with_whom,
        "tegen-wanneer": action.by_when.isoformat() if action.by_when else "",
        "hoe-zichtbaar": action.how_seen,
        "uit": action.origin,
        "uit-naam": action.origin_label,
    }
    hints = {_NAMES[hint.field]: hint.text for hint in reversed(action.hints)}
    return _form(login, typed, id=action.id, version=action.version, hints=hints, title=say("Je actie"))


_NAMES = {
    "what": "wat",
    "why": "waarom",
    "with-whom": "met-wie",
    "by-when": "tegen-wanneer",
    "how-seen": "hoe-zichtbaar",
}


def again(login: Login, refusal: Refusal, action_id: str = "", version: int | str = "") -> dict[str, Any]:
    """Return a form as it was typed, with what is wrong."""
    return _form(login, refusal.typed, errors=refusal.errors, id=action_id, version=version)
