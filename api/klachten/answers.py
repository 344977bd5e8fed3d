"""A complaint as members of an answer."""

from collections.abc import Sequence
from typing import Any

from api.keys.service import CallerRole
from api.klachten.service import OpenedComplaint
from models.klachten import letters, life
from models.klachten.events import Party


def _deadlines(opened: OpenedComplaint) -> dict[str, Any]:
    found, over = opened.complaint, life.status(opened.complaint, opened.today) in life.OVER
    asked = [row.until for row in found.asked if not found.settled(row.side, opened.today)]
    return {
        "receipt_until": life.receipt_until(found.filed),
        "answer_until": life.answer_until(found.filed),
        "admissible_until": life.admissible_until(found.filed.fact_on),
        "hearing_until": None if over else max(asked, default=None),
        "defence_until": None if over or found.defended else life.defence_until(found),
    }


def _decision(opened: OpenedComplaint) -> dict[str, Any] | None:
    decided = opened.complaint.decided
    if decided is None:
        return None
    return {
        "decided_on": decided.on,
        "outcome": decided.outcome,
        "remedies": list(decided.remedies),
        "formal_breach": decided.formal_breach,
        "reasons": decided.reasons,
    }


def view(opened: OpenedComplaint) -> dict[str, Any]:
    """Return a complaint: neither side reads what the other wrote, the operator reads both."""
    found, filed, words, role = opened.complaint, opened.complaint.filed, opened.words, opened.caller.role
    centre = role is CallerRole.CENTRE
    letter = letters.to_centre(found) if centre else letters.to_citizen(found, opened.today)
    return {
        "id": opened.stored.id,
        "code": opened.code,
        "kind": filed.about,
        "subjects": list(filed.subjects),
        "status": life.status(found, opened.today),
        "filed_on": filed.on,
        "fact_on": filed.fact_on,
        "centre_id": filed.centre_id,
        "cheque_number": words.cheque_number if words else None,
        "heard": [side for side in Party if any(row.side is side for row in found.heard)],
        "deadlines": _deadlines(opened),
        "decision": _decision(opened),
        "text": words.text if words and not centre else None,
        "centre_text": words.centre_text if words and role is not CallerRole.HOLDER else None,
        "letter": {"subject": letter.subject, "lines": list(letter.lines)} if letter else None,
        "log": [
            {
                "position": fact.position,
                "kind": fact.kind,
                "happened_on": fact.happened_on,
                "told_by": fact.actor.partition(":")[0],
            }
            for fact in opened.log
        ],
    }


def listed(found: Sequence[OpenedComplaint], most: int) -> dict[str, Any]:
    """Return a page of complaints."""
    return {
        "items": [view(opened) for opened in found],
        "next": found[-1].stored.id if len(found) == most else None,
    }
