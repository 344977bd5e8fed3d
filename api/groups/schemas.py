"""HTTP shapes of groups."""

from datetime import date
from typing import Annotated

from pydantic import Field

from api.schemas import TEXT_MAX, In, Out, Text


class JoinIn(In):
    """What a citizen lets be counted, in which group."""

    group_code: Annotated[Text, Field(max_length=TEXT_MAX)] = Field(description="Five words of four letters.")
    tools: list[Annotated[Text, Field(max_length=32)]] = Field(
        min_length=1,
        max_length=3,
        description="Of which the newest kept result is counted: kwaliteiten, waarden, orient.",
    )


class CountedOut(Out):
    """A tool of which the newest kept result is counted."""

    tool: str
    counted_on: date | None = Field(description="Null while it was not counted; what was counted stays in its sum.")


class MembershipOut(Out):
    """A group that a citizen is in."""

    group_id: str
    name: str
    organisation: str
    tools: list[CountedOut]


class MembershipsOut(Out):
    """Every group of a citizen."""

    items: list[MembershipOut]


class CellOut(Out):
    """One count."""

    code: str
    label: str
    people: int | None = Field(
        description="Rounded down to a multiple of five; null when fewer than ten people have it or have it not."
    )


class WaveOut(Out):
    """The sums of one wave: people who are in no other table of any group."""

    tool: str
    tool_name: str
    counted_on: date
    people: int = Field(description="How many were counted, rounded down to a multiple of five.")
    counts: list[CellOut]


class GroupOut(Out):
    """What an organisation sees of its group."""

    name: str
    organisation: str
    group_code: str = Field(description="To tell people who may join.")
    next_on: date = Field(description="When waves are counted again.")
    waves: list[WaveOut]
