"""JSON routes of Oriënt under /api/v1/orient: parse, one call, return."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from api.dependencies import Address, SessionToken
from api.orient import schemas, service
from api.orient.accuracy.answers import figures
from api.orient.accuracy.schemas import AccuracyOut
from api.orient.dependencies import OrientDesk, ReplyRoute
from api.problems import KEEPING_PROBLEMS, PROBLEMS
from api.schemas import TEXT_MAX
from api.sessions.idempotency import Creating, creates

router = APIRouter(prefix="/api/v1/orient", tags=["orient"], route_class=Creating)
replies = APIRouter(prefix="/api/v1/orient", tags=["orient"], route_class=ReplyRoute)

PathId = Annotated[str, Path(min_length=1, max_length=TEXT_MAX)]


def _json(found: schemas.StepOut) -> Response:
    """Write an answer once; FastAPI would check it again first, which costs as much as the engine does."""
    return Response(found.model_dump_json(by_alias=True), media_type="application/json")


@router.post("/sessions", responses=KEEPING_PROBLEMS, status_code=201, summary="Start the interest test")
@creates
async def start(
    desk: OrientDesk,
    body: schemas.StartIn = schemas.StartIn(),  # noqa: B008 - frozen, and FastAPI's way to make a body optional
) -> schemas.StartedOut:
    """Start a session without an account; the same Idempotency-Key is answered the same for a day."""
    return await service.start(desk, body)


@replies.post(
    "/sessions/{session_id}/answers",
    response_model=schemas.StepOut,
    responses=KEEPING_PROBLEMS,
    summary="Answer an activity, or change an answer",
)
async def answer(session_id: PathId, body: schemas.AnswerIn, token: SessionToken, desk: OrientDesk) -> Response:
    """Keep the answer durably, then return the next question. The same answer again returns the same state."""
    return _json(await service.answer(desk, session_id, token, body))


@replies.post(
    "/sessions/{session_id}/ratings",
    response_model=schemas.StepOut,
    responses=KEEPING_PROBLEMS,
    summary="Rate an occupation, or change a rating",
)
async def rate(session_id: PathId, body: schemas.RatingIn, token: SessionToken, desk: OrientDesk) -> Response:
    """Any occupation may be rated at any moment; null means that the person does not know it."""
    return _json(await service.rate(desk, session_id, token, body))


@router.post("/sessions/{session_id}/hidden", responses=KEEPING_PROBLEMS, summary="Hide an occupation, with a reason")
async def hide(session_id: PathId, body: schemas.HideIn, token: SessionToken, desk: OrientDesk) -> schemas.StepOut:
    """Keep an occupation off the list; it does not change what is thought of the person."""
    return await service.hide(desk, session_id, token, body)


@router.delete(
    "/sessions/{session_id}/hidden/{occupation_id}", responses=KEEPING_PROBLEMS, summary="Show an occupation again"
)
async def show(
    session_id: PathId,
    occupation_id: PathId,
    token: SessionToken,
    desk: OrientDesk,
    query: Annotated[schemas.ShowIn, Query()],
) -> schemas.StepOut:
    """Put an occupation that was hidden back; one that was not hidden changes nothing."""
    return await service.show(desk, session_id, token, occupation_id, query.version)


@router.get(
    "/sessions/{session_id}/result",
    responses=KEEPING_PROBLEMS,
    summary="Occupations, interests and doubt, at any moment",
)
async def result(
    session_id: PathId, query: Annotated[schemas.ResultIn, Query()], token: SessionToken, desk: OrientDesk
) -> schemas.ResultOut:
    """Return the occupations that fit best, each with its probability and reasons, and the six interests with bands."""
    return await service.result(desk, session_id, token, query)


@router.get(
    "/sessions/{session_id}/occupations/{occupation_id}",
    responses=KEEPING_PROBLEMS,
    summary="Why (not) this occupation",
)
async def why(session_id: PathId, occupation_id: PathId, token: SessionToken, desk: OrientDesk) -> schemas.WhyOut:
    """Return the place of any occupation, and the answers that raise and lower it."""
    return await service.why(desk, session_id, token, occupation_id)


@router.get("/sessions/{session_id}", responses=KEEPING_PROBLEMS, summary="A session in full")
async def session(session_id: PathId, token: SessionToken, desk: OrientDesk) -> schemas.SessionOut:
    """Return all replies as they stand, the open question and the versions."""
    return await service.session(desk, session_id, token)


@router.patch("/sessions/{session_id}", responses=KEEPING_PROBLEMS, summary="Give or withdraw consent for research")
async def consent(
    session_id: PathId, body: schemas.ConsentIn, token: SessionToken, desk: OrientDesk
) -> schemas.SessionOut:
    """Set whether the answers may be used to improve the test; default is that they may not."""
    return await service.consent(desk, session_id, token, body)


@router.delete("/sessions/{session_id}", responses=KEEPING_PROBLEMS, status_code=204, summary="Forget a session")
async def delete(session_id: PathId, token: SessionToken, desk: OrientDesk) -> None:
    """Delete a session with every answer in it, at once."""
    await service.delete(desk, session_id, token)


@router.post("/sessions/{session_id}/code", responses=KEEPING_PROBLEMS, summary="Another resume code for a session")
async def renew(session_id: PathId, token: SessionToken, desk: OrientDesk) -> schemas.SessionOut:
    """Return the session with its new code; the one before opens nothing any more."""
    return await service.renew(desk, session_id, token)


@router.post("/resume", responses=KEEPING_PROBLEMS, summary="Continue with a resume code")
async def resume(body: schemas.ResumeIn, address: Address, desk: OrientDesk) -> schemas.StartedOut:
    """Case, spaces and hyphens are forgiven; after five wrong codes an address waits a quarter of an hour.

    The answer has a new token; the one before opens nothing any more.
    """
    return await service.resume(desk, body.resume_code, address)


@router.get("/accuracy", responses=PROBLEMS, summary="How accurate the test is, measured")
async def accuracy_figures(desk: OrientDesk) -> AccuracyOut:
    """Return the published figures with their data, date and command; every one can be made again."""
    return figures(desk.engine)
