"""Pages of settlements: run a month, see its statements, and say which were paid."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.dependencies import Now, Today
from api.regie import flow
from api.regie.dependencies import DESK, Director, Opened
from api.regie.settlements import views
from api.regie.settlements.dependencies import AllSettlements
from api.regie.settlements.service import Settlements
from api.regie.views import last_month
from api.web.forms import text
from api.web.rendering import render

router = APIRouter(prefix=f"{DESK.address}/afrekeningen", include_in_schema=False)

HERE = f"{DESK.address}/afrekeningen"
MONTH = r"^\d{4}-\d\d$"

Month = Annotated[str, Query(alias="maand", pattern=MONTH)]


def _shown(request: Request, opened: Opened, settlements: Settlements, month: str, on: date) -> flow.Show:
    async def show(problem: str, typed: Mapping[str, str]) -> Response:
        found = await settlements.store.statements(month=month)
        run = await settlements.store.run(month)
        context = views.month(opened, month, found, run, on, problem, typed)
        return render(request, "regie/afrekeningen.html", context, status_code=422 if problem else 200)

    return show


@router.get("")
async def look(
    request: Request, opened: Director, settlements: AllSettlements, on: Today, month: Month | None = None
) -> Response:
    """Show the statements of a month."""
    return await _shown(request, opened, settlements, month or last_month(on), on)("", {})


@router.post("")
async def run(request: Request, opened: Director, settlements: AllSettlements, on: Today, now: Now) -> Response:
    """Settle a month; the same month again changes nothing."""
    form = await opened.form(request)
    month = text(form, "maand", 7)
    work = lambda: settlements.run(month, today=on, now=now, by=opened.caller.name)  # noqa: E731 - one act
    return await flow.act(form, work, _shown(request, opened, settlements, month, on), f"{HERE}?maand={month}")


@router.post("/betaald")
async def pay(request: Request, opened: Director, settlements: AllSettlements, on: Today, now: Now) -> Response:
    """Keep that a statement was paid; again changes nothing."""
    form = await opened.form(request)
    month, centre = text(form, "maand", 7), text(form, "centrum", 64)
    work = lambda: settlements.pay(month, centre, now=now, by=opened.caller.name)  # noqa: E731 - one act
    return await flow.act(form, work, _shown(request, opened, settlements, month, on), f"{HERE}?maand={month}")


@router.get("/{month}/{centre}")
async def statement(
    request: Request, month: str, centre: str, opened: Director, settlements: AllSettlements
) -> Response:
    """Show the lines of a statement, each with the fact that it comes from."""
    context = views.statement(opened, month, centre, await settlements.store.lines(month, centre))
    return render(request, "regie/afrekening.html", context, status_code=200 if context["lines"] else 404)
