"""Pages of statements: all months, one month, its table and its PDF."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from starlette.responses import PlainTextResponse

from api.beheer.dependencies import DESK, Employee
from api.beheer.statements import views
from api.beheer.statements.service import of_month
from api.dependencies import Today
from api.loopbaancentra.statements import answers
from api.loopbaancentra.statements.dependencies import AllStatements
from api.loopbaancentra.statements.schemas import MONTH
from api.web import typst
from api.web.rendering import render

router = APIRouter(prefix=f"{DESK.address}/afrekeningen", include_in_schema=False)

Month = Annotated[str, Path(pattern=MONTH)]


def _attached(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}


@router.get("")
async def months(request: Request, opened: Employee, all_: AllStatements) -> Response:
    """Show all months of the centre."""
    found = [statement for statement, _ in await all_.read(opened.staff.centre_id, None)]
    return render(request, "beheer/afrekeningen.html", {"opened": opened, "rows": views.months(found)})


@router.get("/{month}")
async def month(request: Request, month: Month, opened: Employee, all_: AllStatements) -> Response:
    """Show the lines of a month, with what is held and why."""
    found = views.month(*await of_month(all_, opened.staff.centre_id, month))
    return render(request, "beheer/afrekening.html", found | {"opened": opened})


@router.get("/{month}/tabel.csv")
async def table(month: Month, opened: Employee, all_: AllStatements) -> Response:
    """Give the lines of a month as a table for a spreadsheet."""
    found = answers.table(await all_.read(opened.staff.centre_id, month))
    headers = _attached(f"afrekening-{month}.csv")
    return PlainTextResponse(found, media_type="text/csv; charset=utf-8", headers=headers)


@router.get("/{month}/afrekening.pdf")
async def pdf(month: Month, opened: Employee, all_: AllStatements, on: Today) -> Response:
    """Give a month as a tagged PDF."""
    statement, lines = await of_month(all_, opened.staff.centre_id, month)
    made = await typst.pdf("afrekening", views.document(opened.centre_name, statement, lines, on), on=on)
    return Response(made, media_type="application/pdf", headers=_attached(f"afrekening-{month}.pdf"))
