"""Pages of coaches: log in, inbox, what a client shares, notes and suggestions, a sheet for the talk; and links."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from starlette.datastructures import FormData
from starlette.responses import JSONResponse, RedirectResponse

from api.account.dependencies import AllAccounts
from api.coach import answers, flow, forms, texts, views
from api.coach.dependencies import CoachDesk
from api.coach.flow import Coach, Visitor
from api.coach.service import BY_LINK, RESULTS, SHEET
from api.dependencies import Address, Engine, Now, Today
from api.loopbaancentra.introductions.dependencies import AllIntroductions
from api.loopbaancentra.introductions.schemas import CentreAnswerIn
from api.problems import ProblemError
from api.sessions.idempotency import Creating, creates
from api.web import cookies
from api.web.forms import read_form, text
from api.web.rendering import render

router = APIRouter(prefix="/coach", include_in_schema=False, route_class=Creating)
links = APIRouter(prefix="/gedeeld", include_in_schema=False)

HERE = flow.HERE


@router.get("")
async def inbox(
    request: Request, opened: Visitor, desk: CoachDesk, introductions: AllIntroductions, on: Today, now: Now
) -> Response:
    """Show what is shared with this coach, or how to log in."""
    if opened is None:
        return render(request, "coach/aanmelden.html", {"problem": ""})
    if opened.caller.coach.administrator:
        return RedirectResponse(f"{HERE}/centrum", status_code=303)
    found = await desk.clients(opened.caller, on=on, now=now)
    centre = opened.caller.coach.centre_id if opened.caller.active else ""
    asked = await introductions.store.of_centre(centre, now)
    return render(request, "coach/page.html", views.inbox(opened, found, asked))


@router.get("/aanmelden")
async def ask(request: Request, accounts: AllAccounts, now: Now) -> Response:
    """Send the browser to the identity provider."""
    return await flow.ask(request, accounts, now=now)


@router.get("/terug")
async def back(
    request: Request,
    accounts: AllAccounts,
    desk: CoachDesk,
    now: Now,
    code: Annotated[str, Query(max_length=4_000)] = "",
    state: Annotated[str, Query(max_length=400)] = "",
) -> Response:
    """Let in whom the identity provider calls a coach."""
    token = await flow.identified(request, accounts, desk, code, state, now=now)
    if token is None:
        return flow.not_let_in(request, render(request, "coach/aanmelden.html", {"problem": texts.NOT_IDENTIFIED}))
    return flow.let_in(request, token)


@router.post("/afmelden")
async def leave(request: Request, opened: Coach, desk: CoachDesk) -> Response:
    """End the login."""
    opened.check(await read_form(request))
    await desk.coaches.log_out(opened.token)
    answer = RedirectResponse(HERE, status_code=303)
    cookies.forget(request, answer, flow.COOKIE)
    cookies.clear(answer)
    return answer


@router.get("/klant/{id}")
async def client(
    request: Request,
    id: str,  # noqa: A002 - the field's own name
    opened: Coach,
    desk: CoachDesk,
    engine: Engine,
    on: Today,
    now: Now,
) -> Response:
    """Show everything that a client shares; the client sees that it was looked at."""
    granted = await desk.read(opened.caller.reader, id, RESULTS, on=on, now=now)
    return render(request, "coach/klant.html", views.client(answers.client(granted, engine, on), opened))


@router.get("/klant/{id}/gespreksblad")
async def sheet(
    request: Request,
    id: str,  # noqa: A002 - the field's own name
    opened: Coach,
    desk: CoachDesk,
    engine: Engine,
    on: Today,
    now: Now,
) -> Response:
    """Show a sheet of one page to print for the talk."""
    granted = await desk.read(opened.caller.reader, id, SHEET, on=on, now=now)
    return render(request, "coach/gespreksblad.html", views.sheet(answers.client(granted, engine, on), opened, on))


@router.get("/klant/{id}/notities")
async def messages(
    request: Request,
    id: str,  # noqa: A002 - the field's own name
    opened: Coach,
    desk: CoachDesk,
    engine: Engine,
    on: Today,
    now: Now,
) -> Response:
    """Show every note and suggestion for a client in full."""
    granted = await desk.read(opened.caller.reader, id, RESULTS, on=on, now=now)
    return render(request, "coach/notities.html", views.client(answers.client(granted, engine, on), opened))


@router.get("/klant/{id}/resultaat/{result}")
async def document(
    id: str,  # noqa: A002 - the field's own name
    result: str,
    opened: Coach,
    desk: CoachDesk,
    engine: Engine,
    on: Today,
    now: Now,
) -> Response:
    """Give a result with its answers as a file, where the client shares those."""
    granted = await desk.read(opened.caller.reader, id, RESULTS, on=on, now=now)
    found = answers.document(answers.client(granted, engine, on), result)
    return JSONResponse(found, headers={"Content-Disposition": 'attachment; filename="resultaat.json"'})


async def _wrong(
    request: Request,
    id_: str,
    opened: Coach,
    desk: CoachDesk,
    engine: Engine,
    on: Today,
    now: Now,
    name: str,
    form: FormData,
) -> Response:
    """Show the page again with what is wrong with a form."""
    granted = await desk.read(opened.caller.reader, id_, RESULTS, on=on, now=now)
    message = {"notitie": texts.LONG_NOTE, "voorstel": texts.WRONG_SUGGESTION}[name]
    typed = {field: text(form, field, 100_000) for field in ("notitie", "voorstel", "beroep")}
    view = views.client(answers.client(granted, engine, on), opened, {name: message}, typed)
    return render(request, "coach/klant.html", view, status_code=422)


@router.post("/klant/{id}/notitie")
@creates
async def note(
    request: Request,
    id: str,  # noqa: A002 - the field's own name
    opened: Coach,
    desk: CoachDesk,
    engine: Engine,
    on: Today,
    now: Now,
) -> Response:
    """Leave a note, which the client reads at once."""
    form = await read_form(request)
    opened.check(form)
    body = forms.note(form)
    if body is None:
        return await _wrong(request, id, opened, desk, engine, on, now, "notitie", form)
    await desk.note(opened.caller.reader, id, body.text, on=on, now=now)
    return RedirectResponse(f"{HERE}/klant/{id}#notities", status_code=303)


@router.post("/klant/{id}/voorstel")
@creates
async def suggest(
    request: Request,
    id: str,  # noqa: A002 - the field's own name
    opened: Coach,
    desk: CoachDesk,
    engine: Engine,
    on: Today,
    now: Now,
) -> Response:
    """Leave a suggestion, which the client takes over, changes or hides."""
    form = await read_form(request)
    opened.check(form)
    body = forms.suggestion(form, answers.occupation(engine, text(form, "beroep")))
    if body is None or (text(form, "beroep") and body.occupation_id is None):
        return await _wrong(request, id, opened, desk, engine, on, now, "voorstel", form)
    label = answers.label(engine, body.occupation_id, body.tool)
    await desk.suggest(opened.caller.reader, id, body, label, on=on, now=now)
    return RedirectResponse(f"{HERE}/klant/{id}#voorstellen", status_code=303)


@router.post("/kennismaking/{id}")
async def answer(
    request: Request,
    id: str,  # noqa: A002 - the field's own name
    opened: Coach,
    introductions: AllIntroductions,
    now: Now,
) -> Response:
    """Accept or decline an introduction that was asked of the coach's centre."""
    form = await read_form(request)
    opened.check(form)
    centre = opened.caller.coach.centre_id if opened.caller.active else ""
    found = await introductions.store.find(id, now)
    if found is None or found.centre_id != centre or found.sent_at is None:
        raise ProblemError(404, "unknown-introduction", "no such introduction of this centre")
    body = CentreAnswerIn(accepted=text(form, "doe") == "ja", text=text(form, "antwoord", 1_000))
    await introductions.answer(found, body, now=now)
    return RedirectResponse(f"{HERE}#kennismakingen", status_code=303)


@links.get("/{id}")
async def link(
    request: Request,
    id: str,  # noqa: A002 - the field's own name
    desk: CoachDesk,
    engine: Engine,
    on: Today,
    now: Now,
) -> Response:
    """Ask for the code of a link, the same for one that is none; or show what is shared."""
    if not await flow.may_see(request, desk, id, now=now):
        return render(request, "coach/link.html", {"id": id, "problem": ""})
    granted = await desk.read(BY_LINK, id, RESULTS, on=on, now=now)
    return render(request, "coach/klant.html", views.client(answers.client(granted, engine, on), None))


@links.post("/{id}")
async def open_link(
    request: Request,
    id: str,  # noqa: A002 - the field's own name
    desk: CoachDesk,
    address: Address,
    on: Today,
    now: Now,
) -> Response:
    """Let in whoever gives the code of a link; five wrong ones stop an address."""
    code = text(await read_form(request), "code", 100)
    token, problem = await flow.opened_link(desk, id, code, address, on=on, now=now)
    if problem:
        return render(request, "coach/link.html", {"id": id, "problem": problem}, status_code=422)
    return flow.let_see(request, id, token)
