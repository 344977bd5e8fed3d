"""Pages of the Loopbaantest at /loopbaantest: one statement a screen, complete without JavaScript."""

from fastapi import APIRouter, Request, Response
from starlette.responses import JSONResponse, RedirectResponse

from api.dependencies import Address
from api.loopbaantest import forms, views
from api.loopbaantest.dependencies import Visitor
from api.loopbaantest.sessions import service
from api.loopbaantest.sessions.log import TOOL
from api.web import cookies
from api.web.forms import read_form, text
from api.web.rendering import render
from api.web.resume import resume as resuming

FIELDS = 50
"""No form of the Loopbaantest has more."""

router = APIRouter(prefix="/loopbaantest", include_in_schema=False)


def _to(address: str) -> Response:
    return RedirectResponse(f"{address}#inhoud", status_code=303)


def _start() -> Response:
    return _to("/loopbaantest?melding=geen-test")


@router.get("")
async def start(request: Request, visit: Visitor, melding: str = "") -> Response:
    """Say what the test is, and start, go on, or continue with a code."""
    return render(request, "loopbaantest/start.html", views.start(visit, notice=melding))


@router.post("/start")
async def begin(request: Request, visit: Visitor) -> Response:
    """Start a test and keep its token in the cookie."""
    wanted = forms.start(await read_form(request, max_fields=FIELDS, max_files=0))
    if wanted is None:
        context = views.start(visit, wrong=forms.CHOOSE_STATUS)
        return render(request, "loopbaantest/start.html", context, status_code=422)
    started = await service.start(visit.desk, wanted)
    answer = _to("/loopbaantest/vraag")
    cookies.keep(request, answer, TOOL, started.session_token)
    return answer


@router.post("/hervatten")
async def resume(request: Request, visit: Visitor, address: Address) -> Response:
    """Continue with a code; a wrong one stays in its field."""
    form = await read_form(request, max_fields=FIELDS, max_files=0)
    resumed = await resuming(form, lambda code: service.resume(visit.desk, code, address))
    if resumed.found is None:
        context = views.start(visit, problem=resumed.problem, code=resumed.code)
        return render(request, "loopbaantest/start.html", context, status_code=422)
    answer = _to("/loopbaantest/vraag" if resumed.found.next_item else "/loopbaantest/resultaat")
    cookies.keep(request, answer, TOOL, resumed.found.session_token)
    return answer


@router.get("/vraag")
async def question(request: Request, visit: Visitor, nr: str = "", naar: str = "") -> Response:
    """Show a statement: the one that is asked for, or the first without a reply."""
    if visit.log is None:
        return _start()
    number = forms.place(nr, len(visit.desk.test.bank.items))
    if number is None:
        address = views.following(visit, visit.log, 0)
        return _to(address)
    back = naar if naar in forms.RETURNS else ""
    return render(request, "loopbaantest/vraag.html", views.question(visit, visit.log, number, back_to=back))


@router.post("/vraag")
async def reply(request: Request, visit: Visitor) -> Response:
    """Keep a reply, and go on."""
    form = await read_form(request, max_fields=FIELDS, max_files=0)
    if visit.log is None:
        return _start()
    given = forms.reply(form, visit)
    if given.answer is None:
        context = views.question(visit, visit.log, given.number, back_to=given.back_to, problem=given.problem)
        return render(request, "loopbaantest/vraag.html", context, status_code=422)
    await forms.keep(visit, visit.log, given.answer)
    if given.back_to:
        return _to(f"/loopbaantest/{given.back_to}")
    return _to(views.following(visit, visit.log, given.number))


@router.get("/werk")
async def work(request: Request, visit: Visitor) -> Response:
    """Ask somebody who works how satisfied they are; it may be skipped."""
    if visit.log is None:
        return _start()
    context = {"scale": views.SATISFIED, "given": visit.log.satisfaction}
    return render(request, "loopbaantest/werk.html", context)


@router.post("/werk")
async def keep_work(request: Request, visit: Visitor) -> Response:
    """Keep how satisfied somebody is, or that they skipped it."""
    chosen = text(await read_form(request, max_fields=FIELDS, max_files=0), "waarde")
    if visit.log is None:
        return _start()
    opened = visit.log.opened
    value = int(chosen) if chosen in forms.POINTS else None
    await service.satisfaction(visit.desk, opened.session.id, opened.token, value)
    return _to("/loopbaantest/resultaat")


@router.get("/antwoorden")
async def answers(request: Request, visit: Visitor) -> Response:
    """Show every reply, each with a link to change it."""
    if visit.log is None:
        return _start()
    return render(request, "loopbaantest/antwoorden.html", views.overview(visit, visit.log))


@router.get("/resultaat")
async def result(request: Request, visit: Visitor) -> Response:
    """Show the mirror."""
    if visit.log is None:
        return _start()
    return render(request, "loopbaantest/resultaat.html", views.result(request, visit, visit.log))


@router.get("/mijn-loopbaantest.json")
async def download(visit: Visitor) -> Response:
    """Hand over the answers as a file that the API scores again to the same result."""
    if visit.log is None:
        return _start()
    headers = {"Content-Disposition": 'attachment; filename="mijn-loopbaantest.json"'}
    return JSONResponse(views.download(visit, visit.log), headers=headers)


@router.post("/vergelijken")
async def compare(request: Request, visit: Visitor, address: Address) -> Response:
    """Put an earlier test beside this one; a wrong code stays in its field."""
    form = await read_form(request, max_fields=FIELDS, max_files=0)
    if visit.log is None:
        return _start()
    beside = await forms.put_beside(visit, visit.log, form, address)
    if beside.found is not None:
        return RedirectResponse("/loopbaantest/resultaat#vergelijken", status_code=303)
    context = views.result(request, visit, visit.log, problem=beside.problem, code=beside.code)
    return render(request, "loopbaantest/resultaat.html", context, status_code=422)


@router.post("/opnieuw")
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
    given = text(await read_form(request, max_fields=FIELDS, max_files=0), "onderzoek") == "ja"
    if visit.log is None:
        return _start()
    opened = visit.log.opened
    await service.consent(visit.desk, opened.session.id, opened.token, given=given)
    return _to("/loopbaantest/bewaren")


@router.post("/wissen")
async def delete(request: Request, visit: Visitor) -> Response:
    """Forget the test with every answer, at once."""
    await read_form(request, max_fields=FIELDS, max_files=0)
    if visit.log is not None:
        await service.delete(visit.desk, visit.log.opened.session.id, visit.log.opened.token)
    answer = _to("/loopbaantest?melding=gewist")
    cookies.forget(request, answer, TOOL)
    return answer
