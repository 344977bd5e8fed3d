"""An ecogram on the table: the form of Jouw netwerk, as it would stand at an address of its own."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from fastapi import Request, Response
from starlette.datastructures import FormData

from api.netwerk import flow, forms, log, views
from api.netwerk.schemas import NetworkIn
from api.sessions.drafts import Drafts
from api.sessions.opened import Opened
from api.storage.account import KeptResult
from api.storage.sessions import Event
from api.together.log import state, state_event
from api.web.drafts import lead
from models.jobbereik.engine import Jobbereik


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


def decide(opened: Opened, form: FormData, engine: Jobbereik, now: datetime) -> Sequence[Event]:
    """Return the form after a button, as an event; the network is the one that lies there, whatever the form says."""
    there = [(name, value) for name, value in form.multi_items() if name != "netwerk"]
    draft = forms.read(FormData([*there, ("netwerk", read(opened).json())]))
    flow.act(engine, draft)
    return [state_event(opened, log.DRAFTS.write(draft), now)]


def show(opened: Opened, engine: Jobbereik) -> dict[str, Any]:
    """Return what the page shows."""
    return views.view(engine, read(opened))


async def keep(request: Request, drafts: Drafts, opened: Opened, now: datetime) -> Response | None:
    """Lead the citizen to the network in Jouw netwerk; ``None`` when this browser cannot keep it."""
    draft = read(opened)
    draft.step, draft.typed, draft.editing, draft.errors, draft.problem = "overzicht", {}, "", {}, ""
    return await lead(request, drafts, "netwerk", log.DRAFTS.write(draft), "/netwerk/{draft}", now=now, first=True)
