"""Pages that belong to no tool: start, how it works, privacy, accessibility, contact, API documentation."""

from datetime import timedelta

from fastapi import APIRouter, Request, Response

from api.sessions.drafts import LIFE
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
    hours = LIFE // timedelta(hours=1)
    context = {"days": request.app.state.settings.session_days, "draft_hours": hours}
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
