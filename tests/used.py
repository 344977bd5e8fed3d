"""Sessions as the store gives them back, for tests of learning from use."""

from collections.abc import Mapping
from datetime import UTC, datetime

from training.use.pseudonyms import Key
from training.use.records import Event, Session

AT = datetime(2026, 11, 29, 4, tzinfo=UTC)
KEY = Key(b"k" * 32)


def session(
    number: int,
    *,
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
        events=[
            Event(
                position=place,
                kind="answer",
                subject=subject,
                value=value,
                propensity=0.5,
                payload={"reason": "chosen"},
                month=month,
            )
            for place, (subject, value) in enumerate(given.items())
        ],
    )


def sessions(count: int) -> list[Session]:
    """Return sessions of so many persons."""
    return [session(number) for number in range(count)]
