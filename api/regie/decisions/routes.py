"""JSON routes of what people decide about cheques under /api/v1/regie/decisions: parse, one call, return."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from api.dependencies import Now, Today
from api.keys.dependencies import Operator
from api.problems import KEYED_PROBLEMS
from api.regie.decisions import answers, schemas
from api.regie.decisions.dependencies import AllDecisions
from api.regie.decisions.service import By

router = APIRouter(prefix="/api/v1/regie/decisions", tags=["regie: decisions"], responses=KEYED_PROBLEMS)

ReviewId = Annotated[str, Path(min_length=1, max_length=64)]


@router.get("", summary="What rules alone cannot decide, and objections, the most urgent first")
async def queue(
    query: Annotated[schemas.QueueIn, Query()], decisions: AllDecisions, _: Operator, today: Today
) -> schemas.QueueOut:
    """Operator. A page at a time."""
    found = await decisions.queue(answers.place(query.after), query.limit + 1, today=today)
    _rows, citizens = await decisions.of_citizens(0, today=today)
    return schemas.QueueOut.model_validate(answers.queue(found, query.limit, today, citizens))


@router.get("/{id}", summary="The case: each condition with its source, what is missing, and who did what")
async def look(id: ReviewId, decisions: AllDecisions, _: Operator, today: Today) -> schemas.ReviewOut:  # noqa: A002 - the field's own name
    """Operator. What the citizen told stands there only where that was agreed."""
    return schemas.ReviewOut.model_validate(answers.view(await decisions.open(id, today=today)))


@router.post("/{id}/decisions", summary="An employee decides, with reasons in plain Dutch")
async def decide(
    id: ReviewId,  # noqa: A002 - the field's own name
    body: schemas.ChequeDecisionIn,
    decisions: AllDecisions,
    caller: Operator,
    today: Today,
    now: Now,
) -> schemas.ReviewOut:
    """Operator. Nobody decides twice about one cheque; somebody else looks at the first ten and at one in ten."""
    by = By.key(caller, body.employee)
    return schemas.ReviewOut.model_validate(answers.view(await decisions.decide(id, body, by, today=today, now=now)))


@router.post("/{id}/questions", summary="The citizen is asked a question, with a week for the answer")
async def ask(
    id: ReviewId,  # noqa: A002 - the field's own name
    body: schemas.QuestionIn,
    decisions: AllDecisions,
    caller: Operator,
    today: Today,
    now: Now,
) -> schemas.ReviewOut:
    """Operator. Nobody decides before the answer or the last day; the citizen reads it on the page of the cheque."""
    by = By.key(caller, body.employee)
    return schemas.ReviewOut.model_validate(answers.view(await decisions.ask(id, body, by, today=today, now=now)))


@router.post("/{id}/second-looks", summary="Somebody else agrees with a decision, or says why not")
async def second(
    id: ReviewId,  # noqa: A002 - the field's own name
    body: schemas.LookIn,
    decisions: AllDecisions,
    caller: Operator,
    today: Today,
    now: Now,
) -> schemas.ReviewOut:
    """Operator. After a disagreement a third employee decides."""
    by = By.key(caller, body.employee)
    return schemas.ReviewOut.model_validate(answers.view(await decisions.look(id, body, by, today=today, now=now)))
