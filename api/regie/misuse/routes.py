"""JSON routes of cases after signals under /api/v1/regie/cases: parse, one call, return."""

from fastapi import APIRouter

from api.dependencies import Now, Today
from api.keys.dependencies import Operator
from api.keys.service import CallerRole
from api.problems import KEYED_PROBLEMS
from api.regie.misuse import schemas
from api.regie.misuse.answers import view
from api.regie.misuse.dependencies import AllCases, ThisCase
from api.regie.misuse.schemas import CaseOut
from api.sessions.idempotency import Creating, creates
from models.regie import misuse_life

router = APIRouter(prefix="/api/v1/regie/cases", tags=["regie: cases"], responses=KEYED_PROBLEMS, route_class=Creating)


@router.post("", status_code=201, summary="A person opens a case about a signal, and says why")
@creates
async def begin(body: schemas.CaseIn, cases: AllCases, caller: Operator, today: Today, now: Now) -> CaseOut:
    """Operator. The signal's numbers of this day are kept with it."""
    return CaseOut.model_validate(view(await cases.begin(body, caller, today=today, now=now)))


@router.get("/{id}", summary="Where a case stands")
async def look(one: ThisCase) -> CaseOut:
    """Operator, or the centre once it was told."""
    return CaseOut.model_validate(view(await one.open()))


@router.post("/{id}/notices", summary="The centre was told by registered letter (article 19)")
async def notices(one: ThisCase, body: schemas.ServedIn) -> CaseOut:
    """Operator. From that day the centre has fifteen days, the last one included."""
    found = await one.act(lambda case: misuse_life.notice(case, served_on=body.served_on, on=one.today))
    return CaseOut.model_validate(view(found))


@router.post("/{id}/defences", summary="The centre defends itself")
async def defences(one: ThisCase, body: schemas.DefenceIn) -> CaseOut:
    """Centre. As often as it likes until the last day of its term."""
    found = await one.act(lambda case: misuse_life.defend(case, body.text, on=one.today), CallerRole.CENTRE)
    return CaseOut.model_validate(view(found))


@router.post("/{id}/decisions", summary="A person decides, with reasons")
async def decisions(one: ThisCase, body: schemas.MeasureIn) -> CaseOut:
    """Operator. A warning or a recovery only after the centre was heard, or let its term pass."""
    found = await one.act(
        lambda case: misuse_life.decide(case, measure=body.measure, reasons=body.reasons, on=one.today)
    )
    return CaseOut.model_validate(view(found))


@router.post("/{id}/recoveries", summary="What Flanders paid for a cheque goes back, after a decision to recover")
async def recoveries(one: ThisCase, body: schemas.RecoveryIn) -> CaseOut:
    """Operator. Of a cheque that its centre guides, whole or in part, once: a line of the next settlement."""
    return CaseOut.model_validate(view(await one.recover(body)))
