"""JSON routes of settlements under /api/v1/regie/settlements: parse, one call, return."""

from typing import Annotated

from fastapi import APIRouter, Path

from api.dependencies import Now, Today
from api.problems import KEYED_PROBLEMS
from api.regie.settlements import answers
from api.regie.settlements.dependencies import AllSettlements, Operator
from api.regie.settlements.schemas import PaymentIn, SettlementIn, SettlementOut, StatementOut

router = APIRouter(prefix="/api/v1/regie/settlements", tags=["regie: settlements"], responses=KEYED_PROBLEMS)


@router.post("", summary="Settle a month that is over: a statement for each centre")
async def settle(
    body: SettlementIn, settlements: AllSettlements, operator: Operator, today: Today, now: Now
) -> SettlementOut:
    """Operator. The same month again answers the same; a run that stopped halfway goes on."""
    found = await settlements.run(body.month, today=today, now=now, by=operator.name)
    return SettlementOut.model_validate(answers.settlement(body.month, found))


@router.post("/{month}/payments", summary="The statement of a centre was paid")
async def payments(
    month: Annotated[str, Path(max_length=16)],
    body: PaymentIn,
    settlements: AllSettlements,
    operator: Operator,
    now: Now,
) -> StatementOut:
    """Operator. A second time changes nothing."""
    paid = await settlements.pay(month, body.centre_id, now=now, by=operator.name)
    return StatementOut.model_validate(answers.statement(paid))
