"""The form as a page."""

from typing import Any

from api.tevredenheid.forms import Draft
from api.tevredenheid.schemas import TEXT_LONGEST
from item_bank.tevredenheid.bank import questions


def view(draft: Draft) -> dict[str, Any]:
    """Return what the page shows."""
    asked = questions()
    scores = draft.scores or (None,) * len(asked.statements)
    return {
        "draft": draft,
        "statements": list(zip(asked.statements, scores, strict=True)),
        "answered": asked.answered,
        "open": [(row, draft.open.get(row.code, "")) for row in asked.open],
        "text_max": TEXT_LONGEST,
    }
