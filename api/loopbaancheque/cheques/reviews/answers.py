"""Letters, and a case that waits, as members of an answer."""

from typing import Any

from api.dependencies import day_of
from api.loopbaancheque.cheques.reviews.service import PAPERS_MOST, Sent, Waiting


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


def case(found: Waiting) -> dict[str, Any]:
    """Return what a case waits for, as its holder may know it."""
    asked = found.review.question
    return {
        "about": found.stored.about,
        "due_on": found.stored.due_on,
        "question": asked.text if asked else None,
        "answer_until": asked.until if asked else None,
        "papers": [
            {"sent_on": day_of(row.created_at), "media_type": row.media_type, "size": row.size} for row in found.papers
        ],
        "papers_left": PAPERS_MOST - len(found.papers),
    }
