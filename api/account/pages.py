"""Pages of "Mijn loopbaan": open it with a code or an identity, keep, look back, download, delete for good."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from starlette.responses import RedirectResponse

from api.account import answers, flow, views
from api.account.dependencies import AllAccounts, Owner, Visitor, check_csrf
from api.account.report.answers import report
from api.dependencies import Address, Engine, Now, Today
from api.sessions.idempotency import Creating, creates
from api.web import cookies, languages
from api.web.drafts import AllDrafts
from api.web.forms import read_form, text
from api.web.refusing import Refusal, Refused
from api.web.rendering import render
from api.web.resume import resume

router = APIRouter(prefix="/mijn-loopbaan", include_in_schema=False, route_class=Creating)

HERE = flow.HERE


def _doors(request: Request, refusal: Refusal, waiting: Mapping[str, str] | None = None) -> Response:
    page = "account/bewaren.html" if refusal.text("tool") else "account/openen.html"
    context = views.offer(request, None, refusal) | dict(waiting or {})
    return render(request, page, context)


@router.get("")
async def start(
    request: Request, login: Visitor, accounts: AllAccounts, engine: Engine, on: Today, refused: Refused
) -> Response:
    """Show everything that is kept, or how to open it."""
    waiting = views.waiting(engine, flow.waiting(request))
    if login is None:
        return _doors(request, refused.found, waiting)
    return render(request, "account/page.html", await views.page(request, accounts, login, engine, on) | waiting)


@router.post("/zonder-naam")
@creates
async def begin(request: Request, accounts: AllAccounts, on: Today, now: Now) -> Response:
    """Make an account with a code, keep what was sent along, and show the code."""
    form = await read_form(request)
    flow.check_sent(form)
    login = await accounts.begin(now=now)
    await flow.keep_sent(request, accounts, login, form, on=on, now=now)
    return await flow.let_in(request, accounts, login, HERE + "?code=nieuw")


@router.post("/code")
async def go_on(
    request: Request, accounts: AllAccounts, address: Address, on: Today, now: Now, refused: Refused
) -> Response:
    """Open the account of a code, or say what is wrong with it."""
    form = await read_form(request)
    resumed = await resume(form, lambda code: accounts.resume(code, address, now=now))
    if resumed.found is None:
        refusal = flow.with_sent(resumed.refusal, form)
        return await refused.back(HERE, refusal, lambda refusal: _doors(request, refusal))
    await flow.keep_sent_once(request, accounts, resumed.found, form, on=on, now=now)
    return await flow.let_in(request, accounts, resumed.found, HERE)


@router.get("/aanmelden")
async def ask(request: Request, accounts: AllAccounts, now: Now) -> Response:
    """Send the browser to the identity provider."""
    return await flow.ask(request, accounts, now=now)


@router.get("/terug")
async def back(
    request: Request,
    accounts: AllAccounts,
    now: Now,
    code: Annotated[str, Query(max_length=4_000)] = "",
    state: Annotated[str, Query(max_length=400)] = "",
) -> Response:
    """Open the account of whom the identity provider sends back."""
    login = await flow.identified(request, accounts, code, state, now=now)
    if login is None:
        return _doors(request, Refusal(errors={"code": flow.NOT_IDENTIFIED}))
    return await flow.let_in(request, accounts, login, HERE)


@router.post("/afmelden")
async def leave(request: Request, login: Owner, accounts: AllAccounts) -> Response:
    """End the login, or every login of the account."""
    form = await read_form(request)
    check_csrf(login, form)
    await (accounts.log_out_all(login) if text(form, "waar") == "overal" else accounts.log_out(login))
    answer = RedirectResponse(HERE, status_code=303)
    cookies.forget(request, answer, "account")
    cookies.clear(answer)
    return answer


@router.post("/nieuwe-code")
@creates
async def renew(request: Request, login: Owner, accounts: AllAccounts, now: Now) -> Response:
    """Give the account another code, and end every other login."""
    form = await read_form(request)
    check_csrf(login, form)
    return await flow.let_in(request, accounts, await accounts.renew(login, now=now), HERE)


@router.post("/bewaren")
async def offer(request: Request, login: Visitor, drafts: AllDrafts, now: Now) -> Response:
    """Lead to the page that asks where to keep a result; nothing is kept yet."""
    sent = flow.sent(await read_form(request))
    led = await flow.lead_to_offer(request, drafts, sent, now=now)
    return led or render(request, "account/bewaren.html", views.offer(request, login, sent))


@router.get("/bewaren")
async def offered(request: Request, login: Visitor, drafts: AllDrafts, now: Now, wat: str = "") -> Response:
    """Show what will be kept, and where it can be."""
    sent = await flow.offered(request, drafts, wat, now=now)
    if sent is None:
        return RedirectResponse(HERE, status_code=303)
    return render(request, "account/bewaren.html", views.offer(request, login, sent))


@router.post("/resultaten")
@creates
async def keep(request: Request, login: Owner, accounts: AllAccounts, on: Today, now: Now) -> Response:
    """Keep a result."""
    form = await read_form(request)
    check_csrf(login, form)
    await flow.keep_sent(request, accounts, login, form, on=on, now=now)
    return RedirectResponse(HERE + "#bewaard", status_code=303)


@router.get("/resultaten/{id}")
async def result(request: Request, id: str, login: Owner, accounts: AllAccounts, engine: Engine) -> Response:  # noqa: A002 - its name
    """Show a kept result as it was, on its tool's own page, with when not to trust it, and its versions."""
    found, before = await accounts.result(login, id)
    template, context = views.result(request, login, found, before, engine)
    return render(request, template, context)


