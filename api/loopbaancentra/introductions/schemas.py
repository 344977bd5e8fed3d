"""HTTP shapes of introductions."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from api.schemas import SHAPE, Flag, Id, In, Out, Text

MESSAGE_MAX = 1_000
ANSWER_MAX = 1_000
STEPS_MAX = 30


class IntroductionStatus(StrEnum):
    """Where an introduction stands; a centre sees nothing of one that is only kept."""

    KEPT = "kept"
    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


Email = Annotated[Text, Field(max_length=200, pattern=r"^[^\s@<>\"']+@[^\s@<>\"']+\.[^\s@<>\"']+$")]
StepCode = Annotated[str, Field(strict=True, pattern=r"^[a-z0-9-]{1,64}$")]
Phone = Annotated[Text, Field(pattern=r"^\+?[0-9 ./-]{8,20}$")]


class ContactIn(In):
    """How the centre reaches the citizen: at least one of email and phone."""

    name: Annotated[Text, Field(max_length=100)] = Field(default="", description="As the citizen wants to be called.")
    email: Email | None = None
    phone: Phone | None = None

    @model_validator(mode="after")
    def _reachable(self) -> "ContactIn":
        if self.email is None and self.phone is None:
            raise ValueError("email or phone is needed, so that the centre can answer")
        return self


class IntroductionIn(In):
    """A request for a first talk, which costs nothing."""

    model_config = SHAPE | {
        "json_schema_extra": {
            "examples": [
                {
                    "centreId": "voorbeeldcentrum-017",
                    "contact": {"name": "Kim", "email": "kim@example.org"},
                    "message": "Ik zoek werk dat ik kan volhouden.",
                    "consent": True,
                }
            ]
        }
    }

    centre_id: Id
    contact: ContactIn
    message: Annotated[Text, Field(max_length=MESSAGE_MAX)] = ""
    steps: list[StepCode] = Field(
        default=[], max_length=STEPS_MAX, description="Codes of a referral that the citizen shares with the centre."
    )
    consent: Flag = Field(description="True: send it to the centre now. False: keep it; the centre sees nothing.")


class CentreAnswerIn(In):
    """What the centre answers."""

    accepted: Flag
    text: Annotated[Text, Field(max_length=ANSWER_MAX)] = ""


class InboxIn(In):
    """Which page of an inbox."""

    limit: int = Field(default=50, ge=1, le=100)
    after: str = Field(
        default="", pattern="^([0-9a-f]{32})?$", description="Id after which the page begins: next of the page before."
    )


class ContactOut(Out):
    """How the centre reaches the citizen."""

    name: str = ""
    email: str | None = None
    phone: str | None = None


class IntroductionOut(Out):
    """An introduction as whoever asks may see it."""

    id: str
    code: str | None = Field(description="The citizen's code, shown once: who has it can look and withdraw.")
    centre_id: str
    centre_name: str | None = Field(description="Null when the centre is not in the register any more.")
    status: IntroductionStatus
    contact: ContactOut | None = Field(description="Null once it is withdrawn.")
    message: str | None
    steps: list[str] | None
    answer: str | None
    created_at: datetime
    sent_at: datetime | None
    answered_at: datetime | None
    expires_at: datetime = Field(description="After this moment everything is deleted.")


class IntroductionsOut(Out):
    """What was sent to a centre, oldest first."""

    items: list[IntroductionOut]
    next: str | None = Field(description="What the next page is asked after; null on the last one.")
