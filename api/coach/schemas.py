"""HTTP shapes of the coach's side."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field, model_validator

from api.account.shared.schemas import SharedOut
from api.schemas import Flag, Id, In, Out, Text
from models.plan.schema import TEXT_MAX

NOTE_MAX = 4_000

Note = Annotated[Text, Field(min_length=1, max_length=NOTE_MAX)]
Kind = Literal["occupation", "action", "tool"]


class NoteIn(In):
    """A note, which the client reads at once."""

    text: Note


class SuggestionIn(In):
    """A suggestion, which the client takes over, changes or hides."""

    kind: Kind | None = Field(default=None, description="What it is; told by the other members when absent.")
    text: Annotated[Text, Field(max_length=TEXT_MAX)] = ""
    occupation_id: Id | None = None
    tool: Id | None = Field(default=None, description="The one word of a tool to do before the next talk.")

    @model_validator(mode="after")
    def _about_something(self) -> "SuggestionIn":
        about = [name for name in ("occupation_id", "tool") if getattr(self, name) is not None]
        if len(about) > 1 or (self.kind == "action" and about):
            raise ValueError("allowed is one of occupationId and tool, and neither for an action")
        if (self.kind == "occupation" and self.occupation_id is None) or (self.kind == "tool" and self.tool is None):
            raise ValueError("an occupation needs occupationId, a tool needs tool")
        if not about and not self.text:
            raise ValueError("text is empty; an action says what to do")
        return self

    @property
    def said(self) -> Kind:
        """Return what it is."""
        return "occupation" if self.occupation_id else "tool" if self.tool else "action"


class LinkIn(In):
    """The code that goes with a link."""

    link_code: Id


class CoachOut(Out):
    """A coach."""

    coach_code: str = Field(description="What a coach tells a client who wants to share.")
    centre_id: str
    name: str
    active: Flag = Field(description="Whether the centre's mandate holds today; without it a coach sees nothing.")


class ClientRowOut(Out):
    """Something that is shared with a coach; there is no score here, and nothing to sort people by."""

    share_id: str
    alias: str
    shared_on: date
    expires_on: date
    new: bool = Field(description="Not looked at yet.")


class ClientsOut(Out):
    """What is shared with a coach, newest first."""

    items: list[ClientRowOut]


class LeftOut(Out):
    """A note or a suggestion."""

    message_id: str
    kind: Literal["note", "occupation", "action", "tool"]
    about: str | None
    about_label: str | None
    text: str
    state: Literal["open", "taken", "hidden"] = Field(description="What the client did with it.")
    written_at: datetime


class ClientOut(SharedOut):
    """Everything that a client shares."""

    share_id: str
    alias: str
    shared_on: date
    expires_on: date
    invited: bool = Field(description="Whether the client has something open to look along at now, on the pages.")
    notes: list[LeftOut]
    suggestions: list[LeftOut]
