"""What routes and pages of mandates ask for."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from fastapi import Depends, FastAPI, Path, Request

from api.dependencies import Now, Today
from api.keys.dependencies import Operator
from api.keys.service import Caller
from api.regie.mandates.service import Act, Mandates, OpenedMandate
from api.storage.cases import CaseStore


def install(app: FastAPI) -> None:
    """Put mandates on an application that has its store."""
    app.state.mandates = Mandates(CaseStore(app.state.database), app.state.followed)


async def mandates(request: Request) -> Mandates:
    """Return all mandates."""
    found: Mandates = request.app.state.mandates
    return found


AllMandates = Annotated[Mandates, Depends(mandates)]
MandateId = Annotated[str, Path(min_length=1, max_length=64)]


@dataclass(frozen=True, slots=True)
class One:
    """The mandate of an address, for whoever calls."""

    mandates: Mandates
    id: str
    caller: Caller
    today: date
    now: datetime

    async def open(self) -> OpenedMandate:
        """Return it as it stands."""
        return await self.mandates.open(self.id, today=self.today)

    async def act(self, act: Act) -> OpenedMandate:
        """Add an act to its log."""
        return await self.mandates.act(self.id, self.caller, act, today=self.today, now=self.now)


async def one(
    id: MandateId,  # noqa: A002 - the field's own name
    all_: AllMandates,
    caller: Operator,
    today: Today,
    now: Now,
) -> One:
    """Return the mandate of the address, for the operator."""
    return One(all_, id, caller, today, now)


ThisMandate = Annotated[One, Depends(one)]
