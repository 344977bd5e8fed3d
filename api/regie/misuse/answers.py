"""A case as members of an answer."""

from typing import Any

from api.regie.misuse.service import OpenedCase


def view(found: OpenedCase) -> dict[str, Any]:
    """Return a case."""
    case, opened, decided = found.case, found.case.opened, found.case.decided
    decision = None
    if decided is not None:
        decision = {"decided_on": decided.on, "measure": decided.measure, "reasons": decided.reasons}
    return {
        "id": found.stored.id,
        "centre_id": found.stored.centre_id,
        "status": case.status(found.today),
        "opened_on": opened.on,
        "year": opened.year,
        "kind": opened.pair,
        "employer": opened.employer,
        "counsellor": opened.counsellor,
        "observed": opened.observed,
        "expected": opened.expected,
        "adjusted": opened.adjusted,
        "reasons": opened.reasons,
        "defence_until": None if decided else case.until,
        "defences": [row.text for row in case.defended],
        "decision": decision,
        "recovered": list(case.recovered),
        "recoveries": [{"cheque_number": row.cheque, "percent": row.percent} for row in case.recoveries],
    }
