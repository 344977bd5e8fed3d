"""JSON routes of accounts under /api/v1/account: parse, one call, return."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from api.account import answers, schemas
from api.account.dependencies import AllAccounts, Bearer
from api.account.overview.service import names
from api.account.report.answers import report
from api.dependencies import Address, Engine, Now, Today
from api.problems import KEEPING_PROBLEMS
from api.schemas import TEXT_MAX
from api.sessions.idempotency import Creating, creates

router = APIRouter(prefix="/api/v1/account", tags=["account"], responses=KEEPING_PROBLEMS, route_class=Creating)

ResultId = Annotated[str, Path(min_length=1, max_length=TEXT_MAX, description="Id of a kept result.")]


@router.post("", status_code=201, summary="Begin an account that needs no name: a code brings it back")
@creates
async def begin(accounts: AllAccounts, now: Now) -> schemas.AccountOpenedOut:
    """Nothing is asked. Who loses the code loses the account; nobody can look it up."""
    return answers.opened(await accounts.begin(now=now))


@router.post("/resume", summary="Open an account with its code")
async def resume(body: schemas.ResumeIn, accounts: AllAccounts, address: Address, now: Now) -> schemas.AccountOpenedOut:
    """Five wrong codes in fifteen minutes stop an address."""
    return answers.opened(await accounts.resume(body.resume_code, address, now=now))


@router.get("", summary="What an account holds, in numbers")
async def read(login: Bearer, accounts: AllAccounts) -> schemas.AccountOut:
    """Return how many results and actions are kept, and until when."""
    return await answers.account(accounts, login)


@router.delete("", summary="Delete an account with everything of it, at once")
async def delete(login: Bearer, accounts: AllAccounts, now: Now) -> schemas.ReceiptOut:
    """Return a signed receipt. Nothing can be brought back."""
    return schemas.ReceiptOut.model_validate(await accounts.delete(login, now=now))


@router.post("/code", summary="Another code for an account; the one before opens nothing any more")
@creates
async def renew(login: Bearer, accounts: AllAccounts, now: Now) -> schemas.AccountOpenedOut:
    """Every login ends, this one too: the answer has a new token beside the new code."""
    return answers.opened(await accounts.renew(login, now=now))


@router.delete("/logins", status_code=204, summary="End every login of an account")
async def log_out_all(login: Bearer, accounts: AllAccounts) -> Response:
    """At once, on every device, this one too."""
    await accounts.log_out_all(login)
    return Response(status_code=204)


@router.post("/receipts", summary="Whether this service gave a receipt")
async def recognise(body: schemas.ReceiptIn, accounts: AllAccounts) -> schemas.RecognisedOut:
    """Tell by its signature; no list of deleted accounts is kept."""
    return schemas.RecognisedOut(genuine=accounts.recognises(body.model_dump(by_alias=True)))


@router.get("/results", summary="Kept results, newest first", response_model_exclude_unset=True)
async def results(
    query: Annotated[schemas.PageIn, Query()], login: Bearer, accounts: AllAccounts, engine: Engine
) -> schemas.ResultsOut:
    """Return a page, each with what it says in Dutch and what changed since the one before of the same tool."""
    return answers.results(*await accounts.page(login, query.after, query.limit), engine, query.limit)


@router.post("/results", status_code=201, summary="Keep a result of any tool")
@creates
async def keep(
    body: schemas.ResultIn, login: Bearer, accounts: AllAccounts, engine: Engine, on: Today, now: Now
) -> schemas.ResultOut:
    """Keep what the tool's own API answered; members that are needed are checked, the rest is kept as it is."""
    kept = await accounts.keep(login, body.tool, body.document, names(engine), on=body.taken_on or on, now=now)
    return answers.one(*await accounts.result(login, kept.id), engine)


@router.get("/results/{id}", summary="One kept result")
async def result(
    id: ResultId,  # noqa: A002 - the field's own name
    login: Bearer,
    accounts: AllAccounts,
    engine: Engine,
) -> schemas.ResultOut:
    """Return it; a result of another account is not found."""
    return answers.one(*await accounts.result(login, id), engine)


@router.delete("/results/{id}", status_code=204, summary="Forget a kept result")
async def drop(id: ResultId, login: Bearer, accounts: AllAccounts) -> Response:  # noqa: A002 - the field's own name
    """At once and for good."""
    await accounts.drop_result(login, id)
    return Response(status_code=204)


@router.post("/sessions", status_code=204, summary="Take a session of a test over")
async def adopt(body: schemas.AdoptIn, login: Bearer, accounts: AllAccounts, now: Now) -> Response:
    """Keep it as long as the account, and delete it with it."""
    await accounts.adopt(login, body.tool, body.session_token, now=now)
    return Response(status_code=204)


@router.get("/overview", summary="What I can, like and value, and where work is")
async def overview(login: Bearer, accounts: AllAccounts, engine: Engine, on: Today) -> schemas.OverviewOut:
    """Put the newest result of each tool together."""
    return answers.joint(await accounts.results(login), engine, on)


@router.get("/export", summary="Everything of an account as JSON")
async def export(login: Bearer, accounts: AllAccounts) -> Response:
    """Results as they were kept, and the plan."""
    return answers.export(await accounts.results(login), await accounts.plans.actions(login.account.id))


@router.get("/report", summary="Everything of an account as one accessible PDF", response_class=Response)
async def report_pdf(login: Bearer, accounts: AllAccounts, engine: Engine, on: Today) -> Response:
    """Tagged PDF/UA-1, to print or to take along to a coach."""
    results = await accounts.results(login)
    return await report(engine, results, await accounts.plans.actions(login.account.id), on=on)
