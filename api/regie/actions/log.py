"""Facts about quality actions as lines of the log, and back."""

from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from api.storage.cases import CaseFact
from models.regie.action_life import ActionEvent, QualityAction, replay

_EVENTS: TypeAdapter[ActionEvent] = TypeAdapter(Annotated[ActionEvent, Field(discriminator="kind")])


def to_payload(event: ActionEvent) -> dict[str, Any]:
    """Return a fact as JSON, without what has a column of its own."""
    members: dict[str, Any] = _EVENTS.dump_python(event, mode="json")
    return {name: value for name, value in members.items() if name not in ("on", "kind")}


def action(facts: Iterable[CaseFact]) -> QualityAction:
    """Return the quality action of a log."""
    rows = ({**fact.payload, "kind": fact.kind, "on": fact.happened_on} for fact in facts)
    return replay(map(_EVENTS.validate_python, rows))
