"""Pages on which somebody says how the guidance was, at /tevredenheid; nothing is kept before it is sent."""

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from api.dependencies import Address, Now
from api.loopbaancheque.cheques.dependencies import ActiveRegister
from api.tevredenheid import flow, forms, views
from api.tevredenheid.dependencies import AllVoices
from api.web.forms import read_form
from api.web.refusing import STATUS
from api.web.rendering import render

router = APIRouter(prefix="/tevredenheid", include_in_schema=False)

FORM = "tevredenheid/vragen.html"


@router.get("")
async def begin(request: Request) -> Response:
    """Ask for the code and for what somebody thinks of the guidance."""
    return render(request, FORM, views.view(forms.Draft()))


@router.post("")
async def send(request: Request, voices: AllVoices, register: ActiveRegister, address: Address, now: Now) -> Response:
    """Add the answer, or show what is wrong; a draft of it is kept nowhere, because it would stand beside its code."""
    draft = forms.read(await read_form(request, max_fields=40, max_files=0))
    sent = await flow.send(draft, voices, address, register, now=now)
    if sent.errors:
        return render(request, FORM, views.view(sent), status_code=STATUS)
    return RedirectResponse("/tevredenheid/bedankt", status_code=303)


@router.get("/bedankt")
async def thanks(request: Request) -> Response:
    """Say thanks, and what happens with the answer."""
    return render(request, "tevredenheid/bedankt.html", {})
