"""Papers of a file: send a scan, get it back as a download, erase it."""

import re
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from starlette.responses import RedirectResponse

from api.beheer.dependencies import DESK
from api.beheer.files import flow
from api.beheer.files.dependencies import AllFiles, AtDesk
from api.beheer.files.forms import Draft
from api.beheer.files.pages import Number
from api.beheer.papers import texts
from api.beheer.papers.dependencies import AllPapers
from api.web.forms import read_file, text
from api.web.scans import LARGEST, download

router = APIRouter(prefix=f"{DESK.address}/dossier/{{number}}/stuk", include_in_schema=False)

SENT = re.compile(rf"{DESK.address}/dossier/[^/]{{1,64}}/stuk")
"""The one address to which more may be sent than elsewhere."""

SLOW = (SENT, 45.0, 180.0)
"""Seconds that it may take there: to look at a scan, also by a virus scanner, and to send one over a slow line."""

SENT_MOST = 20 * 1_048_576
"""Bytes of a form there: what is larger than a scan may be, is told on the page."""

PaperId = Annotated[str, Path(pattern=r"^[0-9a-f]{1,32}$")]


@router.post("")
async def add(request: Request, number: Number, desk: AtDesk, files: AllFiles, papers: AllPapers) -> Response:
    """Keep a scan, or say why not."""
    form = await desk.opened.form(request, max_fields=20)
    kind = text(form, "soort", 20)
    problem = await papers.add(desk, number, kind, await read_file(form, "bestand", LARGEST + 1))
    if problem:
        return await flow.shown(request, files, desk, number, Draft(typed={"soort": kind}, errors={"bestand": problem}))
    return RedirectResponse(flow.address(number, "stukken"), status_code=303)


@router.get("/{paper_id}")
async def get(number: Number, paper_id: PaperId, desk: AtDesk, papers: AllPapers) -> Response:
    """Give a scan as a download, which no browser opens in our name."""
    paper, content = await papers.get(desk, number, paper_id)
    return download(content, paper.media_type, f"{texts.NAMES[paper.kind]}-{paper.number}")


@router.post("/{paper_id}/verwijderen")
async def remove(request: Request, number: Number, paper_id: PaperId, desk: AtDesk, papers: AllPapers) -> Response:
    """Erase a scan that was sent by mistake."""
    await desk.opened.form(request, max_fields=10)
    await papers.remove(desk, number, paper_id)
    return RedirectResponse(flow.address(number, "stukken"), status_code=303)
