"""The page on which a citizen asks a person to look, and reads the two numbers of the request once."""

from fastapi import APIRouter, Request, Response

from api.dependencies import Address, Now, Today
from api.loopbaancheque.cheques.dependencies import AllCheques
from api.loopbaancheque.cheques.reviews import flow
from api.loopbaancheque.cheques.service import Call
from api.sessions.idempotency import Creating, creates
from api.web.forms import read_form
from api.web.rendering import render

router = APIRouter(prefix="/loopbaancheque/nakijken", include_in_schema=False, route_class=Creating)


@router.post("")
@creates
async def ask(request: Request, cheques: AllCheques, address: Address, today: Today, now: Now) -> Response:
    """Keep the request, or say why nobody has to look."""
    call = Call.of_page("", today=today, now=now, address=address)
    context, status = await flow.ask(cheques, await read_form(request), call)
    return render(request, "loopbaancheque/nakijken.html", context, status_code=status)
