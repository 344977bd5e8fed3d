"""HTTP shapes of sharing, for the citizen."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field, model_validator

from api.account.shared.schemas import SharedOut
from api.schemas import SHAPE, Day, Flag, Id, In, Out, Text
from models.plan.schema import TEXT_MAX

RESULTS_MOST = 50
ALIAS_MAX = 60

READS_SHOWN = 200
"""Looks that are told at once, and asked in one page at most."""


class ShareIn(In):
    """What a citizen shares; nothing is shared that is not said here."""

    model_config = SHAPE | {
        "json_schema_extra": {"examples": [{"resultIds": ["0f0e..."], "includePlan": True, "expiresOn": "2027-01-31"}]}
    }

    result_ids: list[Id] = Field(max_length=RESULTS_MOST, description="Ids of kept results.")
    include_answers: Flag = Field(default=False, description="Whether results are shared as the tool gave them.")
    include_plan: Flag = False
    include_other_people: Flag = Field(default=False, description="Whether what was told about others is shared.")
    coach_code: Id | None = Field(default=None, description="Code that a coach told; without it a link is made.")
    expires_on: Day | None = Field(
        default=None, description="Last day; 30 days from now when absent, at most 13 months."
    )
    alias: Annotated[Text, Field(max_length=ALIAS_MAX)] | None = Field(
        default=None, description="What the coach calls you; a name of no meaning when absent."
    )

    @model_validator(mode="after")
    def _something(self) -> "ShareIn":
        if not self.result_ids and not self.include_plan:
            raise ValueError("resultIds is empty and the plan is not shared; allowed is at least one of them")
        return self


class ShareOut(Out):
    """A share that was made now."""

    share_id: str
    with_: str = Field(serialization_alias="with", description="Who may see it, in Dutch.")
    expires_on: date
    link: str | None = Field(description="Address to give; null when a coach was named.")
    link_code: str | None = Field(
        description="Code to tell apart from the link, shown once; null when a coach was named."
    )
    preview: SharedOut = Field(description="Exactly what will be seen.")


class SharePreviewOut(Out):
    """What would be seen; nothing is shared yet."""

    with_: str = Field(serialization_alias="with")
    expires_on: date
    preview: SharedOut


class ShareRowOut(Out):
    """A share in the list of its citizen."""

    share_id: str
    with_: str = Field(serialization_alias="with")
    alias: str
    created_at: datetime
    expires_on: date
    revoked_on: date | None
    in_force: bool
    last_read_at: datetime | None


class SharesOut(Out):
    """Every share of a citizen, newest first."""

    items: list[ShareRowOut]


class ReadOut(Out):
    """One look at a share."""

    at: datetime
    by: str
    what: Literal["shared-results", "conversation-sheet", "together"]


class ReadsIn(In):
    """Which page of who looked."""

    limit: int = Field(default=READS_SHOWN, ge=1, le=READS_SHOWN)
    after: str = Field(
        default="", pattern="^([0-9a-f]{32})?$", description="Where the page begins: next of the page before."
    )


class ReadsOut(Out):
    """Who looked, newest first, a page at a time."""

    items: list[ReadOut]
    next: str | None = Field(description="What the next page is asked after; null on the last one.")


class MessageOut(Out):
    """A note or a suggestion of a coach."""

    message_id: str
    kind: Literal["note", "occupation", "action", "tool"]
    about: str | None = Field(description="Id of the occupation, or the tool's one word.")
    about_label: str | None = Field(description="The same in Dutch.")
    text: str
    state: Literal["open", "taken", "hidden"]
    written_at: datetime


class MessagesOut(Out):
    """What a coach left, oldest first; the citizen reads it as soon as the coach wrote it."""

    items: list[MessageOut]


class SettleIn(In):
    """What a citizen does with a message."""

    state: Literal["open", "taken", "hidden"]
    was: Literal["open", "taken", "hidden"] | None = Field(
        default=None, description="The state that was read; one that was changed since is not replaced."
    )
    what: Annotated[Text, Field(max_length=TEXT_MAX)] | None = Field(
        default=None, description="Of a suggestion that is taken over into the plan: in the citizen's own words."
    )
