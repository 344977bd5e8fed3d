"""Complaints as the desk of a centre shows them; what the client wrote is not among it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from api.beheer.complaints import texts
from api.beheer.complaints.flow import AtCentre
from api.klachten import answers
from api.klachten.service import OpenedComplaint
from api.storage.cases import CaseFact
from api.web.days import dutch_day
from models.klachten import life
from models.klachten.events import Party


def may_tell(found: OpenedComplaint) -> bool:
    """Return whether the centre can still give its view."""
    open_ = life.status(found.complaint, found.today) not in life.OVER
    return open_ and all(row.side is not Party.CENTRE for row in found.complaint.heard)


def may_defend(found: OpenedComplaint) -> bool:
    """Return whether the days of a defence run and the centre did not defend itself."""
    until = life.defence_until(found.complaint)
    open_ = life.status(found.complaint, found.today) not in life.OVER
    return open_ and until is not None and found.today <= until and found.complaint.defended is None


def _days(found: OpenedComplaint) -> dict[str, date]:
    """Return the last day of what the centre can still send, where it has one that can be met, by its button."""
    asked = [row.until for row in found.complaint.asked if row.side is Party.CENTRE and found.today <= row.until]
    until = life.defence_until(found.complaint)
    days = {"kant": asked[0]} if asked and may_tell(found) else {}
    return days | ({"verdediging": until} if until and may_defend(found) else {})


def _first(found: OpenedComplaint) -> date:
    """Return the nearest of those days."""
    return min(_days(found).values(), default=date.max)


def row(found: OpenedComplaint) -> dict[str, Any]:
    """Return a complaint of the list."""
    first = _first(found)
    return {
        "id": found.stored.id,
        "day": dutch_day(found.complaint.filed.on),
        "words": texts.STAGES[life.status(found.complaint, found.today)],
        "waits": may_tell(found) or may_defend(found),
        "until": "" if first == date.max else dutch_day(first),
    }


def waiting(found: Sequence[OpenedComplaint]) -> int:
    """Return on how many complaints the centre can still answer."""
    return sum(may_tell(one) or may_defend(one) for one in found)


def listed(desk: AtCentre, found: Sequence[OpenedComplaint]) -> dict[str, Any]:
    """Return all complaints, those that wait for the centre first, the nearest day before the others."""
    first = sorted(found, key=lambda one: (not (may_tell(one) or may_defend(one)), _first(one)))
    return {"opened": desk.opened, "rows": [row(one) for one in first]}


def _line(fact: CaseFact) -> tuple[str, str]:
    words = texts.LOG.get(fact.kind) or texts.SIDES[fact.kind, Party(fact.payload["side"])]
    return dutch_day(fact.happened_on), words


def one(desk: AtCentre, found: OpenedComplaint, problem: str = "", what: str = "", typed: str = "") -> dict[str, Any]:
    """Return a complaint with what the centre can still say.

    Parameters
    ----------
    what, typed
        Which form was refused, and what stood in it.
    """
    shown = answers.view(found)
    decision = shown["decision"]
    days = {code: dutch_day(day) for code, day in _days(found).items()}
    forms = [("kant", "Vertel jullie kant", days.get("kant", ""))] if may_tell(found) else []
    forms += [("verdediging", "Verdedig je centrum", days["verdediging"])] if may_defend(found) else []
    return {
        "opened": desk.opened,
        "found": shown,
        "words": texts.STAGES[shown["status"]],
        "facts": [
            ("Ingediend op", dutch_day(shown["filed_on"])),
            ("Gebeurd op", dutch_day(shown["fact_on"])),
            ("Over", ", ".join(texts.SUBJECTS[code] for code in shown["subjects"]) or "niet gezegd"),
        ],
        "outcome": texts.OUTCOMES[decision["outcome"]] if decision else "",
        "forms": forms,
        "problem": problem,
        "what": what,
        "typed": typed,
        "log": [_line(fact) for fact in found.log],
    }
