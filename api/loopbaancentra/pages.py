"""Pages of career centres at /loopbaancentra: search, one centre, a choice to keep, and asking for a first talk."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from starlette.responses import PlainTextResponse, RedirectResponse

from api.dependencies import Now, Today
from api.jobbereik.forms import check_content_type
from api.loopbaancentra import forms, views
from api.loopbaancentra.dependencies import ActiveDirectory, AllIntroductions
from api.loopbaancentra.introductions import forms as asking
from api.sessions.codes import normal_code
from api.web.rendering import render

router = APIRouter(prefix="/loopbaancentra", include_in_schema=False)

Chosen = Annotated[list[str], Query(max_length=200)]


@router.get("")
async def index(request: Request, directory: ActiveDirectory, on: Today) -> Response:
    """Show the search form, and what it finds."""
    form = forms.read(request.query_params)
    return render(request, "loopbaancentra/index.html", views.index(directory, form, on))


@router.get("/centrum/{id}")
async def centre(
    request: Request,
    id: str,  # noqa: A002 - the field's own name
    directory: ActiveDirectory,
    on: Today,
    plaats: str = "",
) -> Response:
    """Show one centre."""
    return render(request, "loopbaancentra/centrum.html", views.page(directory, id, on, plaats))


@router.get("/keuze")
async def chosen(request: Request, directory: ActiveDirectory, on: Today, centrum: Chosen = []) -> Response:  # noqa: B006
    """Show the chosen centres side by side, to print or to keep as a bookmark."""
    return render(request, "loopbaancentra/keuze.html", views.chosen(directory, centrum, on))


@router.get("/keuze.txt")
async def chosen_file(directory: ActiveDirectory, on: Today, centrum: Chosen = []) -> Response:  # noqa: B006
    """Give the chosen centres as a file."""
    headers = {"Content-Disposition": 'attachment; filename="mijn-loopbaancentra.txt"'}
    return PlainTextResponse(views.chosen_text(directory, centrum, on), headers=headers)


@router.get("/centrum/{id}/kennismaking")
async def ask_form(request: Request, id: str, directory: ActiveDirectory, now: Now) -> Response:  # noqa: A002
    """Show the form to ask for a first talk."""
    return render(request, "loopbaancentra/kennismaking.html", asking.form_view(directory, id, asking.Draft(), now))


@router.post("/centrum/{id}/kennismaking")
async def ask(
    request: Request,
    id: str,  # noqa: A002 - the field's own name
    directory: ActiveDirectory,
    introductions: AllIntroductions,
    now: Now,
) -> Response:
    """Keep the request, or show again what was typed and what is wrong with it."""
    check_content_type(request.headers.get("content-type", ""))
    async with request.form(max_fields=50) as form:
        draft = asking.read(form)
    view = asking.form_view(directory, id, draft, now)
    if draft.errors:
        return render(request, "loopbaancentra/kennismaking.html", view)
    code = await asking.ask(introductions, draft, id, directory, now)
    return RedirectResponse(f"/loopbaancentra/kennismaking/{code}", status_code=303)


@router.get("/kennismaking")
async def find(request: Request, code: str = "") -> Response:
    """Ask for the code of a request, or go to its page."""
    normal = normal_code(code[:100])
    if normal:
        return RedirectResponse(f"/loopbaancentra/kennismaking/{normal}", status_code=303)
    return render(request, "loopbaancentra/code.html", {"typed": code[:100], "wrong": bool(code.strip())})


@router.get("/kennismaking/{code}")
async def look(
    request: Request, code: str, directory: ActiveDirectory, introductions: AllIntroductions, now: Now
) -> Response:
    """Show where a request stands, to whoever has its code."""
    found = await introductions.of_code(code, now=now)
    return render(request, "loopbaancentra/stand.html", asking.status_view(directory, found, code, now))


@router.post("/kennismaking/{code}/versturen")
async def send(code: str, introductions: AllIntroductions, now: Now) -> Response:
    """Send what was kept: the citizen agrees now."""
    await introductions.send(await introductions.of_code(code, now=now), now=now)
    return RedirectResponse(f"/loopbaancentra/kennismaking/{code}", status_code=303)


@router.post("/kennismaking/{code}/intrekken")
async def withdraw(code: str, introductions: AllIntroductions, now: Now) -> Response:
    """Withdraw a request, and erase what was written."""
    await introductions.withdraw(await introductions.of_code(code, now=now))
    return RedirectResponse(f"/loopbaancentra/kennismaking/{code}", status_code=303)
