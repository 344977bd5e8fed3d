"""What a cheque pays: fee, own contribution and what Flanders pays, in whole cents, rounded once at the end.

Rates have four decimals (166.375 euro an hour with VAT), so everything up to the last step is exact whole-number
arithmetic in ten-thousandths of a euro. Upstream: the dated rates. Downstream: ``life`` and the service.
"""

from dataclasses import dataclass
from datetime import date

MINUTES_PER_HALF_HOUR = 30
"""Guidance is registered and paid by the half hour (report 2019-2021, introduction)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the version of the rules on the day of the request gives; a later version changes nothing any more.

    Attributes
    ----------
    version
        First day of that version.
    cheque_number
        1 or 2: the first or the second cheque of a portfolio.
    half_hours
        Half hours of guidance that the cheque holds.
    contribution_cents
        What the citizen pays, in cents.
    rate
        Fee for an hour without VAT, in ten-thousandths of a euro; ``None`` where it is not known.
    vat_percent
        VAT that a centre adds when it is liable.
    """

    version: date
    cheque_number: int
    half_hours: int
    contribution_cents: int
    rate: int | None
    vat_percent: int = 21

    def __post_init__(self) -> None:
        if self.cheque_number not in (1, 2):
            raise ValueError(f"cheque_number is {self.cheque_number}; allowed are 1 and 2")
        if self.half_hours < 1 or self.contribution_cents < 0 or (self.rate is not None and self.rate < 0):
            raise ValueError("half_hours is at least 1; amounts are not negative")


def half_hours_of(minutes: int) -> int:
    """Return the whole half hours in a talk; what is beyond the last one is not paid.

    Examples
    --------
    >>> half_hours_of(220)  # 3 hours 40
    7
    """
    return minutes // MINUTES_PER_HALF_HOUR


def fee_cents(terms: Terms, half_hours: int, *, vat: bool) -> int | None:
    """Return the fee for guidance that was given, in cents; ``None`` where the rate is not known.

    Parameters
    ----------
    half_hours
        Half hours that were registered.
    vat
        Whether VAT is added.

    Examples
    --------
    >>> terms = Terms(version=date(2020, 1, 1), cheque_number=1, half_hours=8, contribution_cents=4000, rate=1_402_500)
    >>> fee_cents(terms, 5, vat=True)  # 350.625 euro without VAT
    42426
    """
    if terms.rate is None:
        return None
    # Ten-thousandths of a euro x half hours x percent; a cent is 100 of the first, 2 of the second, 100 of the third.
    exact = terms.rate * half_hours * (100 + (terms.vat_percent if vat else 0))
    cent = 100 * 2 * 100
    return (2 * exact + cent) // (2 * cent)  # half up


def state_share_cents(terms: Terms, half_hours: int, *, vat: bool) -> int | None:
    """Return what Flanders pays: the fee less the citizen's contribution, never below nothing.

    Examples
    --------
    >>> terms = Terms(version=date(2020, 1, 1), cheque_number=1, half_hours=8, contribution_cents=4000, rate=1_402_500)
    >>> state_share_cents(terms, 8, vat=False)
    52100
    """
    fee = fee_cents(terms, half_hours, vat=vat)
    return None if fee is None else max(0, fee - terms.contribution_cents)
