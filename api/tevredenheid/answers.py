"""Satisfaction as members of answers."""

from collections.abc import Mapping, Sequence
from typing import Any

from api.storage.satisfaction import OpenAnswer
from item_bank.tevredenheid.bank import Questions, questions
from models.tevredenheid.scores import Counters, response_percent, satisfaction
from models.tevredenheid.themes import Grouped


def scores(counters: Counters, responses: Mapping[int, tuple[int, int]]) -> dict[str, Any]:
    """Return what may be shown; the rate of response too only where the rest is."""
    found = satisfaction(counters)
    rates = {cheque: None if found.suppressed else response_percent(*pair) for cheque, pair in responses.items()}
    invited, answers = (sum(pair[at] for pair in responses.values()) for at in (0, 1))
    return {
        "version": questions().version,
        "n": found.n,
        "items": list(found.items),
        "score": found.score,
        "answered_percent": found.answered_percent,
        "response_rate": None if found.suppressed else response_percent(invited, answers),
        "response_rates": {"first": rates.get(1), "second": rates.get(2)},
        "suppressed": found.suppressed,
    }


def asked(found: Questions) -> dict[str, Any]:
    """Return what is asked."""
    return {
        "version": found.version,
        "statements": [{"code": row.code, "text": row.text} for row in found.statements],
        "answered": found.answered,
        "open": [{"code": row.code, "text": row.text} for row in found.open],
    }


def texts(found: Sequence[OpenAnswer]) -> dict[str, Any]:
    """Return open answers that wait for a person's look."""
    return {"items": [{"id": row.id, "question": row.question, "text": row.text} for row in found]}


def themes(found: Sequence[OpenAnswer], grouped: Grouped) -> dict[str, Any]:
    """Return themes with their answers."""
    rows = [
        {"words": list(one.words), "n": len(one.answers), "texts": [found[at].text for at in one.answers]}
        for one in grouped.groups
    ]
    return {"themes": rows, "rest": len(grouped.rest), "empty": len(grouped.empty)}
