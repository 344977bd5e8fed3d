"""Facts about cheques as lines of the log, and back; and what the address of a cheque that is looked at keeps."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from api.loopbaancheque.cheques.forms import Draft
from api.web.drafts import Shape
from models.loopbaancheque.life_events import Event

DRAFTS = Shape(Draft)
"""The two numbers as they were typed."""

_EVENTS: TypeAdapter[Event] = TypeAdapter(Annotated[Event, Field(discriminator="kind")])


def to_payload(event: Event) -> dict[str, Any]:
    """Return a fact as JSON, without what has a column of its own.

    Examples
    --------
    >>> from models.loopbaancheque.life_events import Objected
    >>> to_payload(Objected(on=date(2024, 1, 2)))
    {}
    """
    members: dict[str, Any] = _EVENTS.dump_python(event, mode="json")
    return {name: value for name, value in members.items() if name not in ("on", "kind")}


def from_payload(kind: str, on: date, payload: Mapping[str, Any]) -> Event:
    """Return the fact of a line of the log.

    Examples
    --------
    >>> from_payload("objected", date(2024, 1, 2), {}).kind
    'objected'
    """
    return _EVENTS.validate_python({**payload, "kind": kind, "on": on})
