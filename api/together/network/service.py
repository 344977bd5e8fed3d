"""An ecogram on the table: the form of Jouw netwerk, as it would stand at an address of its own.

Other people did not ask to be seen: to the coach somebody is "Iemand 3" with where they stand and where they come from,
unless the citizen ticked that person, shares what was told about other people, or the coach wrote the person down.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from fastapi import Request, Response
from starlette.datastructures import FormData

from api.netwerk import flow, forms, log, views
from api.netwerk.schemas import NetworkIn, PersonIn
from api.sessions.drafts import Drafts
from api.sessions.opened import Opened
from api.storage.account import KeptResult
from api.storage.sessions import Event
from api.together.log import Side, moves, state, state_event
from api.web.drafts import lead
from models.jobbereik.engine import Jobbereik
from models.netwerk.layout import ordered
from models.wording import say


def begin(kept: Sequence[KeptResult]) -> str:
    """Return the network that somebody kept last, or an empty one, as it is written."""
    documents = [row.document for row in kept if row.tool == "netwerk"][:1]
    draft = forms.Draft()
    for document in documents:
        known = {name: value for name, value in document.items() if name in _MEMBERS}
        try:
            network = NetworkIn.model_validate_json(json.dumps(known))
            network.to_network()
        except ValueError:
            continue
        draft = forms.Draft(network=network, step="wie")
    return log.DRAFTS.write(draft)


_MEMBERS = frozenset(field.alias or name for name, field in NetworkIn.model_fields.items())


def read(opened: Opened) -> forms.Draft:
    """Return the form that lies there."""
    return log.DRAFTS.read(json.dumps(state(opened))) or forms.Draft()


def masked(draft: forms.Draft, *, typed_here: bool) -> forms.Draft:
    """Return the form as a coach sees it.

    Parameters
    ----------
    typed_here
        Whether the coach made the last move: then what stands in the fields was typed by the coach.
    """
    drawn = ordered(draft.network.to_network())
    numbers = {person.id: number for number, person in enumerate(drawn, start=1)}
    people = [
        row
        if row.share
        else PersonIn(
            id=row.id,
            alias="x",
            category=row.category,
            ring=row.ring,
            strength=row.strength,
            direction=row.direction,
        ).model_copy(update={"alias": say("Iemand {number}", number=numbers[row.id])})  # says itself in each language
        for row in draft.network.people
    ]
    network = draft.network.model_copy(update={"people": people})
    if typed_here and draft.editing not in hidden(draft):
        return replace(draft, network=network)
    return replace(draft, network=network, editing="", typed={}, errors={}, problem="")


def hidden(draft: forms.Draft) -> set[str]:
    """Return the ids of people whom a coach does not see."""
    return {row.id for row in draft.network.people if not row.share}


def _by_coach(draft: forms.Draft, *, all_people: bool) -> bool:
    """Return whether a coach may do this: nobody writes over a person who is not shown."""
    about = {draft.editing, draft.argument if draft.verb == "wijzig" else ""}
    if not all_people and about & hidden(draft):
        return False
    if draft.verb == "bewaar-persoon" and draft.editing not in {row.id for row in draft.network.people}:
        draft.typed["share"] = "ja"  # whoever wrote it down knows it
    return True


def decide(
    opened: Opened, form: FormData, engine: Jobbereik, now: datetime, *, coach: bool, all_people: bool
) -> Sequence[Event]:
    """Return the form after a button, as an event; the network is the one that lies there, whatever the form says."""
    there = [(name, value) for name, value in form.multi_items() if name != "netwerk"]
    draft = forms.read(FormData([*there, ("netwerk", read(opened).json())]))
    if coach and not _by_coach(draft, all_people=all_people):
        return []
    flow.act(engine, draft)
    return [state_event(opened, log.DRAFTS.write(draft), now)]


def show(opened: Opened, engine: Jobbereik, *, coach: bool, all_people: bool) -> dict[str, Any]:
    """Return what the page shows."""
    draft = read(opened)
    unseen = hidden(draft) if not all_people else set()
    if coach and not all_people:
        made = moves(opened.events)
        draft = masked(draft, typed_here=bool(made) and made[-1][0] is Side.COACH)
    return views.view(engine, draft) | {"unseen": unseen if coach else (), "unseen_count": len(unseen)}


async def keep(request: Request, drafts: Drafts, opened: Opened, now: datetime) -> Response | None:
    """Lead the citizen to the network in Jouw netwerk; ``None`` when this browser cannot keep it."""
    draft = read(opened)
    draft.step, draft.typed, draft.editing, draft.errors, draft.problem = "overzicht", {}, "", {}, ""
    return await lead(request, drafts, "netwerk", log.DRAFTS.write(draft), "/netwerk/{draft}", now=now, first=True)
