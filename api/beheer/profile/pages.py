"""Pages of a centre's profile: what stands there, each part to change, and how a citizen will see it."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from api.beheer.dependencies import DESK
from api.beheer.files.dependencies import AtDesk
from api.beheer.profile import flow
from api.beheer.profile.dependencies import AllPortraits

router = APIRouter(prefix=f"{DESK.address}/profiel", include_in_schema=False)

LocationId = Annotated[str, Path(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]


@router.get("")
async def profile(request: Request, desk: AtDesk, portraits: AllPortraits) -> Response:
    """Show the profile: what citizens see, and what waits for a look."""
    return await flow.overview(request, portraits, desk)


@router.post("")
async def decide(request: Request, desk: AtDesk, portraits: AllPortraits) -> Response:
    """Put what waits on the citizen's page, or send it back with a reason."""
    form = await desk.opened.form(request, max_fields=10)
    return await flow.decide(request, form, portraits, desk)


@router.get("/voorbeeld")
async def preview(request: Request, desk: AtDesk, portraits: AllPortraits) -> Response:
    """Show the centre's page as a citizen will see it."""
    return await flow.preview(request, portraits, desk)


@router.get("/aanbod")
async def offer(request: Request, desk: AtDesk, portraits: AllPortraits) -> Response:
    """Show the form of what the centre offers."""
    return await flow.offer(request, portraits, desk)


@router.post("/aanbod")
async def write_offer(request: Request, desk: AtDesk, portraits: AllPortraits) -> Response:
    """Keep what the centre offers; it shows once somebody looked at it."""
    form = await desk.opened.form(request, max_fields=100)
    return await flow.offer(request, portraits, desk, form)


@router.get("/adres")
async def new_location(request: Request, desk: AtDesk, portraits: AllPortraits) -> Response:
    """Show the form of a new location."""
    return await flow.new_address(request, portraits, desk)


@router.get("/adres/{id}")
async def location(
    request: Request,
    id: LocationId,  # noqa: A002 - the field's own name
    desk: AtDesk,
    portraits: AllPortraits,
) -> Response:
    """Show the form of a location."""
    return await flow.address(request, portraits, desk, id)


@router.post("/adres/{id}")
async def write_location(
    request: Request,
    id: LocationId,  # noqa: A002 - the field's own name
    desk: AtDesk,
    portraits: AllPortraits,
) -> Response:
    """Keep a location with its hours; it shows once somebody looked at it."""
    form = await desk.opened.form(request, max_fields=50)
    return await flow.address(request, portraits, desk, id, form)


@router.post("/adres/{id}/passief")
async def still_passive(
    request: Request,
    id: LocationId,  # noqa: A002 - the field's own name
    desk: AtDesk,
    portraits: AllPortraits,
) -> Response:
    """Keep that a passive location still is passive, or stops."""
    form = await desk.opened.form(request, max_fields=10)
    return await flow.still_passive(request, form, portraits, desk, id)


@router.get("/tekst")
async def own_text(request: Request, desk: AtDesk, portraits: AllPortraits) -> Response:
    """Show the form of a counsellor's own text."""
    return await flow.text(request, portraits, desk)


@router.post("/tekst")
async def write_own_text(request: Request, desk: AtDesk, portraits: AllPortraits) -> Response:
    """Keep a counsellor's own text; it shows once a colleague approved it."""
    form = await desk.opened.form(request, max_fields=10)
    return await flow.text(request, portraits, desk, form)
