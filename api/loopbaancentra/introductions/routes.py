"""JSON routes of introductions under /api/v1/loopbaancentra/introductions: parse, one call, return."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.dependencies import Now
from api.keys.service import CallerRole
from api.loopbaancentra.dependencies import ActiveDirectory
from api.loopbaancentra.introductions import answers as members
from api.loopbaancentra.introductions.dependencies import AllIntroductions, Bearer, OpenedIntroduction
from api.loopbaancentra.introductions.schemas import (
    CentreAnswerIn,
    InboxIn,
    IntroductionIn,
    IntroductionOut,
    IntroductionsOut,
)
from api.problems import KEYED_PROBLEMS
from api.sessions.idempotency import Creating, creates

router = APIRouter(
    prefix="/api/v1/loopbaancentra/introductions",
    tags=["loopbaancentra: introductions"],
    responses=KEYED_PROBLEMS,
    route_class=Creating,
)


@router.post("", status_code=201, summary="Ask a centre for a first talk; nothing is sent without consent")
@creates
async def ask(
    body: IntroductionIn, introductions: AllIntroductions, directory: ActiveDirectory, now: Now
) -> IntroductionOut:
    """Answer with a code that shows once: who has it can look, send and withdraw."""
    seen = await introductions.ask(body, directory, now=now)
    return IntroductionOut.model_validate(members.introduction(seen.stored, directory, now, seen.code))


@router.get("", summary="What citizens sent to the centre of this key")
async def inbox(
    query: Annotated[InboxIn, Query()],
    introductions: AllIntroductions,
    bearer: Bearer,
    directory: ActiveDirectory,
    now: Now,
) -> IntroductionsOut:
    """Oldest first, a page at a time. What was withdrawn shows without what the citizen told."""
    found = await introductions.of_centre(bearer, now=now, after=query.after, most=query.limit)
    return IntroductionsOut.model_validate(members.inbox(found, directory, now, query.limit))


@router.get("/{id}", summary="Where an introduction stands")
async def look(opened: OpenedIntroduction, directory: ActiveDirectory, now: Now) -> IntroductionOut:
    """Citizen with the code, or the centre once it was sent; without a mandate a centre sees no words or contact."""
    centre = opened.caller.role is CallerRole.CENTRE
    found = members.for_centre(opened.stored, directory, now) if centre else opened.stored
    return IntroductionOut.model_validate(members.introduction(found, directory, now))


@router.post("/{id}/consents", summary="The citizen agrees: the centre may see it")
async def consents(
    opened: OpenedIntroduction, introductions: AllIntroductions, directory: ActiveDirectory, now: Now
) -> IntroductionOut:
    """Citizen. Sends what was kept."""
    sent = await introductions.send(opened.for_citizen(), now=now)
    return IntroductionOut.model_validate(members.introduction(sent, directory, now))


@router.post("/{id}/withdrawals", summary="The citizen withdraws; what was told is erased at once")
async def withdrawals(
    opened: OpenedIntroduction, introductions: AllIntroductions, directory: ActiveDirectory, now: Now
) -> IntroductionOut:
    """Citizen. Possible at any moment; the centre sees only that it was withdrawn."""
    erased = await introductions.withdraw(opened.for_citizen())
    return IntroductionOut.model_validate(members.introduction(erased, directory, now))


@router.post("/{id}/answers", summary="The centre accepts or declines")
async def answers(
    opened: OpenedIntroduction,
    body: CentreAnswerIn,
    introductions: AllIntroductions,
    directory: ActiveDirectory,
    now: Now,
) -> IntroductionOut:
    """Centre. Once."""
    answered = await introductions.answer(opened.for_centre(), body, now=now)
    return IntroductionOut.model_validate(members.introduction(answered, directory, now))
