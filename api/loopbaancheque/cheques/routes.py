"""JSON routes of the life of cheques under /api/v1/loopbaancheque/cheques: parse, one call, return."""

from typing import Annotated

from fastapi import APIRouter, Path

from api.loopbaancheque.cheques import schemas
from api.loopbaancheque.cheques.answers import cheque_view, file_view
from api.loopbaancheque.cheques.dependencies import ActiveRegister, AllCheques, FreshRegister, ThisCall
from api.loopbaancheque.cheques.facts import service as facts
from api.loopbaancheque.cheques.schemas import ChequeOut
from api.problems import KEYED_PROBLEMS
from api.sessions.idempotency import Creating, creates

router = APIRouter(
    prefix="/api/v1/loopbaancheque/cheques",
    tags=["loopbaancheque: life of a cheque"],
    responses=KEYED_PROBLEMS,
    route_class=Creating,
)

Number = Annotated[str, Path(min_length=1, max_length=64, description="Number of the cheque: random, no national one.")]


@router.post("", status_code=201, summary="Request a cheque: the rules of its day decide, or a person where unknown")
@creates
async def request(body: schemas.ChequeIn, cheques: AllCheques, call: ThisCall) -> ChequeOut:
    """Operator. Only the outcome is kept, not the facts. A refusal names every reason."""
    return ChequeOut.model_validate(cheque_view(await facts.request(cheques, body, call)))


@router.get("/{number}", summary="Where a cheque stands today, and what may be told next")
async def cheque(number: Number, cheques: AllCheques, call: ThisCall) -> ChequeOut:
    """Operator, the centre of the cheque, or its holder; for anybody else it does not exist."""
    return ChequeOut.model_validate(cheque_view(await cheques.open(number, call)))


@router.post("/{number}/payments", summary="The contribution was paid; the cheque is issued")
async def payments(number: Number, body: schemas.PaymentIn, cheques: AllCheques, call: ThisCall) -> ChequeOut:
    """Operator. Counts until 14 days after the payment was asked."""
    return ChequeOut.model_validate(cheque_view(await facts.pay(cheques, number, body, call)))


@router.post("/{number}/activations", summary="Guidance started at the centre of this key")
async def activations(
    number: Number, body: schemas.ActivationIn, cheques: AllCheques, call: ThisCall, register: FreshRegister
) -> ChequeOut:
    """Centre. Not after the day that is printed on the cheque; a cheque starts once."""
    return ChequeOut.model_validate(cheque_view(await facts.activate(cheques, number, body, call, register)))


@router.post("/{number}/sessions", summary="A talk took place, in whole half hours; or aftercare")
async def sessions(
    number: Number, body: schemas.SessionIn, cheques: AllCheques, call: ThisCall, register: ActiveRegister
) -> ChequeOut:
    """Centre of the cheque. Never more than the cheque holds, and never two talks at one time."""
    return ChequeOut.model_validate(cheque_view(await facts.hold_session(cheques, number, body, call, register)))


@router.post("/{number}/agreements", summary="The client accepted the agreement about the guidance")
async def agreements(number: Number, body: schemas.AgreementIn, cheques: AllCheques, call: ThisCall) -> ChequeOut:
    """Centre with the client number, or the holder. The same text again changes nothing."""
    return ChequeOut.model_validate(cheque_view(await facts.agree(cheques, number, body, call)))


@router.post("/{number}/attendances", summary="The client confirmed a talk")
async def attendances(number: Number, body: schemas.AttendanceIn, cheques: AllCheques, call: ThisCall) -> ChequeOut:
    """Centre of the cheque with the client number, or the holder. Again changes nothing."""
    return ChequeOut.model_validate(cheque_view(await facts.attend(cheques, number, body, call)))


@router.post("/{number}/reversals", summary="A talk was registered wrongly and is taken back")
async def reversals(number: Number, body: schemas.ReversalIn, cheques: AllCheques, call: ThisCall) -> ChequeOut:
    """Centre of the cheque. It stays in the log; what was paid for it comes back in the next settlement."""
    return ChequeOut.model_validate(cheque_view(await facts.take_back(cheques, number, body, call)))


@router.get("/{number}/file", summary="The file of the guidance, and what it lacks")
async def file(number: Number, cheques: AllCheques, call: ThisCall) -> schemas.FileOut:
    """Operator, the centre of the cheque, or its holder."""
    return schemas.FileOut.model_validate(file_view(await cheques.open(number, call)))


@router.post("/{number}/closings", summary="The closing talk took place; which documents are present")
async def closings(number: Number, body: schemas.ClosingIn, cheques: AllCheques, call: ThisCall) -> ChequeOut:
    """Centre of the cheque. Hours that are left are lost, with the citizen's consent."""
    return ChequeOut.model_validate(cheque_view(await facts.close(cheques, number, body, call)))


@router.post("/{number}/objections", summary="The citizen disagrees with a refusal; a person looks again")
async def objections(number: Number, body: schemas.ObjectionIn, cheques: AllCheques, call: ThisCall) -> ChequeOut:
    """Operator or holder. Once, until 14 days after the refusal."""
    return ChequeOut.model_validate(cheque_view(await facts.object_to(cheques, number, body, call)))


@router.post("/{number}/decisions", summary="A person decided: about unknown facts or after an objection")
async def decisions(number: Number, body: schemas.DecisionIn, cheques: AllCheques, call: ThisCall) -> ChequeOut:
    """Operator. A case that waits in the queue is decided there: 409 names it. Final after an objection."""
    return ChequeOut.model_validate(cheque_view(await facts.decide(cheques, number, body, call)))


@router.post("/{number}/annulments", summary="The cheque does not count: withdrawn, or after a founded complaint")
async def annulments(number: Number, body: schemas.AnnulmentIn, cheques: AllCheques, call: ThisCall) -> ChequeOut:
    """Operator. The contribution comes back; the right too, unless guidance was used without a formal breach."""
    return ChequeOut.model_validate(cheque_view(await facts.annul(cheques, number, body, call)))
