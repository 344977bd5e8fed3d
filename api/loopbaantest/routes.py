"""JSON routes of the Loopbaantest under /api/v1/loopbaantest: parse, one call, return."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from api.dependencies import Address, SessionToken
from api.loopbaantest import answers, schemas
from api.loopbaantest.dependencies import Instrument, TestDesk
from api.loopbaantest.sessions import schemas as sessions
from api.loopbaantest.sessions import service
from api.problems import KEEPING_PROBLEMS, PROBLEMS
from api.schemas import TEXT_MAX
from api.sessions.idempotency import Creating, creates

router = APIRouter(prefix="/api/v1/loopbaantest", tags=["loopbaantest"], route_class=Creating)

PathId = Annotated[str, Path(min_length=1, max_length=TEXT_MAX)]
Language = Annotated[sessions.ResultIn, Query()]


@router.get("/items", responses=PROBLEMS, summary="The statements, in the order in which they are asked")
async def items(query: Annotated[schemas.ItemsIn, Query()], test: Instrument) -> schemas.ItemsOut:
    """Thirty statements over six themes, worded for people who work, look for work or study."""
    return answers.items(test, query.language, query.work_status)


@router.post("/scores", responses=PROBLEMS, summary="Six scores with their doubt, and what helps on each theme")
async def scores(body: schemas.ScoresIn, test: Instrument) -> schemas.ScoresOut:
    """Score answers. Nothing of them is kept."""
    return answers.scores(test, body)


@router.post("/comparisons", responses=PROBLEMS, summary="Two tests of one person: what changed beyond the error")
async def comparisons(body: schemas.ComparisonIn, test: Instrument) -> schemas.ComparisonOut:
    """Say "progress" only beyond the reliable change index. Nothing of the answers is kept."""
    return answers.comparison(test, body)


@router.post("/sessions", responses=KEEPING_PROBLEMS, status_code=201, summary="Start a test that is kept")
@creates
async def start(
    desk: TestDesk,
    body: sessions.StartIn = sessions.StartIn(),  # noqa: B008 - frozen; makes the body optional
) -> sessions.StartedOut:
    """Start without an account; the same Idempotency-Key is answered the same for a day."""
    return await service.start(desk, body)


@router.post("/resume", responses=KEEPING_PROBLEMS, summary="Continue with a resume code")
async def resume(body: sessions.CodeIn, address: Address, desk: TestDesk) -> sessions.StartedOut:
    """After five wrong codes an address waits a quarter of an hour. The token of before opens nothing any more."""
    return await service.resume(desk, body.resume_code, address)


@router.post("/sessions/{session_id}/code", responses=KEEPING_PROBLEMS, summary="Another resume code for a kept test")
async def renew(session_id: PathId, token: SessionToken, desk: TestDesk) -> sessions.SessionOut:
    """Return the test with its new code; the one before opens nothing any more."""
    return await service.renew(desk, session_id, token)


@router.get("/sessions/{session_id}", responses=KEEPING_PROBLEMS, summary="A kept test as it stands")
async def session(session_id: PathId, token: SessionToken, desk: TestDesk) -> sessions.SessionOut:
    """Return all replies and the next open statement."""
    return await service.session(desk, session_id, token)


@router.post("/sessions/{session_id}/answers", responses=KEEPING_PROBLEMS, summary="Answer a statement, or change it")
async def answer(
    session_id: PathId, body: sessions.AnswerIn, token: SessionToken, desk: TestDesk
) -> sessions.SessionOut:
    """Keep the reply durably, then return where the test stands. The same reply again changes nothing."""
    return await service.answer(desk, session_id, token, body)


@router.put("/sessions/{session_id}/work-satisfaction", responses=KEEPING_PROBLEMS, summary="Say how work satisfies")
async def satisfaction(
    session_id: PathId, body: sessions.SatisfactionIn, token: SessionToken, desk: TestDesk
) -> sessions.SessionOut:
    """Low satisfaction puts the present job first in the next steps."""
    return await service.satisfaction(desk, session_id, token, body)


@router.get("/sessions/{session_id}/result", responses=KEEPING_PROBLEMS, summary="The result of a kept test")
async def result(session_id: PathId, query: Language, token: SessionToken, desk: TestDesk) -> schemas.ScoresOut:
    """Return the same as POST scores for these answers."""
    return service.scored(desk, await service.open_(desk, session_id, token), query.language)


@router.put("/sessions/{session_id}/previous", responses=KEEPING_PROBLEMS, summary="Put an earlier test beside it")
async def previous(
    session_id: PathId, body: sessions.PreviousIn, token: SessionToken, address: Address, desk: TestDesk
) -> sessions.SessionOut:
    """Copy the answers of the test with this code, so that the two can be compared."""
    return await service.put_beside(desk, session_id, token, body, address)


@router.get("/sessions/{session_id}/comparison", responses=KEEPING_PROBLEMS, summary="What changed since")
async def comparison(session_id: PathId, query: Language, token: SessionToken, desk: TestDesk) -> schemas.ComparisonOut:
    """Return each theme twice; "progress" only beyond the reliable change index."""
    return service.compared(desk, await service.open_(desk, session_id, token), query.language)


@router.patch("/sessions/{session_id}", responses=KEEPING_PROBLEMS, summary="Give or withdraw consent for research")
async def consent(
    session_id: PathId, body: sessions.ConsentIn, token: SessionToken, desk: TestDesk
) -> sessions.SessionOut:
    """Set whether the answers may be used to improve the test; default is that they may not."""
    return await service.consent(desk, session_id, token, body)


@router.delete("/sessions/{session_id}", responses=KEEPING_PROBLEMS, status_code=204, summary="Forget a kept test")
async def delete(session_id: PathId, token: SessionToken, desk: TestDesk) -> None:
    """Delete a test with every answer in it, at once."""
    await service.delete(desk, session_id, token)
