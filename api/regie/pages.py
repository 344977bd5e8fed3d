"""Pages of the director's desk: log in, and what waits."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.dependencies import Now, Today
from api.loopbaancheque.cheques.dependencies import ActiveRegister
from api.regie import texts
from api.regie.dependencies import DESK, AllLogins, Director, Visitor
from api.regie.views import start_page
from api.web.rendering import render

router = APIRouter(prefix=DESK.address, include_in_schema=False)

LOGIN = "regie/aanmelden.html"


@router.get("")
async def start(request: Request, opened: Visitor, register: ActiveRegister, on: Today) -> Response:
    """Show what waits, or how to log in."""
    if opened is None:
        return render(request, LOGIN, {"problem": ""})
    return render(request, "regie/page.html", await start_page(request, opened, register, on))


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
    """Let in whom the identity provider calls an employee of the director's team."""
    token = await all_.identified(request, DESK, code, state, now=now)
    if token is None:
        return render(request, LOGIN, {"problem": texts.NOT_IDENTIFIED}, status_code=403)
    return all_.let_in(request, DESK, token)


@router.post("/afmelden")
async def leave(request: Request, opened: Director, all_: AllLogins) -> Response:
    """End the login."""
    await opened.form(request)
    return await all_.log_out(request, DESK, opened.staff)
