"""File checks as the desk of a centre shows them."""

from typing import Any

from api.regie.checks import answers
from api.regie.checks.service import OpenedCheck
from api.regie.checks.views import ITEMS, STATUSES
from api.web.days import dutch_day
from models.regie.filecheck import Item


def check(found: OpenedCheck) -> dict[str, Any]:
    """Return a file check with what was found, once the centre is told."""
    shown = answers.view(found)
    until = shown["reply_until"]
    return {
        "id": shown["id"],
        "day": dutch_day(shown["drawn_on"]),
        "words": STATUSES[shown["status"]],
        "files": [row["file"] for row in shown["files"]],
        "population": shown["population"],
        "shares": [row | {"words": ITEMS[Item(row["item"])]} for row in shown["shares"] or () if row["n"]],
        "until": dutch_day(until) if until else "",
        "replies": shown["replies"],
        "reasons": shown["reasons"],
    }
