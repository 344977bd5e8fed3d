"""What routes ask for: the engine of this moment and today's date. Nothing below this file asks the clock."""

from datetime import date, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Depends, Request

from models.jobbereik.engine import Jobbereik

BRUSSELS = ZoneInfo("Europe/Brussels")


async def engine(request: Request) -> Jobbereik:
    """Return the engine of this moment; the whole request is answered by it."""
    found: Jobbereik = request.app.state.engines.current
    return found


async def today() -> date:
    """Return today's date in Brussels."""
    return datetime.now(BRUSSELS).date()


Engine = Annotated[Jobbereik, Depends(engine)]
Today = Annotated[date, Depends(today)]
