"""JSON routes of file checks under /api/v1/regie/file-checks: parse, one call, return."""

from fastapi import APIRouter

from api.dependencies import Now, Today
from api.keys.dependencies import Keyed, Operator
from api.keys.service import CallerRole
from api.problems import KEYED_PROBLEMS
from api.regie.checks import schemas
from api.regie.checks.answers import view
from api.regie.checks.dependencies import AllChecks, CheckId
from api.regie.checks.schemas import CheckOut
from api.sessions.idempotency import Creating, creates
from models.regie import check_life
from models.regie.check_life import FileLooked

router = APIRouter(
    prefix="/api/v1/regie/file-checks", tags=["regie: file checks"], responses=KEYED_PROBLEMS, route_class=Creating
)


@router.post("", status_code=201, summary="Draw a sample of at most 25 files of a centre")
@creates
async def draw(body: schemas.CheckIn, checks: AllChecks, caller: Operator, today: Today, now: Now) -> CheckOut:
    """Operator. The seed is fresh and kept: nobody chooses the files, and anybody can draw them again."""
    return CheckOut.model_validate(view(await checks.draw(body, caller, today=today, now=now)))


@router.get("/{id}", summary="Where a file check stands")
async def look(id: CheckId, checks: AllChecks, caller: Keyed) -> CheckOut:  # noqa: A002 - the field's own name
    """Operator, or the centre; a centre sees what was found once it is told."""
    return CheckOut.model_validate(view(await checks.open(id, caller)))


@router.post("/{id}/files", summary="A file of the sample was looked at")
async def files(
    id: CheckId,  # noqa: A002 - the field's own name
    body: schemas.FileIn,
    checks: AllChecks,
    caller: Keyed,
    today: Today,
    now: Now,
) -> CheckOut:
    """Operator. Looked at again, also after a reply, the last look counts; the log keeps all."""
    event = FileLooked(on=today, **body.model_dump())
    found = await checks.act(id, caller, lambda check: check_life.look(check, event), CallerRole.OPERATOR, now=now)
    return CheckOut.model_validate(view(found))


@router.post("/{id}/preliminaries", summary="The centre is told the preliminary result")
async def preliminaries(
    id: CheckId,  # noqa: A002 - the field's own name
    checks: AllChecks,
    caller: Keyed,
    today: Today,
    now: Now,
) -> CheckOut:
    """Operator. Once every file was looked at; the centre has 14 days to reply."""
    found = await checks.act(id, caller, lambda check: check_life.tell(check, on=today), CallerRole.OPERATOR, now=now)
    return CheckOut.model_validate(view(found))


@router.post("/{id}/replies", summary="The centre replies to the preliminary result")
async def replies(
    id: CheckId,  # noqa: A002 - the field's own name
    body: schemas.ReplyIn,
    checks: AllChecks,
    caller: Keyed,
    today: Today,
    now: Now,
) -> CheckOut:
    """Centre. As often as it likes until the end."""
    act = lambda check: check_life.reply(check, body.text, on=today)  # noqa: E731 - one act
    return CheckOut.model_validate(view(await checks.act(id, caller, act, CallerRole.CENTRE, now=now)))


@router.post("/{id}/finals", summary="The final result, with reasons")
async def finals(
    id: CheckId,  # noqa: A002 - the field's own name
    body: schemas.ConclusionIn,
    checks: AllChecks,
    caller: Keyed,
    today: Today,
    now: Now,
) -> CheckOut:
    """Operator. After the centre replied, or let its days pass."""
    act = lambda check: check_life.conclude(check, body.reasons, on=today)  # noqa: E731 - one act
    return CheckOut.model_validate(view(await checks.act(id, caller, act, CallerRole.OPERATOR, now=now)))
