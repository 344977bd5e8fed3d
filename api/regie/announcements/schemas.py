"""HTTP shapes of what the director tells centres."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from api.schemas import Day, In, Out, Text

TITLE_LONGEST, TEXT_LONGEST = 150, 5_000


class AnnouncementKind(StrEnum):
    """Whether a message binds."""

    NEWS = "news"
    INSTRUCTION = "instruction"


class AnnouncementIn(In):
    """A message to all centres."""

    kind: AnnouncementKind = Field(description="An instruction binds; news does not.")
    title: Annotated[Text, Field(min_length=1, max_length=TITLE_LONGEST)]
    text: Annotated[Text, Field(min_length=1, max_length=TEXT_LONGEST, description="Plain text.")]
    effective_on: Day = Field(description="Day from which it holds; not before the day on which it is told.")


class AnnouncementOut(Out):
    """A message and how many centres read it."""

    id: str
    kind: AnnouncementKind
    title: str
    text: str
    effective_on: date
    published_at: datetime
    centres: int = Field(description="Centres with a mandate today.")
    centres_read: int = Field(
        description="Those of them of which at least one employee, or the centre's own system, marked it as read."
    )


class CentreAnnouncementOut(Out):
    """A message as a centre's key sees it."""

    id: str
    kind: AnnouncementKind
    title: str
    text: str
    effective_on: date
    published_at: datetime
    read_at: datetime | None = Field(description="When this key's centre marked it as read over the API; null for not.")
    employees_read: int = Field(description="Employees of the centre who marked it as read at its desk.")


class CentreAnnouncementsIn(In):
    """Which messages."""

    unread: bool = Field(default=False, description="Whether only those that were not marked as read over the API.")


class CentreAnnouncementsOut(Out):
    """Messages, newest first."""

    items: list[CentreAnnouncementOut]


class AnnouncementsOut(Out):
    """Messages, newest first."""

    items: list[AnnouncementOut]
