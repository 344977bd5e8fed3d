"""Sessions as the store gives them back, for tests of learning from use."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from training.use.pseudonyms import Key
from training.use.records import Event, Session

AT = datetime(2026, 11, 29, 4, tzinfo=UTC)
KEY = Key(b"k" * 32)


def event(position: int, kind: str, subject: str, value: int | None, following: Mapping[str, Any] | None) -> Event:
    """Return an event with the question that followed it."""
    payload = {"reason": "chosen"} | ({"next": following} if following else {})
    return Event(
        position=position,
        kind=kind,
        subject=subject,
        value=value,
        propensity=0.5,
        payload=payload,
        month="2026-11",
    )


def session(
    number: int,
    *,
    events: Sequence[Event] | None = None,
    answers: Mapping[str, int | None] | None = None,
    person: str = "",
    language: str = "nl",
    month: str = "2026-11",
) -> Session:
    """Return a session of Oriënt."""
    given = answers if answers is not None else {f"i{place}": (number + place) % 5 + 1 for place in range(4)}
    return Session(
        id=f"session-{number}",
        person=person or f"person-{number}",
        tool="orient",
        language=language,
        details={},
        bank_version="bank-1",
        model_version="model-1",
        month=month,
        events=events
        if events is not None
        else [event(place, "answer", subject, value, None) for place, (subject, value) in enumerate(given.items())],
    )


def sessions(count: int) -> list[Session]:
    """Return sessions of so many persons."""
    return [session(number) for number in range(count)]
