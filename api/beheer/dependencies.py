"""Who is at the desk of a centre, and what the register of this moment says of that centre."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData

from api.dependencies import Now, Today
from api.identity.staff import Desk, Staff, StaffLogins, StaffRole, login_needed
from api.keys.service import Caller, CallerRole
from api.loopbaancentra.dependencies import ActiveDirectory
from api.web.forms import read_form
from item_bank.loopbaancentra.schema import Centre

DESK = Desk(role=StaffRole.EMPLOYEE, address="/loopbaancentra/beheer", cookie="beheer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An employee who is logged in.

    Attributes
    ----------
    centre
        As in the register; ``None`` when it is not there any more.
    mandated
        Whether the mandate holds today: without it no guidance starts, and what runs can be ended.
    """

    staff: Staff
    centre: Centre | None
    mandated: bool

    @property
    def csrf(self) -> str:
        """Return the text that each form of this login carries."""
        return self.staff.csrf

    @property
    def caller(self) -> Caller:
        """Return the centre, for whom this employee speaks."""
        return Caller(role=CallerRole.CENTRE, centre_id=self.staff.centre_id, person=self.staff.person)

    @property
    def centre_name(self) -> str:
        """Return what the centre is called."""
        return self.centre.name if self.centre else self.staff.centre_id

    async def form(self, request: Request, *, max_fields: int) -> FormData:
        """Read a form that one of our pages showed to this login; 403 otherwise."""
        found = await read_form(request, max_fields=max_fields)
        self.staff.check(found)
        return found


async def logins(request: Request) -> StaffLogins:
    """Return the logins of people at work."""
    found: StaffLogins = request.app.state.staff
    return found


AllLogins = Annotated[StaffLogins, Depends(logins)]


async def visitor(request: Request, all_: AllLogins, directory: ActiveDirectory, on: Today, now: Now) -> Opened | None:
    """Return the employee of the cookie, when the login holds."""
    staff = await all_.visitor(request, DESK, now=now)
    if staff is None:
        return None
    centre = next((one for one in directory.register.centres if one.id == staff.centre_id), None)
    return Opened(staff=staff, centre=centre, mandated=centre is not None and centre.mandate.holds(on))


async def employee(found: Annotated[Opened | None, Depends(visitor)]) -> Opened:
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
Employee = Annotated[Opened, Depends(employee)]
