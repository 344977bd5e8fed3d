"""Pages of what the director tells centres."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from starlette.responses import RedirectResponse

from api.beheer.announcements import views
from api.beheer.dependencies import DESK, Employee
from api.dependencies import Now
from api.regie.announcements.dependencies import AllAnnouncements
from api.web.forms import text
from api.web.rendering import render

router = APIRouter(prefix=f"{DESK.address}/berichten", include_in_schema=False)

AnnouncementId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]


@router.get("")
async def everything(request: Request, opened: Employee, all_: AllAnnouncements) -> Response:
    """Show what the director told, what the employee did not read first, and who of the centre read it."""
    found = await all_.for_centre(opened.staff.centre_id)
    return render(request, "beheer/berichten.html", views.page(opened, found))


@router.post("/{id}/gelezen")
async def read(
    request: Request,
    id: AnnouncementId,  # noqa: A002 - the field's own name
    opened: Employee,
    all_: AllAnnouncements,
    now: Now,
) -> Response:
    """Keep that the employee read a message."""
    form = await opened.form(request, max_fields=10)
    await all_.read(id, opened.staff.centre_id, opened.staff.person, now=now)
    return RedirectResponse(DESK.address if text(form, "van") == "start" else router.prefix, status_code=303)
