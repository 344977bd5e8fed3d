"""Mandates as pages show them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from api.regie.dependencies import Opened
from api.regie.mandates import answers
from api.regie.mandates.service import OpenedMandate
from api.web.days import dutch_day
from item_bank.loopbaancentra.schema import Register
from models.regie.mandate_life import Mandate, Need, Standing, StopReason

SHOWN = 100
"""Mandates on a page."""

STANDINGS = {
    Standing.APPLIED: "aangevraagd",
    Standing.REFUSED: "geweigerd",
    Standing.COMING: "toegekend, begint later",
    Standing.HOLDS: "loopt",
    Standing.SUSPENDED: "geschorst",
    Standing.STOPPED: "gestopt",
    Standing.ENDED: "voorbij",
}
NEEDS = {
    Need.CERTIFICATE: "een kwaliteitscertificaat dat geldt",
    Need.EXPERIENCE: "drie jaar voltijdse ervaring, met bewijs",
    Need.VISION: "een visietekst",
    Need.FOLLOW_UP: "hoe begeleiders opgevolgd en gevormd worden",
}
STOPS = {
    StopReason.LEGAL_FORM: "een andere rechtsvorm",
    StopReason.COMPETITION: "te veel concurrentie of te weinig klanten",
    StopReason.MERGER: "een fusie of overname",
    StopReason.PERSONAL: "persoonlijke redenen",
}
LOG = {
    "applied": "aangevraagd",
    "granted": "toegekend",
    "refused": "geweigerd",
    "stopped": "gestopt",
    "suspension-noticed": "gemeld dat een schorsing kan volgen (artikel 18)",
    "suspension-defended": "het centrum verdedigde zich",
    "suspended": "geschorst",
    "lifted": "melding of schorsing opgeheven",
}


def _name(register: Register, centre_id: str | None) -> str:
    return next((one.name for one in register.centres if one.id == centre_id), centre_id or "")


def _standing(mandate: Mandate, on: date) -> str:
    """Return where a mandate stands, and until when."""
    standing = mandate.standing(on)
    words = STANDINGS[standing].capitalize()
    if standing not in (Standing.HOLDS, Standing.COMING, Standing.SUSPENDED):
        return f"{words}."
    ends = mandate.grants[-1].ends_before
    if standing is not Standing.SUSPENDED:
        return f"{words}, tot {dutch_day(ends)}."
    until = [until for begin, until in mandate.suspensions if begin <= on and (until is None or on < until)][-1]
    back = dutch_day(until) if until else "iemand de schorsing opheft"
    return f"{words}, tot {back}. Het mandaat eindigt op {dutch_day(ends)}."


def _row(found: OpenedMandate, register: Register) -> dict[str, Any]:
    shown = answers.view(found)
    number = shown["enterprise_number"]
    return shown | {
        "centre": _name(register, found.stored.centre_id),
        "words": _standing(found.mandate, found.today),
        "enterprise_number": f"{number[:4]}.{number[4:7]}.{number[7:]}",
        "soon": found.ends_soon,
        "waits": found.mandate.applied is not None,
    }


def listed(
    opened: Opened, found: list[OpenedMandate], register: Register, page: int, problem: str, typed: Mapping[str, str]
) -> dict[str, Any]:
    """Return a page of mandates, those that wait first."""
    first = (page - 1) * SHOWN
    rows = sorted(found, key=lambda one: not one.waits)
    centres = sorted(((one.id, one.name) for one in register.centres), key=lambda pair: pair[1])
    return {
        "opened": opened,
        "problem": problem,
        "typed": typed,
        "rows": [_row(one, register) for one in rows[first : first + SHOWN]],
        "page": page,
        "more": len(rows) > first + SHOWN,
        "centres": centres,
    }


def one(
    opened: Opened, found: OpenedMandate, register: Register, decides: bool, problem: str, typed: Mapping[str, str]
) -> dict[str, Any]:
    """Return one mandate with what can be done.

    Parameters
    ----------
    decides
        Whether the mandates here say if the centre may begin today, and not the file of the register.
    """
    shown, mandate = _row(found, register), found.mandate
    running = mandate.standing(found.today) in (Standing.HOLDS, Standing.SUSPENDED, Standing.COMING)
    centre = next((row for row in register.centres if row.id == found.stored.centre_id), None)
    begin = mandate.grants[-1].ends_before if mandate.grants else found.today
    decisions = [(row.happened_on, row.payload["reasons"]) for row in found.log if row.payload.get("reasons")]
    return {
        "opened": opened,
        "problem": problem,
        "typed": typed,
        "granting": {"begin": f"{begin.day}/{begin.month}/{begin.year}"} | dict(typed),
        "row": shown,
        "missing": [NEEDS[need] for need in shown["missing"]],
        "defence": dutch_day(shown["defence_until"]) if shown["defence_until"] else "",
        "running": running,
        "may_begin": centre is not None and centre.mandate.holds(found.today),
        "is_shown": centre is not None and centre.mandate.shown(found.today),
        "decides": decides,
        "may_renew": mandate.applied is None and (running or mandate.standing(found.today) is Standing.REFUSED),
        "stops": [(code.value, words) for code, words in STOPS.items()],
        "stop_words": STOPS[mandate.stopped.reason] if mandate.stopped else "",
        "reasons": [(dutch_day(day), why) for day, why in decisions],
        "log": [(dutch_day(row.happened_on), row.kind, row.actor) for row in found.log],
        "log_words": LOG,
    }
