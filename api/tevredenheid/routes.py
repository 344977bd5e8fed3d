"""JSON routes of satisfaction under /api/v1/tevredenheid: parse, one call, return.

An answer takes no ``Idempotency-Key``: what is kept for a key would lead from the answer to who gave it. Its code works
once, so a request that is sent twice is told so and adds nothing.
"""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from api.dependencies import Address, Now
from api.keys.dependencies import Keyed, Operator
from api.loopbaancheque.cheques.dependencies import ActiveRegister
from api.problems import KEYED_PROBLEMS, documented
from api.tevredenheid import answers as members
from api.tevredenheid import schemas
from api.tevredenheid.dependencies import AllVoices
from item_bank.tevredenheid.bank import questions

router = APIRouter(prefix="/api/v1/tevredenheid", tags=["tevredenheid"])

ANSWER_PROBLEMS = documented(400, 404, 409, 413, 422, 429, 503)


@router.get("/questions", summary="What is asked after guidance", responses=documented(429, 503))
async def asked() -> schemas.QuestionsOut:
    """Eleven statements of 0 to 10, whether the question was answered, and three open questions."""
    return schemas.QuestionsOut.model_validate(members.asked(questions()))


@router.post("/invitations", status_code=204, summary="Send the code of a cheque by mail", responses=KEYED_PROBLEMS)
async def invitations(body: schemas.InvitationIn, voices: AllVoices, _: Operator, now: Now) -> None:
    """Operator, who never sees the code. A mail waits in the outbox; the address is forgotten with it."""
    await voices.send(body.number, body.email, now=now)


@router.post(
    "/answers", status_code=204, summary="Say how the guidance was; the code works once", responses=ANSWER_PROBLEMS
)
async def answer(
    body: schemas.GuidanceAnswersIn, voices: AllVoices, register: ActiveRegister, address: Address, now: Now
) -> None:
    """Add it to counters; the answer itself is not kept, nor its time, its order, or who gave it."""
    await voices.answer(body, address, register, now=now)


@router.get("/scores", summary="What many answers say together", responses=KEYED_PROBLEMS)
async def scores(
    query: Annotated[schemas.ScoresIn, Query()], voices: AllVoices, caller: Keyed
) -> schemas.SatisfactionOut:
    """Operator, or a centre about itself. From ten answers, and in steps of ten: one answer cannot be told."""
    return schemas.SatisfactionOut.model_validate(members.scores(*await voices.counters(query, caller)))


@router.get("/texts", summary="Open answers that wait for a person's look", responses=KEYED_PROBLEMS)
async def texts(query: Annotated[schemas.TextsIn, Query()], voices: AllVoices, _: Operator) -> schemas.OpenTextsOut:
    """Operator. Rules took names out; they miss some."""
    return schemas.OpenTextsOut.model_validate(members.texts(await voices.store.texts(looked=False, most=query.limit)))


@router.post(
    "/texts/{id}/looks", status_code=204, summary="A person looked at an open answer", responses=KEYED_PROBLEMS
)
async def look(
    id: Annotated[str, Path(min_length=1, max_length=64)],  # noqa: A002 - the field's own name
    body: schemas.LookIn,
    voices: AllVoices,
    caller: Operator,
) -> None:
    """Operator. Keep it as it was left, or erase it; both are the same when they are sent again."""
    await voices.look(id, body.text, caller)


@router.get("/themes", summary="Open answers grouped by what they are about", responses=KEYED_PROBLEMS)
async def themes(
    query: Annotated[schemas.ThemesIn, Query()], voices: AllVoices, caller: Keyed
) -> schemas.ThemeGroupsOut:
    """Operator, or a centre about itself. At least ten answers a theme, each looked at by a person."""
    return schemas.ThemeGroupsOut.model_validate(members.themes(*await voices.themes(query, caller)))
