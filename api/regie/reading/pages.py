"""The page that lets somebody of the director's team read along as a centre."""

from fastapi import APIRouter, Request, Response

from api.dependencies import Now, Today
from api.loopbaancheque.cheques.dependencies import ActiveRegister
from api.regie.dependencies import DESK, AllLogins, Director
from api.regie.reading import flow
from api.web.rendering import render

router = APIRouter(prefix=f"{DESK.address}/meelezen", include_in_schema=False)


@router.post("")
async def begin(
    request: Request, opened: Director, all_: AllLogins, register: ActiveRegister, on: Today, now: Now
) -> Response:
    """Read along as a centre for an hour, or show the page again with what is wrong."""
    found, context = await flow.begin(request, opened, all_, register, on, now)
    return found or render(request, "regie/page.html", context, status_code=422)
