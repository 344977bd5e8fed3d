"""What a session of the Loopbaantest knows, read from its log: the last reply to each statement counts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from api.sessions.opened import Opened
from item_bank.loopbaantest.schema import POINTS, Bank, Item, ItemId, WorkStatus
from item_bank.schema import CatalogueError
from models.loopbaantest.schema import Answers

TOOL = "loopbaantest"
ANSWER, SATISFACTION, PREVIOUS = "answer", "satisfaction", "previous"


class Reason(StrEnum):
    """Why a statement has no answer."""

    SKIPPED = "skipped"
    NOT_APPLICABLE = "not-applicable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What was said to a statement: a point, or why there is none."""

    value: int | None
    reason: Reason | None
    milliseconds: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Previous:
    """An earlier test of the same person, as it was when it was put beside this one."""

    answers: Answers
    bank_version: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """A session as it stands.

    Attributes
    ----------
    satisfaction_asked
        Whether the person was asked how satisfied they are with their work, answered or not.
    previous
        Earlier test to compare with, when the person has one.
    """

    opened: Opened
    status: WorkStatus
    replies: Mapping[ItemId, Reply] = field(default_factory=dict)
    satisfaction: int | None = None
    satisfaction_asked: bool = False
    previous: Previous | None = None

    @property
    def answers(self) -> Answers:
        """The replies as the engine knows them."""
        return Answers(
            status=self.status,
            values={item: reply.value for item, reply in self.replies.items()},
            milliseconds={
                item: reply.milliseconds
                for item, reply in self.replies.items()
                if reply.milliseconds is not None and reply.value is not None
            },
            satisfaction=self.satisfaction,
        )

    def next_open(self, bank: Bank) -> Item | None:
        """Return the first statement without any reply; a skipped one has a reply."""
        return next((item for item in bank.items if item.id not in self.replies), None)


def snapshot(log: Log) -> dict[str, Any]:
    """Return a test as another session keeps it beside its own."""
    return {
        "status": log.status.value,
        "bankVersion": log.opened.session.bank_version,
        "madeAt": log.opened.session.created_at.isoformat(),
        "values": {item: reply.value for item, reply in log.replies.items()},
        "satisfaction": log.satisfaction,
    }


def _previous(payload: Mapping[str, Any]) -> Previous:
    return Previous(
        answers=Answers(
            status=WorkStatus(payload["status"]),
            values={ItemId(item): value for item, value in payload["values"].items()},
            satisfaction=payload["satisfaction"],
        ),
        bank_version=payload["bankVersion"],
        made_at=datetime.fromisoformat(payload["madeAt"]),
    )


def read(opened: Opened) -> Log:
    """Read the log of a session.

    Raises
    ------
    item_bank.schema.CatalogueError
        When the log holds what this release never writes.
    """
    replies: dict[ItemId, Reply] = {}
    satisfaction: int | None = None
    earlier = opened.session.details.get("previous")
    for event in opened.events:
        if event.kind == ANSWER:
            if event.value is not None and event.value not in POINTS:
                raise CatalogueError(f"session log, position {event.position}: value {event.value}; allowed is 1 to 5")
            reason = (event.payload or {}).get("reason")
            replies[ItemId(event.subject)] = Reply(
                value=event.value, reason=Reason(reason) if reason else None, milliseconds=event.milliseconds
            )
        elif event.kind == SATISFACTION:
            satisfaction = event.value
        elif event.kind == PREVIOUS:
            earlier = event.payload
    return Log(
        opened=opened,
        status=WorkStatus(opened.session.details["workStatus"]),
        replies=replies,
        satisfaction=satisfaction,
        satisfaction_asked=any(event.kind == SATISFACTION for event in opened.events),
        previous=_previous(earlier) if earlier else None,
    )
