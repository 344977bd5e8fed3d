"""What the pages of groups do between a form and the next page."""

from datetime import datetime

from fastapi import Request, Response
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse

from api.account.service import Login
from api.groups import texts, views
from api.groups.service import Groups, UnknownGroupError
from api.keys.service import KeyRefusedError
from api.sessions.service import TooManyTriesError
from api.web.forms import text
from api.web.forms import texts as several
from api.web.rendering import render

HERE = "/mijn-loopbaan/groepen"


async def join(
    request: Request, groups: Groups, login: Login, form: FormData, address: str, *, now: datetime
) -> Response:
    """Ask whether results may be counted in the group of a code, and join it once the citizen agrees."""
    if login.account.subject_hash is None:
        page = views.mine(login, await groups.mine(login))
        return render(request, "groepen/page.html", page, status_code=403)
    code, chosen = text(form, "code", 100), [tool for tool in several(form, "mee") if tool in texts.COUNTED]
    try:
        group = await groups.of_code(code, address, now=now)
    except (UnknownGroupError, TooManyTriesError) as error:
        problem = texts.TOO_OFTEN if isinstance(error, TooManyTriesError) else texts.UNKNOWN_GROUP
        page = views.mine(login, await groups.mine(login), problem, code)
        return render(request, "groepen/page.html", page, status_code=422)
    agrees = text(form, "doe") == "akkoord"
    if agrees and chosen:
        await groups.join(login, code, chosen, address, now=now)
        return RedirectResponse(f"{HERE}#inhoud", status_code=303)
    problem = texts.NOTHING_CHOSEN if agrees else ""
    page = views.joining(login, group, chosen, problem)
    return render(request, "groepen/mee.html", page, status_code=422 if problem else 200)


async def see(request: Request, groups: Groups, form: FormData) -> Response:
    """Show an organisation its sums, or what is wrong with its key."""
    try:
        group = await groups.of_key(text(form, "sleutel", 200))
    except KeyRefusedError:
        return render(request, "groepen/organisatie.html", views.organisation(None, (), texts.WRONG_KEY), 422)
    return render(request, "groepen/organisatie.html", views.organisation(group, await groups.told(group)))
