"""Pages of file checks: draw a sample, look at its files, tell the centre, and conclude."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.dependencies import Now, Today
from api.keys.service import CallerRole
from api.loopbaancheque.cheques.dependencies import ActiveRegister
from api.regie import flow
from api.regie.checks import forms, views
from api.regie.checks.dependencies import AllChecks, CheckId
from api.regie.checks.service import Checks
from api.regie.dependencies import DESK, Director, Opened
from api.sessions.idempotency import Creating, creates
from api.web.rendering import render
from item_bank.loopbaancentra.schema import Register

router = APIRouter(prefix=f"{DESK.address}/dossiercontroles", include_in_schema=False, route_class=Creating)

HERE = f"{DESK.address}/dossiercontroles"
Page = Annotated[int, Query(alias="blad", ge=1, le=10_000)]


def _all(request: Request, opened: Opened, checks: Checks, register: Register, page: int = 1) -> flow.Show:
    async def show(problem: str, typed: Mapping[str, str]) -> Response:
        skip = (page - 1) * views.SHOWN
        final = await checks.final(opened.caller, most=views.SHOWN + 1, skip=skip)
        context = views.listed(opened, await checks.unfinished(opened.caller), final, register, page, problem, typed)
        return render(request, "regie/controles.html", context, status_code=422 if problem else 200)

    return show


def _one(request: Request, opened: Opened, checks: Checks, register: Register, on: Today, id_: str) -> flow.Show:
    async def show(problem: str, typed: Mapping[str, str]) -> Response:
        context = views.one(opened, await checks.open(id_, opened.caller), register, on, problem, typed)
        return render(request, "regie/controle.html", context, status_code=422 if problem else 200)

    return show


@router.get("")
async def everything(
    request: Request, opened: Director, checks: AllChecks, register: ActiveRegister, page: Page = 1
) -> Response:
    """Show file checks that run, those that are final a page at a time, and the form that draws one."""
    return await _all(request, opened, checks, register, page)("", {})


@router.post("")
@creates
async def draw(
    request: Request, opened: Director, checks: AllChecks, register: ActiveRegister, on: Today, now: Now
) -> Response:
    """Draw a sample under a fresh seed, which is kept."""
    form = await opened.form(request)
    work = lambda: checks.draw(forms.new(form), opened.caller, today=on, now=now)  # noqa: E731 - one act
    return await flow.act(form, work, _all(request, opened, checks, register), HERE)


@router.get("/{id}")
async def look(
    request: Request,
    id: CheckId,  # noqa: A002 - the field's own name
    opened: Director,
    checks: AllChecks,
    register: ActiveRegister,
    on: Today,
) -> Response:
    """Show a file check."""
    return await _one(request, opened, checks, register, on, id)("", {})


@router.post("/{id}")
async def act(
    request: Request,
    id: CheckId,  # noqa: A002 - the field's own name
    opened: Director,
    checks: AllChecks,
    register: ActiveRegister,
    on: Today,
    now: Now,
) -> Response:
    """Do what the button asks."""
    form = await opened.form(request)

    async def work() -> object:
        return await checks.act(id, opened.caller, forms.act(form, on), CallerRole.OPERATOR, now=now)

    return await flow.act(form, work, _one(request, opened, checks, register, on, id), f"{HERE}/{id}")
