"""Letters as members of an answer."""

from typing import Any

from api.loopbaancheque.cheques.reviews.service import Sent


def letters(found: list[Sent]) -> dict[str, Any]:
    """Return letters, oldest first."""
    return {
        "items": [
            {
                "about": one.about,
                "on": one.on,
                "granted": one.decided.granted,
                "subject": one.letter.subject,
                "lines": list(one.letter.lines),
            }
            for one in found
        ]
    }
