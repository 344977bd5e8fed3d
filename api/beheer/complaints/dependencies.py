"""What pages of complaints about a centre ask for."""

from typing import Annotated

from fastapi import Depends

from api.beheer.complaints.flow import AtCentre
from api.beheer.dependencies import Employee
from api.dependencies import Now, Today
from api.klachten.dependencies import AllComplaints


async def at_centre(opened: Employee, complaints: AllComplaints, on: Today, now: Now) -> AtCentre:
    """Return the complaints about the centre of the employee."""
    return AtCentre(opened=opened, complaints=complaints, on=on, now=now)


ThisCentre = Annotated[AtCentre, Depends(at_centre)]
