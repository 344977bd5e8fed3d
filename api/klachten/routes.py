"""JSON routes of complaints under /api/v1/klachten: parse, one call, return."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.dependencies import Address, Now, Today
from api.keys.dependencies import Keyed
from api.klachten import flow, schemas
from api.klachten.answers import listed, view
from api.klachten.dependencies import AllComplaints, ThisComplaint
from api.klachten.schemas import ComplaintOut
from api.problems import KEYED_PROBLEMS
from api.sessions.idempotency import Creating, creates

router = APIRouter(prefix="/api/v1/klachten", tags=["klachten"], responses=KEYED_PROBLEMS, route_class=Creating)


@router.post("", status_code=201, summary="Complain about a grant or about guidance")
@creates
async def file(
    body: schemas.ComplaintIn, complaints: AllComplaints, address: Address, today: Today, now: Now
) -> ComplaintOut:
    """Answer with a code that shows once. About a fact of more than a year ago it is inadmissible, and says so."""
    return ComplaintOut.model_validate(view(await complaints.file(body, address, today=today, now=now)))


@router.get("", summary="All complaints, or those that a centre was told of")
async def everything(
    query: Annotated[schemas.ComplaintsIn, Query()], complaints: AllComplaints, caller: Keyed, today: Today, now: Now
) -> schemas.ComplaintsOut:
    """Operator, or a centre for its own. In the order of their random ids, a page at a time."""
    found = await complaints.page(caller, after=query.after, most=query.limit, today=today, now=now)
    return schemas.ComplaintsOut.model_validate(listed(found, query.limit))


@router.get("/{id}", summary="Where a complaint stands, and the letter of this day")
async def look(one: ThisComplaint) -> ComplaintOut:
    """Who complained, the operator, or the centre once it was asked; for anybody else it does not exist."""
    return ComplaintOut.model_validate(view(await one.open()))


@router.post("/{id}/questions", summary="A side is asked for its view, within 14 days")
async def questions(one: ThisComplaint, body: schemas.AskIn) -> ComplaintOut:
    """Operator. Who says nothing in time does not stop the complaint."""
    return ComplaintOut.model_validate(view(await one.act(flow.ask(body))))


@router.post("/{id}/hearings", summary="A side was heard")
async def hearings(one: ThisComplaint, body: schemas.HearingIn) -> ComplaintOut:
    """Operator. By telephone or in a talk."""
    return ComplaintOut.model_validate(view(await one.act(flow.hear(body))))


@router.post("/{id}/withdrawals", summary="Who complained takes it back")
async def withdrawals(one: ThisComplaint) -> ComplaintOut:
    """Who complained, with the code. While nobody decided; a new complaint can follow within the year."""
    return ComplaintOut.model_validate(view(await one.act(flow.withdraw())))


@router.post("/{id}/views", summary="The centre, or who complained, gives its view in writing")
async def views(one: ThisComplaint, body: schemas.ViewIn) -> ComplaintOut:
    """Centre, or who complained. Each once; what is written stands below what that side wrote before."""
    return ComplaintOut.model_validate(view(await one.act(flow.tell(), body.text)))


@router.post("/{id}/notices", summary="The centre was told that its fee may be recovered (article 19)")
async def notices(one: ThisComplaint, body: schemas.NoticeIn) -> ComplaintOut:
    """Operator. From that day the centre has fifteen days to defend itself, the last one included."""
    return ComplaintOut.model_validate(view(await one.act(flow.notice(body))))


@router.post("/{id}/defences", summary="The centre defends itself")
async def defences(one: ThisComplaint, body: schemas.ViewIn) -> ComplaintOut:
    """Centre. Until the last day of its term, that day included; stands below what it wrote before."""
    return ComplaintOut.model_validate(view(await one.act(flow.defend(), body.text)))


@router.post("/{id}/decisions", summary="A person decides, with reasons")
async def decisions(one: ThisComplaint, body: schemas.ComplaintDecisionIn) -> ComplaintOut:
    """Operator. After both sides were heard; once."""
    return ComplaintOut.model_validate(view(await one.act(flow.decide(body))))
