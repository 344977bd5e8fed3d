"""HTTP shapes of accounts and kept results."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import Field, JsonValue

from api.account.shared.schemas import JointOut
from api.schemas import Day, Id, In, Out, Whole
from api.tools import KEEPS

Tool = Annotated[str, Field(json_schema_extra={"enum": list(KEEPS)})]


class ResumeIn(In):
    """A resume code."""

    resume_code: Id = Field(description="Five words of four letters; case, spaces and hyphens do not matter.")


class ResultIn(In):
    """A result to keep."""

    tool: Tool = Field(description="The tool that gave it.")
    document: dict[str, JsonValue] = Field(description="The result as the tool's own API gave it.")
    taken_on: Day | None = Field(default=None, description="Day of the test; today when absent.")


class AdoptIn(In):
    """A session to take over."""

    tool: Id
    session_token: Id


class ReceiptIn(In):
    """A receipt to recognise."""

    number: Id
    deleted_at: Id
    results: Whole = Field(ge=0)
    actions: Whole = Field(ge=0)
    sessions: Whole = Field(ge=0)
    signature: Id


class AccountOpenedOut(Out):
    """An account that is open now."""

    account_token: str = Field(
        description="Secret for the Authorization header; holds for twelve hours, or two without use."
    )
    resume_code: str | None = Field(description="Code to come back with; null for accounts of an identity provider.")


class AccountOut(Out):
    """What an account holds, in numbers."""

    kind: Literal["code", "identity"]
    created_at: datetime
    kept_until: datetime = Field(description="Moves on whenever the owner comes back.")
    results: int
    actions: int


class ResultOut(Out):
    """A kept result."""

    id: str
    tool: Tool
    taken_on: date
    created_at: datetime
    lines: list[str] = Field(description="What it says, in Dutch.")
    change: list[str] = Field(description="What changed since the one before of the same tool, beyond doubt only.")
    document: dict[str, Any]


class ResultsOut(Out):
    """Kept results, newest first, a page at a time."""

    items: list[ResultOut]
    next: str = Field(default="", description="What the next page is asked after; absent on the last one.")


class PageIn(In):
    """Which page of the kept results."""

    limit: int = Field(default=50, ge=1, le=100)
    after: str = Field(
        default="", pattern="^([0-9a-f]{32})?$", description="Id after which the page begins: next of the page before."
    )


class OverviewOut(JointOut):
    """The joint view."""


class ReceiptOut(Out):
    """Proof that everything was deleted; nothing of it is kept, the signature lets the service recognise it."""

    number: str
    deleted_at: str
    results: int
    actions: int
    sessions: int
    signature: str


class RecognisedOut(Out):
    """Whether a receipt is genuine."""

    genuine: bool
