"""A centre's statements as members of an answer, and as a table for a spreadsheet."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from api.loopbaancentra.statements.service import Read
from api.storage.settlements import StoredLine, StoredStatement


def _line(line: StoredLine) -> dict[str, Any]:
    priced = line.excl_cents is not None
    return {
        "cheque_number": line.number,
        "position": line.position,
        "happened_on": line.happened_on,
        "kind": line.kind,
        "half_hours": line.half_hours,
        "amount_cents": {"excl_vat": line.excl_cents, "incl_vat": line.incl_cents} if priced else None,
        "held": line.held,
    }


def _statement(statement: StoredStatement, lines: Sequence[StoredLine] | None) -> dict[str, Any]:
    return {
        "month": statement.month,
        "state": "paid" if statement.paid_at else "payable",
        "amount_cents": {"excl_vat": statement.excl_cents, "incl_vat": statement.incl_cents},
        "held": statement.held,
        "made_at": statement.made_at,
        "paid_at": statement.paid_at,
        "lines": None if lines is None else [_line(line) for line in lines],
    }


def statements(found: Sequence[Read]) -> dict[str, Any]:
    """Return statements."""
    return {"items": [_statement(*read) for read in found]}


def table(found: Sequence[Read]) -> str:
    """Return lines as CSV with a header: whole cents, days as YYYY-MM-DD, nothing where a line is held."""
    out = io.StringIO()
    columns = ("month", "chequeNumber", "position", "happenedOn", "kind", "halfHours", "exclCents", "inclCents", "held")
    write = csv.writer(out)
    write.writerow(columns)
    for statement, lines in found:
        write.writerows(
            (
                statement.month,
                line.number,
                line.position,
                line.happened_on,
                line.kind,
                line.half_hours,
                line.excl_cents,
                line.incl_cents,
                line.held,
            )
            for line in lines or ()
        )
    return out.getvalue()
