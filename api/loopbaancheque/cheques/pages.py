"""The page on which whoever holds a cheque, or its centre, sees where it stands."""

from fastapi import APIRouter, Request, Response

from api.dependencies import Now, Today
from api.loopbaancheque.cheques import forms, log, views
from api.loopbaancheque.cheques.dependencies import ActiveRegister, AllCheques
from api.loopbaancheque.cheques.service import Call
from api.web.drafts import AllDrafts, draft_text, lead, welcome
from api.web.forms import read_form
from api.web.rendering import render

router = APIRouter(prefix="/loopbaancheque/cheque", include_in_schema=False)

PAGE, TOOL = "loopbaancheque/cheque.html", "cheque"


@router.get("")
async def begin(request: Request, register: ActiveRegister) -> Response:
    """Ask for the two numbers."""
    return welcome(request, render(request, PAGE, views.view(None, forms.Draft(), register)))


@router.post("")
async def ask(
    request: Request, drafts: AllDrafts, cheques: AllCheques, register: ActiveRegister, today: Today, now: Now
) -> Response:
    """Lead to where the cheque stands; the two numbers are sealed in a draft, so they are in no address."""
    draft = forms.read(await read_form(request, max_fields=10))
    led = await lead(request, drafts, TOOL, log.DRAFTS.write(draft), "/loopbaancheque/cheque/{draft}", now=now)
    if led:
        return led
    opened = await cheques.look(draft.number, Call.of_page(draft.secret, today=today, now=now))
    return welcome(request, render(request, PAGE, views.view(opened, draft, register)))


@router.get("/{draft}")
async def look(
    request: Request,
    drafts: AllDrafts,
    cheques: AllCheques,
    register: ActiveRegister,
    today: Today,
    now: Now,
    draft: str,
) -> Response:
    """Show where the cheque of a draft stands today; once the draft is past, the form, which says so."""
    text = await draft_text(request, drafts, TOOL, draft, now=now)
    found = log.DRAFTS.read(text)
    typed = found or forms.Draft(problem=forms.PAST)
    opened = await cheques.look(typed.number, Call.of_page(typed.secret, today=today, now=now))
    page = render(request, PAGE, views.view(opened, typed, register), status_code=200 if found else 404)
    return welcome(request, page)
