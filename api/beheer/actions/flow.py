"""From a reply of the centre to the log of a quality action or a file check, or back to the page with what is wrong."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from pydantic import ValidationError

from api.beheer.actions import texts, views
from api.beheer.dependencies import Opened
from api.keys.service import CallerRole
from api.problems import ProblemError
from api.regie.actions.schemas import ActionReplyIn
from api.regie.actions.service import QualityActions
from api.regie.actions.views import described
from api.regie.checks.schemas import ReplyIn
from api.regie.checks.service import Checks
from models.regie import action_life, check_life


@dataclass(frozen=True, slots=True, kw_only=True)
class AtCentre:
    """What the director does with the centre of an employee, on a day."""

    opened: Opened
    actions: QualityActions
    checks: Checks
    on: date
    now: datetime


async def page(desk: AtCentre, problem: str = "", at: str = "", typed: str = "") -> dict[str, Any]:
    """Return the actions and file checks about the centre, the newest first."""
    return {
        "opened": desk.opened,
        "rows": [described(one, desk.on) for one in await desk.actions.of_centre(desk.opened.staff.centre_id)],
        "checks": [views.check(one) for one in await desk.checks.of_centre(desk.opened.caller)],
        "problem": problem,
        "at": at,
        "typed": typed,
    }


async def reply(desk: AtCentre, id_: str, said: str) -> str:
    """Keep what the centre replies to the report of a talk; return why not in Dutch, or nothing."""

    async def keep() -> object:
        text = ActionReplyIn.model_validate({"text": said}).text
        act = partial(action_life.reply, text=text, on=desk.on)
        return await desk.actions.act(id_, desk.opened.caller, act, CallerRole.CENTRE, now=desk.now)

    return await _kept(keep)


async def reply_to_check(desk: AtCentre, id_: str, said: str) -> str:
    """Keep what the centre replies to the preliminary result of a file check, likewise."""

    async def keep() -> object:
        text = ReplyIn.model_validate({"text": said}).text
        act = partial(check_life.reply, text=text, on=desk.on)
        return await desk.checks.act(id_, desk.opened.caller, act, CallerRole.CENTRE, now=desk.now)

    return await _kept(keep)


async def _kept(keep: Callable[[], Awaitable[object]]) -> str:
    try:
        await keep()
    except ValidationError:
        return texts.EMPTY
    except ProblemError as error:
        if error.status not in (409, 422):
            raise
        code = error.issues[0].code if error.issues else error.code
        return texts.PROBLEMS.get(code, texts.OVER)
    return ""
