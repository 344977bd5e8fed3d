"""Facts about complaints as lines of the log, and back; and what the addresses of their pages keep."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from api.klachten.forms import Draft, Kept
from api.storage.cases import CaseFact
from api.web.drafts import Shape
from models.klachten.events import Event
from models.klachten.life import Complaint, replay

DRAFTS = Shape(Draft)
"""What was typed into a form with mistakes."""

KEPT = Shape(Kept)
"""The complaint that somebody looks at."""

_EVENTS: TypeAdapter[Event] = TypeAdapter(Annotated[Event, Field(discriminator="kind")])


def to_payload(event: Event) -> dict[str, Any]:
    """Return a fact as JSON, without what has a column of its own.

    Examples
    --------
    >>> from models.klachten.events import Defended
    >>> to_payload(Defended(on=date(2026, 1, 2)))
    {}
    """
    members: dict[str, Any] = _EVENTS.dump_python(event, mode="json")
    return {name: value for name, value in members.items() if name not in ("on", "kind")}


def from_payload(kind: str, on: date, payload: Mapping[str, Any]) -> Event:
    """Return the fact of a line of the log.

    Examples
    --------
    >>> from_payload("noticed", date(2026, 1, 2), {}).kind
    'noticed'
    """
    return _EVENTS.validate_python({**payload, "kind": kind, "on": on})


def complaint(facts: Iterable[CaseFact]) -> Complaint:
    """Return the complaint of a log."""
    return replay(from_payload(fact.kind, fact.happened_on, fact.payload) for fact in facts)
