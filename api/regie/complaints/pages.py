"""Pages of complaints: the list with its deadlines, and one with both sides, remedies and letters."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.dependencies import Now, Today
from api.klachten.dependencies import AllComplaints
from api.klachten.service import Complaints
from api.loopbaancheque.cheques.dependencies import ActiveRegister
from api.regie import flow
from api.regie.complaints import forms, views
from api.regie.dependencies import DESK, Director, Opened
from api.web.rendering import render
from item_bank.loopbaancentra.schema import Register

router = APIRouter(prefix=f"{DESK.address}/klachten", include_in_schema=False)

HERE = f"{DESK.address}/klachten"
Page = Annotated[int, Query(alias="blad", ge=1, le=10_000)]


def _one(
    request: Request, opened: Opened, complaints: Complaints, register: Register, on: Today, now: Now, id_: str
) -> flow.Show:
    async def show(problem: str, typed: Mapping[str, str]) -> Response:
        found = await complaints.look(id_, opened.caller, today=on, now=now)
        context = views.one(opened, found, register, problem, typed)
        return render(request, "regie/klacht.html", context, status_code=422 if problem else 200)

    return show


@router.get("")
async def everything(
    request: Request, opened: Director, complaints: AllComplaints, on: Today, page: Page = 1
) -> Response:
    """Show all complaints that wait, the most urgent first, and those that are over a page at a time."""
    waiting = await complaints.undecided(opened.caller, today=on)
    skip = (page - 1) * views.SHOWN
    decided = await complaints.decided(opened.caller, most=views.SHOWN + 1, skip=skip, today=on)
    return render(request, "regie/klachten.html", views.listed(opened, waiting, decided, page))


@router.get("/{id}")
async def look(
    request: Request,
    id: str,  # noqa: A002 - the field's own name
    opened: Director,
    complaints: AllComplaints,
    register: ActiveRegister,
    on: Today,
    now: Now,
) -> Response:
    """Show a complaint."""
    return await _one(request, opened, complaints, register, on, now, id)("", {})


@router.post("/{id}")
async def act(
    request: Request,
    id: str,  # noqa: A002 - the field's own name
    opened: Director,
    complaints: AllComplaints,
    register: ActiveRegister,
    on: Today,
    now: Now,
) -> Response:
    """Do what the button asks."""
    form = await opened.form(request)

    async def work() -> object:
        return await complaints.handle(id, opened.caller, forms.act(form), today=on, now=now)

    return await flow.act(form, work, _one(request, opened, complaints, register, on, now, id), f"{HERE}/{id}")
