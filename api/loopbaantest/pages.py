"""Pages of the Loopbaantest at /loopbaantest: one statement a screen, complete without JavaScript."""

from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from starlette.responses import JSONResponse, RedirectResponse

from api.dependencies import Address
from api.loopbaantest import forms, views
from api.loopbaantest.dependencies import Visit, Visitor
from api.loopbaantest.sessions import service
from api.loopbaantest.sessions.log import TOOL
from api.sessions.idempotency import Creating, creates
from api.web import cookies
from api.web.forms import read_form
from api.web.refusing import Refusal, Refused
from api.web.rendering import render
from api.web.resume import resume as resuming

FIELDS = 50
"""No form of the Loopbaantest has more."""

router = APIRouter(prefix="/loopbaantest", include_in_schema=False, route_class=Creating)


def _to(address: str) -> Response:
    return RedirectResponse(f"{address}#inhoud", status_code=303)


def _start() -> Response:
    return _to("/loopbaantest?melding=geen-test")


def _first(request: Request, visit: Visit, refusal: Refusal, notice: str = "") -> Response:
    context = views.start(visit, refusal, notice=notice)
    return render(request, "loopbaantest/start.html", context)


@router.get("")
async def start(request: Request, visit: Visitor, refused: Refused, melding: str = "") -> Response:
    """Say what the test is, and start, go on, or continue with a code."""
    return _first(request, visit, refused.found, melding)


@router.post("/start")
@creates
async def begin(request: Request, visit: Visitor, refused: Refused) -> Response:
    """Start a test and keep its token in the cookie."""
    wanted = forms.start(await read_form(request, max_fields=FIELDS, max_files=0))
    if wanted is None:
        refusal = Refusal(errors={"status": forms.CHOOSE_STATUS})
        return await refused.back("/loopbaantest", refusal, lambda refusal: _first(request, visit, refusal))
    started = await service.start(visit.desk, wanted)
    answer = _to("/loopbaantest/vraag")
    cookies.keep(request, answer, TOOL, started.session_token)
    return answer


@router.post("/hervatten")
async def resume(request: Request, visit: Visitor, address: Address, refused: Refused) -> Response:
    """Continue with a code; a wrong one stays in its field."""
    form = await read_form(request, max_fields=FIELDS, max_files=0)
    resumed = await resuming(form, lambda code: service.resume(visit.desk, code, address))
    if resumed.found is None:
        return await refused.back("/loopbaantest", resumed.refusal, lambda refusal: _first(request, visit, refusal))
    answer = _to("/loopbaantest/vraag" if resumed.found.next_item else "/loopbaantest/resultaat")
    cookies.keep(request, answer, TOOL, resumed.found.session_token)
    return answer


def _asked(request: Request, visit: Visit, refusal: Refusal, nr: str, back: str) -> Response:
    if visit.log is None:
        return _start()
    number = forms.place(nr, len(visit.desk.test.bank.items))
    if number is None:
        return _to(views.following(visit, visit.log, 0))
    context = views.question(visit, visit.log, number, back_to=back, problem=refusal.error("waarde"))
    return render(request, "loopbaantest/vraag.html", context)


@router.get("/vraag")
async def question(request: Request, visit: Visitor, refused: Refused, nr: str = "", naar: str = "") -> Response:
    """Show a statement: the one that is asked for, or the first without a reply."""
    return _asked(request, visit, refused.found, nr, naar if naar in forms.RETURNS else "")


@router.post("/vraag")
async def reply(request: Request, visit: Visitor, refused: Refused) -> Response:
    """Keep a reply, and go on."""
    form = await read_form(request, max_fields=FIELDS, max_files=0)
    if visit.log is None:
        return _start()
    given = forms.reply(form, visit)
    if given.answer is None:
        number, back = str(given.number), given.back_to
        address = "/loopbaantest/vraag?" + urlencode({"nr": number, "naar": back})
        refusal = Refusal(errors={"waarde": given.problem})
        return await refused.back(address, refusal, lambda refusal: _asked(request, visit, refusal, number, back))
    await forms.keep(visit, visit.log, given.answer)
    if given.back_to:
        return _to(f"/loopbaantest/{given.back_to}")
    return _to(views.following(visit, visit.log, given.number))


@router.get("/werk")
async def work(request: Request, visit: Visitor) -> Response:
    """Ask somebody who works how satisfied they are; it may be skipped."""
    if visit.log is None:
        return _start()
    context = {"scale": views.SATISFIED, "given": visit.log.satisfaction, "version": visit.log.opened.version}
    return render(request, "loopbaantest/werk.html", context)


