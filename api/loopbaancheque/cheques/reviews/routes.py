"""JSON routes with which a citizen asks a person to look, and reads letters: parse, one call, return."""

from typing import Annotated

from fastapi import APIRouter, Path

from api.dependencies import Address, Now, Today
from api.loopbaancheque.cheques.answers import cheque_view
from api.loopbaancheque.cheques.dependencies import AllCheques, ThisCall
from api.loopbaancheque.cheques.reviews import answers, schemas, service
from api.loopbaancheque.cheques.schemas import ChequeOut
from api.loopbaancheque.cheques.service import Call
from api.problems import KEYED_PROBLEMS
from api.sessions.idempotency import Creating, creates

router = APIRouter(
    prefix="/api/v1/loopbaancheque",
    tags=["loopbaancheque: life of a cheque"],
    responses=KEYED_PROBLEMS,
    route_class=Creating,
)

Number = Annotated[str, Path(min_length=1, max_length=64, description="Number of the cheque: random, no national one.")]


@router.post("/requests", status_code=201, summary="Ask a person to look at what the rules cannot decide")
@creates
async def ask(body: schemas.RequestIn, cheques: AllCheques, address: Address, today: Today, now: Now) -> ChequeOut:
    """Anybody, for whom a fact is unknown or proof is asked. The two numbers of the cheque are told this once."""
    call = Call.of_page("", today=today, now=now, address=address)
    return ChequeOut.model_validate(cheque_view(await service.ask(cheques, body, call)))


@router.get("/cheques/{number}/letters", summary="Letters about what a person decided")
async def letters(number: Number, cheques: AllCheques, call: ThisCall) -> schemas.LettersOut:
    """Operator, or the holder of the cheque; a decision that somebody else still looks at is not among them."""
    opened = await cheques.open(number, call)
    return schemas.LettersOut.model_validate(answers.letters(await service.letters(cheques, opened)))
