"""From what the centre writes to the log of a complaint, or back to the page with what is wrong."""

from dataclasses import dataclass
from datetime import date, datetime

from pydantic import ValidationError

from api.beheer.complaints import texts
from api.beheer.dependencies import Opened
from api.klachten import flow
from api.klachten.schemas import ViewIn
from api.klachten.service import Complaints, OpenedComplaint
from api.problems import ProblemError

ACTS = {"kant": flow.tell, "verdediging": flow.defend}
"""What a button keeps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AtCentre:
    """The complaints about the centre of an employee, on a day."""

    opened: Opened
    complaints: Complaints
    on: date
    now: datetime

    async def all(self) -> list[OpenedComplaint]:
        """Return the complaints that the centre was told of, the newest first."""
        return await self.complaints.of_centre(self.opened.caller, today=self.on)

    async def look(self, id_: str) -> OpenedComplaint:
        """Return one of them; 404 for any other."""
        return await self.complaints.look(id_, self.opened.caller, today=self.on, now=self.now)


async def answer(desk: AtCentre, id_: str, what: str, said: str) -> str:
    """Keep what the centre writes; return why not in Dutch, or nothing."""
    act = ACTS.get(what)
    if act is None:
        return texts.OVER
    try:
        words = ViewIn.model_validate({"text": said}).text
        await desk.complaints.handle(id_, desk.opened.caller, act(), today=desk.on, now=desk.now, said=words)
    except ValidationError:
        return texts.EMPTY
    except ProblemError as error:
        if error.status not in (409, 422):
            raise
        code = error.issues[0].code if error.issues else error.code
        return texts.PROBLEMS.get(code, texts.OVER)
    return ""
