"""Pages of Jouw netwerk: Wat, Wie, Hoe and an overview; one form, complete without JavaScript, nothing kept."""

from fastapi import APIRouter, Request, Response

from api.dependencies import Engine, Today
from api.jobbereik.forms import check_content_type
from api.netwerk import drawing, flow, forms, service, views
from api.web.rendering import render

router = APIRouter(prefix="/netwerk", include_in_schema=False)

PAGE = "netwerk/page.html"


@router.get("")
async def begin(request: Request, engine: Engine) -> Response:
    """Show the first step with an empty network."""
    return render(request, PAGE, views.view(engine, forms.Draft()))


@router.post("")
async def step(request: Request, engine: Engine) -> Response:
    """Do what the button asks, and show the step that follows."""
    check_content_type(request.headers.get("content-type", ""))
    async with request.form(max_fields=500) as form:
        draft = forms.read(form)
    flow.act(engine, draft)
    return render(request, PAGE, views.view(engine, draft))


@router.post("/bestand")
async def keep(request: Request, engine: Engine, on: Today) -> Response:
    """Give the network as a file: JSON, SVG, PNG or PDF, all of it or only who was ticked for sharing."""
    check_content_type(request.headers.get("content-type", ""))
    async with request.form(max_fields=500) as form:
        draft = forms.read(form)
    kind, sharing = forms.wanted(draft)
    if kind is None:
        headers = {"Content-Disposition": 'attachment; filename="mijn-netwerk.json"'}
        return Response(draft.json(), media_type="application/json", headers=headers)
    network = service.network(draft.network, sharing=sharing)
    return await drawing.file(network, service.sector_labels(engine), kind, on=on)


@router.post("/laden")
async def load(request: Request, engine: Engine) -> Response:
    """Show the overview of a network that was kept as a file."""
    check_content_type(request.headers.get("content-type", ""))
    async with request.form() as form:
        network, problem = await forms.read_file(form)
    step_shown = "wat" if problem else "overzicht"
    return render(request, PAGE, views.view(engine, forms.Draft(network=network, step=step_shown, problem=problem)))


@router.get("/laden")
async def load_again(request: Request, engine: Engine) -> Response:
    """Show the first step to whoever reloads the page of a loaded network."""
    return render(request, PAGE, views.view(engine, forms.Draft()))
