"""HTTP shapes of a centre's statements."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from api.schemas import In, Out

MONTH = r"^(19|20)\d\d-(0[1-9]|1[0-2])$"


class StatementsIn(In):
    """Which months."""

    month: Annotated[str, Field(pattern=MONTH, examples=["2026-10"])] | None = Field(
        default=None, description="One month; left out: all months, without their lines."
    )


class LineAmountOut(Out):
    """Signed eurocents; negative goes back to Flanders."""

    excl_vat: int
    incl_vat: int


class LineOut(Out):
    """One fact of a cheque, priced."""

    cheque_number: str
    position: int = Field(description="Which line of the log of that cheque it settles.")
    happened_on: date
    kind: str = Field(description="guidance, reversal, unused-hours or recovery.")
    half_hours: int = Field(description="Signed; for unused hours those that were lost.")
    amount_cents: LineAmountOut | None = Field(description="Null while the line is held.")
    held: str | None = Field(description="Why there is no amount yet; null when it is settled.")


class CentreStatementOut(Out):
    """What this centre is paid for one month."""

    month: str
    state: str = Field(description="payable or paid.")
    amount_cents: LineAmountOut
    held: int
    made_at: datetime
    paid_at: datetime | None
    lines: list[LineOut] | None = Field(description="Null in the list of all months.")


class StatementsOut(Out):
    """Statements, oldest first."""

    items: list[CentreStatementOut]
