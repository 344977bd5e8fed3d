"""HTTP shapes of quality actions."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from api.schemas import Day, Id, In, Out, Text
from models.regie.action_life import ActionKind, ActionResult, ActionStatus, ActionTheme

TEXT_LONGEST = 3_000

Written = Annotated[Text, Field(min_length=1, max_length=TEXT_LONGEST)]


class ActionPlanIn(In):
    """The plan of a talk with a centre."""

    kind: ActionKind = Field(description="Start talk, restart talk at a second mandate, or content action.")
    day: Day = Field(description="Of the talk.")
    theme: ActionTheme
    agreements: Annotated[Text, Field(max_length=TEXT_LONGEST)] = Field(
        default="", description="What is to be agreed, without names; may be empty before the talk."
    )
    follow_up_on: Day = Field(description="Day on which it is looked at again.")


class NewActionIn(ActionPlanIn):
    """The plan of a talk, and with which centre."""

    centre_id: Id


class ActionReportIn(In):
    """What was said at the talk, without names; the last report counts."""

    text: Written
    agreements: Written
    follow_up_on: Day


class ActionReplyIn(In):
    """What the centre replies to the report."""

    text: Written


class ActionCloseIn(In):
    """The result, with reasons and without names."""

    result: ActionResult = Field(description="not-held for a talk without a report; the others after one.")
    reasons: Written


class ActionQueryIn(In):
    """Which page of all actions."""

    after: Annotated[str, Field(max_length=64)] = Field(default="", description="As the page before said.")
    limit: Annotated[int, Field(ge=1, le=200)] = 100


class ToldOut(Out):
    """A report of the director's team, or a reply of the centre."""

    kind: Literal["reported", "replied"]
    on: date
    text: str
    agreements: str | None = Field(description="Of a report.")


class QualityActionOut(Out):
    """A quality action."""

    id: str
    centre_id: str
    kind: ActionKind
    status: ActionStatus
    day: date
    theme: ActionTheme
    agreements: str
    follow_up_on: date
    due_on: date | None = Field(description="Day on which the team has to do something; null once it is closed.")
    report: str | None = Field(description="The last one: it counts.")
    reply_until: date | None = Field(description="Last day of the centre's reply to the report.")
    replies: list[str]
    told: list[ToldOut] = Field(description="All reports and replies, in their order.")
    result: ActionResult | None
    reasons: str | None


class QualityActionsOut(Out):
    """Quality actions in the order of their ids."""

    items: list[QualityActionOut]
    after: str | None = Field(description="Where the next page begins; null on the last one.")
