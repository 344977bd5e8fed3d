"""From a button of the profile to its next page, or back to the form with what is wrong and nothing lost."""

from fastapi import Request, Response
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse

from api.beheer.dependencies import DESK
from api.beheer.files.forms import Draft, filled
from api.beheer.files.service import Desk
from api.beheer.profile import forms, texts, views
from api.beheer.profile.service import NotHereError, Portrait, Portraits, fresh_id, location_of, may_decide, own_text
from api.loopbaancentra.profiles.log import OFFER, About
from api.web.forms import text as typed_text
from api.web.forms import version
from api.web.rendering import render

HERE = f"{DESK.address}/profiel"


def _page(request: Request, name: str, context: dict[str, object], draft: Draft | None = None) -> Response:
    return render(request, f"beheer/{name}.html", context, status_code=422 if draft and draft.errors else 200)


def _to(path: str = "") -> Response:
    return RedirectResponse(f"{HERE}{path}", status_code=303)


async def overview(request: Request, portraits: Portraits, desk: Desk, draft: Draft | None = None) -> Response:
    """Show the profile."""
    draft = draft or filled({"wat": "", "reden": ""})
    return _page(request, "profiel", views.overview(await portraits.open(desk), desk.opened, draft), draft)


async def preview(request: Request, portraits: Portraits, desk: Desk) -> Response:
    """Show the centre's page as a citizen will see it."""
    return _page(request, "voorbeeld", views.preview(await portraits.open(desk), desk))


async def _kept(portraits: Portraits, desk: Desk, found: Portrait, subject: str, draft: Draft, value: str) -> bool:
    """Keep what a form says; a colleague who was first becomes an error of the whole form."""
    if draft.errors:
        return False
    told = draft.values[value] if value else draft.typed["tekst"]
    if not await portraits.write(desk, found, subject, told, draft.seen or 0):
        draft.errors[""] = texts.MOVED
    return not draft.errors


async def offer(request: Request, portraits: Portraits, desk: Desk, form: FormData | None = None) -> Response:
    """Show the form of the offer, or keep it and show how a citizen will see it."""
    found = await portraits.open(desk)
    if form is None:
        draft = forms.first_offer(found.offered, found.version(OFFER))
        return _page(request, "aanbod", views.offer(found, desk.opened, draft))
    draft = forms.offer(form)
    if await _kept(portraits, desk, found, OFFER, draft, "offer"):
        return _to("/voorbeeld")
    return _page(request, "aanbod", views.offer(await portraits.open(desk), desk.opened, draft), draft)


async def new_address(request: Request, portraits: Portraits, desk: Desk) -> Response:
    """Show the form of a new location."""
    found = await portraits.open(desk)
    draft = forms.first_location(None, 0)
    return _page(request, "adres", views.address(found, desk.opened, draft, fresh_id(), new=True))


async def address(
    request: Request, portraits: Portraits, desk: Desk, id_: str, form: FormData | None = None
) -> Response:
    """Show the form of a location, or keep it and show how a citizen will see it."""
    found = await portraits.open(desk)
    place, subject = location_of(found, id_), About.LOCATION.of(id_)
    if form is None:
        draft = forms.first_location(place, found.version(subject))
        return _page(request, "adres", views.address(found, desk.opened, draft, id_, new=place is None))
    draft = forms.location(form, found.base, id_)
    if await _kept(portraits, desk, found, subject, draft, "location"):
        return _to("/voorbeeld")
    found = await portraits.open(desk)
    return _page(request, "adres", views.address(found, desk.opened, draft, id_, new=place is None), draft)


async def text(request: Request, portraits: Portraits, desk: Desk, form: FormData | None = None) -> Response:
    """Show the form of the employee's own text, or keep it and show how a citizen will see it."""
    found = await portraits.open(desk)
    subject = own_text(found, desk)
    if form is None:
        draft = filled({"tekst": views.first_text(found, subject)}, seen=found.version(subject))
        return _page(request, "tekst", views.words(found, desk.opened, draft, subject))
    draft = forms.words(form)
    if await _kept(portraits, desk, found, subject, draft, ""):
        return _to("/voorbeeld")
    return _page(request, "tekst", views.words(await portraits.open(desk), desk.opened, draft, subject), draft)


async def decide(request: Request, form: FormData, portraits: Portraits, desk: Desk) -> Response:
    """Publish or send back what waits; what is wrong shows beside it."""
    draft = forms.verdict(form)
    subject = draft.typed["wat"]
    line = (await portraits.open(desk)).waits(subject)
    if line is not None and not may_decide(await portraits.open(desk), line, desk.opened.staff.person):
        draft.errors[""] = texts.OWN
    if not draft.errors:
        reason = draft.typed["reden"] if draft.typed["doe"] == forms.BACK else None
        if await portraits.decide(desk, subject, draft.seen or 0, reason):
            return _to()
        draft.errors[""] = texts.GONE
    return await overview(request, portraits, desk, draft)


async def still_passive(request: Request, form: FormData, portraits: Portraits, desk: Desk, id_: str) -> Response:
    """Keep what the centre answers about a passive location."""
    answer = typed_text(form, "doe", 10)
    if answer not in (forms.PASSIVE, "stop"):
        raise NotHereError
    if await portraits.answer(desk, id_, version(form) or 0, stops=answer == "stop"):
        return RedirectResponse(DESK.address, status_code=303)
    draft = filled({"wat": "", "reden": ""})
    draft.errors[""] = texts.GONE
    return await overview(request, portraits, desk, draft)
