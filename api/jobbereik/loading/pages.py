"""Pages that load a file from the first step: its content says whether it is a profile of ours or a CV of Europass."""

from fastapi import APIRouter, Request, Response

from api.dependencies import Engine, Now, Today
from api.jobbereik import flow, forms, pages
from api.jobbereik.cv import flow as cv
from api.jobbereik.cv import forms as cv_forms
from api.jobbereik.cv import pages as cv_pages
from api.jobbereik.forms import Draft
from api.jobbereik.views import view
from api.web.drafts import AllDrafts, welcome
from api.web.forms import check_content_type, read_form, read_upload
from api.web.rendering import render

router = APIRouter(prefix="/jobbereik/laden", include_in_schema=False)


@router.post("")
async def load(request: Request, drafts: AllDrafts, engine: Engine, on: Today, now: Now) -> Response:
    """Lead to the result of a profile that was kept as a file, or to what was read from a file of Europass."""
    check_content_type(request.headers.get("content-type", ""))  # an empty body is no file
    content = await read_upload(await read_form(request), "bestand")
    profile = forms.read_profile(content)
    found = cv_forms.Draft() if profile else await cv.loaded(engine, content, on, own=True)
    if found.matched is not None:
        return await cv_pages.answer(request, drafts, engine, found, on=on, now=now)
    return await pages.answer(request, drafts, engine, flow.loaded(profile, found.errors), on=on, now=now)


@router.get("")
async def load_again(request: Request, engine: Engine, on: Today) -> Response:
    """Show the first step to whoever reloads the page of a loaded file."""
    return welcome(request, render(request, pages.PAGE, view(engine, Draft(), on)))
