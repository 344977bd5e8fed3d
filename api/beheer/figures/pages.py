"""The page of a centre's own figures."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.beheer.dependencies import DESK, Employee
from api.beheer.figures import views
from api.beheer.figures.dependencies import AllStatistics
from api.dependencies import Today
from api.web.rendering import render

router = APIRouter(prefix=f"{DESK.address}/cijfers", include_in_schema=False)

Year = Annotated[int | None, Query(ge=2013, le=2099)]


@router.get("")
async def figures(request: Request, opened: Employee, all_: AllStatistics, today: Today, jaar: Year = None) -> Response:
    """Show the figures of a year, of this one when none is asked."""
    found = await all_.of_year(opened.staff.centre_id, jaar or today.year, today=today)
    return render(request, "beheer/cijfers.html", views.page(opened, found, today.year))
