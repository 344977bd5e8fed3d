"""Quality actions as pages show them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from api.regie.actions import answers, texts
from api.regie.actions.service import OpenedAction
from api.regie.dependencies import Opened
from api.web.days import dutch_day
from item_bank.loopbaancentra.schema import Register
from models.regie.action_life import ActionResult, ActionStatus

SHOWN = 50
"""Closed actions on a page."""


def typed_day(day: date) -> str:
    """Return a day as people type it.

    Examples
    --------
    >>> typed_day(date(2027, 1, 5))
    '5/1/2027'
    """
    return f"{day.day}/{day.month}/{day.year}"


def described(found: OpenedAction, on: date) -> dict[str, Any]:
    """Return an action in words, for its page at either desk."""
    shown = answers.view(found)
    until, due = shown["reply_until"], shown["due_on"]
    return shown | {
        "title": texts.KINDS[shown["kind"]],
        "theme_words": texts.THEMES[shown["theme"]],
        "words": texts.STATUSES[shown["status"]],
        "talk": dutch_day(shown["day"]),
        "follow_up": dutch_day(shown["follow_up_on"]),
        "due": dutch_day(due) if due else "",
        "late": due is not None and due < on,
        "until": dutch_day(until) if until else "",
        "open_reply": until is not None and shown["status"] is not ActionStatus.CLOSED,
        "told": [row | {"day": dutch_day(row["on"]), "mine": row["kind"] == "reported"} for row in shown["told"]],
        "result_words": texts.RESULTS[shown["result"]] if shown["result"] else "",
    }


def _row(found: OpenedAction, register: Register, on: date) -> dict[str, Any]:
    names = {str(one.id): one.name for one in register.centres}
    centre_id = found.stored.centre_id or ""
    return described(found, on) | {"centre": names.get(centre_id, centre_id)}


def listed(
    opened: Opened,
    open_ones: list[OpenedAction],
    closed: list[OpenedAction],
    register: Register,
    on: date,
    page: int,
    problem: str,
    typed: Mapping[str, str],
) -> dict[str, Any]:
    """Return open actions, the most urgent first, a page of closed ones, and the form of a plan."""
    centres = sorted(((one.id, one.name) for one in register.centres), key=lambda pair: pair[1])
    return {
        "opened": opened,
        "problem": problem,
        "typed": typed,
        "rows": [_row(one, register, on) for one in open_ones],
        "closed": [_row(one, register, on) for one in closed[:SHOWN]],
        "page": page,
        "more": len(closed) > SHOWN,
        "centres": centres,
        "kinds": [(code.value, words) for code, words in texts.KINDS.items()],
        "themes": [(code.value, words) for code, words in texts.THEMES.items()],
    }


def one(
    opened: Opened, found: OpenedAction, register: Register, on: date, problem: str, typed: Mapping[str, str]
) -> dict[str, Any]:
    """Return an action with what can be done."""
    shown, plan = _row(found, register, on), found.action.planned
    held = found.action.reported is not None
    before = {
        "soort": plan.about.value,
        "thema": plan.theme.value,
        "dag": typed_day(plan.day),
        "afspraken": shown["agreements"],
        "opvolging": typed_day(shown["follow_up_on"]),
        "verslag": shown["report"] or "",
    }
    results = [(code.value, words) for code, words in texts.RESULTS.items() if (code is ActionResult.NOT_HELD) != held]
    is_open = found.action.closed is None
    return {
        "opened": opened,
        "problem": problem,
        "typed": typed,
        "plan": before | dict(typed if typed.get("doe") == "plan" else {}),
        "report": before | dict(typed if typed.get("doe") == "verslag" else {}),
        "found": shown,
        "may_plan": is_open and not held,
        "may_report": is_open and on >= plan.day,
        "may_close": is_open and (not held or found.action.may_close(on)),
        "results": results,
        "all_results": [(code.value, words) for code, words in texts.RESULTS.items()],
        "kinds": [(code.value, words) for code, words in texts.KINDS.items()],
        "themes": [(code.value, words) for code, words in texts.THEMES.items()],
        "log": [(dutch_day(row.happened_on), row.kind, row.actor) for row in found.log],
        "log_words": texts.LOG,
    }
