"""Pages of what citizen and coach have open together, each at an address of their own, and the streams beside them."""

from typing import Annotated

from fastapi import APIRouter, Header, Request, Response

from api.account.dependencies import AllAccounts, Owner, check_csrf
from api.dependencies import Engine, Now, Today
from api.loopbaancentra.dependencies import ActiveDirectory
from api.shares.dependencies import AllShares
from api.together import flow, views
from api.together.dependencies import COACHES, OWN, AllStreams, AllTogether, Citizen, CoachHere
from api.together.service import Together, Who
from api.together.streams.answers import Told
from api.together.streams.service import Streams
from api.web.drafts import AllDrafts
from api.web.forms import check_ours, read_form
from api.web.rendering import render
from models.jobbereik.engine import Jobbereik

FIELDS = 500
"""No form of what can be opened has more."""

router = APIRouter(prefix=OWN, include_in_schema=False)
coaches = APIRouter(prefix=COACHES, include_in_schema=False)

Seen = Annotated[str, Header(alias="last-event-id", max_length=20)]


@router.get("")
async def look(
    request: Request,
    id: str,  # noqa: A002 - the field's own name
    who: Citizen,
    login: Owner,
    together: AllTogether,
    shares: AllShares,
    directory: ActiveDirectory,
    engine: Engine,
    on: Today,
    now: Now,
    melding: str = "",
    actie: str = "",
) -> Response:
    """Show what lies there, or ask the citizen what to open."""
    joint = await together.look(who, id, on=on, now=now)
    if joint is not None:
        return flow.show(request, joint, engine, on, melding, editing=actie)
    owned = await shares.one(login, id, directory, on=on)
    return render(request, "samen/kies.html", views.nothing(who, id, owned, melding))


@router.post("")
async def open_(
    request: Request,
    id: str,  # noqa: A002 - the field's own name
    who: Citizen,
    login: Owner,
    together: AllTogether,
    accounts: AllAccounts,
    shares: AllShares,
    directory: ActiveDirectory,
    on: Today,
    now: Now,
) -> Response:
    """Open something for the coach to look along; what lay there goes."""
    form = await read_form(request, max_fields=FIELDS)
    check_csrf(login, form)
    await shares.one(login, id, directory, on=on)
    await flow.open_(together, accounts, login, id, form, on=on, now=now)
    return flow.to(who, id)


@router.post("/zet")
async def move(
    request: Request,
    id: str,  # noqa: A002 - the field's own name
    who: Citizen,
    together: AllTogether,
    engine: Engine,
    on: Today,
    now: Now,
) -> Response:
    """Make a move; without the pen, or on an old page, nothing changes."""
    form = await read_form(request, max_fields=FIELDS)
    check_ours(form, who.csrf)
    return await flow.move(request, together, who, id, form, engine, on=on, now=now)


@router.post("/pen")
async def hand(
    request: Request,
    id: str,  # noqa: A002 - the field's own name
    who: Citizen,
    together: AllTogether,
    engine: Engine,
    on: Today,
    now: Now,
) -> Response:
    """Give the pen to the coach, or take it back at any time."""
    form = await read_form(request)
    check_ours(form, who.csrf)
    return await flow.hand(request, together, who, id, form, engine, on=on, now=now)


@router.post("/stoppen")
async def end(
    request: Request,
    id: str,  # noqa: A002 - the field's own name
    who: Citizen,
    login: Owner,
    together: AllTogether,
    accounts: AllAccounts,
    drafts: AllDrafts,
    on: Today,
    now: Now,
) -> Response:
    """End it: nothing stays, unless the citizen keeps it as their own."""
    form = await read_form(request)
    check_csrf(login, form)
    return await flow.end(request, together, accounts, drafts, login, who, id, form, on=on, now=now)


async def _stream(
    request: Request, together: Together, streams: Streams, who: Who, id_: str, seen: str, engine: Jobbereik
) -> Response:
    joint = await together.look(who, id_, on=await streams.today(), now=await streams.now())
    if joint is None:
        return Response(status_code=204)  # a browser asks no more
    streams.check_room(joint)
    read = flow.reader(request, together, joint, engine, streams.today, streams.now)
    return Told(streams.follow(joint, int(seen[:15]) if seen.isdecimal() else -1, read))


@router.get("/nieuws")
async def news(
    request: Request,
    id: str,  # noqa: A002 - the field's own name
    who: Citizen,
    together: AllTogether,
    streams: AllStreams,
    engine: Engine,
    seen: Seen = "",
    vanaf: str = "",
) -> Response:
    """Show what the coach does as server-sent events, until it is over."""
    return await _stream(request, together, streams, who, id, seen or vanaf, engine)


@coaches.get("")
async def look_along(
    request: Request,
    id: str,  # noqa: A002 - the field's own name
    who: CoachHere,
    together: AllTogether,
    engine: Engine,
    on: Today,
    now: Now,
    melding: str = "",
    actie: str = "",
) -> Response:
    """Show a coach what lies there; the client sees that the coach looked along."""
    joint = await together.look(who, id, on=on, now=now)
    if joint is not None:
        return flow.show(request, joint, engine, on, melding, editing=actie)
    return render(request, "samen/wacht.html", views.nothing(who, id, None, melding))


@coaches.post("/zet")
async def move_along(
    request: Request,
    id: str,  # noqa: A002 - the field's own name
    who: CoachHere,
    together: AllTogether,
    engine: Engine,
    on: Today,
    now: Now,
) -> Response:
    """Make a move with the pen that the client gave."""
    form = await read_form(request, max_fields=FIELDS)
    check_ours(form, who.csrf)
    return await flow.move(request, together, who, id, form, engine, on=on, now=now)


@coaches.post("/pen")
async def hand_back(
    request: Request,
    id: str,  # noqa: A002 - the field's own name
    who: CoachHere,
    together: AllTogether,
    engine: Engine,
    on: Today,
    now: Now,
) -> Response:
    """Give the pen back to the client."""
    form = await read_form(request)
    check_ours(form, who.csrf)
    return await flow.hand(request, together, who, id, form, engine, on=on, now=now)


@coaches.get("/nieuws")
async def news_along(
    request: Request,
    id: str,  # noqa: A002 - the field's own name
    who: CoachHere,
    together: AllTogether,
    streams: AllStreams,
    engine: Engine,
    seen: Seen = "",
    vanaf: str = "",
) -> Response:
    """Show a coach what the client does as server-sent events, while the grant is in force."""
    return await _stream(request, together, streams, who, id, seen or vanaf, engine)
