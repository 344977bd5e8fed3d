"""JSON routes of mandates under /api/v1/regie/mandates: parse, one call, return."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.dependencies import Now, Today
from api.keys.dependencies import Operator
from api.loopbaancheque.cheques.dependencies import ActiveRegister
from api.problems import KEYED_PROBLEMS
from api.regie.mandates import schemas
from api.regie.mandates.answers import listed, view
from api.regie.mandates.dependencies import AllMandates, ThisMandate
from api.regie.mandates.schemas import MandateOut
from api.regie.mandates.service import renewal
from api.sessions.idempotency import Creating, creates
from models.regie import mandate_life

router = APIRouter(
    prefix="/api/v1/regie/mandates", tags=["regie: mandates"], responses=KEYED_PROBLEMS, route_class=Creating
)


@router.post("", status_code=201, summary="A centre applies for a mandate")
@creates
async def apply(
    body: schemas.NewMandateIn, all_: AllMandates, register: ActiveRegister, caller: Operator, today: Today, now: Now
) -> MandateOut:
    """Operator. Another enterprise number is another mandate."""
    return MandateOut.model_validate(view(await all_.apply(body, register, caller, today=today, now=now)))


@router.get("", summary="All mandates")
async def everything(
    query: Annotated[schemas.MandateQueryIn, Query()], all_: AllMandates, _: Operator, today: Today
) -> schemas.MandatesOut:
    """Operator. The newest application first, a page at a time."""
    return schemas.MandatesOut.model_validate(listed(await all_.every(today=today), query.after, query.limit))


@router.get("/{id}", summary="Where a mandate stands")
async def look(one: ThisMandate) -> MandateOut:
    """Operator."""
    return MandateOut.model_validate(view(await one.open()))


@router.post("/{id}/renewals", summary="The same enterprise asks six years more, or asks again after a refusal")
async def renewals(one: ThisMandate, body: schemas.ApplicationIn) -> MandateOut:
    """Operator. Before the mandate ends."""
    return MandateOut.model_validate(view(await one.act(renewal(body, one.today))))


@router.post("/{id}/grants", summary="The application is granted for six years, with reasons")
async def grants(one: ThisMandate, body: schemas.GrantIn) -> MandateOut:
    """Operator. Only a file that lacks nothing."""
    found = await one.act(
        lambda mandate: mandate_life.grant(mandate, starts_on=body.starts_on, reasons=body.reasons, on=one.today)
    )
    return MandateOut.model_validate(view(found))


@router.post("/{id}/refusals", summary="The application is refused, with reasons")
async def refusals(one: ThisMandate, body: schemas.ReasonsIn) -> MandateOut:
    """Operator."""
    found = await one.act(lambda mandate: mandate_life.refuse(mandate, reasons=body.reasons, on=one.today))
    return MandateOut.model_validate(view(found))


@router.post("/{id}/stops", summary="The centre stops, for one of four reasons")
async def stops(one: ThisMandate, body: schemas.StopIn) -> MandateOut:
    """Operator."""
    return MandateOut.model_validate(
        view(await one.act(lambda mandate: mandate_life.stop(mandate, body.reason, on=one.today)))
    )


@router.post("/{id}/notices", summary="The centre was told that its mandate may be suspended (article 18)")
async def notices(one: ThisMandate) -> MandateOut:
    """Operator. From today the centre has fifteen days, the last one included."""
    return MandateOut.model_validate(view(await one.act(lambda mandate: mandate_life.notice(mandate, on=one.today))))


@router.post("/{id}/defences", summary="The centre defended itself")
async def defences(one: ThisMandate) -> MandateOut:
    """Operator. Until the last day of the term."""
    return MandateOut.model_validate(view(await one.act(lambda mandate: mandate_life.defend(mandate, on=one.today))))


@router.post("/{id}/suspensions", summary="The board suspends the mandate")
async def suspensions(one: ThisMandate, body: schemas.SuspendIn) -> MandateOut:
    """Operator. After the centre defended itself or let its days pass."""
    found = await one.act(
        lambda mandate: mandate_life.suspend(mandate, until=body.until, reasons=body.reasons, on=one.today)
    )
    return MandateOut.model_validate(view(found))


@router.post("/{id}/liftings", summary="A notice or a suspension is taken back")
async def liftings(one: ThisMandate, body: schemas.ReasonsIn) -> MandateOut:
    """Operator."""
    found = await one.act(lambda mandate: mandate_life.lift(mandate, reasons=body.reasons, on=one.today))
    return MandateOut.model_validate(view(found))
