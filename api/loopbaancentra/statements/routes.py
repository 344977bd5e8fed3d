"""Routes of a centre's statements under /api/v1/loopbaancentra/statements: parse, one call, return."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import PlainTextResponse

from api.loopbaancentra.statements import answers
from api.loopbaancentra.statements.dependencies import AllStatements, OfCentre
from api.loopbaancentra.statements.schemas import StatementsIn, StatementsOut
from api.problems import KEYED_PROBLEMS

router = APIRouter(
    prefix="/api/v1/loopbaancentra/statements", tags=["loopbaancentra: statements"], responses=KEYED_PROBLEMS
)


@router.get("", summary="What the centre of this key is paid")
async def statements(
    query: Annotated[StatementsIn, Query()], all_: AllStatements, centre_id: OfCentre
) -> StatementsOut:
    """Centre. With a month: its statement with a line for each fact; without: all months."""
    return StatementsOut.model_validate(answers.statements(await all_.read(centre_id, query.month)))


@router.get("/table", response_class=PlainTextResponse, summary="The lines of a month as a table (CSV)")
async def table(query: Annotated[StatementsIn, Query()], all_: AllStatements, centre_id: OfCentre) -> PlainTextResponse:
    """Centre. Whole cents; only the header where there is no statement or no month was given."""
    return PlainTextResponse(
        answers.table(await all_.read(centre_id, query.month)), media_type="text/csv; charset=utf-8"
    )
