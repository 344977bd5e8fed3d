"""What the pages of a centre do between a button and the next page, in Dutch where something is wrong."""

from datetime import date, datetime

from api.coach.centre import texts
from api.coach.centre.schemas import CoachInvitationIn
from api.coach.centre.service import Centres
from api.problems import ProblemError
from api.sessions.service import TooManyTriesError
from models.loopbaancentra.search import Directory


async def invited(
    all_: Centres, centre_id: str, body: CoachInvitationIn, directory: Directory, *, on: date, now: datetime
) -> tuple[str, str]:
    """Invite a coach; return the code, or what is wrong."""
    try:
        _, code = await all_.invite(centre_id, body, directory, on=on, now=now)
    except ProblemError as error:
        return "", texts.NO_MANDATE if error.code == "no-mandate" else texts.FULL
    return code, ""


async def wrong_code(all_: Centres, code: str, address: str, *, now: datetime) -> str:
    """Return what is wrong with the code of an invitation; empty when it opens one."""
    try:
        return "" if await all_.invited(code, address, now=now) else texts.WRONG_CODE
    except TooManyTriesError:
        return texts.TOO_OFTEN
