"""HTTP shapes of plans."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from api.schemas import VERSION_MAX, Day, Id, In, Out
from models.plan.schema import ACTIONS_MAX, TEXT_MAX, Action

Words = Annotated[str, Field(strict=True, max_length=TEXT_MAX)]
Said = Annotated[str, Field(strict=True, max_length=TEXT_MAX), StringConstraints(strip_whitespace=True, min_length=1)]


class ActionIn(In):
    """An action with its five SMART fields; only what is needed."""

    what: Said = Field(description="What you will do.")
    why: Words = Field(default="", description="Why you want it.")
    with_whom: Words = Field(default="", description="With whom you do it.")
    by_when: Day | None = Field(default=None, description="Day by which it is done.")
    how_seen: Words = Field(default="", description="How you see that it worked.")
    origin: Annotated[str, Field(strict=True, max_length=32)] = Field(
        default="", description="Tool that it was taken over from; empty for your own idea."
    )
    origin_label: Annotated[str, Field(strict=True, max_length=200)] = Field(
        default="", description="What it was taken over from."
    )

    def to_action(self) -> Action:
        """Return it as the plan knows it."""
        return Action(**self.model_dump())


Seen = Annotated[
    int | None,
    Field(
        strict=True,
        ge=0,
        le=VERSION_MAX,
        description="The `version` that was read; what was changed since is not replaced. Absent: it is.",
    ),
]
"""What a change was made to."""


class ChangedIn(ActionIn):
    """An action as it is to be."""

    version: Seen = None

    def to_action(self) -> Action:
        """Return it as the plan knows it."""
        return Action(**self.model_dump(exclude={"version"}))


class OrderIn(In):
    """All actions of a plan in their new order."""

    ids: list[Id] = Field(max_length=ACTIONS_MAX)
    version: Seen = None


class TickIn(In):
    """Whether an action is done."""

    done_on: Day | None = Field(description="Day on which it was done; null opens it again.")
    version: Seen = None


class HintOut(Out):
    """A gentle remark on one field."""

    field: str
    code: str
    text: str


class ActionOut(Out):
    """An action as it stands in the plan."""

    id: str
    what: str
    why: str
    with_whom: str
    by_when: date | None
    how_seen: str
    origin: str
    origin_label: str
    done_on: date | None
    version: int = Field(description="What a change of this action may name, so that no later one is lost.")
    hints: list[HintOut]


class PlanOut(Out):
    """A plan in its order."""

    actions: list[ActionOut]
    version: int = Field(description="What another order may name, so that no later one is lost.")


class HintsOut(Out):
    """Remarks on an action that is not kept."""

    hints: list[HintOut]


class ProposalOut(Out):
    """An action that a kept result suggests; with whom and by when are yours to say."""

    what: str
    why: str
    how_seen: str
    origin: str
    origin_label: str


class ProposalsOut(Out):
    """Actions that kept results suggest and that the plan does not have yet."""

    items: list[ProposalOut]
