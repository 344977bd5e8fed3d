"""Messages to centres as members of an answer."""

from collections.abc import Sequence
from typing import Any

from api.regie.announcements.service import BY_KEY, ForCentre, Told


def _message(found: Told | ForCentre) -> dict[str, Any]:
    message = found.message
    return {
        "id": message.id,
        "kind": message.kind,
        "title": message.title,
        "text": message.text,
        "effective_on": message.effective_on,
        "published_at": message.published_at,
    }


def view(found: Told) -> dict[str, Any]:
    """Return a message."""
    return _message(found) | {"centres": found.centres, "centres_read": found.read}


def for_centre(found: ForCentre) -> dict[str, Any]:
    """Return a message as a centre's key sees it."""
    by_key = next((row for row in found.reads if row.person == BY_KEY), None)
    return _message(found) | {
        "read_at": by_key.read_at if by_key else None,
        "employees_read": sum(row.person != BY_KEY for row in found.reads),
    }


def listed(found: Sequence[Told]) -> dict[str, Any]:
    """Return messages."""
    return {"items": [view(one) for one in found]}
