"""What the coach's routes answer, from what the service found."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from api.account.overview.service import names
from api.account.shared.service import Choice, UnknownShareError, seen
from api.coach import schemas
from api.coach.service import Caller, Client
from api.dependencies import BRUSSELS
from api.storage.shares import Granted, Message, Share
from api.tools import KEEPS, TITLES
from models.jobbereik.engine import Jobbereik


def me(caller: Caller) -> schemas.CoachOut:
    """Return who a coach is."""
    coach = caller.coach
    return schemas.CoachOut(coach_code=coach.code, centre_id=coach.centre_id, name=coach.name, active=caller.active)


def _day(share: Share) -> date:
    return share.created_at.astimezone(BRUSSELS).date()


def clients(found: Iterable[Client]) -> schemas.ClientsOut:
    """Return what is shared with a coach."""
    rows = [
        schemas.ClientRowOut(
            share_id=row.share.id,
            alias=row.share.alias,
            shared_on=_day(row.share),
            expires_on=row.share.expires_on,
            new=row.new,
        )
        for row in found
    ]
    return schemas.ClientsOut(items=rows)


def label(engine: Jobbereik, occupation_id: str | None, tool: str | None) -> str | None:
    """Return in Dutch what a suggestion is about; ``None`` when nothing of that id is known."""
    if tool is not None:
        return TITLES.get(tool) if tool in KEEPS else None
    return names(engine)(occupation_id) if occupation_id is not None else None


def occupation(engine: Jobbereik, typed: str) -> str | None:
    """Return the id of the occupation whose Dutch name somebody typed; ``None`` when none is called so."""
    found = engine.search_occupations(typed, limit=5) if typed else ()
    rows = [engine.catalogue.occupation(match.index) for match in found]
    return next((row.id for row in rows if row.names.label("nl").casefold() == typed.casefold()), None)


def document(seen: schemas.ClientOut, result_id: str) -> dict[str, Any]:
    """Return a result with its answers.

    Raises
    ------
    UnknownShareError
        When it is not shared, or without its answers.
    """
    found = next((row.document for row in seen.results if row.result_id == result_id), None)
    if found is None:
        raise UnknownShareError
    return found


def left(engine: Jobbereik, found: Message) -> schemas.LeftOut:
    """Return a note or a suggestion."""
    members: dict[str, Any] = {
        "message_id": found.id,
        "kind": found.kind,
        "about": found.about,
        "about_label": label(engine, found.about, None) if found.kind != "tool" else label(engine, None, found.about),
        "text": found.text,
        "state": found.state,
        "written_at": found.written_at,
    }
    return schemas.LeftOut.model_validate(members)


def client(granted: Granted, engine: Jobbereik, on: date) -> schemas.ClientOut:
    """Return everything that a client shares."""
    share = granted.share
    choice = Choice(answers=share.answers, plan=share.plan, other_people=share.other_people)
    what = seen(engine, granted.results, granted.plan, choice, on=on)
    return schemas.ClientOut(
        **{name: getattr(what, name) for name in type(what).model_fields},
        share_id=share.id,
        alias=share.alias,
        shared_on=_day(share),
        expires_on=share.expires_on,
        invited=granted.invited,
        notes=[left(engine, one) for one in granted.messages if one.kind == "note"],
        suggestions=[left(engine, one) for one in granted.messages if one.kind != "note"],
    )
