"""What a cheque holds and costs, fixed by the version of the rules on the day of its request.

Upstream: the dated rules. Downstream: the life of a cheque. A later version changes nothing for a cheque of before.
"""

from dataclasses import dataclass
from datetime import date

from models.loopbaancheque import money
from models.loopbaancheque.rules import Rules, rules_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Hours and rates of one cheque.

    Attributes
    ----------
    version
        First day of the version.
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
    vat_percent: int

    def __post_init__(self) -> None:
        if self.cheque_number not in (1, 2):
            raise ValueError(f"cheque_number is {self.cheque_number}; allowed are 1 and 2")
        if self.half_hours < 1 or min(self.contribution_cents, self.rate or 0, self.vat_percent) < 0:
            raise ValueError("half_hours is at least 1; amounts and percents are not negative")

    @classmethod
    def of(cls, rules: Rules, cheque_number: int) -> "Terms":
        """Return the terms of the first or the second cheque under a version.

        Raises
        ------
        ValueError
            When the version has no such cheque.

        Examples
        --------
        >>> from models.loopbaancheque.rules import rules_on
        >>> Terms.of(rules_on(date(2020, 1, 1)), 2).half_hours
        6
        """
        if not 1 <= cheque_number <= len(rules.hours):
            raise ValueError(f"cheque_number is {cheque_number}; this version has {len(rules.hours)}")
        return cls(
            version=rules.first_day,
            cheque_number=cheque_number,
            half_hours=60 * rules.hours[cheque_number - 1] // rules.registration_minutes,
            contribution_cents=rules.own_contribution,
            rate=rules.hourly_rate,
            vat_percent=rules.vat_percent,
        )

    @property
    def registration_minutes(self) -> int:
        """Minutes of one half hour as the version registers it (report 2019-2021, introduction)."""
        rules = rules_on(self.version)
        if rules is None:
            raise ValueError(f"version is {self.version}; allowed is a day on which a scheme was in force")
        return rules.registration_minutes

    def fee_cents(self, half_hours: int, *, vat: bool) -> int | None:
        """Return the fee for half hours that were registered, in cents; ``None`` where the rate is not known.

        Examples
        --------
        >>> from models.loopbaancheque.rules import rules_on
        >>> Terms.of(rules_on(date(2020, 1, 1)), 1).fee_cents(5, vat=True)
        42426
        """
        return None if self.rate is None else money.fee_cents(half_hours, self.rate, self.vat_percent if vat else 0)

    def state_share_cents(self, half_hours: int, *, vat: bool) -> int | None:
        """Return what Flanders pays of that fee: what the citizen did not, never less than nothing."""
        fee = self.fee_cents(half_hours, vat=vat)
        return None if fee is None else money.state_share_cents(fee, self.contribution_cents)


def half_hours_of(minutes: int, registration_minutes: int) -> int:
    """Return the whole half hours in a talk; what is beyond the last one is not paid (report, introduction).

    Examples
    --------
    >>> half_hours_of(220, 30)  # 3 hours 40
    7
    """
    return minutes // registration_minutes
