"""HTTP shapes of what is shared: what a coach sees is what the citizen saw first."""

from datetime import date
from typing import Any

from pydantic import Field

from api.schemas import Out

BANNER = "Dit is een hulp, geen oordeel. Het beslist niets over deze persoon."


class WeighingOut(Out):
    """How to weigh a result."""

    sure: list[str] = Field(description="How sure it is: bands and chances in Dutch.")
    because: list[str] = Field(description="Reasons of what it names.")
    careful: list[str] = Field(description="What stood out in how it was answered, in a coach's words.")
    distrust: list[str] = Field(description="When not to trust it, and why.")


class SharedResultOut(Out):
    """A result that is shared."""

    result_id: str
    tool: str
    tool_name: str
    taken_on: date
    lines: list[str] = Field(description="What it says, most telling first.")
    change: list[str] = Field(description="What changed beyond its doubt since the one before that is shared too.")
    doubt: WeighingOut
    versions: dict[str, str] = Field(description="Of its bank, model and catalogue, where it says so.")
    document: dict[str, Any] | None = Field(description="As the tool gave it; null unless answers are shared.")


class SharedActionOut(Out):
    """An action of a plan that is shared."""

    what: str
    why: str
    with_whom: str | None = Field(description="Null unless what was told about other people is shared.")
    by_when: date | None
    how_seen: str
    done_on: date | None


class JointOut(Out):
    """The questions on which the results meet."""

    can: list[str]
    like: list[str]
    value: list[str]
    work: list[str] = Field(description="Occupations within reach, best first.")
    both: list[str] = Field(description="Those that fit the interests as well.")


class SharedOut(Out):
    """Everything that is shared."""

    banner: str
    joint: JointOut
    results: list[SharedResultOut]
    plan: list[SharedActionOut] | None = Field(description="Null unless the plan is shared.")
