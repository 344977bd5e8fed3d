"""Pages of "Mijn plan": actions in order, one form for each, what results suggest, and two pages on paper."""

from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from api.account.dependencies import AllAccounts, NeedsLoginError, Owner, Visitor, check_csrf
from api.account.flow import wait
from api.account.service import Login
from api.dependencies import Engine, Now, Today
from api.plan import forms, service, views
from api.sessions.idempotency import Creating, creates
from api.web.forms import read_form
from api.web.refusing import Refusal, Refused
from api.web.rendering import render

router = APIRouter(prefix="/mijn-plan", include_in_schema=False, route_class=Creating)

HERE = "/mijn-plan"


@router.get("")
async def read(request: Request, login: Owner, accounts: AllAccounts, engine: Engine, on: Today) -> Response:
    """Show the plan and what can be taken over."""
    return render(request, "plan/page.html", await views.page(accounts, login, engine, on))


def _again(request: Request, login: Login, refusal: Refusal, id_: str = "") -> Response:
    return render(request, "plan/actie.html", views.again(login, refusal, id_))


@router.get("/actie")
async def blank(
    request: Request,
    login: Visitor,
    engine: Engine,
    accounts: AllAccounts,
    on: Today,
    refused: Refused,
    uit: str = "",
    beroep: str = "",
) -> Response:
    """Show an empty form, or one that a proposal or an occupation filled in as far as it can.

    Raises
    ------
    NeedsLoginError
        When nobody is let in; an occupation is remembered until somebody is.
    """
    if login is None and engine.catalogue.occupation_index(beroep) is not None:
        return wait(request, beroep)
    if login is None:
        raise NeedsLoginError
    if refused.found.errors:
        return _again(request, login, refused.found)
    about = views.about(login, engine, beroep)
    return render(request, "plan/actie.html", about or await views.blank(accounts, login, engine, on, uit))


@router.post("/actie")
@creates
async def add(request: Request, login: Owner, accounts: AllAccounts, now: Now, refused: Refused) -> Response:
    """Put an action into the plan, or show again what was typed and what is wrong with it."""
    form = await read_form(request)
    check_csrf(login, form)
    draft = forms.read(form)
    if draft.action is None:
        return await refused.back("/mijn-plan/actie", draft.refusal, lambda refusal: _again(request, login, refusal))
    await service.add(accounts, login, draft.action, now=now)
    return RedirectResponse(HERE, status_code=303)


@router.get("/actie/{id}")
async def edit(
    request: Request,
    id: str,  # noqa: A002 - the field's own name
    login: Owner,
    accounts: AllAccounts,
    on: Today,
    refused: Refused,
) -> Response:
    """Show the form of an action, as it is kept or as it was typed with what is wrong."""
    found = await service.one(accounts, login, id, on)
    if refused.found.errors:
        return render(request, "plan/actie.html", views.again(login, refused.found, id, found.version))
    return render(request, "plan/actie.html", views.filled(login, found))


@router.post("/actie/{id}")
async def change(
    request: Request,
    id: str,  # noqa: A002
    login: Owner,
    accounts: AllAccounts,
    on: Today,
    now: Now,
    refused: Refused,
) -> Response:
    """Write an action anew, tick it off, move it or take it out, as the button asks."""
    form = await read_form(request)
    check_csrf(login, form)
    draft = forms.read(form)
    here = f"/mijn-plan/actie/{quote(id, safe='')}"
    if draft.verb == "bewaar" and draft.action is None:
        return await refused.back(here, draft.refusal, lambda refusal: _again(request, login, refusal, id))
    if await forms.acted(accounts, login, id, draft, on=on, now=now) or draft.verb != "bewaar":
        return RedirectResponse(HERE, status_code=303)
    return await refused.back(here, draft.since, lambda refusal: _again(request, login, refusal, id))
