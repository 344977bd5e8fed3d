"""Pages that belong to no tool: start, how it works, privacy, accessibility, contact, API documentation."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Query, Request, Response
from starlette.responses import RedirectResponse

from api.sessions.drafts import LIFE_HOURS
from api.web import cookies, languages
from api.web.forms import read_form, text
from api.web.rendering import render

router = APIRouter(include_in_schema=False)


@router.get("/")
async def start(request: Request) -> Response:
    """Lead a question to the right tool."""
    return render(request, "start.html", {"tools": request.app.state.tools})


@router.get("/zo-werkt-het")
async def how_it_works(request: Request) -> Response:
    """Say that a computer ranks, what for, and what never happens with it."""
    catalogue = request.app.state.engines.current.catalogue
    return render(request, "zo-werkt-het.html", {"catalogue": catalogue})


@router.get("/privacy")
async def privacy(request: Request) -> Response:
    """Say what is kept of what a person tells, why, for how long, and how to delete it."""
    context = {"days": request.app.state.settings.session_days, "draft_hours": LIFE_HOURS}
    return render(request, "privacy.html", context)


@router.get("/toegankelijkheid")
async def accessibility(request: Request) -> Response:
    """Say how accessible the pages are, how that was tested, and where to report a problem."""
    return render(request, "toegankelijkheid.html", {"email": request.app.state.settings.contact_email})


@router.get("/contact")
async def contact(request: Request) -> Response:
    """Say where questions go."""
    return render(request, "contact.html", {"email": request.app.state.settings.contact_email})


@router.get("/docs")
async def docs(request: Request) -> Response:
    """Show the API with Swagger UI from our own copy."""
    return render(request, "docs.html", {})


def own_address(address: str) -> str:
    r"""Return an address of ours as it is, and the start page for any other.

    Examples
    --------
    >>> own_address("/orient/vraag?item=a#inhoud"), own_address("//elders.example"), own_address("https://elders.example")
    ('/orient/vraag?item=a#inhoud', '/', '/')
    >>> own_address("/\\elders.example"), own_address("/\nx"), own_address("")
    ('/', '/', '/')
    """
    try:
        found = urlsplit(address)
    except ValueError:
        return "/"
    odd = "\\" in address or not address.isascii() or not address.isprintable() or address.startswith("//")
    return "/" if found.scheme or found.netloc or odd or not address.startswith("/") else address


@router.post("/taal")
async def choose_language(request: Request, naar: Annotated[str, Query(max_length=4_000)] = "/") -> Response:
    """Remember the language that somebody chose, and lead back to where they were."""
    form = await read_form(request, max_fields=4, max_files=0)
    answer = RedirectResponse(own_address(naar), status_code=303)
    code = text(form, "taal")
    if code in languages.offered():
        cookies.put(request, answer, languages.COOKIE, code, seconds=languages.DAYS * 86_400, same_site="lax")
    return answer
