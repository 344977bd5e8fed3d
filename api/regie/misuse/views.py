"""Signals of misuse and cases as pages show them."""

from collections.abc import Mapping
from typing import Any

from api.regie import answers as members
from api.regie.dependencies import Opened
from api.regie.misuse import answers
from api.regie.misuse.service import OpenedCase
from api.regie.service import Found, Noticed
from api.web.days import dutch_day
from item_bank.loopbaancentra.schema import Register
from models.regie.hints import HintKind
from models.regie.misuse_life import CaseStatus, Measure

STATUSES = {
    CaseStatus.OPEN: "geopend, het centrum weet het nog niet",
    CaseStatus.DEFENCE: "het centrum kan zich verdedigen",
    CaseStatus.HEARD: "klaar voor een beslissing",
    CaseStatus.DECIDED: "beslist",
}
MEASURES = {
    Measure.NONE: "niets",
    Measure.COACHING: "begeleiden",
    Measure.WARNING: "een waarschuwing",
    Measure.RECOVERY: "terugvorderen",
}
KINDS = {"centre": "werkgever en centrum", "counsellor": "werkgever en begeleider"}
HINTS = {
    HintKind.IMPOSSIBLE_HOUR: "een ongewoon uur",
    HintKind.OVERLAP: "twee gesprekken tegelijk",
    HintKind.LONG_DAY: "een heel lange dag",
    HintKind.MANY_CLOSINGS: "veel slotgesprekken op een dag",
    HintKind.NO_METHOD: "een contract zonder methode",
}
LOG = {
    "opened": "geopend",
    "noticed": "aangetekend gemeld",
    "defended": "het centrum verdedigde zich",
    "decided": "beslist",
    "recovered": "vergoeding van een cheque teruggevorderd",
}
SHOWN = 100
"""Decided cases on a page."""

SHORT = 8
"""Signs of a pseudonym that a page shows."""


def names(register: Register) -> dict[str, Any]:
    """Return what centres and counsellors are called, by their ids."""
    centres = {str(one.id): one.name for one in register.centres}
    return {"names": centres | {str(row.id): row.name for one in register.centres for row in one.counsellors}}


def _case(found: OpenedCase) -> dict[str, Any]:
    shown = answers.view(found)
    until = shown["defence_until"]
    return shown | {"words": STATUSES[shown["status"]], "until": dutch_day(until) if until else ""}


def signals(
    opened: Opened,
    year: int,
    found: Found | None,
    waiting: list[OpenedCase],
    decided: list[OpenedCase],
    page: int,
    problem: str,
    typed: Mapping[str, str],
) -> dict[str, Any]:
    """Return the signals of a year, all cases that wait, and a page of those that were decided."""
    shown = members.signals(year, found) if found else None
    return {
        "opened": opened,
        "problem": problem,
        "typed": typed,
        "year": year,
        "found": shown,
        "kinds": KINDS,
        "cases": [_case(one) for one in waiting],
        "decided": [_case(one) for one in decided[:SHOWN]],
        "page": page,
        "more": len(decided) > SHOWN,
        "short": SHORT,
    }


def hints(opened: Opened, year: int, found: Noticed) -> dict[str, Any]:
    """Return what rules notice about the talks of a year."""
    shown = members.hints(year, found)
    rows = [row | {"words": HINTS[row["kind"]], "day": dutch_day(row["on"])} for row in shown["hints"]]
    return {"opened": opened, "year": year, "found": shown, "rows": rows}


def one(opened: Opened, found: OpenedCase, problem: str, typed: Mapping[str, str]) -> dict[str, Any]:
    """Return a case with what can be done."""
    shown, decided = _case(found), found.case.decided
    return {
        "opened": opened,
        "problem": problem,
        "typed": typed,
        "found": shown,
        "kind": KINDS[shown["kind"]],
        "measures": [(code.value, words) for code, words in MEASURES.items()],
        "measure": MEASURES[decided.measure] if decided else "",
        "recovers": decided is not None and decided.measure is Measure.RECOVERY,
        "log": [(dutch_day(row.happened_on), row.kind, row.actor) for row in found.log],
        "log_words": LOG,
        "short": SHORT,
    }
