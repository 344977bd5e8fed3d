"""Facts about reviews as lines of the log, and back."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from api.storage.reviews import ReviewFact
from models.regie.review_life import Review, ReviewEvent, replay

_EVENTS: TypeAdapter[ReviewEvent] = TypeAdapter(Annotated[ReviewEvent, Field(discriminator="kind")])


def to_payload(event: ReviewEvent) -> dict[str, Any]:
    """Return a fact as JSON, without what has a column of its own."""
    members: dict[str, Any] = _EVENTS.dump_python(event, mode="json")
    return {name: value for name, value in members.items() if name not in ("on", "kind")}


def review(facts: Iterable[ReviewFact]) -> Review:
    """Return the review of a log."""
    rows = ({**fact.payload, "kind": fact.kind, "on": fact.happened_on} for fact in facts)
    return replay(map(_EVENTS.validate_python, rows))


def to_facts(
    events: Sequence[ReviewEvent], start: int, actor: str, now: datetime, behalf: str | None = None
) -> tuple[ReviewFact, ...]:
    """Return facts as lines of the log, from a position on."""
    return tuple(
        ReviewFact(
            position=start + ahead,
            kind=event.kind,
            happened_on=event.on,
            payload=to_payload(event),
            actor=actor,
            behalf=behalf,
            recorded_at=now,
        )
        for ahead, event in enumerate(events)
    )
