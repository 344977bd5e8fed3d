"""What the pages of what is open together show."""

from datetime import date
from typing import Any

from api.dependencies import BRUSSELS
from api.shares.service import Owned
from api.together import log, texts
from api.together.actions import service as actions
from api.together.actions.service import Wrong
from api.together.cards import service as cards
from api.together.log import Side
from api.together.network import service as network
from api.together.service import Joint, Who
from api.web.days import dutch_day
from models.jobbereik.engine import Jobbereik
from models.wording import say

TEMPLATES = {"kwaliteiten": "kaarten", "waarden": "kaarten", "netwerk": "netwerk", "plan": "plan"}


def address(who: Who, share_id: str) -> str:
    """Return the address of the page of what is open."""
    return who.here.replace("{id}", share_id)


def nothing(who: Who, share_id: str, owned: Owned | None, notice: str) -> dict[str, Any]:
    """Return the page on which nothing lies: the citizen chooses, the coach waits."""
    row = owned.row if owned else None
    return {
        "here": address(who, share_id),
        "back": address(who, share_id).rsplit("/", 1)[0],
        "csrf": who.csrf,
        "told": row.whom if row else "",
        "may_open": row is not None and row.in_force and row.share.coach_id is not None,
        "choices": [(name, title, texts.ABOUT[name]) for name, title in texts.WHAT.items()],
        "notice": texts.NOTICE.get(notice, ""),
    }


def page(
    joint: Joint, engine: Jobbereik, on: date, notice: str = "", wrong: Wrong | None = None, editing: str = ""
) -> tuple[str, dict[str, Any]]:
    """Return the template of what lies there, and what it shows."""
    here, who = address(joint.who, joint.table.share.id), joint.who
    made = log.moves(joint.opened.events)
    shown: dict[str, Any]
    if joint.what == "netwerk":
        shown = network.show(
            joint.opened,
            engine,
            coach=who.side is Side.COACH,
            all_people=joint.table.share.other_people,
        )
    elif joint.what == "plan":
        shown = actions.show(joint.opened, wrong, editing)
    else:
        shown = cards.show(joint.opened)
    return f"samen/{TEMPLATES[joint.what]}.html", shown | {
        "here": here,
        "there": f"{here}/zet",
        "back": here.rsplit("/", 1)[0],
        "csrf": who.csrf,
        "citizen": who.side is Side.CITIZEN,
        "given": joint.pen is Side.COACH,
        "mine": joint.mine,
        "live": joint.live,
        "pen": texts.PEN[who.side][joint.pen],
        "what": texts.WHAT[joint.what],
        "plan": joint.what == "plan",
        "stand": joint.version,
        "count": len(made),
        "last": say(
            "{by}, om {made:%H.%M} uur", by=texts.BY[who.side][made[-1][0]], made=made[-1][1].astimezone(BRUSSELS)
        )
        if made
        else "",
        "notice": texts.NOTICE.get(notice, ""),
        "alias": joint.table.share.alias,
        "day": dutch_day,
        "on": on,
    }
