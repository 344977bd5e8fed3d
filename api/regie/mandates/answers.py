"""A mandate as members of an answer."""

from typing import Any

from api.regie.mandates.service import OpenedMandate
from models.loopbaancheque.life_deadlines import Deadlines, defence_until
from models.regie.mandate_life import missing


def view(opened: OpenedMandate) -> dict[str, Any]:
    """Return a mandate."""
    found, last = opened.mandate, opened.mandate.grants[-1] if opened.mandate.grants else None
    noticed = found.noticed
    return {
        "id": opened.stored.id,
        "centre_id": opened.stored.centre_id,
        "enterprise_number": found.first.enterprise_number,
        "standing": found.standing(opened.today),
        "applied_on": found.applied.on if found.applied else None,
        "missing": list(missing(found.applied)) if found.applied else [],
        "starts_on": last.starts_on if last else None,
        "ends_before": last.ends_before if last else None,
        "candidate": found.candidate(opened.today),
        "defence_until": defence_until(noticed.on, Deadlines.of(None)) if noticed else None,
        "defended": found.defended is not None,
        "stop_reason": found.stopped.reason if found.stopped else None,
        "version": len(opened.log),
    }


def listed(found: list[OpenedMandate], after: str, most: int) -> dict[str, Any]:
    """Return a page of mandates: those that come after one of them; of one that is not there, the first."""
    ids = [one.stored.id for one in found]
    first = ids.index(after) + 1 if after in ids else 0
    shown = found[first : first + most]
    return {
        "items": [view(one) for one in shown],
        "after": shown[-1].stored.id if len(found) > first + most else None,
    }
