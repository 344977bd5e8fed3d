"""JSON routes of coaches under /api/v1/coach: parse, one call, return."""

from fastapi import APIRouter

from api.coach import answers, schemas
from api.coach.dependencies import CoachDesk, Coaching, ShareId
from api.coach.service import BY_LINK, RESULTS
from api.dependencies import Address, Engine, Now, Today
from api.problems import KEYED_PROBLEMS
from api.sessions.idempotency import Creating, creates

router = APIRouter(prefix="/api/v1/coach", tags=["coach"], responses=KEYED_PROBLEMS, route_class=Creating)


@router.get("/me", summary="Who this coach is, with the code to tell clients")
async def me(coach: Coaching) -> schemas.CoachOut:
    """Return it; a coach whose centre has no mandate today sees nothing else."""
    return answers.me(coach)


@router.get("/clients", summary="What is shared with this coach and in force now")
async def clients(coach: Coaching, desk: CoachDesk, on: Today, now: Now) -> schemas.ClientsOut:
    """Newest first. There is no score in the list, and nothing to sort people by."""
    return answers.clients(await desk.clients(coach, on=on, now=now))


@router.get("/clients/{share_id}", summary="Everything that a client shares, with how to weigh it")
async def client(
    share_id: ShareId, coach: Coaching, desk: CoachDesk, engine: Engine, on: Today, now: Now
) -> schemas.ClientOut:
    """Each look is written down for the client. What is not in force, or not there, is the same 404."""
    granted = await desk.read(coach.reader, share_id, RESULTS, on=on, now=now)
    return answers.client(granted, engine, on)


@router.post("/clients/{share_id}/notes", status_code=201, summary="Leave a note, which the client reads at once")
@creates
async def note(
    share_id: ShareId,
    body: schemas.NoteIn,
    coach: Coaching,
    desk: CoachDesk,
    engine: Engine,
    on: Today,
    now: Now,
) -> schemas.LeftOut:
    """At most 4,000 characters; there are no notes that the client cannot read."""
    return answers.left(engine, await desk.note(coach.reader, share_id, body.text, on=on, now=now))


@router.post("/clients/{share_id}/suggestions", status_code=201, summary="Suggest an occupation, an action or a tool")
@creates
async def suggest(
    share_id: ShareId,
    body: schemas.SuggestionIn,
    coach: Coaching,
    desk: CoachDesk,
    engine: Engine,
    on: Today,
    now: Now,
) -> schemas.LeftOut:
    """Leave it for the client to take over, change or hide."""
    label = answers.label(engine, body.occupation_id, body.tool)
    return answers.left(engine, await desk.suggest(coach.reader, share_id, body, label, on=on, now=now))


@router.post("/links/{share_id}", summary="What is shared with whoever has a link and its code")
async def link(
    share_id: ShareId,
    body: schemas.LinkIn,
    desk: CoachDesk,
    engine: Engine,
    address: Address,
    on: Today,
    now: Now,
) -> schemas.ClientOut:
    """Needs no key. Five wrong codes in fifteen minutes stop an address."""
    await desk.open_link(share_id, body.link_code, address, on=on, now=now)
    return answers.client(await desk.read(BY_LINK, share_id, RESULTS, on=on, now=now), engine, on)
