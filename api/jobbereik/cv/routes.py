"""JSON routes of the CV under /api/v1/jobbereik/cv: computed from the request, and nothing kept."""

from typing import Annotated, Any

from fastapi import APIRouter, File, Header, Response

from api.dependencies import Engine, Today
from api.jobbereik.cv import answers, schemas, service
from api.problems import PROBLEMS

router = APIRouter(prefix="/api/v1/jobbereik/cv", tags=["jobbereik"], responses=PROBLEMS)

FILES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The CV as a file.",
        "content": {
            "application/json": {"schema": {"type": "object", "description": "SkillsPassport, version 3.4"}},
            "application/xml": {"schema": {"type": "string", "description": "Candidate, version 4.0"}},
            "application/pdf": {"schema": {"type": "string", "format": "binary"}},
        },
    }
}


@router.post(
    "",
    summary="A CV as a file: Europass (JSON, XML, PDF) or by competences (PDF)",
    responses=FILES,
    response_class=Response,
)
async def make(
    body: schemas.CvIn, engine: Engine, on: Today, accept: Annotated[str, Header(include_in_schema=False)] = ""
) -> Response:
    """Return the CV of a profile, with the person's own texts; what nobody told is blank. Nothing is kept."""
    service.check(engine, body, body.texts)
    cv = service.compose(engine, body, body.texts, on, exact=True)
    return await answers.file(cv, body.format or answers.wanted(accept), blanks=body.texts.blanks)


@router.post("/read", summary="What a Europass file gives to a profile")
async def read(
    file: Annotated[bytes, File(description="A CV of Europass: XML, JSON, or PDF with the XML in it.")],
    engine: Engine,
    on: Today,
) -> schemas.CvReadOut:
    """Return a profile, what must be asked, and what was not understood. Nothing of the file is kept."""
    return answers.matched(engine, await service.read_or_refuse(engine, file, on))
