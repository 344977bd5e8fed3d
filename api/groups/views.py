"""What the pages of groups show."""

from collections.abc import Iterable, Sequence
from typing import Any

from api.account.service import Login
from api.groups import answers, texts
from api.groups.schemas import WaveOut
from api.storage.groups import Group, Membership, Told
from api.web.days import dutch_day


def mine(login: Login, found: Iterable[Membership], problem: str = "", code: str = "") -> dict[str, Any]:
    """Return the groups of a citizen, and the form to join another."""
    return {
        "login": login,
        "known": login.account.subject_hash is not None,
        "groups": answers.memberships(found).items,
        "titles": {tool: about.title for tool, about in texts.COUNTED.items()},
        "problem": problem,
        "code": code,
        "day": dutch_day,
    }


def joining(login: Login, group: Group, chosen: Sequence[str] | None = None, problem: str = "") -> dict[str, Any]:
    """Return exactly what will be counted, and the question whether it may."""
    return {
        "login": login,
        "group": group,
        "counted": [(tool, about.title, about.words) for tool, about in texts.COUNTED.items()],
        "chosen": chosen if chosen is not None else (),
        "problem": problem,
        "next_on": dutch_day(group.next_on),
    }


def organisation(group: Group | None, told: Iterable[Told], problem: str = "") -> dict[str, Any]:
    """Return what an organisation sees, or the form that asks its key."""
    found = None if group is None else answers.group(group, told)
    waves = [] if found is None else [(row, texts.COUNTED[row.tool].title, _cells(row)) for row in found.waves]
    return {"found": found, "waves": waves, "problem": problem, "day": dutch_day}


def _cells(found: WaveOut) -> list[tuple[str, int]]:
    """Return what is told of a wave, in words that follow the language of the page."""
    words = texts.COUNTED[found.tool].codes
    return [(words[cell.code], cell.people) for cell in found.counts if cell.people]
