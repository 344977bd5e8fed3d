"""What the address of a step keeps, the draft of the form as JSON, and what Mijn loopbaan keeps; how both are read.

Each step has a draft of its own that never changes, so that Back, reload and a second tab show what they showed.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import Field, TypeAdapter, ValidationError

from api.jobbereik.forms import Draft
from api.jobbereik.schemas import ProfileIn
from api.web.tool import Document, KeptShape, Text
from models.jobbereik.schema import Reach

_DRAFTS = TypeAdapter(Draft)


def write(draft: Draft) -> str:
    """Return a draft as the text that is kept for its address."""
    return _DRAFTS.dump_json(draft, by_alias=True, exclude_none=True).decode()


def read(text: str) -> Draft | None:
    """Return the draft of an address, or ``None`` when it was written in another shape than drafts have now.

    Examples
    --------
    >>> kept = Draft(search="kok", errors={"zoek": "Typ eerst iets in het zoekveld."})
    >>> read(write(kept)) == kept, read('{"profile": 3}')
    (True, None)
    """
    try:
        return _DRAFTS.validate_json(text)
    except ValidationError:
        return None


class KeptRow(KeptShape):
    """An occupation of a list that was kept: how sure the step was, and the one thing that decided."""

    id: Text
    label: Text
    doubt: Text
    decides: Text


class KeptLists(KeptShape):
    """The lists of a profile on the day that it was kept."""

    made_on: date
    within: list[KeptRow] = Field(max_length=100)
    training: list[KeptRow] = Field(max_length=100)
    all_refused: list[Text] = Field(default=[], max_length=3)
    """Lists of which the person said no to all."""


def document(
    draft: Draft, found: Reach, rows: Mapping[str, list[dict[str, Any]]], all_refused: list[str], on: date
) -> str:
    """Return a profile with its lists as JSON, as the page shows them: what Mijn loopbaan keeps."""
    said = {
        name: [
            {**{k: row[k] for k in ("id", "label", "decides")}, "doubt": row["doubt"]["words"]} for row in rows[name]
        ]
        for name in ("within", "training")
    }
    members = draft.profile.model_dump(mode="json", by_alias=True, exclude_none=True)
    members |= {"catalogueVersion": found.catalogue_version, "modelVersion": found.model_version}
    return json.dumps(members | {"lists": said | {"madeOn": on.isoformat(), "allRefused": all_refused}})


def profile_of(kept: Document) -> ProfileIn:
    """Return the profile in what Mijn loopbaan keeps.

    Raises
    ------
    ValueError
        When it holds none of today's shape.
    """
    own = {field.alias or name for name, field in ProfileIn.model_fields.items()}
    return ProfileIn.model_validate({name: value for name, value in kept.items() if name in own})


def lists_of(kept: Document) -> KeptLists | None:
    """Return the lists in what Mijn loopbaan keeps; ``None`` for a profile that was kept alone."""
    try:
        return KeptLists.model_validate(kept.get("lists"))
    except ValidationError:
        return None
