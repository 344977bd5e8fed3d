"""What routes of complaints ask for."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from fastapi import Depends, FastAPI, Path, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.dependencies import Address, Now, Today
from api.keys.service import KeyRefusedError
from api.klachten.service import Act, Complaints, OpenedComplaint
from api.storage.cases import CaseStore

_BEARER = HTTPBearer(
    auto_error=False,
    scheme_name="complaintKey",
    description="Code of who complained, or the key of the operator or a centre (`python -m api keys issue`).",
)


def install(app: FastAPI) -> None:
    """Put all complaints on an application that has its cheques."""
    state = app.state
    state.complaints = Complaints(CaseStore(state.database), state.cheques.keys, state.cheques, state.sessions.key)
    state.purged.append(state.complaints.store)


async def complaints(request: Request) -> Complaints:
    """Return all complaints."""
    found: Complaints = request.app.state.complaints
    return found


AllComplaints = Annotated[Complaints, Depends(complaints)]


@dataclass(frozen=True, slots=True)
class One:
    """The complaint of an address, for whoever calls."""

    complaints: Complaints
    id: str
    bearer: str
    address: str
    today: date
    now: datetime

    async def open(self) -> OpenedComplaint:
        """Return it as it stands."""
        return await self.complaints.open(self.id, self.bearer, self.address, today=self.today, now=self.now)

    async def act(self, act: Act, said: str | None = None) -> OpenedComplaint:
        """Add an act to its log, with what who acts wrote."""
        return await self.complaints.act(
            self.id, self.bearer, self.address, act, today=self.today, now=self.now, said=said
        )


async def one(
    id: Annotated[str, Path(min_length=1, max_length=64)],  # noqa: A002 - the field's own name
    all_: AllComplaints,
    found: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)],
    address: Address,
    today: Today,
    now: Now,
) -> One:
    """Return the complaint of the address, for whoever calls.

    Raises
    ------
    KeyRefusedError
        When there is neither key nor code.
    """
    if found is None or not found.credentials:
        raise KeyRefusedError
    return One(all_, id, found.credentials, address, today, now)


ThisComplaint = Annotated[One, Depends(one)]
