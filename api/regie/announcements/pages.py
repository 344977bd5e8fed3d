"""The page of messages to centres: all of them, and the form of a new one."""

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response

from api.dependencies import Now, Today
from api.loopbaancheque.cheques.dependencies import ActiveRegister
from api.regie import flow
from api.regie.announcements import forms, views
from api.regie.announcements.dependencies import AllAnnouncements
from api.regie.announcements.service import Announcements
from api.regie.dependencies import DESK, Director, Opened
from api.sessions.idempotency import Creating, creates
from api.web.rendering import render
from item_bank.loopbaancentra.schema import Register

router = APIRouter(prefix=f"{DESK.address}/berichten", include_in_schema=False, route_class=Creating)

HERE = f"{DESK.address}/berichten"


def _all(request: Request, opened: Opened, all_: Announcements, register: Register, on: Today) -> flow.Show:
    async def show(problem: str, typed: Mapping[str, str]) -> Response:
        context = views.listed(opened, await all_.recent(register, on), problem, typed)
        return render(request, "regie/berichten.html", context, status_code=422 if problem else 200)

    return show


@router.get("")
async def everything(
    request: Request, opened: Director, all_: AllAnnouncements, register: ActiveRegister, on: Today
) -> Response:
    """Show what centres were told and how many read it, and the form of a new message."""
    return await _all(request, opened, all_, register, on)("", {})


@router.post("")
@creates
async def tell(
    request: Request, opened: Director, all_: AllAnnouncements, register: ActiveRegister, on: Today, now: Now
) -> Response:
    """Tell all centres."""
    form = await opened.form(request)

    async def work() -> object:
        return await all_.tell(forms.new(form, on), register, opened.caller, today=on, now=now)

    return await flow.act(form, work, _all(request, opened, all_, register, on), HERE)
