"""The page of stimulation financing: who qualifies, in numbers that lead to nobody; the amount is not known."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.dependencies import Today
from api.regie import answers
from api.regie.dependencies import DESK, Director, TheRegie
from api.regie.service import Regie
from api.web.rendering import render
from models.regie.stimulation import Group, Standing

router = APIRouter(prefix=f"{DESK.address}/stimulering", include_in_schema=False)

STANDINGS = {
    Standing.QUALIFIES: "komt in aanmerking",
    Standing.NOT_CANDIDATE: "is geen kandidaat",
    Standing.EXPERIENCE_NOT_PROVEN: "bewees geen twee jaar ervaring",
    Standing.TOO_FEW_STARTS: "startte te weinig cheques",
    Standing.BELOW_SHARE: "haalt het aandeel niet",
    Standing.UNKNOWN: "nog niet te zeggen",
}
GROUPS = {
    Group.LOW_EDUCATED: "kortgeschoold",
    Group.OVER_50: "ouder dan 50",
    Group.MIGRATION: "migratieachtergrond",
    Group.DISABILITY: "arbeidshandicap",
}

Year = Annotated[int | None, Query(alias="jaar", ge=2013, le=2100)]


@router.get("")
async def look(request: Request, opened: Director, regie: TheRegie, on: Today, year: Year = None) -> Response:
    """Show how each centre stands in a year."""
    asked = year or on.year - 1
    context = {"opened": opened, "year": asked, "found": await _found(regie, asked), "standings": STANDINGS}
    return render(request, "regie/stimulering.html", context | {"groups": GROUPS})


async def _found(regie: Regie, year: int) -> dict[str, object] | None:
    if not await regie.store.facts(year):
        return None
    return answers.stimulation(year, await regie.stimulation(year))
