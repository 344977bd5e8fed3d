"""Messages of the director as pages of a centre show them."""

from collections.abc import Sequence
from typing import Any

from api.beheer.dependencies import Opened
from api.dependencies import day_of
from api.regie.announcements.schemas import AnnouncementKind
from api.regie.announcements.service import BY_KEY
from api.storage.announcements import Announcement, Read
from api.web.days import dutch_day

KINDS = {AnnouncementKind.NEWS: "Nieuws", AnnouncementKind.INSTRUCTION: "Bindende instructie"}


def row(found: Announcement) -> dict[str, Any]:
    """Return a message."""
    return {
        "id": found.id,
        "kind": KINDS[AnnouncementKind(found.kind)],
        "binds": found.kind == AnnouncementKind.INSTRUCTION,
        "title": found.title,
        "text": found.text,
        "from": dutch_day(found.effective_on),
        "told": dutch_day(day_of(found.published_at)),
        "mine": False,
        "readers": [],
    }


def _who(read: Read, me: str) -> str:
    day = dutch_day(day_of(read.read_at))
    who = "jij" if read.person == me else "jullie systeem" if read.person == BY_KEY else f"collega {read.person[:4]}"
    return f"{who} op {day}"


def page(opened: Opened, found: Sequence[tuple[Announcement, list[Read]]]) -> dict[str, Any]:
    """Return all messages, those that the employee did not read first."""
    me = opened.staff.person
    rows = [
        row(one) | {"readers": [_who(read, me) for read in reads], "mine": any(read.person == me for read in reads)}
        for one, reads in found
    ]
    return {"opened": opened, "rows": sorted(rows, key=lambda one: (one["mine"], not one["binds"] and not one["mine"]))}
