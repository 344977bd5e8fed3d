"""Pages of Oriënt at /orient: one question a screen, complete without JavaScript; every form leads to a page."""

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from api.dependencies import Address, Engine
from api.orient import forms, service, texts, views
from api.orient.accuracy.answers import figures
from api.orient.dependencies import OrientDesk, Visit, Visitor
from api.sessions.idempotency import Creating, creates
from api.web import cookies
from api.web.forms import read_form, text, version
from api.web.refusing import Refusal, Refused
from api.web.rendering import render
from api.web.resume import resume as resuming

FIELDS = 50
"""No form of Oriënt has more."""

router = APIRouter(prefix="/orient", include_in_schema=False, route_class=Creating)


def _to(address: str) -> RedirectResponse:
    return RedirectResponse(quote(address, safe="/?=&"), status_code=303)


def _start() -> Response:
    return _to("/orient?melding=geen-sessie")


def _first(request: Request, visit: Visit, refusal: Refusal, notice: str = "") -> Response:
    context = {"open": visit.opened is not None, "notice": notice}
    context |= {"problem": refusal.error("code"), "code": refusal.text("code")}
    return render(request, "orient/start.html", context)


@router.get("")
async def start(request: Request, visit: Visitor, refused: Refused, melding: str = "") -> Response:
    """Say what Oriënt is, and start, go on, or continue with a code."""
    return _first(request, visit, refused.found, melding)


@router.post("/start")
@creates
async def begin(request: Request, desk: OrientDesk) -> Response:
    """Start a session and keep its token in the cookie."""
    form = await read_form(request, max_fields=FIELDS, max_files=0)
    started = await service.start(desk, forms.start(form))
    answer = _to("/orient/vraag")
    cookies.keep(request, answer, service.TOOL, started.session_token)
    return answer


@router.post("/hervatten")
async def resume(request: Request, visit: Visitor, address: Address, refused: Refused) -> Response:
    """Continue with a code; a wrong one stays in its field."""
    form = await read_form(request, max_fields=FIELDS, max_files=0)
    resumed = await resuming(form, lambda code: service.resume(visit.desk, code, address))
    if resumed.found is None:
        return await refused.back("/orient", resumed.refusal, lambda refusal: _first(request, visit, refusal))
    answer = _to("/orient/vraag")
    cookies.keep(request, answer, service.TOOL, resumed.found.session_token)
    return answer


def _asked(request: Request, visit: Visit, refusal: Refusal, where: Mapping[str, str], back: str = "vraag") -> Response:
    if visit.opened is None:
        return _start()
    item, occupation = where.get("item", ""), where.get("beroep", "")
    problem = refusal.error("waarde")
    context = views.question(visit.desk, visit.opened, item=item, occupation=occupation, back_to=back, problem=problem)
    if context is None:
        return _start() if problem else _to("/orient/resultaat")
    return render(request, "orient/vraag.html", context)


@router.get("/vraag")
async def question(
    request: Request, visit: Visitor, refused: Refused, item: str = "", beroep: str = "", naar: str = ""
) -> Response:
    """Show the open question, or one that somebody goes back to."""
    back = naar if naar in forms.RETURNS else "vraag"
    return _asked(request, visit, refused.found, {"item": item, "beroep": beroep}, back)


@router.post("/vraag")
async def reply(request: Request, visit: Visitor, refused: Refused) -> Response:
    """Keep an answer or a rating, and go on."""
    form = await read_form(request, max_fields=FIELDS, max_files=0)
    if visit.opened is None:
        return _start()
    given = forms.reply(form)
    if given.problem:
        where = {given.about: given.id}
        refusal = Refusal(errors={"waarde": given.problem})
        address = f"/orient/vraag?{urlencode(where)}"
        return await refused.back(address, refusal, lambda refusal: _asked(request, visit, refusal, where))
    await forms.keep(visit.desk, visit.opened, given)
    return _to(forms.destination(form))


