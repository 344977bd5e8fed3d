"""What each button of what is open together does, and where it leads."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, datetime

from fastapi import Request, Response
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse

from api.account.service import Accounts, Login
from api.problems import ProblemError
from api.sessions.drafts import Drafts
from api.storage.sessions import Event
from api.together import texts, views
from api.together.actions import service as actions
from api.together.actions.service import Wrong
from api.together.cards import service as cards
from api.together.log import Side
from api.together.network import service as network
from api.together.service import Joint, NoPenError, StaleError, Together, Who
from api.web import languages
from api.web.forms import text
from api.web.rendering import PART, WHOLE, render, written
from models.jobbereik.engine import Jobbereik

AT_ONCE = "X-Page-At-Once"
"""Header of our own script, which asks what lies there as the answer to a move; a plain form is led on to the page."""


def to(who: Who, share_id: str, notice: str = "") -> Response:
    """Lead to the page of what lies there."""
    query = f"?melding={notice}" if notice else ""
    return RedirectResponse(f"{views.address(who, share_id)}{query}#inhoud", status_code=303)


def show(
    request: Request,
    joint: Joint,
    engine: Jobbereik,
    on: date,
    notice: str = "",
    wrong: Wrong | None = None,
    editing: str = "",
) -> Response:
    """Show what lies there: the page, or only what is in it where our script asks for it."""
    name, context = views.page(joint, engine, on, notice, wrong, editing)
    layout = PART if AT_ONCE in request.headers else WHOLE
    return render(request, name, context, status_code=422 if wrong else 200, layout=layout)


def reader(
    request: Request,
    together: Together,
    joint: Joint,
    engine: Jobbereik,
    today: Callable[[], Awaitable[date]],
    now: Callable[[], Awaitable[datetime]],
) -> Callable[[], Awaitable[tuple[int, str] | None]]:
    """Return what reads again, for whom this is, what lies there: its version, and what a page shows of it.

    It gives nothing where they see it no more: the login ended, or something else lies there.
    """
    language = languages.chosen(request)

    async def read() -> tuple[int, str] | None:
        on = await today()
        found = await together.look(joint.who, joint.table.share.id, on=on, now=await now(), here_still=True)
        if found is None or not found.live or found.table.session_id != joint.table.session_id:
            return None
        name, context = views.page(found, engine, on)
        return found.version, written(language, name, context, layout=PART)

    return read


async def _next(
    request: Request,
    together: Together,
    who: Who,
    share_id: str,
    engine: Jobbereik,
    notice: str = "",
    *,
    joint: Joint | None = None,
    on: date,
    now: datetime,
) -> Response:
    """Answer with what lies there now where our script asks for it, which saves a request; else lead on to it.

    Parameters
    ----------
    joint
        What lies there after what was done, where that is known.

    Raises
    ------
    UnknownShareError
        When nothing is in force for a coach any more.
    """
    if AT_ONCE not in request.headers:
        return to(who, share_id, notice)
    if joint is None or who.side is Side.COACH:  # that a coach looks is written down
        joint = await together.look(who, share_id, on=on, now=now)
    return to(who, share_id, notice) if joint is None else show(request, joint, engine, on, notice)


async def open_(
    together: Together, accounts: Accounts, login: Login, share_id: str, form: FormData, *, on: date, now: datetime
) -> None:
    """Put what the citizen chose on the table of a share of theirs.

    Raises
    ------
    ProblemError
        404 when it is not theirs or not in force, 422 for something that cannot be opened.
    """
    what = text(form, "wat")
    if what not in texts.WHAT:
        raise ProblemError(422, "invalid-request", f"allowed is one of {', '.join(texts.WHAT)}")
    details, first = {}, ""
    if what == "netwerk":
        first = network.begin(await accounts.results(login))
    elif what == "plan":
        first = actions.begin(await accounts.plans.actions(login.account.id))
    else:
        details = dict(cards.begin(what, form, now))
    await together.open(share_id, what, details, first, on=on, now=now)


async def move(
    request: Request,
    together: Together,
    who: Who,
    share_id: str,
    form: FormData,
    engine: Jobbereik,
    *,
    on: date,
    now: datetime,
) -> Response:
    """Make the move that a button asks; what the tool does not allow, or comes too late, changes nothing."""

    def decide(joint: Joint) -> list[Event]:
        opened = joint.opened
        if joint.what == "netwerk":
            coach, everybody = who.side is Side.COACH, joint.table.share.other_people
            return list(network.decide(opened, form, engine, now, coach=coach, all_people=everybody))
        if joint.what == "plan":
            return list(actions.decide(opened, form, on, now))
        return list(cards.decide(opened, form, now))

    try:
        moved = await together.move(who, share_id, text(form, "stand"), decide, on=on, now=now)
    except Wrong as wrong:
        joint = await together.look(who, share_id, on=on, now=now)
        return to(who, share_id) if joint is None else show(request, joint, engine, on, wrong=wrong)
    except ProblemError as error:
        return await _next(request, together, who, share_id, engine, _notice(error), on=on, now=now)
    return await _next(request, together, who, share_id, engine, joint=moved, on=on, now=now)


def _notice(error: ProblemError) -> str:
    """Return the word for a notice of what changed nothing; whoever may see nothing is told nothing."""
    if error.status == 404:
        raise error
    if isinstance(error, NoPenError | StaleError):
        return "pen" if isinstance(error, NoPenError) else "oud"
    return "vol" if error.code == "session-full" else "niet"


async def hand(
    request: Request,
    together: Together,
    who: Who,
    share_id: str,
    form: FormData,
    engine: Jobbereik,
    *,
    on: date,
    now: datetime,
) -> Response:
    """Give the pen to the other one, or take it back."""
    other = Side.CITIZEN if who.side is Side.COACH else Side.COACH
    try:
        to_whom = other if text(form, "doe") == "geef" else who.side
        moved = await together.hand(who, share_id, to_whom, on=on, now=now)
    except ProblemError as error:
        return await _next(request, together, who, share_id, engine, _notice(error), on=on, now=now)
    return await _next(request, together, who, share_id, engine, joint=moved, on=on, now=now)


async def end(
    request: Request,
    together: Together,
    accounts: Accounts,
    drafts: Drafts,
    login: Login,
    who: Who,
    share_id: str,
    form: FormData,
    *,
    on: date,
    now: datetime,
) -> Response:
    """End it: everything is forgotten, unless the citizen keeps it as their own first."""
    joint = await together.look(who, share_id, on=on, now=now)
    if joint is None:
        return to(who, share_id)
    answer: Response | None = to(who, share_id, "weg")
    if text(form, "doe") == "bewaar":
        answer = await _kept(request, together, accounts, drafts, login, joint, on=on, now=now)
    if answer is None:
        return to(who, share_id, "blijft")
    await together.end(joint)
    return answer


async def _kept(
    request: Request,
    together: Together,
    accounts: Accounts,
    drafts: Drafts,
    login: Login,
    joint: Joint,
    *,
    on: date,
    now: datetime,
) -> Response | None:
    if joint.what == "netwerk":
        return await network.keep(request, drafts, joint.opened, now)
    if joint.what == "plan":
        async with together.store.database.together():
            # Asked again in the transaction: of two clicks at once, one adds what is new.
            again = await together.look(joint.who, joint.table.share.id, on=on, now=now)
            if again is not None:
                await actions.keep(accounts, login, again.opened, now)
                await together.end(again)
        return to(joint.who, joint.table.share.id, "plan")
    return await cards.keep(request, together.sessions, replace(joint.opened, token=""), now)
