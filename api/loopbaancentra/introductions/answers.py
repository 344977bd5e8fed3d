"""Introductions as routes use them: who may act, and what the answer shows."""

from datetime import datetime
from typing import Any

from api.loopbaancentra.introductions.schemas import CentreAnswerIn, IntroductionIn
from api.loopbaancentra.introductions.service import Introductions, centre_only, citizen_only
from api.storage.introductions import Introduction
from models.loopbaancentra.search import Directory


def view(found: Introduction, directory: Directory, now: datetime, code: str | None = None) -> dict[str, Any]:
    """Return an introduction as members of an answer."""
    centre = directory.centre(found.centre_id, now.date())
    return {
        "id": found.id,
        "code": code,
        "centre_id": found.centre_id,
        "centre_name": centre.name if centre else None,
        "status": found.status,
        "contact": found.contact,
        "message": found.message,
        "steps": found.steps,
        "answer": found.answer,
        "created_at": found.created_at,
        "sent_at": found.sent_at,
        "answered_at": found.answered_at,
        "expires_at": found.expires_at,
    }


async def ask(all_: Introductions, body: IntroductionIn, directory: Directory, now: datetime) -> dict[str, Any]:
    """Keep a request and return it with the citizen's code."""
    seen = await all_.ask(body, directory, now=now)
    return view(seen.stored, directory, now, seen.code)


async def look(all_: Introductions, id_: str, bearer: str, directory: Directory, now: datetime) -> dict[str, Any]:
    """Return an introduction to its citizen or its centre."""
    found, _ = await all_.open(id_, bearer, now=now)
    return view(found, directory, now)


async def inbox(all_: Introductions, bearer: str, directory: Directory, now: datetime) -> dict[str, Any]:
    """Return what was sent to a centre."""
    return {"items": [view(found, directory, now) for found in await all_.of_centre(bearer, now=now)]}


async def send(all_: Introductions, id_: str, bearer: str, directory: Directory, now: datetime) -> dict[str, Any]:
    """Send what was kept."""
    found, caller = await all_.open(id_, bearer, now=now)
    citizen_only(caller)
    return view(await all_.send(found, now=now), directory, now)


async def withdraw(all_: Introductions, id_: str, bearer: str, directory: Directory, now: datetime) -> dict[str, Any]:
    """Withdraw and erase."""
    found, caller = await all_.open(id_, bearer, now=now)
    citizen_only(caller)
    return view(await all_.withdraw(found), directory, now)


async def answer(
    all_: Introductions, id_: str, bearer: str, body: CentreAnswerIn, directory: Directory, now: datetime
) -> dict[str, Any]:
    """Keep the centre's answer."""
    found, caller = await all_.open(id_, bearer, now=now)
    centre_only(caller)
    return view(await all_.answer(found, body, now=now), directory, now)
