"""Pages of quality actions: what is planned and due, a plan, and one action with its report and result."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.dependencies import Now, Today
from api.keys.service import CallerRole
from api.loopbaancheque.cheques.dependencies import ActiveRegister
from api.regie import flow
from api.regie.actions import forms, views
from api.regie.actions.dependencies import ActionId, AllActions
from api.regie.actions.service import QualityActions
from api.regie.dependencies import DESK, Director, Opened
from api.sessions.idempotency import Creating, creates
from api.web.rendering import render
from item_bank.loopbaancentra.schema import Register

router = APIRouter(prefix=f"{DESK.address}/kwaliteitsacties", include_in_schema=False, route_class=Creating)

HERE = f"{DESK.address}/kwaliteitsacties"
Page = Annotated[int, Query(alias="blad", ge=1, le=10_000)]


def _all(
    request: Request, opened: Opened, all_: QualityActions, register: Register, on: Today, page: int = 1
) -> flow.Show:
    async def show(problem: str, typed: Mapping[str, str]) -> Response:
        closed = await all_.closed(views.SHOWN + 1, (page - 1) * views.SHOWN)
        context = views.listed(opened, await all_.open_ones(), closed, register, on, page, problem, typed)
        return render(request, "regie/acties.html", context, status_code=422 if problem else 200)

    return show


def _one(request: Request, opened: Opened, all_: QualityActions, register: Register, on: Today, id_: str) -> flow.Show:
    async def show(problem: str, typed: Mapping[str, str]) -> Response:
        context = views.one(opened, await all_.open(id_, opened.caller), register, on, problem, typed)
        return render(request, "regie/actie.html", context, status_code=422 if problem else 200)

    return show


@router.get("")
async def everything(
    request: Request, opened: Director, all_: AllActions, register: ActiveRegister, on: Today, page: Page = 1
) -> Response:
    """Show what is planned, the most urgent first, and the form of a plan."""
    return await _all(request, opened, all_, register, on, page)("", {})


@router.post("")
@creates
async def plan(
    request: Request, opened: Director, all_: AllActions, register: ActiveRegister, on: Today, now: Now
) -> Response:
    """Plan a talk."""
    form = await opened.form(request)
    work = lambda: all_.plan(forms.new(form), register, opened.caller, today=on, now=now)  # noqa: E731 - one act
    return await flow.act(form, work, _all(request, opened, all_, register, on), HERE)


@router.get("/{id}")
async def look(
    request: Request,
    id: ActionId,  # noqa: A002 - the field's own name
    opened: Director,
    all_: AllActions,
    register: ActiveRegister,
    on: Today,
) -> Response:
    """Show an action."""
    return await _one(request, opened, all_, register, on, id)("", {})


@router.post("/{id}")
async def act(
    request: Request,
    id: ActionId,  # noqa: A002 - the field's own name
    opened: Director,
    all_: AllActions,
    register: ActiveRegister,
    on: Today,
    now: Now,
) -> Response:
    """Do what the button asks."""
    form = await opened.form(request)

    async def work() -> object:
        return await all_.act(id, opened.caller, forms.act(form, on), CallerRole.OPERATOR, now=now)

    return await flow.act(form, work, _one(request, opened, all_, register, on, id), f"{HERE}/{id}")
