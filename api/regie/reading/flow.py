"""From the form of the start page to the desk of a centre, read along."""

from datetime import date, datetime
from typing import Any

from fastapi import Request, Response

from api.beheer.dependencies import DESK as CENTRES
from api.identity.staff import READS_FOR, StaffLogins
from api.problems import ProblemError
from api.regie import texts
from api.regie.dependencies import Opened
from api.regie.flow import typed
from api.regie.reading.service import Readings
from api.regie.views import start_page
from api.storage.cases import CaseStore
from api.web.forms import paragraph, text
from item_bank.loopbaancentra.schema import Register


async def begin(
    request: Request, opened: Opened, logins: StaffLogins, register: Register, on: date, now: datetime
) -> tuple[Response | None, dict[str, Any]]:
    """Return the way to the desk of a centre, or what the start page shows again."""
    form = await opened.form(request)
    readings = Readings(store=CaseStore(request.app.state.database), logins=logins)
    centre, why = text(form, "centrum", 64), paragraph(form, "waarom", 1_000)
    try:
        token = await readings.begin(opened.staff, opened.caller, centre, why, register, now=now)
    except ProblemError as error:
        problem = texts.problem(error.issues[0].code, error.detail)
        return None, await start_page(request, opened, register, on, problem, typed(form))
    return logins.let_in(request, CENTRES, token, lasts=READS_FOR), {}