@router.post("/resultaten/{id}/wissen")
async def drop(request: Request, id: str, login: Owner, accounts: AllAccounts) -> Response:  # noqa: A002 - the field's own name
    """Forget a result."""
    form = await read_form(request)
    check_csrf(login, form)
    await accounts.drop_result(login, id)
    return RedirectResponse(HERE + "#bewaard", status_code=303)


@router.get("/mijn-loopbaan.json")
async def export(login: Owner, accounts: AllAccounts) -> Response:
    """Give everything as a file."""
    return answers.export(await accounts.results(login), await accounts.plans.actions(login.account.id))


@router.get("/mijn-loopbaan.pdf")
async def report_pdf(request: Request, login: Owner, accounts: AllAccounts, engine: Engine, on: Today) -> Response:
    """Give everything as one report."""
    results = await accounts.results(login)
    plan = await accounts.plans.actions(login.account.id)
    return await report(engine, results, plan, on=on, language=languages.chosen(request))


@router.get("/wissen")
async def before_deleting(request: Request, login: Owner, accounts: AllAccounts) -> Response:
    """Say what will be deleted."""
    return render(request, "account/wissen.html", await views.counts(accounts, login))


@router.post("/wissen")
async def delete(request: Request, login: Owner, accounts: AllAccounts, drafts: AllDrafts, now: Now) -> Response:
    """Delete everything at once, and lead to the receipt."""
    form = await read_form(request)
    check_csrf(login, form)
    receipt = await accounts.delete(login, now=now)
    led = await flow.lead_to_receipt(request, drafts, receipt, now=now)
    page = led or render(request, "account/ontvangstbewijs.html", views.receipt(receipt))
    cookies.forget(request, page, "account")
    cookies.clear(page)
    return page


@router.get("/ontvangstbewijs")
async def receipt(request: Request, drafts: AllDrafts, now: Now, wat: str = "") -> Response:
    """Show the receipt of what was deleted, for two hours and in this browser only."""
    found = await flow.receipt_of(request, drafts, wat, now=now)
    if found is None:
        return RedirectResponse(HERE, status_code=303)
    return render(request, "account/ontvangstbewijs.html", views.receipt(found))


@router.post("/ontvangstbewijs.json")
async def receipt_file(request: Request) -> Response:
    """Give the receipt that the page showed as a file."""
    receipt = flow.receipt(await read_form(request))
    headers = {"Content-Disposition": 'attachment; filename="ontvangstbewijs.json"'}
    return Response(receipt, media_type="application/json", headers=headers)
