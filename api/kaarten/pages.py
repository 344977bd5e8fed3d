"""Pages of Jouw kwaliteiten at /kwaliteiten and Jouw waarden at /waarden: complete without JavaScript, kept durably."""

from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse

from api.dependencies import Address, Engine
from api.kaarten import forms, service, views
from api.kaarten.dependencies import Visit, Visitor
from api.sessions.idempotency import Creating, creates
from api.sessions.opened import Opened
from api.web import cookies
from api.web.forms import read_form, text, version
from api.web.refusing import Refusal, Refused
from api.web.rendering import render
from api.web.resume import resume as resuming

FIELDS = 200
"""No form of a game has more; the page with all cards has a field for each."""

router = APIRouter(prefix="/{spel:spel}", include_in_schema=False, route_class=Creating)


def _to(visit: Visit, page: str = "", notice: str = "", anchor: str = "inhoud") -> RedirectResponse:
    query = f"?melding={notice}" if notice else ""
    return RedirectResponse(f"/{visit.game.tool}{page}{query}#{anchor}", status_code=303)


def _start(visit: Visit) -> Response:
    return _to(visit, notice="geen-spel")


def _with_cookie(request: Request, visit: Visit, opened: Opened, page: str) -> Response:
    answer = _to(visit, page)
    cookies.keep(request, answer, visit.game.tool, opened.token)
    return answer


def _first(request: Request, visit: Visit, refusal: Refusal, notice: str = "") -> Response:
    context = views.start(visit, refusal, notice=notice)
    return render(request, "kaarten/start.html", context)


@router.get("")
async def start(request: Request, visit: Visitor, refused: Refused, melding: str = "") -> Response:
    """Say what the game is, and start, go on, continue with a code, or load a file."""
    return _first(request, visit, refused.found, melding)


@router.post("/start")
@creates
async def begin(request: Request, visit: Visitor) -> Response:
    """Start a game and keep its token in the cookie."""
    form = await read_form(request, max_fields=FIELDS)
    opened = await service.start(visit.sessions, visit.game, forms.mode(form), now=visit.now)
    return _with_cookie(request, visit, opened, "/spel")


@router.post("/hervatten")
async def resume(request: Request, visit: Visitor, address: Address, refused: Refused) -> Response:
    """Continue with a code; a wrong one stays in its field."""

    async def opened(code: str) -> Opened:
        return await visit.sessions.resume(code, (visit.game.tool,), address, now=visit.now)

    resumed = await resuming(await read_form(request, max_fields=FIELDS), opened)
    if resumed.found is None:
        here = f"/{visit.game.tool}"
        return await refused.back(here, resumed.refusal, lambda refusal: _first(request, visit, refusal))
    return _with_cookie(request, visit, resumed.found, "/spel")


@router.post("/laden")
@creates
async def load(request: Request, visit: Visitor, refused: Refused) -> Response:
    """Show the result of a game that was kept as a file."""
    opened, problem = await forms.take_file(visit, await read_form(request, max_fields=FIELDS))
    if opened is None:
        refusal = Refusal(errors={"bestand": problem})
        return await refused.back(f"/{visit.game.tool}", refusal, lambda refusal: _first(request, visit, refusal))
    return _with_cookie(request, visit, opened, "/resultaat")


@router.get("/spel")
async def question(request: Request, visit: Visitor, melding: str = "") -> Response:
    """Show what is asked now."""
    if visit.log is None:
        return _start(visit)
    context = views.question(visit.log, notice=melding)
    return _to(visit, "/resultaat") if context is None else render(request, "kaarten/spel.html", context)


@router.post("/spel")
async def play(request: Request, visit: Visitor) -> Response:
    """Keep a move, and go on; a form that was sent twice changes nothing."""
    form = await read_form(request, max_fields=FIELDS)
    if visit.log is None:
        return _start(visit)
    notice = await forms.play(visit, visit.log, form)
    if text(form, "naar") == "resultaat":
        return _to(visit, "/resultaat", notice, anchor="volgorde")
    return _to(visit, "/spel", notice)


