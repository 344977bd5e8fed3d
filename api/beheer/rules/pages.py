"""The page of the rules that open cheques follow."""

from fastapi import APIRouter, Request, Response

from api.beheer.dependencies import DESK, Employee
from api.beheer.files.dependencies import AllFiles
from api.beheer.rules import views
from api.dependencies import Today
from api.web.rendering import render

router = APIRouter(prefix=f"{DESK.address}/regels", include_in_schema=False)


@router.get("")
async def rules(request: Request, opened: Employee, files: AllFiles, on: Today) -> Response:
    """Show which rules the open cheques of the centre follow, and what an announced change does to them."""
    return render(request, "beheer/regels.html", views.page(opened, await files.running(opened.staff.centre_id), on))
