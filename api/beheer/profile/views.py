"""A centre's profile as its pages show it."""

from typing import Any

from api.beheer.dependencies import Opened
from api.beheer.files.forms import Draft
from api.beheer.files.service import Desk
from api.beheer.profile import forms, texts
from api.beheer.profile.service import Portrait, may_decide
from api.loopbaancentra import views as citizens
from api.loopbaancentra.profiles.log import OFFER, About, readable
from api.storage.profiles import ProfileLine
from api.web.days import dutch_day
from item_bank.loopbaancentra.codes import LABELS, Access
from item_bank.loopbaancentra.schema import Centre, Location

HISTORY = 100
"""Lines of the history on the page, the newest."""


def _who(person: str, me: str) -> str:
    return "jij" if person == me else f"collega {person[:4]}"


def _about(found: Portrait, line: ProfileLine) -> str:
    """Return what a line is about, in words."""
    about, _, id_ = line.subject.partition(":")
    if about == OFFER:
        return texts.OFFER
    if about == About.COUNSELLOR:
        return next((f"Tekst van {one.name}" for one in found.base.counsellors if one.id == id_), "Tekst")
    place = readable(line)
    if isinstance(place, Location):
        return f"Adres {citizens.place_words(place)}"
    return texts.OLD if line.content else texts.STOPPED


def _edit(line: ProfileLine) -> str:
    about, _, id_ = line.subject.partition(":")
    return {OFFER: "aanbod", About.LOCATION: f"adres/{id_}"}.get(about, "")


def _waiting(found: Portrait, opened: Opened) -> list[dict[str, Any]]:
    return [_waits(found, line, opened, at) for at, line in enumerate(found.waiting)]


def _waits(found: Portrait, line: ProfileLine, opened: Opened, at: int) -> dict[str, Any]:
    me = opened.staff.person
    words = str(line.content.get("text", "")) if line.subject.startswith(f"{About.COUNSELLOR}:") else ""
    return {
        "at": at,
        "subject": line.subject,
        "version": line.version,
        "title": _about(found, line),
        "who": _who(line.person, me),
        "day": dutch_day(line.said_on),
        "words": words,
        "edit": _edit(line),
        "may": may_decide(found, line, me),
        "counsellor": bool(words),
    }


def _locations(found: Portrait) -> list[dict[str, Any]]:
    waiting = {line.subject for line in found.waiting}
    return [
        {
            "id": place.id,
            "address": citizens.place_words(place),
            "state": "" if place.active else "passief",
            "hours": place.hours,
            "evening": citizens.evening_words(place),
            "access": citizens.labels(place.access),
            "waits": About.LOCATION.of(place.id) in waiting,
        }
        for place in found.preview(found.as_of).locations
    ]


def _counsellors(found: Portrait, opened: Opened) -> list[dict[str, Any]]:
    now = {one.id: one for one in found.now.counsellors}
    rows = []
    for one in found.base.counsellors:
        subject = About.COUNSELLOR.of(one.id)
        shown = now[one.id]
        rows.append(
            {
                "name": one.name,
                "mine": opened.staff.counsellor_id == one.id,
                "text": shown.text if shown.approved_on else "",
                "waits": found.waits(subject) is not None,
                "returned": _reason(found, subject),
            }
        )
    return rows


def overview(found: Portrait, opened: Opened, draft: Draft) -> dict[str, Any]:
    """Return what the page of a profile shows: what waits, and what stands on the citizen's page."""
    lines = sorted((line for row in found.lines.values() for line in row), key=lambda line: line.recorded_at)
    return {
        "opened": opened,
        "draft": draft,
        "waiting": _waiting(found, opened),
        "returned": [
            {"title": _about(found, line), "reason": line.reason, "edit": _edit(line)} for line in found.to_mend
        ],
        "offer_text": found.preview(found.as_of).profile.text,
        "facts": citizens.facts(found.preview(found.as_of)),
        "locations": _locations(found),
        "counsellors": _counsellors(found, opened),
        "log": [
            (
                dutch_day(line.said_on),
                _about(found, line),
                texts.KINDS[line.kind],
                _who(line.person, opened.staff.person),
            )
            for line in reversed(lines[-HISTORY:])
        ],
    }


def _boxes(draft: Draft, name: str, kind: Any) -> list[tuple[str, str, bool]]:  # noqa: ANN401 - a kind of codes
    chosen = draft.chosen[name]
    rows = [(str(code), LABELS[code], str(code) in chosen) for code in kind]
    return [*rows, (forms.NONE, "geen van deze", forms.NONE in chosen)]


def _reason(found: Portrait, subject: str) -> str:
    """Return why a colleague sent back what was written last; empty when nobody did."""
    line = found.returned(subject)
    return line.reason if line is not None else ""


LEGENDS = {
    "hoe": ("Hoe praten jullie met mensen?", "Online is e-coaching."),
    "taal": ("In welke taal kunnen jullie soms helpen?", "De begeleiding zelf is in het Nederlands."),
    "thema": ("Waarover?", ""),
    "groep": ("Welke mensen kennen jullie goed?", ""),
}


def offer(found: Portrait, opened: Opened, draft: Draft) -> dict[str, Any]:
    """Return what the form of the offer shows."""
    now = found.preview(found.as_of)
    return {
        "opened": opened,
        "draft": draft,
        "seen": found.version(OFFER),
        "groups": [(name, *LEGENDS[name], _boxes(draft, name, kind)) for name, _, kind in forms.LISTS],
        "now_text": now.profile.text,
        "now_facts": citizens.facts(now),
        "returned": _reason(found, OFFER),
    }


def address(found: Portrait, opened: Opened, draft: Draft, id_: str, *, new: bool) -> dict[str, Any]:
    """Return what the form of a location shows."""
    now = next((row for row in _locations(found) if row["id"] == id_), None)
    return {
        "opened": opened,
        "draft": draft,
        "id": id_,
        "new": new,
        "seen": found.version(About.LOCATION.of(id_)),
        "states": forms.STATES,
        "evenings": forms.EVENINGS,
        "boxes": _boxes(draft, "toegang", Access),
        "now": now,
        "returned": _reason(found, About.LOCATION.of(id_)),
    }


def words(found: Portrait, opened: Opened, draft: Draft, subject: str) -> dict[str, Any]:
    """Return what the form of a counsellor's own text shows."""
    newest = found.newest(subject)
    name = next(one.name for one in found.base.counsellors if About.COUNSELLOR.of(one.id) == subject)
    return {
        "opened": opened,
        "draft": draft,
        "name": name,
        "seen": found.version(subject),
        "now_text": str(newest.content["text"]) if newest else "",
        "returned": _reason(found, subject),
    }


def first_text(found: Portrait, subject: str) -> str:
    """Return the text that a counsellor goes on with: the newest one, or the register's."""
    newest = found.newest(subject)
    if newest is not None:
        return str(newest.content["text"])
    return next(one.text for one in found.base.counsellors if About.COUNSELLOR.of(one.id) == subject)


def preview(found: Portrait, desk: Desk) -> dict[str, Any]:
    """Return what a citizen would see, with what waits."""
    centre: Centre = found.preview(desk.today)
    return citizens.shown(centre, found.as_of, desk.today) | {
        "opened": desk.opened,
        "waiting": _waiting(found, desk.opened),
    }


def due(found: list[tuple[Location, int]]) -> list[dict[str, Any]]:
    """Return the passive locations that are asked about, as the start page shows them."""
    return [{"id": place.id, "address": citizens.place_words(place), "version": version} for place, version in found]
