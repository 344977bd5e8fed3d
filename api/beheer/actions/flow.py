"""From a reply of the centre to the log of a quality action, or back to the page with what is wrong."""

from datetime import date, datetime
from typing import Any

from pydantic import ValidationError

from api.beheer.actions import texts
from api.beheer.dependencies import Opened
from api.keys.service import Caller, CallerRole
from api.regie.actions.schemas import ActionReplyIn
from api.regie.actions.service import ForbiddenActionError, QualityActions
from api.regie.actions.views import described
from models.regie import action_life


async def page(
    opened: Opened, all_: QualityActions, on: date, problem: str = "", at: str = "", typed: str = ""
) -> dict[str, Any]:
    """Return the actions about the centre, the newest first."""
    rows = [described(one, on) for one in await all_.of_centre(opened.staff.centre_id)]
    return {"opened": opened, "rows": rows, "problem": problem, "at": at, "typed": typed}


async def reply(opened: Opened, all_: QualityActions, id_: str, said: str, on: date, now: datetime) -> str:
    """Keep what the centre replies; return why not in Dutch, or nothing."""
    staff = opened.staff
    caller = Caller(role=CallerRole.CENTRE, centre_id=staff.centre_id, person=staff.person)
    try:
        text = ActionReplyIn.model_validate({"text": said}).text
        await all_.act(id_, caller, lambda found: action_life.reply(found, text, on=on), CallerRole.CENTRE, now=now)
    except ValidationError:
        return texts.EMPTY
    except ForbiddenActionError:
        return texts.OVER
    return ""
