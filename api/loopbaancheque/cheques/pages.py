"""The page on which whoever holds a cheque, or its centre, sees where it stands."""

from fastapi import APIRouter, Request, Response

from api.dependencies import Now, Today
from api.jobbereik.forms import check_content_type
from api.loopbaancheque.cheques import forms, views
from api.loopbaancheque.cheques.dependencies import ActiveRegister, AllCheques
from api.loopbaancheque.cheques.service import Call
from api.web.rendering import render

router = APIRouter(prefix="/loopbaancheque/cheque", include_in_schema=False)

PAGE = "loopbaancheque/cheque.html"


@router.get("")
async def begin(request: Request, register: ActiveRegister) -> Response:
    """Ask for the two numbers."""
    return render(request, PAGE, views.view(None, forms.Draft(), register))


@router.post("")
async def look(request: Request, cheques: AllCheques, register: ActiveRegister, today: Today, now: Now) -> Response:
    """Show where the cheque stands; nothing is kept, so the numbers are in no address."""
    check_content_type(request.headers.get("content-type", ""))
    async with request.form(max_fields=10) as form:
        draft = forms.read(form)
    call = Call(bearer=draft.secret, idempotency_key="", request="", today=today, now=now)
    opened = None if draft.problem else await cheques.look(draft.number, call)
    return render(request, PAGE, views.view(opened, draft, register))
