"""JSON routes of plans under /api/v1/plan: parse, one call, return."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from api.account.dependencies import AllAccounts, Bearer
from api.dependencies import Engine, Now, Today
from api.plan import schemas, service
from api.problems import KEEPING_PROBLEMS
from api.schemas import TEXT_MAX
from api.sessions.idempotency import Creating, creates

router = APIRouter(prefix="/api/v1/plan", tags=["plan"], responses=KEEPING_PROBLEMS, route_class=Creating)

ActionId = Annotated[str, Path(min_length=1, max_length=TEXT_MAX, description="Id of an action.")]


@router.get("", summary="The plan of an account, in its order")
async def read(login: Bearer, accounts: AllAccounts, on: Today) -> schemas.PlanOut:
    """Each action with gentle remarks on it."""
    return await service.plan(accounts, login, on)


@router.post("/actions", status_code=201, summary="Put an action at the end of the plan")
@creates
async def add(body: schemas.ActionIn, login: Bearer, accounts: AllAccounts, on: Today, now: Now) -> schemas.ActionOut:
    """Only what is needed; the other fields may follow."""
    id_ = await service.add(accounts, login, body.to_action(), now=now)
    return await service.one(accounts, login, id_, on)


@router.put("/actions/{id}", summary="Write an action anew")
async def replace(
    id: ActionId,  # noqa: A002 - the field's own name
    body: schemas.ChangedIn,
    login: Bearer,
    accounts: AllAccounts,
    on: Today,
    now: Now,
) -> schemas.ActionOut:
    """Where it came from stays as it was."""
    await service.replace(accounts, login, id, body.to_action(), version=body.version, now=now)
    return await service.one(accounts, login, id, on)


@router.put("/actions/{id}/done", summary="Tick an action off, or open it again")
async def tick(
    id: ActionId,  # noqa: A002 - the field's own name
    body: schemas.TickIn,
    login: Bearer,
    accounts: AllAccounts,
    on: Today,
    now: Now,
) -> schemas.ActionOut:
    """Null opens it again."""
    await service.tick(accounts, login, id, body.done_on, version=body.version, now=now)
    return await service.one(accounts, login, id, on)


@router.delete("/actions/{id}", status_code=204, summary="Take an action out of the plan")
async def drop(id: ActionId, login: Bearer, accounts: AllAccounts) -> Response:  # noqa: A002 - the field's own name
    """At once and for good."""
    await service.drop(accounts, login, id)
    return Response(status_code=204)


@router.put("/order", summary="Put the actions of the plan in another order")
async def order(body: schemas.OrderIn, login: Bearer, accounts: AllAccounts, on: Today) -> schemas.PlanOut:
    """All of them, once each."""
    await service.order(accounts, login, body.ids, version=body.version)
    return await service.plan(accounts, login, on)


@router.get("/proposals", summary="Actions that kept results suggest")
async def proposals(login: Bearer, accounts: AllAccounts, engine: Engine, on: Today) -> schemas.ProposalsOut:
    """Return what the plan does not have yet; with whom and by when are for the person to say."""
    results = await accounts.results(login)
    found = service.proposals(engine, results, await accounts.plans.actions(login.account.id))
    return schemas.ProposalsOut(items=[schemas.ProposalOut.model_validate(row, from_attributes=True) for row in found])


@router.post("/checks", summary="Gentle remarks on an action that is not kept")
async def checks(body: schemas.ActionIn, on: Today) -> schemas.HintsOut:
    """Nothing is stored."""
    return schemas.HintsOut(hints=service.hints(body.to_action(), on))
