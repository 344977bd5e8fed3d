"""What waits for a person, as members of an answer."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from api.dependencies import day_of
from api.regie.decisions.service import OpenedReview
from api.storage.reviews import StoredReview
from models.regie.review_life import Agreed, Disagreed, Proposed


def _row(found: StoredReview, today: date) -> dict[str, Any]:
    return {
        "id": found.id,
        "about": found.about,
        "stage": found.stage,
        "cheque_number": found.cheque_number,
        "opened_on": day_of(found.created_at),
        "due_on": found.due_on,
        "late": found.due_on < today,
        "asked_until": found.asked_until,
    }


def queue(found: Sequence[StoredReview], most: int, today: date, of_citizens: int = 0) -> dict[str, Any]:
    """Return a page of the queue, of which one more was read to know whether it is the last."""
    rows = found[:most]
    after = f"{rows[-1].due_on}/{rows[-1].id}" if len(found) > most else None
    return {"items": [_row(one, today) for one in rows], "after": after, "of_citizens": of_citizens}


def place(after: str) -> tuple[date, str] | None:
    """Return where a page begins."""
    due, _, id_ = after.partition("/")
    return (date.fromisoformat(due), id_) if id_ else None


def _conditions(found: OpenedReview) -> list[dict[str, Any]]:
    if found.found is None:
        kept = found.review.opened.conditions
        return [{"code": code, "met": met, "explanation": None, "source": None} for code, met in kept]
    return [
        {
            "code": row.code,
            "met": row.met,
            "explanation": row.explanation,
            "source": None if row.basis is None else row.basis.source,
        }
        for row in found.found.conditions
    ]


def _seat(event: Proposed | Agreed | Disagreed, names: Mapping[str, str]) -> dict[str, Any]:
    proposed = event if isinstance(event, Proposed) else None
    return {
        "on": event.on,
        "employee": names.get(event.person, event.person),
        "what": event.kind,
        "granted": proposed.granted if proposed else None,
        "text": None if isinstance(event, Agreed) else event.text,
        "second_look": proposed.second if proposed else None,
    }


def view(found: OpenedReview) -> dict[str, Any]:
    """Return a case."""
    review, letter, conditions = found.review, found.letter, _conditions(found)
    second = review.agreed or review.disagreed
    seats = [*review.proposed[:1], *([second] if second else []), *review.proposed[1:]]
    names = {str(fact.payload["person"]): fact.behalf for fact in found.log if fact.behalf and "person" in fact.payload}
    told = None
    if letter is not None and review.decided is not None:
        told = {
            "about": found.stored.about,
            "on": review.held_on,
            "granted": review.decided.granted,
            "subject": letter.subject,
            "lines": list(letter.lines),
        }
    return {
        "id": found.stored.id,
        "about": found.stored.about,
        "stage": review.stage,
        "cheque_number": found.stored.cheque_number,
        "opened_on": review.opened.on,
        "due_on": found.stored.due_on,
        "conditions": conditions,
        "missing": [row["code"] for row in conditions if row["met"] is None],
        "warnings": [note.text for note in found.found.warnings] if found.found else [],
        "words": found.words,
        "questions": [
            {"on": row.on, "until": row.until, "text": row.text, "answered": answered}
            for row, answered in found.questions
        ],
        "papers": [
            {"id": row.id, "media_type": row.media_type, "size": row.size, "sent_on": day_of(row.created_at)}
            for row in found.papers
        ],
        "seats": [_seat(one, names) for one in seats],
        "letter": told,
    }
