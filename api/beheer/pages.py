"""Pages of the desk of a centre: log in, and where it stands today."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.beheer import texts
from api.beheer.dependencies import DESK, AllLogins, Employee, Opened, Visitor
from api.beheer.files import views
from api.beheer.files.dependencies import AllFiles
from api.beheer.files.service import Files
from api.dependencies import Now
from api.web.forms import check_ours, read_form
from api.web.rendering import render

router = APIRouter(prefix=DESK.address, include_in_schema=False)

Page = Annotated[int, Query(ge=1, le=10_000)]
LOGIN = "beheer/aanmelden.html"


@router.get("")
async def start(request: Request, opened: Visitor, files: AllFiles, blad: Page = 1) -> Response:
    """Show the guidance that runs, or how to log in."""
    if opened is None:
        return render(request, LOGIN, {"problem": ""})
    return await _listed(request, opened, files, blad, ended=False)


@router.get("/afgerond")
async def over(request: Request, opened: Employee, files: AllFiles, blad: Page = 1) -> Response:
    """Show the guidance that ended."""
    return await _listed(request, opened, files, blad, ended=True)


async def _listed(request: Request, opened: Opened, files: Files, page: int, *, ended: bool) -> Response:
    rows, total = await files.rows(opened.staff.centre_id, ended=ended, page=page)
    context = views.listed(rows, total, page) | {"opened": opened, "ended": ended, "no_mandate": texts.NO_MANDATE}
    return render(request, "beheer/page.html", context)


@router.get("/aanmelden")
async def ask(request: Request, all_: AllLogins, now: Now) -> Response:
    """Send the browser to the identity provider."""
    return await all_.ask(request, DESK, now=now)


@router.get("/terug")
async def back(
    request: Request,
    all_: AllLogins,
    now: Now,
    code: Annotated[str, Query(max_length=4_000)] = "",
    state: Annotated[str, Query(max_length=400)] = "",
) -> Response:
    """Let in whom the identity provider calls an employee of a centre."""
    token = await all_.identified(request, DESK, code, state, now=now)
    if token is None:
        return render(request, LOGIN, {"problem": texts.NOT_IDENTIFIED}, status_code=403)
    return all_.let_in(request, DESK, token)


@router.post("/afmelden")
async def leave(request: Request, opened: Employee, all_: AllLogins) -> Response:
    """End the login."""
    check_ours(await read_form(request), opened.csrf)  # who reads along can stop too
    return await all_.log_out(request, DESK, opened.staff)
