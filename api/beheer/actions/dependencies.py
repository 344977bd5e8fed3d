"""What pages of quality actions about a centre ask for."""

from typing import Annotated

from fastapi import Depends

from api.beheer.actions.flow import AtCentre
from api.beheer.dependencies import Employee
from api.dependencies import Now, Today
from api.regie.actions.dependencies import AllActions
from api.regie.checks.dependencies import AllChecks


async def at_centre(opened: Employee, actions: AllActions, checks: AllChecks, on: Today, now: Now) -> AtCentre:
    """Return what the director does with the centre of the employee."""
    return AtCentre(opened=opened, actions=actions, checks=checks, on=on, now=now)


ThisCentre = Annotated[AtCentre, Depends(at_centre)]