@router.get("/kaarten")
async def all_cards(request: Request, visit: Visitor) -> Response:
    """Show all cards on one page, each with its pile."""
    if visit.log is None:
        return _start(visit)
    context = views.all_cards(visit.log)
    return _to(visit, "/spel") if context is None else render(request, "kaarten/kaarten.html", context)


@router.get("/resultaat")
async def result(request: Request, visit: Visitor, engine: Engine, melding: str = "") -> Response:
    """Show the seven; they are drawn beside the event loop."""
    if visit.log is None:
        return _start(visit)
    context = await run_in_threadpool(views.result, visit.log, engine, notice=melding)
    return _to(visit, "/spel") if context is None else render(request, f"{visit.game.tool}/resultaat.html", context)


def _card(request: Request, visit: Visit, id_: str, refusal: Refusal) -> Response:
    if visit.log is None:
        return _start(visit)
    context = views.card(visit.log, id_, refusal)
    page = f"{visit.game.tool}/kaart.html"
    return _to(visit, "/resultaat") if context is None else render(request, page, context)


@router.get("/kaart/{id}")
async def card(request: Request, visit: Visitor, refused: Refused, id: str) -> Response:  # noqa: A002 - the field's own name
    """Show what somebody says about one of the seven."""
    return _card(request, visit, id, refused.found)


@router.post("/kaart/{id}")
async def say(request: Request, visit: Visitor, refused: Refused, id: str) -> Response:  # noqa: A002
    """Keep what somebody says about one of the seven; a wrong value stays in its field."""
    form = await read_form(request, max_fields=FIELDS)
    draft = forms.draft(visit.game, form)
    context = None if visit.log is None else views.card(visit.log, id)
    if visit.log is None or context is None:
        return _start(visit) if visit.log is None else _to(visit, "/resultaat")
    if draft.value is None:
        here = f"/{visit.game.tool}/kaart/{quote(id, safe='')}"
        return await refused.back(here, draft.refusal, lambda refusal: _card(request, visit, id, refusal))
    await service.say(visit.sessions, visit.log, id, draft.value, version=version(form), now=visit.now)
    onwards = context["after"] if text(form, "doe") == "volgende" else None
    return _to(visit, f"/kaart/{onwards}") if onwards else _to(visit, "/resultaat", anchor=f"kaart-{id}")


@router.get("/bestand")
async def file(visit: Visitor) -> Response:
    """Give the game as a file that can be loaded again, here or through the API."""
    if visit.log is None:
        return _start(visit)
    content = visit.log.body.model_dump_json(by_alias=True, exclude_unset=True, indent=2)
    headers = {"Content-Disposition": f'attachment; filename="{visit.game.file_name}"'}
    return Response(content, media_type="application/json", headers=headers)


@router.get("/bewaren")
async def keep(request: Request, visit: Visitor) -> Response:
    """Show the code to continue with, and the button that forgets everything."""
    if visit.log is None:
        return _start(visit)
    return render(request, "kaarten/bewaren.html", views.keeping(visit.log))


@router.post("/nieuwe-code")
async def renew(request: Request, visit: Visitor) -> Response:
    """Give the game another code; the one before opens nothing any more."""
    await read_form(request, max_fields=FIELDS, max_files=0)
    if visit.log is None:
        return _start(visit)
    await visit.sessions.renew(visit.log.opened)
    return _to(visit, "/bewaren", anchor="code")


@router.post("/wissen")
async def forget(request: Request, visit: Visitor) -> Response:
    """Forget the game with everything in it."""
    await read_form(request, max_fields=FIELDS)
    if visit.log is None:  # went on elsewhere with the code, perhaps: nothing is said to be erased that is not
        return _start(visit)
    await visit.sessions.delete(visit.log.opened)
    answer = _to(visit, notice="gewist")
    cookies.forget(request, answer, visit.game.tool)
    return answer
