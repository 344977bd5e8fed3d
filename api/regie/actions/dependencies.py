"""What routes and pages of quality actions ask for."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from fastapi import Depends, FastAPI, Path, Request

from api.dependencies import Now, Today
from api.keys.dependencies import Keyed
from api.keys.service import Caller, CallerRole
from api.regie.actions.service import Act, OpenedAction, QualityActions
from api.storage.cases import CaseStore


def install(app: FastAPI) -> None:
    """Put quality actions on an application that has its store."""
    app.state.quality_actions = QualityActions(CaseStore(app.state.database))


async def actions(request: Request) -> QualityActions:
    """Return all quality actions."""
    found: QualityActions = request.app.state.quality_actions
    return found


AllActions = Annotated[QualityActions, Depends(actions)]
ActionId = Annotated[str, Path(min_length=1, max_length=64, description="Id of the quality action.")]


@dataclass(frozen=True, slots=True)
class One:
    """The action of an address, for whoever calls."""

    actions: QualityActions
    id: str
    caller: Caller
    today: date
    now: datetime

    async def open(self) -> OpenedAction:
        """Return it as it stands."""
        return await self.actions.open(self.id, self.caller)

    async def act(self, act: Act, by: CallerRole = CallerRole.OPERATOR) -> OpenedAction:
        """Add an act to its log."""
        return await self.actions.act(self.id, self.caller, act, by, now=self.now)


async def one(
    id: ActionId,  # noqa: A002 - the field's own name
    all_: AllActions,
    caller: Keyed,
    today: Today,
    now: Now,
) -> One:
    """Return the action of the address."""
    return One(all_, id, caller, today, now)


ThisAction = Annotated[One, Depends(one)]
