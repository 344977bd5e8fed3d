"""Pages of signals of misuse, with their arithmetic and other explanations, and of the cases that people open."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.dependencies import Now, Today
from api.keys.service import CallerRole
from api.loopbaancheque.cheques.dependencies import ActiveRegister
from api.problems import ProblemError
from api.regie import flow
from api.regie.dependencies import DESK, Director, Opened
from api.regie.misuse import forms, views
from api.regie.misuse.dependencies import AllCases
from api.regie.misuse.service import Cases
from api.regie.service import Found
from api.sessions.idempotency import Creating, creates
from api.web.forms import text
from api.web.rendering import render
from item_bank.loopbaancentra.schema import Register

router = APIRouter(prefix=f"{DESK.address}/signalen", include_in_schema=False, route_class=Creating)

HERE = f"{DESK.address}/signalen"
Page = Annotated[int, Query(alias="blad", ge=1, le=10_000)]

Year = Annotated[int | None, Query(alias="jaar", ge=2013, le=2100)]


def _all(
    request: Request, opened: Opened, cases: Cases, register: Register, on: Today, year: int, page: int = 1
) -> flow.Show:
    async def show(problem: str, typed: Mapping[str, str]) -> Response:
        found = await _found(cases, year)
        waiting, skip = await cases.undecided(opened.caller, today=on), (page - 1) * views.SHOWN
        decided = await cases.decided(opened.caller, most=views.SHOWN + 1, skip=skip, today=on)
        context = views.signals(opened, year, found, waiting, decided, page, problem, typed) | views.names(register)
        return render(request, "regie/signalen.html", context, status_code=422 if problem else 200)

    return show


async def _found(cases: Cases, year: int) -> Found | None:
    try:
        return await cases.regie.signals(year)
    except ProblemError as error:
        if error.status != 404:
            raise
        return None


def _one(request: Request, opened: Opened, cases: Cases, register: Register, on: Today, id_: str) -> flow.Show:
    async def show(problem: str, typed: Mapping[str, str]) -> Response:
        found = await cases.open(id_, opened.caller, today=on)
        context = views.one(opened, found, problem, typed) | views.names(register)
        return render(request, "regie/signaal.html", context, status_code=422 if problem else 200)

    return show


@router.get("")
async def everything(
    request: Request,
    opened: Director,
    cases: AllCases,
    register: ActiveRegister,
    on: Today,
    year: Year = None,
    page: Page = 1,
) -> Response:
    """Show the signals of a year, all cases that wait, and those that were decided a page at a time."""
    return await _all(request, opened, cases, register, on, year or on.year - 1, page)("", {})


@router.post("")
@creates
async def begin(
    request: Request, opened: Director, cases: AllCases, register: ActiveRegister, on: Today, now: Now
) -> Response:
    """Open a case about a signal."""
    form = await opened.form(request)
    typed = text(form, "jaar", 4)
    year = int(typed) if typed.isascii() and typed.isdecimal() else on.year - 1
    work = lambda: cases.begin(forms.new(form), opened.caller, today=on, now=now)  # noqa: E731 - one act
    return await flow.act(form, work, _all(request, opened, cases, register, on, year), f"{HERE}?jaar={year}#dossiers")


@router.get("/gesprekken")
async def talks(
    request: Request, opened: Director, cases: AllCases, register: ActiveRegister, on: Today, year: Year = None
) -> Response:
    """Show what rules notice about the talks of a year."""
    asked = year or on.year
    context = views.hints(opened, asked, await cases.regie.hints(asked)) | views.names(register)
    return render(request, "regie/gesprekken.html", context)


@router.get("/{id}")
async def look(
    request: Request,
    id: str,  # noqa: A002 - the field's own name
    opened: Director,
    cases: AllCases,
    register: ActiveRegister,
    on: Today,
) -> Response:
    """Show a case."""
    return await _one(request, opened, cases, register, on, id)("", {})


@router.post("/{id}")
async def act(
    request: Request,
    id: str,  # noqa: A002 - the field's own name
    opened: Director,
    cases: AllCases,
    register: ActiveRegister,
    on: Today,
    now: Now,
) -> Response:
    """Do what the button asks."""
    form = await opened.form(request)

    async def work() -> object:
        back = forms.recovery(form)
        if back is not None:
            return await cases.recover(id, back, opened.caller, today=on, now=now)
        return await cases.act(id, opened.caller, forms.act(form, on), CallerRole.OPERATOR, today=on, now=now)

    return await flow.act(form, work, _one(request, opened, cases, register, on, id), f"{HERE}/{id}")
