"""What the pages of introductions show."""

from datetime import datetime
from typing import Any

from api.loopbaancentra import service
from api.loopbaancentra.introductions.forms import Draft
from api.loopbaancentra.introductions.schemas import MESSAGE_MAX, IntroductionStatus
from api.loopbaancentra.introductions.texts import STATUS_WORDS
from api.storage.introductions import Introduction
from api.web.refusing import Refusal
from models.loopbaancentra.search import Directory


def form_view(directory: Directory, id_: str, draft: Draft, now: datetime) -> dict[str, Any]:
    """Return what the page with the form shows."""
    return {"centre": service.find(directory, id_, now.date()), "draft": draft, "message_max": MESSAGE_MAX}


def code_view(refusal: Refusal) -> dict[str, Any]:
    """Return what the page that asks for a code shows."""
    return {"typed": refusal.text("code"), "problem": refusal.error("code")}


def status_view(directory: Directory, found: Introduction, code: str, now: datetime) -> dict[str, Any]:
    """Return what the page of a request shows."""
    title, meaning = STATUS_WORDS[found.status]
    centre = directory.centre(found.centre_id, now.date())
    return {
        "found": found,
        "code": code,
        "title": title,
        "meaning": meaning,
        "centre": centre,
        "may_send": found.status == IntroductionStatus.KEPT and centre is not None,
        "may_withdraw": found.status != IntroductionStatus.WITHDRAWN,
    }
