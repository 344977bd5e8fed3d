"""Pages on which a citizen asks a centre for a first talk, and sees where that stands."""

from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from api.dependencies import Address, Now
from api.loopbaancentra.dependencies import ActiveDirectory
from api.loopbaancentra.introductions import forms, log, views
from api.loopbaancentra.introductions.dependencies import AllIntroductions, Asked, AskedNow
from api.loopbaancentra.introductions.service import UnknownIntroductionError
from api.loopbaancentra.introductions.texts import PAST
from api.sessions.codes import normal_code
from api.sessions.idempotency import Creating, creates
from api.storage.introductions import Introduction
from api.web.drafts import AllDrafts, draft_text, lead, welcome
from api.web.forms import read_form
from api.web.refusing import Refused
from api.web.rendering import render
from api.web.resume import resume

router = APIRouter(prefix="/loopbaancentra", include_in_schema=False, route_class=Creating)

FORM, TOOL = "loopbaancentra/kennismaking.html", "introduction"
CODE, CODE_TOOL = "loopbaancentra/code.html", "introduction-code"


@router.get("/centrum/{id}/kennismaking")
async def ask_form(request: Request, id: str, directory: ActiveDirectory, now: Now) -> Response:  # noqa: A002
    """Show the form to ask for a first talk."""
    return welcome(request, render(request, FORM, views.form_view(directory, id, forms.Draft(), now)))


@router.post("/centrum/{id}/kennismaking")
@creates
async def ask(
    request: Request,
    id: str,  # noqa: A002 - the field's own name
    drafts: AllDrafts,
    directory: ActiveDirectory,
    introductions: AllIntroductions,
    now: Now,
) -> Response:
    """Keep the request, or lead to what was typed and what is wrong with it."""
    draft = forms.read(await read_form(request, max_fields=50))
    view = views.form_view(directory, id, draft, now)
    if draft.errors:
        path = f"/loopbaancentra/centrum/{quote(id, safe='')}/kennismaking/{{draft}}"
        led = await lead(request, drafts, TOOL, log.DRAFTS.write(draft), path, now=now)
        return led or welcome(request, render(request, FORM, view))
    kept = await introductions.ask(forms.request(draft, id), directory, now=now)
    return await _lead_to(Asked(request, drafts, directory, introductions, now), kept.stored, kept.code or "")


@router.get("/centrum/{id}/kennismaking/{draft}")
async def ask_again(
    request: Request,
    id: str,  # noqa: A002 - the field's own name
    draft: str,
    drafts: AllDrafts,
    directory: ActiveDirectory,
    now: Now,
) -> Response:
    """Show what was typed and what is wrong with it; once the draft is past, an empty form, which says so."""
    text = await draft_text(request, drafts, TOOL, draft, now=now)
    found = log.DRAFTS.read(text)
    view = views.form_view(directory, id, found or forms.Draft(errors={"naam": PAST}), now)
    return welcome(request, render(request, FORM, view, status_code=200 if found else 404))


@router.get("/kennismaking")
async def find(request: Request, refused: Refused) -> Response:
    """Ask for the code of a request."""
    return welcome(request, render(request, CODE, views.code_view(refused.found)))


@router.post("/kennismaking")
async def found(request: Request, asked: AskedNow, address: Address, refused: Refused) -> Response:
    """Lead to the request of a code; a wrong one stays in its field."""

    async def opened(code: str) -> Introduction:
        return await asked.introductions.of_typed(code, address, now=asked.now)

    resumed = await resume(await read_form(request, max_fields=10, max_files=0), opened)
    if resumed.found is None:
        here = "/loopbaancentra/kennismaking"
        return await refused.back(here, resumed.refusal, lambda said: render(request, CODE, views.code_view(said)))
    return await _lead_to(asked, resumed.found, resumed.code)


async def _lead_to(asked: Asked, stored: Introduction, code: str) -> Response:
    """Lead to a request: its code is sealed for this browser, so that it stands in no address and no log."""
    address = "/loopbaancentra/kennismaking/{draft}"
    text = log.CODES.write(code)
    led = await lead(asked.request, asked.drafts, CODE_TOOL, text, address, now=asked.now, first=True)
    return led or _stand(asked, stored, code, "")


def _stand(asked: Asked, stored: Introduction, code: str, draft: str) -> Response:
    view = views.status_view(asked.directory, stored, code, asked.now)
    return render(asked.request, "loopbaancentra/stand.html", view | {"draft": draft})


@router.get("/kennismaking/{draft}")
async def look(asked: AskedNow, address: Address, draft: str) -> Response:
    """Show where a request stands, to the browser that gave its code; an address of before, with the code, leads on."""
    if normal_code(draft):
        return await _lead_to(asked, await asked.introductions.of_address(draft, address, now=asked.now), draft)
    code = await _code(asked, draft)
    return _stand(asked, await asked.introductions.of_code(code, now=asked.now), code, draft)


async def _code(asked: Asked, draft: str) -> str:
    """Return the code that is sealed for an address.

    Raises
    ------
    UnknownIntroductionError
        When it is past, or another browser's.
    """
    code = log.CODES.read(await draft_text(asked.request, asked.drafts, CODE_TOOL, draft, now=asked.now))
    if code is None:
        raise UnknownIntroductionError
    return code


@router.post("/kennismaking/{draft}/versturen")
async def send(asked: AskedNow, draft: str) -> Response:
    """Send what was kept: the citizen agrees now."""
    stored = await asked.introductions.of_code(await _code(asked, draft), now=asked.now)
    await asked.introductions.send(stored, now=asked.now)
    return RedirectResponse(f"/loopbaancentra/kennismaking/{quote(draft, safe='')}", status_code=303)


@router.post("/kennismaking/{draft}/intrekken")
async def withdraw(asked: AskedNow, draft: str) -> Response:
    """Withdraw a request, and erase what was written."""
    stored = await asked.introductions.of_code(await _code(asked, draft), now=asked.now)
    await asked.introductions.withdraw(stored)
    return RedirectResponse(f"/loopbaancentra/kennismaking/{quote(draft, safe='')}", status_code=303)
