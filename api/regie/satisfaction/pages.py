"""Pages of satisfaction: scores of all centres or one, open answers that a person looks at, and themes."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from starlette.responses import RedirectResponse

from api.dependencies import Today
from api.loopbaancheque.cheques.dependencies import ActiveRegister
from api.regie.dependencies import DESK, Director
from api.regie.satisfaction import flow, views
from api.tevredenheid.dependencies import AllVoices
from api.web.forms import button, paragraph
from api.web.rendering import render

router = APIRouter(prefix=f"{DESK.address}/tevredenheid", include_in_schema=False)

HERE = f"{DESK.address}/tevredenheid"

Centre = Annotated[str, Query(alias="centrum", max_length=200)]
Year = Annotated[int | None, Query(alias="jaar", ge=2013, le=2100)]


@router.get("")
async def look(
    request: Request,
    opened: Director,
    voices: AllVoices,
    register: ActiveRegister,
    on: Today,
    centre: Centre = "",
    year: Year = None,
) -> Response:
    """Show scores, open answers and themes."""
    context = await views.page(opened, voices, register, centre, year or on.year)
    return render(request, "regie/tevredenheid.html", context)


@router.post("/antwoorden/{id}")
async def looked(
    request: Request,
    id: Annotated[str, Path(min_length=1, max_length=64)],  # noqa: A002 - the field's own name
    opened: Director,
    voices: AllVoices,
    register: ActiveRegister,
    on: Today,
) -> Response:
    """Keep an open answer as it was left, or erase it."""
    form = await opened.form(request)
    verb, _ = button(form)
    kept = paragraph(form, "tekst", 2_000)
    if verb == "wis" or (verb == "bewaar" and kept):  # emptied by hand is not erased: that has a button of its own
        problem = await flow.look(voices, id, None if verb == "wis" else kept, opened.caller)
        if problem:
            context = await views.page(opened, voices, register, "", on.year) | {
                "problem": problem,
                "typed": {"tekst": kept},
            }
            return render(request, "regie/tevredenheid.html", context, status_code=422)
    return RedirectResponse(f"{HERE}#antwoorden", status_code=303)
