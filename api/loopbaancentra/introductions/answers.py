"""Introductions as members of JSON."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from api.storage.introductions import Introduction
from models.loopbaancentra.search import Directory


def introduction(found: Introduction, directory: Directory, now: datetime, code: str | None = None) -> dict[str, Any]:
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


def for_centre(found: Introduction, directory: Directory, now: datetime) -> Introduction:
    """Return what a centre sees of an introduction: without a mandate today nothing that the citizen told."""
    if directory.mandated(found.centre_id, now.date()) is not None:
        return found
    return replace(found, contact=None, message=None, steps=None)


def inbox(all_: Sequence[Introduction], directory: Directory, now: datetime, limit: int) -> dict[str, Any]:
    """Return a page of what was sent to a centre."""
    more = all_[-1].id if len(all_) == limit else None
    seen = [for_centre(found, directory, now) for found in all_]
    return {"items": [introduction(found, directory, now) for found in seen], "next": more}
