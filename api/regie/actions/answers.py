"""Quality actions as members of answers."""

from typing import Any

from api.regie.actions.service import OpenedAction
from models.regie.action_life import ActionReplied, ActionReported


def view(opened: OpenedAction) -> dict[str, Any]:
    """Return an action."""
    found = opened.action
    plan, last, ended = found.planned, found.reported, found.closed
    return {
        "id": opened.stored.id,
        "centre_id": opened.stored.centre_id,
        "kind": plan.about,
        "status": found.status,
        "day": plan.day,
        "theme": plan.theme,
        "agreements": last.agreements if last else plan.agreements,
        "follow_up_on": last.follow_up_on if last else plan.follow_up_on,
        "due_on": found.due_on,
        "report": last.text if last else None,
        "reply_until": last.until if last else None,
        "replies": [row.text for row in found.told if isinstance(row, ActionReplied)],
        "told": [
            {
                "kind": row.kind,
                "on": row.on,
                "text": row.text,
                "agreements": row.agreements if isinstance(row, ActionReported) else None,
            }
            for row in found.told
        ],
        "result": ended.result if ended else None,
        "reasons": ended.reasons if ended else None,
    }


def page(found: list[OpenedAction], most: int) -> dict[str, Any]:
    """Return a page of actions, of which one more than fits was asked."""
    shown = found[:most]
    return {"items": [view(one) for one in shown], "after": shown[-1].stored.id if len(found) > most else None}
