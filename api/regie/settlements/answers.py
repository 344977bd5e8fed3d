"""Statements as members of an answer."""

from collections.abc import Sequence
from typing import Any

from api.storage.settlements import StoredStatement


def statement(found: StoredStatement) -> dict[str, Any]:
    """Return a statement without its lines."""
    return {
        "month": found.month,
        "centre_id": found.centre_id,
        "state": "paid" if found.paid_at else "payable",
        "lines": found.lines,
        "amount_cents": {"excl_vat": found.excl_cents, "incl_vat": found.incl_cents},
        "held": found.held,
        "made_at": found.made_at,
        "paid_at": found.paid_at,
    }


def settlement(month: str, found: Sequence[StoredStatement]) -> dict[str, Any]:
    """Return all statements of a month."""
    return {"month": month, "statements": [statement(one) for one in found]}
