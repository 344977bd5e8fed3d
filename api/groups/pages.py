"""Pages of groups: a citizen joins and leaves, an organisation sees sums."""

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from api.account.dependencies import Owner, check_csrf
from api.dependencies import Address, Now
from api.groups import flow, views
from api.groups.dependencies import AllGroups
from api.web.forms import read_form
from api.web.rendering import render

router = APIRouter(prefix=flow.HERE, include_in_schema=False)
organisations = APIRouter(prefix="/groep", include_in_schema=False)


@router.get("")
async def mine(request: Request, login: Owner, groups: AllGroups) -> Response:
    """Show the groups that somebody is in, and a form to join one."""
    return render(request, "groepen/page.html", views.mine(login, await groups.mine(login)))


@router.post("")
async def join(request: Request, login: Owner, groups: AllGroups, address: Address, now: Now) -> Response:
    """Show exactly what would be counted, and let it be counted once the citizen agrees."""
    form = await read_form(request)
    check_csrf(login, form)
    return await flow.join(request, groups, login, form, address, now=now)


@router.post("/{id}/weg")
async def leave(request: Request, id: str, login: Owner, groups: AllGroups) -> Response:  # noqa: A002 - the field's own name
    """Leave a group at once."""
    check_csrf(login, await read_form(request))
    await groups.leave(login, id)
    return RedirectResponse(flow.HERE, status_code=303)


@organisations.get("")
async def ask(request: Request) -> Response:
    """Ask an organisation for the key of its group."""
    return render(request, "groepen/organisatie.html", views.organisation(None, ()))


@organisations.post("")
async def see(request: Request, groups: AllGroups) -> Response:
    """Show an organisation the sums of its group; the key is in no address and in no cookie."""
    return await flow.see(request, groups, await read_form(request))
