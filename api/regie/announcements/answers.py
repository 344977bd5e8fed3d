"""Messages to centres as members of an answer."""

from collections.abc import Sequence
from typing import Any

from api.regie.announcements.service import Told


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


def listed(found: Sequence[Told]) -> dict[str, Any]:
    """Return messages."""
    return {"items": [view(one) for one in found]}
