"""What the event log of a session says: replies as they stand now, and every question that was ever asked.

Each reply is kept with the question that followed it, so the next question after a restart, on another worker or after
a repeated request is the one that was promised, and a late answer to it is still welcome.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from api.storage.sessions import Event
from models.orient.schema import Question, QuestionKind, Replies

ANSWER, RATING, HIDE, SHOW = "answer", "rating", "hide", "show"
"""Kinds of events."""

OWN_CHOICE = "own-choice"
"""Reason of a rating that was not asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A question that was asked.

    Attributes
    ----------
    id
        Of the item or the occupation; empty when the session was finished.
    reason
        Why it was chosen; a code of the engine.
    """

    kind: QuestionKind
    id: str
    propensity: float
    reason: str

    def payload(self) -> dict[str, Any]:
        """Return it as it is kept."""
        return {"kind": self.kind.value, "id": self.id, "propensity": self.propensity, "reason": self.reason}


def offer_of(question: Question) -> Offer:
    """Return a question of the engine as it is kept."""
    asked = question.item or question.occupation
    id_ = "" if asked is None else str(asked.id)
    return Offer(kind=question.kind, id=id_, propensity=question.propensity, reason=question.reason.value)


def _read(kept: Mapping[str, Any] | None) -> Offer | None:
    if kept is None:
        return None
    return Offer(kind=QuestionKind(kept["kind"]), id=kept["id"], propensity=kept["propensity"], reason=kept["reason"])


@dataclass(slots=True, kw_only=True)
class Log:
    """Where a session stands.

    Attributes
    ----------
    answers, ratings
        By id, in the order of the first reply.
    skipped
        Items that the person passed over; "weet ik niet" is another thing.
    hidden
        Reason by occupation id.
    offers
        Every question asked, as it was kept, by kind and id.
    last
        The question asked last, as it was kept; ``None`` before the first reply.
    order
        Kind and id of all replies, in the order of the first reply.
    volunteered
        Rated occupations that were not asked for: they take no question's place.
    """

    answers: dict[str, int | None] = field(default_factory=dict)
    ratings: dict[str, int | None] = field(default_factory=dict)
    skipped: set[str] = field(default_factory=set)
    hidden: dict[str, str] = field(default_factory=dict)
    offers: dict[tuple[str, str], Mapping[str, Any]] = field(default_factory=dict)
    last: Mapping[str, Any] | None = None
    order: list[tuple[QuestionKind, str]] = field(default_factory=list)
    volunteered: set[str] = field(default_factory=set)

    def replies(self) -> Replies:
        """Return the replies as the engine knows them."""
        return Replies(
            answers=self.answers,
            ratings=self.ratings,
            hidden=frozenset(self.hidden),
            volunteered=frozenset(self.volunteered),
        )

    def place(self, subject: tuple[QuestionKind, str]) -> int:
        """Return the number of the question that got this reply, or that was open when it was given unasked.

        Raises
        ------
        ValueError
            When there is no such reply.
        """
        before = self.order[: self.order.index(subject)]
        return 1 + sum(kind is QuestionKind.ITEM or id_ not in self.volunteered for kind, id_ in before)

    @property
    def upcoming(self) -> Offer | None:
        """The question asked last; ``None`` before the first reply."""
        return _read(self.last)

    def offer(self, kind: QuestionKind, id_: str) -> Offer | None:
        """Return a question that was asked; ``None`` when it was not."""
        return _read(self.offers.get((kind.value, id_)))

    def given(self, kind: QuestionKind) -> dict[str, int | None]:
        """Return the replies of one kind."""
        return self.answers if kind is QuestionKind.ITEM else self.ratings

    def note(self, event: Event) -> None:
        """Take in one event."""
        if event.kind in (ANSWER, RATING):
            kind = QuestionKind.ITEM if event.kind == ANSWER else QuestionKind.OCCUPATION
            given = self.given(kind)
            if event.subject not in given:
                self.order.append((kind, event.subject))
            given[event.subject] = event.value
            if kind is QuestionKind.OCCUPATION:
                unasked = (event.payload or {}).get("reason") == OWN_CHOICE
                (self.volunteered.add if unasked else self.volunteered.discard)(event.subject)
            else:
                (self.skipped.add if (event.payload or {}).get("skipped") else self.skipped.discard)(event.subject)
        elif event.kind == HIDE:
            self.hidden[event.subject] = (event.payload or {}).get("reason", "other")
        elif event.kind == SHOW:
            self.hidden.pop(event.subject, None)
        asked = (event.payload or {}).get("next")
        if asked:
            self.last = self.offers[asked["kind"], asked["id"]] = asked


def read(events: Iterable[Event]) -> Log:
    """Return where a session stands after these events."""
    log = Log()
    for event in events:
        log.note(event)
    return log
