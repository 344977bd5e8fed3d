"""Pages on which a citizen complains, follows the complaint with its code, adds to it and withdraws it."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request, Response
from starlette.responses import RedirectResponse

from api.dependencies import Address, Now, Today
from api.keys.service import PREFIX
from api.klachten import flow, forms, log, texts, views
from api.klachten.dependencies import AllComplaints
from api.klachten.service import OpenedComplaint, UnknownComplaintError
from api.loopbaancheque.cheques import log as cheque_log
from api.loopbaancheque.cheques.dependencies import ActiveRegister
from api.sessions.idempotency import Creating, creates
from api.sessions.service import TooManyTriesError
from api.web.drafts import AllDrafts, draft_text, lead, welcome
from api.web.forms import paragraph, read_form
from api.web.refusing import NOTHING_WRONG, STATUS, Refusal, Refused
from api.web.rendering import render
from api.web.resume import TOO_OFTEN, resume
from item_bank.loopbaancentra.schema import Register
from models.klachten.life import answer_days

router = APIRouter(prefix="/klachten", include_in_schema=False, route_class=Creating)

FORM, CODE, ONE = "klachten/nieuw.html", "klachten/volgen.html", "klachten/klacht.html"
TOOL, CODE_TOOL = "complaint", "complaint-code"
FOLLOW = f"{router.prefix}/volgen"


async def citizen(complaints: AllComplaints, address: Address, today: Today, now: Now) -> flow.Visitor:
    """Return who is at the pages."""
    return flow.Visitor(complaints=complaints, address=address, today=today, now=now)


Citizen = Annotated[flow.Visitor, Depends(citizen)]


@router.get("")
async def about(request: Request, today: Today) -> Response:
    """Say what a complaint can be about, what happens with it, and how to follow one."""
    return render(request, "klachten/start.html", {"answer_days": answer_days(today)})


@router.get("/nieuw")
async def begin(
    request: Request, drafts: AllDrafts, now: Now, cheque: Annotated[str, Query(max_length=64)] = ""
) -> Response:
    """Show the form of a complaint, with the numbers of the cheque whose page this browser comes from."""
    text = await draft_text(request, drafts, "cheque", cheque, now=now) if cheque else None
    seen, draft = cheque_log.DRAFTS.read(text), forms.Draft()
    if seen is not None and not seen.secret.startswith(PREFIX):
        draft = forms.Draft(number=seen.number, client_number=seen.secret)
    return welcome(request, render(request, FORM, views.form(draft)))


@router.post("/nieuw")
@creates
async def file(request: Request, drafts: AllDrafts, who: Citizen, register: ActiveRegister) -> Response:
    """Keep the complaint and lead to its page, or to what was typed and what is wrong with it."""
    opened, draft = await flow.file(who, forms.read(await read_form(request, max_fields=30, max_files=0), who.today))
    if opened is None:
        path = f"{router.prefix}/nieuw/{{draft}}"
        led = await lead(request, drafts, TOOL, log.DRAFTS.write(draft), path, now=who.now, first=True)
        return led or render(request, FORM, views.form(draft), status_code=STATUS)
    kept = forms.Kept(id=opened.stored.id, code=opened.code or "", fresh=True)
    led = await lead(request, drafts, CODE_TOOL, log.KEPT.write(kept), f"{FOLLOW}/{{draft}}", now=who.now, first=True)
    return led or _shown(request, opened, kept, register, "", status=201)


@router.get("/nieuw/{draft}")
async def again(request: Request, drafts: AllDrafts, now: Now, draft: str) -> Response:
    """Show what was typed and what is wrong with it; once the draft is past, an empty form, which says so."""
    found = log.DRAFTS.read(await draft_text(request, drafts, TOOL, draft, now=now))
    shown = found or forms.Draft(errors={"soort": texts.PAST})
    return welcome(request, render(request, FORM, views.form(shown), status_code=200 if found else 404))


@router.get("/volgen")
async def ask(request: Request, refused: Refused) -> Response:
    """Ask for the code of a complaint."""
    return welcome(request, render(request, CODE, views.code(refused.found)))


@router.post("/volgen")
async def found(
    request: Request, drafts: AllDrafts, who: Citizen, register: ActiveRegister, refused: Refused
) -> Response:
    """Lead to the complaint of a code; a wrong one stays in its field."""

    async def opened(code: str) -> str:
        return await who.complaints.of_code(code, who.address, now=who.now)

    resumed = await resume(await read_form(request, max_fields=10, max_files=0), opened)
    if resumed.found is None:
        return await refused.back(FOLLOW, resumed.refusal, lambda said: render(request, CODE, views.code(said)))
    kept = forms.Kept(id=resumed.found, code=resumed.code)
    text = log.KEPT.write(kept)
    led = await lead(request, drafts, CODE_TOOL, text, f"{FOLLOW}/{{draft}}", now=who.now, first=True)
    return led or await _look(request, who, kept, register, "")


@router.get("/volgen/{draft}")
async def look(
    request: Request, drafts: AllDrafts, who: Citizen, register: ActiveRegister, refused: Refused, draft: str
) -> Response:
    """Show where a complaint stands, to the browser that filed it or gave its code."""
    kept = log.KEPT.read(await draft_text(request, drafts, CODE_TOOL, draft, now=who.now))
    return await _look(request, who, kept, register, _here(draft), refused.found)


@router.post("/volgen/{draft}/antwoord")
async def tell(
    request: Request, drafts: AllDrafts, who: Citizen, register: ActiveRegister, refused: Refused, draft: str
) -> Response:
    """Keep what who complained adds, or say why not beside what was written."""
    kept = log.KEPT.read(await draft_text(request, drafts, CODE_TOOL, draft, now=who.now))
    words = paragraph(await read_form(request, max_fields=10, max_files=0), "antwoord")
    if kept is None:
        lost = Refusal(errors={"code": texts.PAGE_PAST}, typed={"antwoord": words})
        return render(request, CODE, views.code(lost) | {"lost": words}, status_code=404)
    problem = await flow.add(who, kept, words)
    if not problem:
        return RedirectResponse(f"{_here(draft)}#inhoud", status_code=303)
    said = Refusal(errors={"antwoord": problem}, typed={"antwoord": words})
    page = await _look(request, who, kept, register, _here(draft), said)
    return await refused.back(_here(draft), said, lambda _: page)


@router.post("/volgen/{draft}/intrekken")
async def withdraw(request: Request, drafts: AllDrafts, who: Citizen, draft: str) -> Response:
    """Withdraw a complaint."""
    kept = log.KEPT.read(await draft_text(request, drafts, CODE_TOOL, draft, now=who.now))
    if kept is not None:
        await flow.take_back(who, kept)
    return RedirectResponse(f"{_here(draft)}#inhoud", status_code=303)


def _here(draft: str) -> str:
    return f"{FOLLOW}/{quote(draft, safe='')}"


async def _look(
    request: Request,
    who: flow.Visitor,
    kept: forms.Kept | None,
    register: Register,
    here: str,
    refusal: Refusal = NOTHING_WRONG,
) -> Response:
    problem, status = texts.PAGE_PAST, 404
    if kept is not None:
        try:
            opened = await who.complaints.open(kept.id, kept.code, who.address, today=who.today, now=who.now)
            return _shown(request, opened, kept, register, here, refusal)
        except UnknownComplaintError:
            pass  # its code was erased with what was written
        except TooManyTriesError:
            problem, status = TOO_OFTEN, 429
    wrong = Refusal(errors={"code": problem})
    return welcome(request, render(request, CODE, views.code(wrong), status_code=status))


def _shown(
    request: Request,
    opened: OpenedComplaint,
    kept: forms.Kept,
    register: Register,
    here: str,
    refusal: Refusal = NOTHING_WRONG,
    *,
    status: int = 200,
) -> Response:
    names = {str(centre.id): centre.name for centre in register.centres}
    return render(request, ONE, views.one(opened, kept, names, here, refusal), status_code=status)
