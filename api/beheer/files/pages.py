"""Pages of a file: open a cheque, register a talk, let the client confirm, close, and help afterwards."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from api.beheer.dependencies import DESK
from api.beheer.files import flow, forms
from api.beheer.files.dependencies import AllFiles, AtDesk
from api.beheer.files.forms import filled, today
from api.loopbaancheque.cheques.dependencies import ActiveRegister, FreshRegister
from api.web.rendering import render

router = APIRouter(prefix=DESK.address, include_in_schema=False)

OPEN = "beheer/openen.html"

Number = Annotated[str, Path(min_length=1, max_length=64)]
TalkNumber = Annotated[str, Path(pattern=r"^[1-9]\d{0,2}$")]


@router.get("/openen")
async def ask(request: Request, desk: AtDesk) -> Response:
    """Ask for the two numbers of a cheque, and the day of the first talk."""
    draft = filled({"nummer": "", "klantnummer": "", "dag": today(desk.today)})
    return render(request, OPEN, {"opened": desk.opened, "draft": draft})


@router.post("/openen")
async def begin(request: Request, desk: AtDesk, files: AllFiles, register: FreshRegister) -> Response:
    """Open a cheque: guidance starts, or goes on where the centre guides it already."""
    form = await desk.opened.form(request, max_fields=20)
    draft = forms.opening(form)
    led = await flow.opened(draft, files, desk, register)
    return led or render(request, OPEN, {"opened": desk.opened, "draft": draft}, status_code=422)


@router.get("/dossier/{number}")
async def file(request: Request, number: Number, desk: AtDesk, files: AllFiles) -> Response:
    """Show a file: what is there, and what is missing."""
    return await flow.shown(request, files, desk, number)


@router.get("/dossier/{number}/gesprek")
async def next_talk(request: Request, number: Number, desk: AtDesk, files: AllFiles) -> Response:
    """Show the form of a talk, filled in as last time."""
    return await flow.talk(request, files, desk, number)


@router.post("/dossier/{number}/gesprek")
async def talk(request: Request, number: Number, desk: AtDesk, files: AllFiles, register: ActiveRegister) -> Response:
    """Register a talk."""
    form = await desk.opened.form(request, max_fields=40)
    return await flow.register_talk(request, form, files, desk, number, register)


@router.get("/dossier/{number}/overeenkomst")
async def agreement(request: Request, number: Number, desk: AtDesk, files: AllFiles) -> Response:
    """Show the text of the agreement, for the client to accept with the client number."""
    return await flow.agreement(request, files, desk, number)


@router.post("/dossier/{number}/overeenkomst")
async def agree(request: Request, number: Number, desk: AtDesk, files: AllFiles) -> Response:
    """Keep that the client accepts."""
    form = await desk.opened.form(request, max_fields=20)
    return await flow.agree(request, form, files, desk, number)


@router.post("/dossier/{number}/aanwezig")
async def attend(request: Request, number: Number, desk: AtDesk, files: AllFiles) -> Response:
    """Keep that the client was there, with the client number."""
    form = await desk.opened.form(request, max_fields=60)
    return await flow.attend(request, form, files, desk, number)


@router.post("/dossier/{number}/gesprek/{talk}/terugnemen")
async def take_back(request: Request, number: Number, talk: TalkNumber, desk: AtDesk, files: AllFiles) -> Response:
    """Take a talk back that was registered wrongly."""
    form = await desk.opened.form(request, max_fields=20)
    return await flow.take_back(request, form, files, desk, number, talk)


@router.get("/dossier/{number}/afronden")
async def last_talk(request: Request, number: Number, desk: AtDesk, files: AllFiles) -> Response:
    """Show the form of the closing talk."""
    return await flow.closing(request, files, desk, number)


@router.post("/dossier/{number}/afronden")
async def close(request: Request, number: Number, desk: AtDesk, files: AllFiles) -> Response:
    """Close a file: complete, or incomplete with a reason."""
    form = await desk.opened.form(request, max_fields=20)
    return await flow.close(request, form, files, desk, number)


@router.post("/dossier/{number}/nazorg")
async def aftercare(
    request: Request, number: Number, desk: AtDesk, files: AllFiles, register: ActiveRegister
) -> Response:
    """Keep a talk after the closing."""
    form = await desk.opened.form(request, max_fields=20)
    return await flow.follow_up(request, form, files, desk, number, register)


@router.post("/dossier/{number}/vraag")
async def question(request: Request, number: Number, desk: AtDesk, files: AllFiles) -> Response:
    """Keep the question in the client's words, and the centre's own mark."""
    form = await desk.opened.form(request, max_fields=20)
    return await flow.write(request, form, files, desk, number)
