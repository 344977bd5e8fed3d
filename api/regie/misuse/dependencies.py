"""What routes of cases ask for."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from fastapi import Depends, FastAPI, Path, Request

from api.dependencies import Now, Today
from api.keys.dependencies import Keyed
from api.keys.service import Caller, CallerRole
from api.regie.misuse.schemas import RecoveryIn
from api.regie.misuse.service import Act, Cases, OpenedCase
from api.storage.cases import CaseStore


def install(app: FastAPI) -> None:
    """Put cases on an application that has the director's facts."""
    app.state.misuse_cases = Cases(CaseStore(app.state.database), app.state.regie, app.state.cheques)


async def cases(request: Request) -> Cases:
    """Return all cases."""
    found: Cases = request.app.state.misuse_cases
    return found


AllCases = Annotated[Cases, Depends(cases)]


@dataclass(frozen=True, slots=True)
class One:
    """The case of an address, for whoever calls."""

    cases: Cases
    id: str
    caller: Caller
    today: date
    now: datetime

    async def open(self) -> OpenedCase:
        """Return it as it stands."""
        return await self.cases.open(self.id, self.caller, today=self.today)

    async def recover(self, body: RecoveryIn) -> OpenedCase:
        """Recover the fee of a cheque."""
        return await self.cases.recover(self.id, body, self.caller, today=self.today, now=self.now)

    async def act(self, act: Act, by: CallerRole = CallerRole.OPERATOR) -> OpenedCase:
        """Add an act to its log."""
        return await self.cases.act(self.id, self.caller, act, by, today=self.today, now=self.now)


async def one(
    id: Annotated[str, Path(min_length=1, max_length=64)],  # noqa: A002 - the field's own name
    all_: AllCases,
    caller: Keyed,
    today: Today,
    now: Now,
) -> One:
    """Return the case of the address, for whoever calls."""
    return One(all_, id, caller, today, now)


ThisCase = Annotated[One, Depends(one)]
