"""HTTP shapes of a centre's coaches."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, model_validator

from api.schemas import In, Out, Text

NAME_LEAST, NAME_MAX, METHOD_MAX, CONTRACT_MAX = 2, 100, 400, 200
OPEN_MOST = 50
"""Invitations of a centre that may be open at a time."""

Engagement = Literal["employee", "subcontractor"]


class CoachInvitationIn(In):
    """Whom a centre invites; a subcontractor with method and contract, as the quality rules ask."""

    name: Annotated[Text, Field(min_length=NAME_LEAST, max_length=NAME_MAX)] = Field(description="As citizens see it.")
    engagement: Engagement = "employee"
    method: Annotated[Text, Field(max_length=METHOD_MAX)] = Field(default="", description="How a subcontractor works.")
    contract: Annotated[Text, Field(max_length=CONTRACT_MAX)] = Field(
        default="", description="Day and kind of the contract."
    )

    @model_validator(mode="after")
    def _stated(self) -> "CoachInvitationIn":
        if self.engagement == "subcontractor" and not (self.method and self.contract):
            raise ValueError("a subcontractor needs method and contract: citizens read both")
        return self


class CoachInvitationOut(Out):
    """An open invitation."""

    invitation_id: str
    name: str
    engagement: Engagement
    method: str
    contract: str
    expires_at: datetime


class CoachInvitedOut(CoachInvitationOut):
    """An invitation that was just made."""

    code: str = Field(description="Five words of four letters; shown once, works once.")


class CentreCoachOut(Out):
    """A coach of a centre."""

    coach_id: str
    name: str
    coach_code: str = Field(description="What a coach tells a client who wants to share.")
    engagement: Engagement
    method: str
    contract: str
    created_at: datetime


class CentreCoachesOut(Out):
    """Coaches of a centre, and whom it invited."""

    items: list[CentreCoachOut]
    invitations: list[CoachInvitationOut]
