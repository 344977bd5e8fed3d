"""JSON routes of introductions under /api/v1/loopbaancentra/introductions: parse, one call, return."""

from typing import Annotated

from fastapi import APIRouter, Path

from api.dependencies import Now
from api.loopbaancentra.dependencies import ActiveDirectory, AllIntroductions, Bearer
from api.loopbaancentra.introductions import answers as introduction_answers
from api.loopbaancentra.introductions.schemas import CentreAnswerIn, IntroductionIn, IntroductionOut, IntroductionsOut
from api.problems import KEYED_PROBLEMS

router = APIRouter(
    prefix="/api/v1/loopbaancentra/introductions",
    tags=["loopbaancentra: introductions"],
    responses=KEYED_PROBLEMS,
)

Id = Annotated[str, Path(min_length=1, max_length=64)]


@router.post("", status_code=201, summary="Ask a centre for a first talk; nothing is sent without consent")
async def ask(
    body: IntroductionIn, introductions: AllIntroductions, directory: ActiveDirectory, now: Now
) -> IntroductionOut:
    """Answer with a code that shows once: who has it can look, send and withdraw."""
    return IntroductionOut.model_validate(await introduction_answers.ask(introductions, body, directory, now))


@router.get("", summary="What citizens sent to the centre of this key")
async def inbox(
    introductions: AllIntroductions, bearer: Bearer, directory: ActiveDirectory, now: Now
) -> IntroductionsOut:
    """Oldest first. What was withdrawn shows without what the citizen told."""
    return IntroductionsOut.model_validate(await introduction_answers.inbox(introductions, bearer, directory, now))


@router.get("/{id}", summary="Where an introduction stands")
async def look(
    id: Id,  # noqa: A002 - the field's own name
    introductions: AllIntroductions,
    bearer: Bearer,
    directory: ActiveDirectory,
    now: Now,
) -> IntroductionOut:
    """Citizen with the code, or the centre once it was sent."""
    return IntroductionOut.model_validate(await introduction_answers.look(introductions, id, bearer, directory, now))


@router.post("/{id}/consents", summary="The citizen agrees: the centre may see it")
async def consents(
    id: Id,  # noqa: A002 - the field's own name
    introductions: AllIntroductions,
    bearer: Bearer,
    directory: ActiveDirectory,
    now: Now,
) -> IntroductionOut:
    """Citizen. Sends what was kept."""
    return IntroductionOut.model_validate(await introduction_answers.send(introductions, id, bearer, directory, now))


@router.post("/{id}/withdrawals", summary="The citizen withdraws; what was told is erased at once")
async def withdrawals(
    id: Id,  # noqa: A002 - the field's own name
    introductions: AllIntroductions,
    bearer: Bearer,
    directory: ActiveDirectory,
    now: Now,
) -> IntroductionOut:
    """Citizen. Possible at any moment; the centre sees only that it was withdrawn."""
    return IntroductionOut.model_validate(
        await introduction_answers.withdraw(introductions, id, bearer, directory, now)
    )


@router.post("/{id}/answers", summary="The centre accepts or declines")
async def answers(
    id: Id,  # noqa: A002 - the field's own name
    body: CentreAnswerIn,
    introductions: AllIntroductions,
    bearer: Bearer,
    directory: ActiveDirectory,
    now: Now,
) -> IntroductionOut:
    """Centre. Once."""
    return IntroductionOut.model_validate(
        await introduction_answers.answer(introductions, id, bearer, body, directory, now)
    )