@router.post("/werk")
async def keep_work(request: Request, visit: Visitor) -> Response:
    """Keep how satisfied somebody is, or that they skipped it."""
    form = await read_form(request, max_fields=FIELDS, max_files=0)
    if visit.log is None:
        return _start()
    opened = visit.log.opened
    await service.satisfaction(visit.desk, opened.session.id, opened.token, forms.satisfaction(form))
    return _to("/loopbaantest/resultaat")


@router.get("/antwoorden")
async def answers(request: Request, visit: Visitor) -> Response:
    """Show every reply, each with a link to change it."""
    if visit.log is None:
        return _start()
    return render(request, "loopbaantest/antwoorden.html", views.overview(visit, visit.log))


def _mirror(request: Request, visit: Visit, refusal: Refusal) -> Response:
    if visit.log is None:
        return _start()
    context = views.result(request, visit, visit.log, problem=refusal.error("code"), code=refusal.text("code"))
    return render(request, "loopbaantest/resultaat.html", context)


@router.get("/resultaat")
async def result(request: Request, visit: Visitor, refused: Refused) -> Response:
    """Show the mirror."""
    return _mirror(request, visit, refused.found)


@router.get("/mijn-loopbaantest.json")
async def download(visit: Visitor) -> Response:
    """Hand over the answers as a file that the API scores again to the same result."""
    if visit.log is None:
        return _start()
    headers = {"Content-Disposition": 'attachment; filename="mijn-loopbaantest.json"'}
    return JSONResponse(views.download(visit, visit.log), headers=headers)


@router.post("/vergelijken")
async def compare(request: Request, visit: Visitor, address: Address, refused: Refused) -> Response:
    """Put an earlier test beside this one; a wrong code stays in its field."""
    form = await read_form(request, max_fields=FIELDS, max_files=0)
    if visit.log is None:
        return _start()
    beside = await forms.put_beside(visit, visit.log, form, address)
    if beside.found is not None:
        return RedirectResponse("/loopbaantest/resultaat#vergelijken", status_code=303)
    here = "/loopbaantest/resultaat"
    return await refused.back(here, beside.refusal, lambda refusal: _mirror(request, visit, refusal))


@router.post("/opnieuw")
@creates
async def again(request: Request, visit: Visitor) -> Response:
    """Start a retake that will be compared with this test."""
    wanted = forms.start(await read_form(request, max_fields=FIELDS, max_files=0))
    if visit.log is None:
        return _start()
    body = service.retake(wanted.work_status if wanted else visit.log.status, visit.log)
    started = await service.start(visit.desk, body, previous=visit.log)
    answer = _to("/loopbaantest/vraag")
    cookies.keep(request, answer, TOOL, started.session_token)
    return answer


@router.get("/bewaren")
async def keep(request: Request, visit: Visitor) -> Response:
    """Show the code, and how to forget everything."""
    if visit.log is None:
        return _start()
    return render(request, "loopbaantest/bewaren.html", views.keep(visit.log))


@router.post("/toestemming")
async def consent(request: Request, visit: Visitor) -> Response:
    """Give or withdraw the permission to use the answers for research."""
    form = await read_form(request, max_fields=FIELDS, max_files=0)
    if visit.log is None:
        return _start()
    opened = visit.log.opened
    await service.consent(visit.desk, opened.session.id, opened.token, forms.consent(form))
    return _to("/loopbaantest/bewaren")


@router.post("/nieuwe-code")
async def renew(request: Request, visit: Visitor) -> Response:
    """Give the test another code; the one before opens nothing any more."""
    await read_form(request, max_fields=FIELDS, max_files=0)
    if visit.log is None:
        return _start()
    await visit.desk.sessions.renew(visit.log.opened)
    return _to("/loopbaantest/bewaren#code")


@router.post("/wissen")
async def delete(request: Request, visit: Visitor) -> Response:
    """Forget the test with every answer, at once."""
    await read_form(request, max_fields=FIELDS, max_files=0)
    if visit.log is None:  # went on elsewhere with the code, perhaps: nothing is said to be erased that is not
        return _start()
    await service.delete(visit.desk, visit.log.opened.session.id, visit.log.opened.token)
    answer = _to("/loopbaantest?melding=gewist")
    cookies.forget(request, answer, TOOL)
    return answer
