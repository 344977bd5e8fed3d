"""Pages of Jouw netwerk: Wat, Wie, Hoe and an overview; one form, complete without JavaScript.

A button answers with the address of the step that follows, so that Back, reload and a second tab work. The form holds
the whole network as well: where no draft can be kept, the button answers with the page itself.
"""

from datetime import datetime

from fastapi import APIRouter, Request, Response

from api.dependencies import Engine, Now, Today
from api.netwerk import drawing, flow, forms, log, service, views
from api.sessions.drafts import Drafts
from api.web import languages
from api.web.drafts import AllDrafts, draft_text, lead, welcome
from api.web.forms import read_form
from api.web.rendering import render
from models.jobbereik.engine import Jobbereik

router = APIRouter(prefix="/netwerk", include_in_schema=False)

PAGE, TOOL = "netwerk/page.html", "netwerk"


async def _answer(request: Request, drafts: Drafts, engine: Jobbereik, draft: forms.Draft, now: datetime) -> Response:
    """Lead to the address of a draft; where it cannot be kept, the answer is the page itself."""
    led = await lead(request, drafts, TOOL, log.DRAFTS.write(draft), "/netwerk/{draft}", now=now)
    return led or welcome(request, render(request, PAGE, views.view(engine, draft)))


@router.get("")
async def begin(request: Request, engine: Engine) -> Response:
    """Show the first step with an empty network."""
    return welcome(request, render(request, PAGE, views.view(engine, forms.Draft())))


@router.post("")
async def step(request: Request, drafts: AllDrafts, engine: Engine, now: Now) -> Response:
    """Do what the button asks, and lead to the step that follows."""
    draft = forms.read(await read_form(request, max_fields=500))
    flow.act(engine, draft)
    return await _answer(request, drafts, engine, draft, now)


@router.post("/bestand")
async def keep(request: Request, engine: Engine, on: Today) -> Response:
    """Give the network as a file: JSON, SVG, PNG or PDF, all of it or only who was ticked for sharing."""
    draft = forms.read(await read_form(request, max_fields=500))
    kind, sharing = forms.wanted(draft)
    if kind is None:
        headers = {"Content-Disposition": 'attachment; filename="mijn-netwerk.json"'}
        return Response(draft.json(), media_type="application/json", headers=headers)
    network = service.network(draft.network, sharing=sharing)
    language = languages.chosen(request)
    return await drawing.file(network, service.sector_labels(engine), kind, on=on, language=language)


@router.post("/laden")
async def load(request: Request, drafts: AllDrafts, engine: Engine, now: Now) -> Response:
    """Lead to the overview of a network that was kept as a file."""
    draft = await forms.read_file(await read_form(request))
    return await _answer(request, drafts, engine, draft, now)


@router.get("/laden")
async def load_again(request: Request, engine: Engine) -> Response:
    """Show the first step to whoever reloads the page of a loaded network."""
    return await begin(request, engine)


@router.get("/{draft}")
async def look(request: Request, drafts: AllDrafts, engine: Engine, now: Now, draft: str) -> Response:
    """Show the step of a draft; once the draft is past, the first step, which says so."""
    text = await draft_text(request, drafts, TOOL, draft, now=now)
    found = log.DRAFTS.read(text)
    shown = render(request, PAGE, views.view(engine, found or flow.past()), status_code=200 if found else 404)
    return welcome(request, shown)
