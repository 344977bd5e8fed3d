"""JSON routes of messages, for the director and for each centre: parse, one call, return."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from api.dependencies import Now, Today
from api.keys.dependencies import Keyed, Operator
from api.loopbaancheque.cheques.dependencies import ActiveRegister
from api.problems import KEYED_PROBLEMS
from api.regie.announcements import schemas
from api.regie.announcements.answers import for_centre, listed, view
from api.regie.announcements.dependencies import AllAnnouncements
from api.regie.announcements.schemas import AnnouncementOut, CentreAnnouncementOut
from api.sessions.idempotency import Creating, creates

router = APIRouter(
    prefix="/api/v1/regie/announcements",
    tags=["regie: announcements"],
    responses=KEYED_PROBLEMS,
    route_class=Creating,
)

centres = APIRouter(
    prefix="/api/v1/loopbaancentra/announcements", tags=["loopbaancentra: announcements"], responses=KEYED_PROBLEMS
)

AnnouncementId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]


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


@centres.get("", summary="News and binding instructions of the director, for a centre")
async def of_centre(
    query: Annotated[schemas.CentreAnnouncementsIn, Query()], all_: AllAnnouncements, caller: Keyed
) -> schemas.CentreAnnouncementsOut:
    """Centre. The newest first, two hundred at most; `unread` asks only what was not marked as read over the API."""
    found = await all_.of_key(caller, unread=query.unread)
    return schemas.CentreAnnouncementsOut.model_validate({"items": [for_centre(one) for one in found]})


@centres.post("/{id}/reads", summary="Mark a message as read")
async def read(
    id: AnnouncementId,  # noqa: A002 - the field's own name
    all_: AllAnnouncements,
    caller: Keyed,
    now: Now,
) -> CentreAnnouncementOut:
    """Centre. It counts as one that read it; employees still see it at their desk. Again changes nothing."""
    return CentreAnnouncementOut.model_validate(for_centre(await all_.read_by_key(id, caller, now=now)))
