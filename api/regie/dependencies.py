"""What routes and pages of the director's side ask for, and who is at its desk."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, FastAPI, Request
from starlette.datastructures import FormData

from api.dependencies import Now
from api.identity.staff import Desk, Staff, StaffLogins, StaffRole, login_needed
from api.keys.service import Caller, CallerRole
from api.regie.service import Regie
from api.storage.regie import RegieStore
from api.web.forms import read_form
from item_bank.loopbaancentra.schema import Register


def install(app: FastAPI) -> None:
    """Put the director's side on an application that has its store and its secret."""
    app.state.regie = Regie(RegieStore(app.state.database), app.state.sessions.key)


async def regie(request: Request) -> Regie:
    """Return the director's side."""
    found: Regie = request.app.state.regie
    return found


TheRegie = Annotated[Regie, Depends(regie)]


DESK = Desk(role=StaffRole.DIRECTOR, address="/regie", cookie="regie")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An employee of the director's team who is logged in, and what centres are called today, by their ids."""

    staff: Staff
    names: Mapping[str, str]

    @property
    def csrf(self) -> str:
        """Return the text that each form of this login carries."""
        return self.staff.csrf

    @property
    def caller(self) -> Caller:
        """Return who acts: the operator, in whose logs this employee is named."""
        return Caller(role=CallerRole.OPERATOR, employee=self.staff.person)

    async def form(self, request: Request) -> FormData:
        """Read a form that one of our pages showed to this login; 403 otherwise."""
        found = await read_form(request, max_fields=200)
        self.staff.check(found)
        return found


async def logins(request: Request) -> StaffLogins:
    """Return the logins of people at work."""
    found: StaffLogins = request.app.state.staff
    return found


AllLogins = Annotated[StaffLogins, Depends(logins)]


async def visitor(request: Request, all_: AllLogins, now: Now) -> Opened | None:
    """Return the employee of the cookie, when the login holds."""
    staff = await all_.visitor(request, DESK, now=now)
    if staff is None:
        return None
    register: Register = request.app.state.registers.current.register
    return Opened(staff=staff, names={str(one.id): one.name for one in register.centres})


async def director(found: Annotated[Opened | None, Depends(visitor)]) -> Opened:
    """Return the employee of the cookie.

    Raises
    ------
    ProblemError
        303 to the page where employees log in.
    """
    if found is None:
        raise login_needed(DESK)
    return found


Visitor = Annotated[Opened | None, Depends(visitor)]
Director = Annotated[Opened, Depends(director)]
