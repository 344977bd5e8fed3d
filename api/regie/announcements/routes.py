"""JSON routes of messages to centres under /api/v1/regie/announcements: parse, one call, return."""

from fastapi import APIRouter

from api.dependencies import Now, Today
from api.keys.dependencies import Operator
from api.loopbaancheque.cheques.dependencies import ActiveRegister
from api.problems import KEYED_PROBLEMS
from api.regie.announcements import schemas
from api.regie.announcements.answers import listed, view
from api.regie.announcements.dependencies import AllAnnouncements
from api.regie.announcements.schemas import AnnouncementOut
from api.sessions.idempotency import Creating, creates

router = APIRouter(
    prefix="/api/v1/regie/announcements",
    tags=["regie: announcements"],
    responses=KEYED_PROBLEMS,
    route_class=Creating,
)


@router.post("", status_code=201, summary="Tell all centres news or a binding instruction")
@creates
async def tell(
    body: schemas.AnnouncementIn,
    all_: AllAnnouncements,
    register: ActiveRegister,
    caller: Operator,
    today: Today,
    now: Now,
) -> AnnouncementOut:
    """Operator. It stands on the start page of each employee of a centre until that employee marks it as read."""
    return AnnouncementOut.model_validate(view(await all_.tell(body, register, caller, today=today, now=now)))


@router.get("", summary="What centres were told, and how many of them read it")
async def everything(
    all_: AllAnnouncements, register: ActiveRegister, _: Operator, today: Today
) -> schemas.AnnouncementsOut:
    """Operator. The newest first, two hundred at most."""
    return schemas.AnnouncementsOut.model_validate(listed(await all_.recent(register, today)))
