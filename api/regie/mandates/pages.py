"""Pages of mandates: all of them, an application, and one with what can be done."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.dependencies import Now, Today
from api.loopbaancheque.cheques.dependencies import ActiveRegister
from api.regie import flow
from api.regie.dependencies import DESK, Director, Opened
from api.regie.mandates import forms, views
from api.regie.mandates.dependencies import AllMandates, MandateId
from api.regie.mandates.service import Mandates
from api.sessions.idempotency import Creating, creates
from api.web.rendering import render
from item_bank.loopbaancentra.schema import Register
from models.loopbaancentra.mandates import decides

router = APIRouter(prefix=f"{DESK.address}/mandaten", include_in_schema=False, route_class=Creating)

Page = Annotated[int, Query(alias="blad", ge=1, le=10_000)]
HERE = f"{DESK.address}/mandaten"


def _all(request: Request, opened: Opened, all_: Mandates, register: Register, on: Today, page: int = 1) -> flow.Show:
    async def show(problem: str, typed: Mapping[str, str]) -> Response:
        context = views.listed(opened, await all_.every(today=on), register, page, problem, typed)
        return render(request, "regie/mandaten.html", context, status_code=422 if problem else 200)

    return show


def _one(request: Request, opened: Opened, all_: Mandates, register: Register, on: Today, id_: str) -> flow.Show:
    async def show(problem: str, typed: Mapping[str, str]) -> Response:
        found = await all_.open(id_, today=on)
        decided = decides(await all_.of_centre(found.stored.centre_id), on)
        context = views.one(opened, found, register, decided, problem, typed)
        return render(request, "regie/mandaat.html", context, status_code=422 if problem else 200)

    return show


@router.get("")
async def everything(
    request: Request, opened: Director, all_: AllMandates, register: ActiveRegister, on: Today, page: Page = 1
) -> Response:
    """Show mandates a page at a time, those that wait first, and the form of an application."""
    return await _all(request, opened, all_, register, on, page)("", {})


@router.post("")
@creates
async def apply(
    request: Request, opened: Director, all_: AllMandates, register: ActiveRegister, on: Today, now: Now
) -> Response:
    """Keep an application."""
    form = await opened.form(request)
    work = lambda: all_.apply(forms.new(form), register, opened.caller, today=on, now=now)  # noqa: E731 - one act
    return await flow.act(form, work, _all(request, opened, all_, register, on), HERE)


@router.get("/{id}")
async def look(
    request: Request,
    id: MandateId,  # noqa: A002 - the field's own name
    opened: Director,
    all_: AllMandates,
    register: ActiveRegister,
    on: Today,
) -> Response:
    """Show a mandate."""
    return await _one(request, opened, all_, register, on, id)("", {})


@router.post("/{id}")
async def act(
    request: Request,
    id: MandateId,  # noqa: A002 - the field's own name
    opened: Director,
    all_: AllMandates,
    register: ActiveRegister,
    on: Today,
    now: Now,
) -> Response:
    """Do what the button asks."""
    form = await opened.form(request)

    async def work() -> object:
        return await all_.act(id, opened.caller, forms.act(form, on), today=on, now=now)

    return await flow.act(form, work, _one(request, opened, all_, register, on, id), f"{HERE}/{id}")
