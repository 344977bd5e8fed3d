"""The page on which whoever holds a cheque, or its centre, sees where it stands."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from starlette.responses import RedirectResponse

from api.dependencies import Address, Now, Today
from api.keys.service import CallerRole
from api.loopbaancheque.cheques import flow, forms, log, views
from api.loopbaancheque.cheques.dependencies import ActiveRegister, AllCheques
from api.loopbaancheque.cheques.reviews.flow import Refused, lost, waiting
from api.loopbaancheque.cheques.reviews.service import letters
from api.loopbaancheque.cheques.service import Call, Cheques
from api.sessions.service import TooManyTriesError
from api.web.drafts import AllDrafts, draft_text, lead, welcome
from api.web.forms import read_form
from api.web.rendering import render
from item_bank.loopbaancentra.schema import Register

router = APIRouter(prefix="/loopbaancheque/cheque", include_in_schema=False)

PAGE, TOOL = "loopbaancheque/cheque.html", "cheque"


@router.get("")
async def begin(request: Request, register: ActiveRegister) -> Response:
    """Ask for the two numbers."""
    return welcome(request, render(request, PAGE, views.view(None, forms.Draft(), register)))


@router.post("")
async def ask(
    request: Request,
    drafts: AllDrafts,
    cheques: AllCheques,
    register: ActiveRegister,
    today: Today,
    now: Now,
    address: Address,
) -> Response:
    """Lead to where the cheque stands; the two numbers are sealed in a draft, so they are in no address."""
    draft = forms.read(await read_form(request, max_fields=10))
    led = await lead(request, drafts, TOOL, log.DRAFTS.write(draft), "/loopbaancheque/cheque/{draft}", now=now)
    if led:
        return led
    return await shown(
        request, cheques, register, draft, Call.of_page(draft.secret, today=today, now=now, address=address)
    )


@router.get("/{draft}")
async def look(
    request: Request,
    drafts: AllDrafts,
    cheques: AllCheques,
    register: ActiveRegister,
    today: Today,
    now: Now,
    address: Address,
    draft: str,
    fout: Annotated[str, Query(max_length=40)] = "",
) -> Response:
    """Show where the cheque of a draft stands today; once the draft is past, the form, which says so."""
    text = await draft_text(request, drafts, TOOL, draft, now=now)
    found = log.DRAFTS.read(text)
    typed = found or forms.Draft(problem=forms.PAST)
    call = Call.of_page(typed.secret, today=today, now=now, address=address)
    here, status = request.url.path, 200 if found else 404
    return await shown(request, cheques, register, typed, call, status=status, here=here, refused=Refused(code=fout))


@router.post("/{draft}/bevestigen")
async def confirm(
    request: Request, drafts: AllDrafts, cheques: AllCheques, today: Today, now: Now, address: Address, draft: str
) -> Response:
    """Keep what the holder confirms with one button: the agreement, or a talk."""
    found = log.DRAFTS.read(await draft_text(request, drafts, TOOL, draft, now=now))
    form = await read_form(request, max_fields=10)
    if found:
        call = Call.of_page(found.secret, today=today, now=now, address=address)
        await flow.confirm(cheques, found.number, form, call)
    return RedirectResponse(f"{router.prefix}/{draft}", status_code=303)


async def shown(
    request: Request,
    cheques: Cheques,
    register: Register,
    draft: forms.Draft,
    call: Call,
    *,
    status: int = 200,
    here: str = "",
    refused: Refused | None = None,
) -> Response:
    """Show where a cheque stands.

    Parameters
    ----------
    here
        Address on which its holder confirms and sends; without one nothing can be sent.
    refused
        Why nothing was kept just now, and what was written.
    """
    refused = refused or Refused()
    try:
        opened = await cheques.look(draft.number, call)
        context = views.view(opened, draft, register, here)
        own = opened is not None and opened.caller.role is not CallerRole.CENTRE
        case = await waiting(cheques, opened, refused) if opened and here else None
        context |= {"case": case, "lost": lost(refused if opened else Refused(words=refused.words), case)}
        context["letters"] = await letters(cheques, opened) if opened and own else []
        context["own"] = own
    except TooManyTriesError as error:
        again = forms.Draft(number=draft.number, problem=forms.TOO_OFTEN)
        page = render(request, PAGE, views.view(None, again, register), status_code=error.status)
        page.headers.update(error.headers or {})
        return welcome(request, page)
    return welcome(request, render(request, PAGE, context, status_code=status))
