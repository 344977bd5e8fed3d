"""Pages of Jobbereik at /jobbereik: one form in four steps, complete without JavaScript, nothing stored."""

from fastapi import APIRouter, Request, Response

from api.dependencies import Engine, Today
from api.jobbereik import flow, forms
from api.jobbereik.views import view
from api.web.rendering import render

router = APIRouter(include_in_schema=False)

PAGE = "jobbereik/page.html"


@router.get("/jobbereik")
async def begin(request: Request, engine: Engine, on: Today, beroep: str = "") -> Response:
    """Show the first step with an empty profile, or with the occupation that a page links from."""
    draft = forms.Draft()
    if engine.catalogue.occupation_index(beroep) is not None:
        forms.add_experience(draft, beroep)
    return render(request, PAGE, view(engine, draft, on))


@router.post("/jobbereik")
async def step(request: Request, engine: Engine, on: Today) -> Response:
    """Do what the button asks, and show the step that follows."""
    forms.check_content_type(request.headers.get("content-type", ""))
    async with request.form(max_fields=2_000) as form:
        draft = forms.read(form)
    if draft.verb == "bewaar" and not draft.errors:
        headers = {"Content-Disposition": 'attachment; filename="mijn-profiel.json"'}
        return Response(flow.kept(engine, draft), media_type="application/json", headers=headers)
    flow.act(engine, draft, on)
    return render(request, PAGE, view(engine, draft, on))


@router.post("/jobbereik/laden")
async def load(request: Request, engine: Engine, on: Today) -> Response:
    """Show the result of a profile that was kept as a file."""
    forms.check_content_type(request.headers.get("content-type", ""))
    async with request.form() as form:
        profile, problem = await forms.read_file(form)
    return render(request, PAGE, view(engine, flow.loaded(profile, problem), on))


@router.get("/jobbereik/laden")
async def load_again(request: Request, engine: Engine, on: Today) -> Response:
    """Show the first step to whoever reloads the page of a loaded profile."""
    return render(request, PAGE, view(engine, forms.Draft(), on))
