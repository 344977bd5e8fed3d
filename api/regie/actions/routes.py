"""JSON routes of quality actions under /api/v1/regie/actions: parse, one call, return."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.dependencies import Now, Today
from api.keys.dependencies import Operator
from api.keys.service import CallerRole
from api.loopbaancheque.cheques.dependencies import ActiveRegister
from api.problems import KEYED_PROBLEMS
from api.regie.actions import schemas
from api.regie.actions.answers import page, view
from api.regie.actions.dependencies import AllActions, ThisAction
from api.regie.actions.schemas import QualityActionOut
from api.regie.actions.service import planned
from api.sessions.idempotency import Creating, creates
from models.regie import action_life

router = APIRouter(
    prefix="/api/v1/regie/actions", tags=["regie: quality actions"], responses=KEYED_PROBLEMS, route_class=Creating
)


@router.post("", status_code=201, summary="Plan a start talk, a restart talk or a content action with a centre")
@creates
async def plan(
    body: schemas.NewActionIn, all_: AllActions, register: ActiveRegister, caller: Operator, today: Today, now: Now
) -> QualityActionOut:
    """Operator. The centre sees the plan at once."""
    return QualityActionOut.model_validate(view(await all_.plan(body, register, caller, today=today, now=now)))


@router.get("", summary="All quality actions")
async def everything(
    query: Annotated[schemas.ActionQueryIn, Query()], all_: AllActions, _: Operator
) -> schemas.QualityActionsOut:
    """Operator. A page at a time."""
    found = await all_.page(query.after, query.limit + 1)
    return schemas.QualityActionsOut.model_validate(page(found, query.limit))


@router.get("/{id}", summary="Where a quality action stands")
async def look(one: ThisAction) -> QualityActionOut:
    """Operator, or the centre."""
    return QualityActionOut.model_validate(view(await one.open()))


@router.post("/{id}/plans", summary="The talk is planned anew")
async def plans(one: ThisAction, body: schemas.ActionPlanIn) -> QualityActionOut:
    """Operator. Until its report."""
    found = await one.act(lambda before: planned(body, before, one.today))
    return QualityActionOut.model_validate(view(found))


@router.post("/{id}/reports", summary="The report of the talk, with what was agreed")
async def reports(one: ThisAction, body: schemas.ActionReportIn) -> QualityActionOut:
    """Operator. From the day of the talk on; the centre has 14 days to reply."""
    found = await one.act(lambda before: action_life.report(before, on=one.today, **body.model_dump()))
    return QualityActionOut.model_validate(view(found))


@router.post("/{id}/replies", summary="The centre replies to the report")
async def replies(one: ThisAction, body: schemas.ActionReplyIn) -> QualityActionOut:
    """Centre. As often as it likes until the end."""
    found = await one.act(lambda before: action_life.reply(before, body.text, on=one.today), CallerRole.CENTRE)
    return QualityActionOut.model_validate(view(found))


@router.post("/{id}/closings", summary="The action is closed with a result")
async def closings(one: ThisAction, body: schemas.ActionCloseIn) -> QualityActionOut:
    """Operator. After the centre replied or let its days pass; a talk that was not held is closed as that."""
    found = await one.act(
        lambda before: action_life.close(before, result=body.result, reasons=body.reasons, on=one.today)
    )
    return QualityActionOut.model_validate(view(found))
