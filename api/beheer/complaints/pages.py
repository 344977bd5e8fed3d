"""Pages of complaints about the guidance of a centre, on which it gives its view and defends itself."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from starlette.responses import RedirectResponse

from api.beheer.complaints import flow, views
from api.beheer.complaints.dependencies import ThisCentre
from api.beheer.dependencies import DESK
from api.klachten.schemas import WORDS_LONGEST
from api.sessions.idempotency import Creating, creates
from api.web.forms import paragraph, text
from api.web.rendering import render

router = APIRouter(prefix=f"{DESK.address}/klachten", include_in_schema=False, route_class=Creating)

PAGE, LIST = "beheer/klacht.html", "beheer/klachten.html"
ComplaintId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]


@router.get("")
async def everything(request: Request, desk: ThisCentre) -> Response:
    """Show the complaints that the director told this centre of, those that wait for it first."""
    return render(request, LIST, views.listed(desk, await desk.all()))


@router.get("/{id}")
async def look(request: Request, id: ComplaintId, desk: ThisCentre) -> Response:  # noqa: A002 - the field's own name
    """Show a complaint: what the director told, until when the centre can answer, and what it wrote."""
    return render(request, PAGE, views.one(desk, await desk.look(id)))


@router.post("/{id}")
@creates
async def answer(request: Request, id: ComplaintId, desk: ThisCentre) -> Response:  # noqa: A002 - the field's own name
    """Keep the view or the defence of the centre."""
    form = await desk.opened.form(request, max_fields=10)
    what, said = text(form, "doe", 20), paragraph(form, "antwoord", 4 * WORDS_LONGEST)
    problem = await flow.answer(desk, id, what, said)
    if problem:
        context = views.one(desk, await desk.look(id), problem, what, said)
        return render(request, PAGE, context, status_code=422)
    return RedirectResponse(f"{router.prefix}/{id}#inhoud", status_code=303)
