"""Pages of a centre: its coaches, invitations, and the code with which somebody who was invited begins."""

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from api.coach.centre import answers, flow, forms, texts
from api.coach.centre.dependencies import Administrator, AllCentres
from api.coach.centre.forms import Draft
from api.coach.centre.service import Centres
from api.coach.flow import INVITED, Opened
from api.dependencies import Address, Now, Today, day_of
from api.identity.dependencies import BROWSER_SECONDS
from api.loopbaancentra.dependencies import ActiveDirectory
from api.sessions.idempotency import Creating, creates
from api.web import cookies
from api.web.days import dutch_day
from api.web.forms import read_form, text
from api.web.rendering import render

router = APIRouter(prefix="/coach", include_in_schema=False, route_class=Creating)

HERE = "/coach/centrum"


async def _page(request: Request, opened: Opened, all_: Centres, now: Now, draft: Draft, code: str = "") -> Response:
    centre = opened.caller.coach.centre_id
    context = {
        "opened": opened,
        "centre": opened.caller.centre_name or centre,
        "staff": answers.staff(await all_.staff(centre, now=now)),
        "no_mandate": "" if opened.caller.active else texts.NO_MANDATE,
        "engagement": texts.ENGAGEMENT,
        "draft": draft,
        "code": code,
        "day": lambda at: dutch_day(day_of(at)),
    }
    return render(request, "coach/centrum.html", context, status_code=422 if draft.errors else 200)


@router.get("/centrum")
async def staff(request: Request, opened: Administrator, all_: AllCentres, now: Now) -> Response:
    """Show the coaches of a centre and its open invitations, to who administers it."""
    return await _page(request, opened, all_, now, Draft())


@router.post("/centrum/uitnodigen")
@creates
async def invite(
    request: Request, opened: Administrator, all_: AllCentres, directory: ActiveDirectory, on: Today, now: Now
) -> Response:
    """Invite a coach, and show the code for the only time."""
    form = await read_form(request)
    opened.check(form)
    draft = forms.invitation(form)
    if draft.body is None:
        return await _page(request, opened, all_, now, draft)
    centre = opened.caller.coach.centre_id
    code, problem = await flow.invited(all_, centre, draft.body, directory, on=on, now=now)
    if problem:
        draft.errors["naam"] = problem
    return await _page(request, opened, all_, now, draft if problem else Draft(), code)


@router.post("/centrum/verwijderen/{id}")
async def remove(request: Request, id: str, opened: Administrator, all_: AllCentres, now: Now) -> Response:  # noqa: A002 - the field's own name
    """Remove a coach at once, or take an invitation back."""
    form = await read_form(request)
    opened.check(form)
    centre = opened.caller.coach.centre_id
    await (all_.withdraw(centre, id) if text(form, "wat") == "uitnodiging" else all_.remove(centre, id, now=now))
    return RedirectResponse(f"{HERE}#coaches", status_code=303)


@router.get("/uitnodiging")
async def ask(request: Request) -> Response:
    """Ask for the code of an invitation."""
    return render(request, "coach/uitnodiging.html", {"problem": ""})


@router.post("/uitnodiging")
async def begin(request: Request, all_: AllCentres, address: Address, now: Now) -> Response:
    """Lead who has an invitation to the identity provider; five wrong codes stop an address."""
    code = text(await read_form(request), "code", 100)
    problem = await flow.wrong_code(all_, code, address, now=now)
    if problem:
        return render(request, "coach/uitnodiging.html", {"problem": problem}, status_code=422)
    answer = RedirectResponse("/coach/aanmelden", status_code=303)
    cookies.put(request, answer, INVITED, code, seconds=BROWSER_SECONDS, same_site="lax")
    return answer
