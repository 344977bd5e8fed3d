"""Pages of the CV at /jobbereik/cv: change the sentences, see it, keep it as a file; or load one of Europass.

A button answers with the address of what follows, so that Back, reload and a second tab work. Each form holds all that
was told as well: where no draft can be kept, the button answers with the page itself.
"""

from datetime import date, datetime

from fastapi import APIRouter, Request, Response

from api.dependencies import Engine, Now, Today
from api.jobbereik import pages as jobbereik
from api.jobbereik.cv import answers, flow, forms, views
from api.jobbereik.cv.forms import Draft
from api.sessions.drafts import Drafts
from api.web import languages
from api.web.drafts import AllDrafts, draft_text, lead, welcome
from api.web.forms import check_content_type, read_form, read_upload
from api.web.rendering import render
from models.jobbereik.engine import Jobbereik

router = APIRouter(prefix="/jobbereik/cv", include_in_schema=False)

PAGE, TOOL = "jobbereik/cv/page.html", "jobbereik-cv"

FIELDS = 2_000


async def answer(
    request: Request, drafts: Drafts, engine: Jobbereik, draft: Draft, *, on: date, now: datetime
) -> Response:
    """Lead to the address of a draft; where it cannot be kept, the answer is the page itself."""
    led = await lead(request, drafts, TOOL, flow.DRAFTS.write(draft), flow.path(draft), now=now)
    return led or welcome(request, render(request, PAGE, views.view(engine, draft, on)))


@router.get("")
async def begin(request: Request) -> Response:
    """Say what a CV is made from, and ask for a file of Europass."""
    return welcome(request, render(request, PAGE, views.start(Draft())))


@router.post("")
async def step(request: Request, drafts: AllDrafts, engine: Engine, on: Today, now: Now) -> Response:
    """Make a CV of a profile, or do what the button asks with it."""
    draft = forms.read(await read_form(request, max_fields=FIELDS), forms.language_of(languages.chosen(request).code))
    draft = flow.in_language(engine, draft, on)
    return await answer(request, drafts, engine, draft, on=on, now=now)


@router.post("/bestand")
async def keep(request: Request, drafts: AllDrafts, engine: Engine, on: Today, now: Now) -> Response:
    """Give the CV as a file: Europass in XML, JSON or PDF, or a CV by competences in PDF."""
    draft = flow.known(engine, forms.read(await read_form(request, max_fields=FIELDS)))
    kind = answers.FORMATS.get(draft.verb)
    if kind is None or draft.errors:
        return await answer(request, drafts, engine, draft, on=on, now=now)
    blanks = draft.said is None or draft.said.blanks
    return await answers.file(flow.composed(engine, draft, on), kind, blanks=blanks)


@router.post("/laden")
async def load(request: Request, drafts: AllDrafts, engine: Engine, on: Today, now: Now) -> Response:
    """Lead to what was read from a file of Europass."""
    check_content_type(request.headers.get("content-type", ""))  # an empty body is no file
    content = await read_upload(await read_form(request), "bestand")
    draft = await flow.loaded(engine, content, on)
    return await answer(request, drafts, engine, draft, on=on, now=now)


@router.get("/laden")
async def load_again(request: Request) -> Response:
    """Ask for the file again, to whoever reloads the page of one that was loaded."""
    return await begin(request)


@router.post("/overnemen")
async def take_over(request: Request, drafts: AllDrafts, engine: Engine, on: Today, now: Now) -> Response:
    """Take over what the person chose of a file, and go on in Jobbereik."""
    form = await read_form(request, max_fields=FIELDS)
    draft = forms.read(form)
    if draft.matched is None:
        return welcome(request, render(request, PAGE, views.start(draft)))
    going = flow.take_over(engine, draft, forms.read_taken(form, draft.matched), on)
    return await jobbereik.answer(request, drafts, engine, going, on=on, now=now)


async def _shown(
    request: Request, drafts: Drafts, engine: Jobbereik, id_: str, verb: str, *, on: date, now: datetime
) -> Response:
    found = flow.DRAFTS.read(await draft_text(request, drafts, TOOL, id_, now=now))
    if found is None or (verb == "gelezen") != (found.matched is not None):
        past = views.start(Draft()) | {"past": True}
        return welcome(request, render(request, PAGE, past, status_code=404))
    found.verb = verb
    return render(request, PAGE, views.view(engine, found, on) | {"address": f"/jobbereik/cv/{id_}"})


@router.get("/{draft}")
async def change(request: Request, drafts: AllDrafts, engine: Engine, on: Today, now: Now, draft: str) -> Response:
    """Show the sentences of a CV to change; once the draft is past, the first page, which says so."""
    return await _shown(request, drafts, engine, draft, "", on=on, now=now)


@router.get("/{draft}/voorbeeld")
async def preview(request: Request, drafts: AllDrafts, engine: Engine, on: Today, now: Now, draft: str) -> Response:
    """Show the CV as it will be, with the files to keep."""
    return await _shown(request, drafts, engine, draft, "bekijk", on=on, now=now)


@router.get("/{draft}/gelezen")
async def loaded(request: Request, drafts: AllDrafts, engine: Engine, on: Today, now: Now, draft: str) -> Response:
    """Show what was read from a file, before anything of it is taken over."""
    return await _shown(request, drafts, engine, draft, "gelezen", on=on, now=now)
