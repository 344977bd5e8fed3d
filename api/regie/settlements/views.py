"""Settlements as pages show them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from api.dependencies import day_of
from api.regie.dependencies import Opened
from api.storage.settlements import StoredLine, StoredRun, StoredStatement
from api.web.days import dutch_day
from models.loopbaancheque.settlement import LineKind, month_end
from models.wording import euro, month_in_words

KINDS = {
    LineKind.GUIDANCE: "gesprek",
    LineKind.REVERSAL: "gesprek teruggenomen",
    LineKind.UNUSED_HOURS: "uren niet gebruikt",
    LineKind.RECOVERY: "teruggevorderd",
}


CHOICES = 36
"""Months before this one that can be chosen."""


def _words(month_: str) -> str:
    """Return a month in words, or what an address said where it is none."""
    try:
        return month_in_words(month_end(month_))
    except ValueError:
        return month_


def _choices(month_: str, on: date) -> list[tuple[str, str]]:
    """Return the months that can be chosen, the last that is over first, and the one that is shown."""
    last = on.year * 12 + on.month - 2
    over = [f"{at // 12}-{at % 12 + 1:02}" for at in range(last, last - CHOICES, -1)]
    return [(one, _words(one)) for one in over + [month_] * (month_ not in over)]


def month(
    opened: Opened,
    month_: str,
    found: Sequence[StoredStatement],
    run: StoredRun | None,
    on: date,
    problem: str,
    typed: Mapping[str, str],
) -> dict[str, Any]:
    """Return the statements of a month."""
    rows = [
        {
            "centre": one.centre_id,
            "lines": one.lines,
            "held": one.held,
            "amount": euro(one.incl_cents),
            "paid": dutch_day(day_of(one.paid_at)) if one.paid_at else "",
            "paid_by": one.paid_by or "",
        }
        for one in found
    ]
    total = euro(sum(one.incl_cents for one in found))
    return {
        "opened": opened,
        "problem": problem,
        "typed": typed,
        "month": month_,
        "words": _words(month_),
        "months": _choices(month_, on),
        "rows": rows,
        "run": run is not None,
        "run_by": (run.started_by if run else None) or "",
        "total": total,
    }


def statement(opened: Opened, month_: str, centre: str, found: Sequence[StoredLine]) -> dict[str, Any]:
    """Return the lines of a statement."""
    lines = [
        {
            "number": one.number,
            "day": dutch_day(one.happened_on),
            "kind": KINDS[LineKind(one.kind)],
            "half_hours": one.half_hours,
            "amount": "" if one.incl_cents is None else euro(one.incl_cents),
            "held": one.held,
        }
        for one in found
    ]
    return {"opened": opened, "problem": "", "month": month_, "words": _words(month_), "centre": centre, "lines": lines}
