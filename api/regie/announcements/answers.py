"""Messages to centres as members of an answer."""

from collections.abc import Sequence
from typing import Any

from api.regie.announcements.service import BY_KEY, ForCentre, Told


def view(found: Told) -> dict[str, Any]:
    """Return a message."""
    message = found.message
    return {
        "id": message.id,
        "kind": message.kind,
        "title": message.title,
        "text": message.text,
        "effective_on": message.effective_on,
        "published_at": message.published_at,
        "centres": found.centres,
        "centres_read": found.read,
    }


def for_centre(found: ForCentre) -> dict[str, Any]:
    """Return a message as a centre's key sees it."""
    message, by_key = found.message, next((row for row in found.reads if row.person == BY_KEY), None)
    return {
        "id": message.id,
        "kind": message.kind,
        "title": message.title,
        "text": message.text,
        "effective_on": message.effective_on,
        "published_at": message.published_at,
        "read_at": by_key.read_at if by_key else None,
        "employees_read": sum(row.person != BY_KEY for row in found.reads),
    }


def listed(found: Sequence[Told]) -> dict[str, Any]:
    """Return messages."""
    return {"items": [view(one) for one in found]}
