"""Pages of the desk of a centre: log in, and where it stands today."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from api.beheer import texts
from api.beheer.announcements.views import row
from api.beheer.complaints.flow import AtCentre
from api.beheer.complaints.views import waiting
from api.beheer.dependencies import DESK, AllLogins, Employee, Opened, Visitor
from api.beheer.files import views
from api.beheer.files.dependencies import AllFiles
from api.beheer.files.service import Desk, Files
from api.beheer.profile.dependencies import AllPortraits
from api.beheer.profile.views import due
from api.dependencies import Now, Today
from api.klachten.dependencies import AllComplaints
from api.regie.announcements.dependencies import AllAnnouncements
from api.web.forms import check_ours, read_form
from api.web.rendering import render

router = APIRouter(prefix=DESK.address, include_in_schema=False)

Page = Annotated[int, Query(ge=1, le=10_000)]
LOGIN = "beheer/aanmelden.html"

NOTHING: dict[str, Any] = {"due": [], "unread": [], "more_unread": 0, "complaints": 0}
"""What is asked of a centre where nothing is."""


@router.get("")
async def start(
    request: Request,
    opened: Visitor,
    files: AllFiles,
    portraits: AllPortraits,
    messages: AllAnnouncements,
    complaints: AllComplaints,
    today: Today,
    now: Now,
    blad: Page = 1,
) -> Response:
    """Show the guidance that runs and what is asked of the centre, or how to log in."""
    if opened is None:
        return render(request, LOGIN, {"problem": ""})
    desk = Desk(opened=opened, today=today, now=now, address="")
    asked: dict[str, Any] = {"due": due(await portraits.due(desk))}
    unread, total = await messages.unread(opened.staff.centre_id, opened.staff.person)
    asked |= {"unread": [row(one) for one in unread], "more_unread": total - len(unread)}
    told = AtCentre(opened=opened, complaints=complaints, on=today, now=now)
    asked |= {"complaints": waiting(await told.all())}
    return await _listed(request, opened, files, blad, ended=False, asked=asked)


@router.get("/afgerond")
async def over(request: Request, opened: Employee, files: AllFiles, blad: Page = 1) -> Response:
    """Show the guidance that ended."""
    return await _listed(request, opened, files, blad, ended=True)


async def _listed(
    request: Request, opened: Opened, files: Files, page: int, *, ended: bool, asked: Mapping[str, Any] = NOTHING
) -> Response:
    rows, total = await files.rows(opened.staff.centre_id, ended=ended, page=page)
    context = views.listed(rows, total, page) | {"opened": opened, "ended": ended, "no_mandate": texts.NO_MANDATE}
    return render(request, "beheer/page.html", context | dict(asked))


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
