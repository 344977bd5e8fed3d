"""Messages to centres as the director's page shows them."""

from collections.abc import Mapping, Sequence
from typing import Any

from api.dependencies import day_of
from api.regie.announcements.schemas import AnnouncementKind
from api.regie.announcements.service import Told
from api.regie.dependencies import Opened
from api.web.days import dutch_day

KINDS = {AnnouncementKind.NEWS: "nieuws", AnnouncementKind.INSTRUCTION: "bindende instructie"}


def listed(opened: Opened, found: Sequence[Told], problem: str, typed: Mapping[str, str]) -> dict[str, Any]:
    """Return messages with how many centres read each, and the form of a new one."""
    return {
        "opened": opened,
        "problem": problem,
        "typed": typed,
        "kinds": [(str(kind), words) for kind, words in KINDS.items()],
        "rows": [
            {
                "title": one.message.title,
                "text": one.message.text,
                "kind": KINDS[AnnouncementKind(one.message.kind)],
                "binds": one.message.kind == AnnouncementKind.INSTRUCTION,
                "from": dutch_day(one.message.effective_on),
                "told": dutch_day(day_of(one.message.published_at)),
                "read": one.read,
                "centres": one.centres,
                "missing": one.missing if one.message.kind == AnnouncementKind.INSTRUCTION else (),
            }
            for one in found
        ],
    }
