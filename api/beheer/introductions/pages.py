"""Pages of first talks that people ask of a centre."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse

from api.beheer.dependencies import DESK, Employee, Opened
from api.beheer.introductions import service, texts
from api.dependencies import Now, day_of
from api.loopbaancentra.introductions.dependencies import AllIntroductions
from api.loopbaancentra.introductions.service import Introductions
from api.web.days import dutch_day
from api.web.forms import paragraph
from api.web.rendering import render

router = APIRouter(prefix=f"{DESK.address}/kennismakingen", include_in_schema=False)

IntroductionId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]


async def _page(
    request: Request, opened: Opened, all_: Introductions, now: Now, wrong: str = "", form: FormData | None = None
) -> Response:
    # Who waits comes first, so that many answered ones never hide them.
    centre_id = opened.staff.centre_id
    asked = [row for waits in (True, False) for row in await all_.store.of_centre(centre_id, now, waiting=waits)]
    context = {
        "opened": opened,
        "asked": [(row, texts.DONE.get(row.status, ""), dutch_day(day_of(row.created_at))) for row in asked],
        "problem": wrong,
        "at": request.path_params.get("id", ""),
        "typed": paragraph(form, "antwoord") if form else "",
        "no_mandate": "" if opened.mandated else texts.NO_MANDATE,
    }
    return render(request, "beheer/kennismakingen.html", context, status_code=422 if wrong else 200)


@router.get("")
async def asked(request: Request, opened: Employee, all_: AllIntroductions, now: Now) -> Response:
    """Show who asks for a first talk, and what became of it."""
    return await _page(request, opened, all_, now)


@router.post("/{id}")
async def answer(
    request: Request,
    id: IntroductionId,  # noqa: A002 - the field's own name
    opened: Employee,
    all_: AllIntroductions,
    now: Now,
) -> Response:
    """Accept, or decline with a reason."""
    form = await opened.form(request, max_fields=10)
    problem = await service.answer(all_, opened, id, form, now=now)
    if problem:
        return await _page(request, opened, all_, now, problem, form)
    return RedirectResponse(router.prefix, status_code=303)
