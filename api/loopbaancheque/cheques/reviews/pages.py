"""The page on which a citizen asks a person to look, and reads the two numbers of the request once."""

import re

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from api.dependencies import Address, Now, Today
from api.loopbaancheque.cheques import forms, log
from api.loopbaancheque.cheques.dependencies import ActiveRegister, AllCheques
from api.loopbaancheque.cheques.pages import shown
from api.loopbaancheque.cheques.reviews import flow, service
from api.loopbaancheque.cheques.service import Call
from api.sessions.idempotency import Creating, creates
from api.web.drafts import AllDrafts, draft_text
from api.web.forms import paragraph, read_file, read_form
from api.web.rendering import render
from api.web.scans import LARGEST

cheque = APIRouter(prefix="/loopbaancheque/cheque", include_in_schema=False)

SENT = re.compile(r"/loopbaancheque/cheque/[^/]{1,64}/stuk|/api/v1/loopbaancheque/cheques/[^/]{1,64}/case/papers")
"""The addresses of a citizen to which more may be sent than elsewhere."""

SLOW = (SENT, 45.0, 180.0)
"""Seconds that it may take there: to look at a scan, also by a virus scanner, and to send one over a slow line."""

router = APIRouter(prefix="/loopbaancheque/nakijken", include_in_schema=False, route_class=Creating)


@router.post("")
@creates
async def ask(request: Request, cheques: AllCheques, address: Address, today: Today, now: Now) -> Response:
    """Keep the request, or say why nobody has to look."""
    call = Call.of_page("", today=today, now=now, address=address)
    context, status = await flow.ask(cheques, await read_form(request), call)
    return render(request, "loopbaancheque/nakijken.html", context, status_code=status)


@cheque.post("/{draft}/stuk")
async def send(
    request: Request, drafts: AllDrafts, cheques: AllCheques, today: Today, now: Now, address: Address, draft: str
) -> Response:
    """Keep a document about a case that waits, or say why not."""
    found = log.DRAFTS.read(await draft_text(request, drafts, "cheque", draft, now=now))
    form = await read_form(request, max_fields=10, max_files=1)
    sent = await read_file(form, "bestand", LARGEST + 1)
    call = Call.of_page(found.secret if found else "", today=today, now=now, address=address)
    why = await service.send_paper(cheques, found.number if found else "", sent, request.app.state.settings.clamd, call)
    return RedirectResponse(flow.back(draft, why), status_code=303)


@cheque.post("/{draft}/antwoord")
async def answer(
    request: Request,
    drafts: AllDrafts,
    cheques: AllCheques,
    register: ActiveRegister,
    today: Today,
    now: Now,
    address: Address,
    draft: str,
) -> Response:
    """Keep what the holder answers to a question, or say why not beside what was written."""
    found = log.DRAFTS.read(await draft_text(request, drafts, "cheque", draft, now=now))
    words = paragraph(await read_form(request, max_fields=10), "antwoord")
    call = Call.of_page(found.secret if found else "", today=today, now=now, address=address)
    if found is None:
        past, unkept = forms.Draft(problem=forms.PAST), flow.Refused(words=words)
        return await shown(request, cheques, register, past, call, status=404, refused=unkept)
    why = await service.answer(cheques, found.number, words, call)
    if why:
        here, unkept = f"{cheque.prefix}/{draft}", flow.Refused(code=why, words=words)
        return await shown(request, cheques, register, found, call, status=422, here=here, refused=unkept)
    return RedirectResponse(flow.back(draft, ""), status_code=303)