@router.get("/antwoorden")
async def answers(request: Request, visit: Visitor) -> Response:
    """Show every answer, each with a link to change it."""
    if visit.opened is None:
        return _start()
    return render(request, "orient/antwoorden.html", views.overview(visit.desk, visit.opened))


@router.get("/lijst")
async def live(request: Request, visit: Visitor) -> Response:
    """Show the suggestions of this moment, and the occupations that were hidden."""
    if visit.opened is None:
        return _start()
    return render(request, "orient/lijst.html", views.overview(visit.desk, visit.opened))


@router.get("/resultaat")
async def result(request: Request, visit: Visitor, aantal: str = "", niveau: str = "", toch: str = "") -> Response:
    """Show what the answers say."""
    if visit.opened is None:
        return _start()
    context = views.result(visit.desk, visit.opened, limit=aantal, level=niveau, anyway=toch == "1")
    return render(request, "orient/resultaat.html", context)


@router.post("/verberg")
async def hide(request: Request, visit: Visitor) -> Response:
    """Keep an occupation off the list."""
    form = await read_form(request, max_fields=FIELDS, max_files=0)
    if visit.opened is None:
        return _start()
    await forms.hide(visit.desk, visit.opened, form)
    return _to(forms.destination(form))


@router.post("/toon")
async def show(request: Request, visit: Visitor) -> Response:
    """Put an occupation back on the list."""
    form = await read_form(request, max_fields=FIELDS, max_files=0)
    if visit.opened is None:
        return _start()
    session, token = visit.opened.session.id, visit.opened.token
    await service.show(visit.desk, session, token, text(form, "id", forms.MOST), version(form))
    return _to(forms.destination(form))


@router.get("/beroepen")
async def search(request: Request, engine: Engine, visit: Visitor, q: str = "") -> Response:
    """Find an occupation to look up, and ask why it is not on the list."""
    if visit.opened is None:
        return _start()
    return render(request, "orient/beroepen.html", views.search(engine, q[:200]))


@router.get("/beroep/{id}")
async def why(request: Request, visit: Visitor, id: str) -> Response:  # noqa: A002 - the field's own name
    """Show why one occupation stands where it stands."""
    if visit.opened is None:
        return _start()
    return render(request, "orient/beroep.html", views.why(visit.desk, visit.opened, id))


@router.get("/bewaren")
async def keep(request: Request, visit: Visitor) -> Response:
    """Show the code to continue with, the consent, and the button that forgets everything."""
    if visit.opened is None:
        return _start()
    return render(request, "orient/bewaren.html", {"opened": visit.opened})


@router.post("/toestemming")
async def consent(request: Request, visit: Visitor) -> Response:
    """Give or withdraw the permission to use the answers."""
    form = await read_form(request, max_fields=FIELDS, max_files=0)
    if visit.opened is None:
        return _start()
    given = text(form, "onderzoek") == "ja"
    await visit.desk.sessions.consent(visit.opened, given=given, version=version(form), now=visit.desk.now)
    return _to("/orient/bewaren")


@router.post("/nieuwe-code")
async def renew(request: Request, visit: Visitor) -> Response:
    """Give the session another code; the one before opens nothing any more."""
    await read_form(request, max_fields=FIELDS, max_files=0)
    if visit.opened is None:
        return _start()
    await visit.desk.sessions.renew(visit.opened)
    return _to("/orient/bewaren#code")


@router.post("/wissen")
async def forget(request: Request, visit: Visitor) -> Response:
    """Forget the session with everything in it."""
    await read_form(request, max_fields=FIELDS, max_files=0)
    if visit.opened is None:  # went on elsewhere with the code, perhaps: nothing is said to be erased that is not
        return _start()
    await visit.desk.sessions.delete(visit.opened)
    answer = _to("/orient?melding=gewist")
    cookies.forget(request, answer, service.TOOL)
    return answer


@router.get("/nauwkeurigheid")
async def accuracy_page(request: Request, desk: OrientDesk) -> Response:
    """Show how accurate the test is, measured, with data, date and command."""
    context = {"accuracy": figures(desk.engine), "dutch": texts.dutch}
    return render(request, "orient/nauwkeurigheid.html", context)
