"""Pages on which a citizen shares: choose, see exactly what will be seen, agree, follow, take over, end."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from starlette.responses import RedirectResponse

from api.account.dependencies import AllAccounts, Owner, check_csrf
from api.account.overview.service import rows
from api.dependencies import Engine, Now, Today
from api.loopbaancentra.dependencies import ActiveDirectory
from api.sessions.idempotency import Creating, creates
from api.shares import flow, forms, views
from api.shares.dependencies import AllShares, Base
from api.web.drafts import AllDrafts
from api.web.forms import read_form, text
from api.web.rendering import render

router = APIRouter(prefix="/mijn-loopbaan/delen", include_in_schema=False, route_class=Creating)

HERE = flow.HERE


@router.get("")
async def start(request: Request, login: Owner, shares: AllShares, directory: ActiveDirectory, on: Today) -> Response:
    """Show everything that is and was shared."""
    return render(request, "delen/page.html", views.all_(login, await shares.all(login, directory, on=on)))


@router.get("/nieuw")
async def choose(request: Request, login: Owner, accounts: AllAccounts, engine: Engine, on: Today) -> Response:
    """Show the form on which somebody chooses what to share, with whom and until when."""
    kept = rows(engine, await accounts.results(login))
    return render(request, "delen/kies.html", views.choose(login, kept, forms.read(request.query_params), on))


@router.get("/voorbeeld")
async def preview(
    request: Request,
    login: Owner,
    shares: AllShares,
    accounts: AllAccounts,
    engine: Engine,
    directory: ActiveDirectory,
    on: Today,
    now: Now,
) -> Response:
    """Show exactly what will be seen; nothing is shared."""
    draft = forms.read(request.query_params)
    asked, wrong = await flow.asked(shares, accounts, login, draft, engine, directory, on, now)
    if asked is None:
        kept = rows(engine, await accounts.results(login))
        return render(request, "delen/kies.html", views.choose(login, kept, wrong, on))
    return render(request, "delen/voorbeeld.html", views.preview(login, asked, draft))


@router.post("")
@creates
async def share(
    request: Request,
    login: Owner,
    shares: AllShares,
    accounts: AllAccounts,
    drafts: AllDrafts,
    engine: Engine,
    directory: ActiveDirectory,
    base: Base,
    on: Today,
    now: Now,
) -> Response:
    """Share what was seen: the owner agrees now."""
    form = await read_form(request)
    check_csrf(login, form)
    draft = forms.read(form)
    asked, _ = await flow.asked(shares, accounts, login, draft, engine, directory, on, now)
    if asked is None:
        return RedirectResponse(f"{HERE}/voorbeeld?{draft.query()}", status_code=303)
    made, code = await shares.make(login, asked, on=on, now=now)
    found = await shares.one(login, made.id, directory, on=on)
    page = views.one(login, found, engine, code or "", flow.link(base, made.id) if code else "")
    led = await flow.lead_to_share(request, drafts, made.id, code, now=now)
    return led or render(request, "delen/een.html", page)


@router.get("/{id}")
async def one(
    request: Request,
    id: str,  # noqa: A002 - the field's own name
    login: Owner,
    shares: AllShares,
    directory: ActiveDirectory,
    drafts: AllDrafts,
    engine: Engine,
    base: Base,
    on: Today,
    now: Now,
    wat: str = "",
    na: Annotated[str, Query(max_length=32)] = "",
) -> Response:
    """Show one share: who looked, what the coach left, and how to end it."""
    found = await shares.one(login, id, directory, on=on, after=na)
    code = await flow.code_of(request, drafts, wat, now=now)
    link = flow.link(base, id) if found.row.share.code_hash else ""
    return render(request, "delen/een.html", views.one(login, found, engine, code, link, na))


@router.post("/{id}/stoppen")
async def revoke(
    id: str,  # noqa: A002 - the field's own name
    request: Request,
    login: Owner,
    shares: AllShares,
    directory: ActiveDirectory,
    on: Today,
    now: Now,
) -> Response:
    """End a share at once; one that ended before stays as it was."""
    check_csrf(login, await read_form(request))
    if (await shares.one(login, id, directory, on=on)).row.share.revoked_at is None:
        await shares.revoke(login, id, now=now)
    return RedirectResponse(f"{HERE}/{id}", status_code=303)


@router.post("/{id}/bericht/{message}")
async def settle(
    request: Request,
    id: str,  # noqa: A002 - the field's own name
    message: str,
    login: Owner,
    shares: AllShares,
    accounts: AllAccounts,
    now: Now,
) -> Response:
    """Take a suggestion over, changed or not, hide it, or show it again."""
    form = await read_form(request)
    check_csrf(login, form)
    await shares.settle(accounts, login, id, message, flow.settled(form), now=now)
    taken = text(form, "doe") == "neem"
    return RedirectResponse("/mijn-plan" if taken else f"{HERE}/{id}#berichten", status_code=303)
