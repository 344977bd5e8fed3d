"""Statements as pages and the PDF show them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from api.beheer.files.views import hours, money
from api.beheer.statements import texts
from api.dependencies import day_of
from api.storage.settlements import StoredLine, StoredStatement
from api.web.days import dutch_day
from models.loopbaancheque.settlement import Held, LineKind, month_end
from models.wording import month_in_words

SHOWN = 300
"""Lines on a page; the table and the PDF have all."""


def _statement(found: StoredStatement) -> dict[str, Any]:
    return {
        "month": found.month,
        "words": month_in_words(month_end(found.month)),
        "state": texts.PAID if found.paid_at else texts.PAYABLE,
        "paid": found.paid_at is not None,
        "on": ("op " if found.paid_at else "gemaakt op ") + dutch_day(day_of(found.paid_at or found.made_at)),
        "excl": money(found.excl_cents),
        "incl": money(found.incl_cents),
        "lines": found.lines,
        "held": found.held,
    }


def _line(found: StoredLine) -> dict[str, str]:
    return {
        "number": found.number,
        "day": dutch_day(found.happened_on),
        "kind": texts.KINDS[LineKind(found.kind)],
        "hours": ("min " if found.half_hours < 0 else "") + hours(abs(found.half_hours)) if found.half_hours else "",
        "excl": "" if found.excl_cents is None else money(found.excl_cents),
        "incl": "" if found.incl_cents is None else money(found.incl_cents),
        "held": texts.HELD[Held(found.held)] if found.held else "",
    }


def months(found: Sequence[StoredStatement]) -> list[dict[str, Any]]:
    """Return statements, newest first."""
    return [_statement(one) for one in reversed(found)]


def month(found: StoredStatement, lines: Sequence[StoredLine]) -> dict[str, Any]:
    """Return a statement with its lines."""
    return {"statement": _statement(found), "rows": [_line(one) for one in lines[:SHOWN]], "more": len(lines) - SHOWN}


def document(centre: str, found: StoredStatement, lines: Sequence[StoredLine], on: date) -> dict[str, Any]:
    """Return what the PDF is made of."""
    shown = _statement(found)
    return {
        "centre": centre,
        "made": f"gemaakt op {dutch_day(on)}",
        "title": f"Afrekening {shown['words']}",
        "state": f"{shown['state']}, {shown['on']}",
        "excl": shown["excl"],
        "incl": shown["incl"],
        "held": shown["held"],
        "reasons": sorted({texts.HELD[Held(line.held)] for line in lines if line.held}),
        "lines": [_line(line) for line in lines],
    }
