"""JSON routes of sharing under /api/v1/shares: parse, one call, return."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from api.account.dependencies import AllAccounts, Bearer
from api.dependencies import Engine, Now, Today
from api.loopbaancentra.dependencies import ActiveDirectory
from api.problems import KEEPING_PROBLEMS
from api.schemas import TEXT_MAX
from api.sessions.idempotency import Creating, creates
from api.shares import answers, schemas
from api.shares.dependencies import AllShares, Base, ShareId

router = APIRouter(prefix="/api/v1/shares", tags=["shares"], responses=KEEPING_PROBLEMS, route_class=Creating)

MessageId = Annotated[str, Path(min_length=1, max_length=TEXT_MAX, description="Id of a note or a suggestion.")]


@router.post("/new/preview", summary="Exactly what would be seen; nothing is shared")
async def preview(
    body: schemas.ShareIn,
    login: Bearer,
    shares: AllShares,
    accounts: AllAccounts,
    engine: Engine,
    directory: ActiveDirectory,
    on: Today,
    now: Now,
) -> schemas.SharePreviewOut:
    """Check everything that sharing itself checks."""
    return answers.preview(await shares.ask(accounts, login, body, engine, directory, on=on, now=now))


@router.post("", status_code=201, summary="Share kept results with a coach, or with whoever has a link and its code")
@creates
async def share(
    body: schemas.ShareIn,
    login: Bearer,
    shares: AllShares,
    accounts: AllAccounts,
    engine: Engine,
    directory: ActiveDirectory,
    base: Base,
    on: Today,
    now: Now,
) -> schemas.ShareOut:
    """Agree and share in one, as the account's owner. The code of a link shows once; tell it apart from the link."""
    asked = await shares.ask(accounts, login, body, engine, directory, on=on, now=now)
    return answers.made(asked, *await shares.make(login, asked, on=on, now=now), base)


@router.get("", summary="Everything that was shared, newest first")
async def read(login: Bearer, shares: AllShares, directory: ActiveDirectory, on: Today) -> schemas.SharesOut:
    """Show what ended too, for a year, so that its log can be read."""
    return schemas.SharesOut(items=[answers.row(row) for row in await shares.all(login, directory, on=on)])


@router.delete("/{share_id}", status_code=204, summary="End a share at once")
async def revoke(share_id: ShareId, login: Bearer, shares: AllShares, now: Now) -> Response:
    """From the next request on nobody sees it."""
    await shares.revoke(login, share_id, now=now)
    return Response(status_code=204)


@router.get("/{share_id}/reads", summary="Who looked, when, and at what")
async def reads(
    share_id: ShareId,
    query: Annotated[schemas.ReadsIn, Query()],
    login: Bearer,
    shares: AllShares,
    directory: ActiveDirectory,
    on: Today,
) -> schemas.ReadsOut:
    """Return a page, the newest first; the log is only added to."""
    found = await shares.one(login, share_id, directory, on=on, after=query.after, most=query.limit)
    return answers.reads(found)


@router.get("/{share_id}/messages", summary="What the coach left: notes and suggestions")
async def messages(
    share_id: ShareId,
    login: Bearer,
    shares: AllShares,
    directory: ActiveDirectory,
    engine: Engine,
    on: Today,
) -> schemas.MessagesOut:
    """Everything, as soon as it is written: a coach has no notes that the client cannot read."""
    return answers.messages(await shares.one(login, share_id, directory, on=on), engine)


@router.put("/{share_id}/messages/{message_id}", summary="Take a suggestion over, hide it, or open it again")
async def settle(
    share_id: ShareId,
    message_id: MessageId,
    body: schemas.SettleIn,
    login: Bearer,
    shares: AllShares,
    directory: ActiveDirectory,
    accounts: AllAccounts,
    engine: Engine,
    on: Today,
    now: Now,
) -> schemas.MessagesOut:
    """One that is taken over becomes an action of the plan, in the words that are sent."""
    await shares.settle(accounts, login, share_id, message_id, body, now=now)
    return answers.messages(await shares.one(login, share_id, directory, on=on), engine)
