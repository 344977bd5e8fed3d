"""JSON routes with which a citizen asks a person to look, and reads letters: parse, one call, return."""

from typing import Annotated

from fastapi import APIRouter, File, Path, Request, UploadFile

from api.dependencies import Address, Now, Today
from api.loopbaancheque.cheques.answers import cheque_view
from api.loopbaancheque.cheques.dependencies import AllCheques, ThisCall, ThisSending
from api.loopbaancheque.cheques.reviews import answers, schemas, service
from api.loopbaancheque.cheques.schemas import ChequeOut
from api.loopbaancheque.cheques.service import Call
from api.problems import KEYED_PROBLEMS
from api.sessions.idempotency import Creating, creates
from api.web.forms import sent
from api.web.scans import LARGEST

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


@router.get("/cheques/{number}/case", summary="What a person who looks at a cheque waits for")
async def case(number: Number, cheques: AllCheques, call: ThisCall) -> schemas.CaseOut:
    """Holder of the cheque, while nobody decided."""
    return schemas.CaseOut.model_validate(answers.case(await service.case(cheques, number, call)))


@router.post("/cheques/{number}/case/papers", summary="Send a document as proof")
async def send(
    request: Request,
    number: Number,
    cheques: AllCheques,
    call: ThisSending,
    file: Annotated[UploadFile, File(description="A PDF, JPEG or PNG of at most 10 MB that does nothing when opened.")],
) -> schemas.CaseOut:
    """Holder. At most ten; the same document again is there once. Erased two weeks after the decision."""
    await service.case(cheques, number, call)
    clamd, paper = request.app.state.settings.clamd, await sent(file, LARGEST + 1)
    service.check(await service.send_paper(cheques, number, paper, clamd, call), "file")
    return schemas.CaseOut.model_validate(answers.case(await service.case(cheques, number, call)))


@router.post("/cheques/{number}/case/answers", summary="Answer the question that was asked")
async def answer(body: schemas.AnswerIn, number: Number, cheques: AllCheques, call: ThisCall) -> schemas.CaseOut:
    """Holder. Also after the last day, while nobody decided; the same words again are kept once."""
    await service.case(cheques, number, call)
    service.check(await service.answer(cheques, number, body.text.strip(), call), "text")
    return schemas.CaseOut.model_validate(answers.case(await service.case(cheques, number, call)))
