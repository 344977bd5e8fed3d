"""Quality actions as members of answers."""

from typing import Any

from api.regie.actions.service import OpenedAction


def view(opened: OpenedAction) -> dict[str, Any]:
    """Return an action."""
    found = opened.action
    plan, told, ended = found.planned, found.reported, found.closed
    return {
        "id": opened.stored.id,
        "centre_id": opened.stored.centre_id,
        "kind": plan.about,
        "status": found.status,
        "day": plan.day,
        "theme": plan.theme,
        "agreements": told.agreements if told else plan.agreements,
        "follow_up_on": told.follow_up_on if told else plan.follow_up_on,
        "due_on": found.due_on,
        "report": told.text if told else None,
        "reply_until": told.until if told else None,
        "replies": [row.text for row in found.replied],
        "result": ended.result if ended else None,
        "reasons": ended.reasons if ended else None,
    }


def page(found: list[OpenedAction], most: int) -> dict[str, Any]:
    """Return a page of actions, of which one more than fits was asked."""
    shown = found[:most]
    return {"items": [view(one) for one in shown], "after": shown[-1].stored.id if len(found) > most else None}
