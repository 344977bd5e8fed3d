"""HTTP shapes of settlements."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from api.schemas import Id, In, Out

Month = Annotated[str, Field(strict=True, max_length=16, examples=["2026-10"], description="A year and a month.")]


class SettlementIn(In):
    """The month to settle."""

    month: Month


class PaymentIn(In):
    """Which statement of the month was paid."""

    centre_id: Id


class AmountOut(Out):
    """Signed eurocents; negative goes back to Flanders."""

    excl_vat: int
    incl_vat: int


class StatementOut(Out):
    """What one centre is paid for one month."""

    month: str
    centre_id: str
    state: str = Field(description="payable, or paid. What is corrected later is a line of a later month.")
    lines: int
    amount_cents: AmountOut = Field(description="Sum of the lines; those that are held count for nothing.")
    held: int = Field(description="Lines without an amount: the rate of their version is not known.")
    made_at: datetime
    paid_at: datetime | None


class SettlementOut(Out):
    """All statements of a month."""

    month: str
    statements: list[StatementOut]
