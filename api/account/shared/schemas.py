"""HTTP shapes of what is shared: what a coach sees is what the citizen saw first."""

from datetime import date
from typing import Any

from pydantic import Field

from api.schemas import Out, Said

BANNER = "Dit is een hulp, geen oordeel. Het beslist niets over deze persoon."


class WeighingOut(Out):
    """How to weigh a result."""

    sure: list[Said] = Field(description="How sure it is: bands and chances in Dutch.")
    because: list[Said] = Field(description="Reasons of what it names.")
    careful: list[Said] = Field(description="What stood out in how it was answered, in a coach's words.")
    distrust: list[Said] = Field(description="When not to trust it, and why.")


class GivenOut(Out):
    """An answer behind a result."""

    group: Said = Field(description="The theme or part of the test that it belongs to.")
    text: str = Field(description="What was asked.")
    said: Said = Field(description="What was answered, in words.")
    seconds: float | None = Field(description="From showing to answering; null where it was not kept.")


class SharedResultOut(Out):
    """A result that is shared."""

    result_id: str
    tool: str
    tool_name: Said
    taken_on: date
    lines: list[Said] = Field(description="What it says, most telling first.")
    tells: Said = Field(description="What such a result tells and what not.")
    change: list[Said] = Field(description="What changed beyond its doubt since the one before that is shared too.")
    change_note: Said | None = Field(
        description="Why two days cannot be compared; null where they can, or one is shared."
    )
    doubt: WeighingOut
    versions: dict[str, str] = Field(description="Of its bank, model and catalogue, where it says so.")
    answers: list[GivenOut] | None = Field(description="Where the result kept them; null unless answers are shared.")
    document: dict[str, Any] | None = Field(description="As the tool gave it; null unless answers are shared.")


class SharedActionOut(Out):
    """An action of a plan that is shared."""

    what: str
    why: Said
    with_whom: str | None = Field(description="Null unless what was told about other people is shared.")
    by_when: date | None
    how_seen: Said
    done_on: date | None


class NamedByOut(Out):
    """A tool that names an occupation."""

    tool_name: Said
    because: Said


class MetOut(Out):
    """An occupation that results name."""

    occupation_id: str
    label: str
    named_by: list[NamedByOut]
    vacancies: Said = Field(description="How many are open, in words; empty when not known.")
    lacks: list[Said] = Field(description="What the law asks and what is to be learned; empty without a profile.")


class RefusedOut(Out):
    """An occupation that the citizen hid."""

    label: str
    why: Said


class JointOut(Out):
    """The questions on which the results meet."""

    can: list[Said]
    like: list[Said]
    value: list[Said]
    stand: list[Said] = Field(description="Where somebody stands: the themes of the Loopbaantest.")
    helpers: list[Said] = Field(description="Who can help, in numbers.")
    work: list[Said] = Field(description="Occupations within reach of the newest Jobbereik profile, best first.")
    both: list[Said] = Field(description="Those that also fit the newest interests.")
    occupations: list[MetOut] = Field(description="What results name, those of several tools first.")
    refused: list[RefusedOut] = Field(description="What was hidden, with the reason; shared with the answers only.")


class SharedOut(Out):
    """Everything that is shared."""

    banner: Said
    joint: JointOut
    results: list[SharedResultOut]
    plan: list[SharedActionOut] | None = Field(description="Null unless the plan is shared.")
