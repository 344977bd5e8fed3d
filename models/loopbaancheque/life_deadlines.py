"""The dated deadlines in the life of a cheque. All of them are inclusive: on the last day it may still be done.

Sources: report 2019-2021 (introduction, 3.4, 4.6 to 4.8) and the public pages named with the parameters. Where the
sources differ (12 weeks or 3 months to hand a cheque over) the day that is printed on the cheque decides.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from models.loopbaancheque.dated import Missing
from models.loopbaancheque.days import add_months
from models.loopbaancheque.rules import Rules, timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """How long each step may take.

    Attributes
    ----------
    objection_days
        To object against a refusal, from the day of the refusal.
    payment_days
        To pay, from the day of the request for payment.
    issue_days
        From the payment to the day that the cheque arrives.
    validity_days, validity_months
        To start at a centre, from the day that the cheque is issued; the earlier of the two is printed.
    aftercare_months
        In which the centre offers aftercare at no cost, from the closing talk.
    complaint_months
        In which a complaint can be taken up, from the fact.
    defence_days
        In which a centre can defend itself, from the day that the notice is served.
    """

    objection_days: int
    payment_days: int
    issue_days: int
    validity_days: int
    validity_months: int
    aftercare_months: int
    complaint_months: int
    defence_days: int

    @classmethod
    def of(cls, rules: Rules | None) -> "Deadlines":
        """Return the deadlines under a version of the rules; those of the newest one where no scheme is in force.

        Examples
        --------
        >>> from models.loopbaancheque.rules import rules_on
        >>> Deadlines.of(rules_on(date(2020, 1, 1))) == Deadlines.of(None)
        True
        """
        rules = rules or timeline().versions[-1]
        numbers = {name: row.value for name, row in rules.values.items() if not isinstance(row.value, str | Missing)}
        return cls(
            objection_days=rules.objection_days,
            payment_days=rules.payment_days,
            issue_days=numbers["issue_days"],
            validity_days=rules.validity_days,
            validity_months=rules.validity_months,
            aftercare_months=rules.aftercare_months,
            complaint_months=12 * numbers["complaint_years"],
            defence_days=numbers["defence_days"],
        )


def payment_until(asked_on: date, rules: Deadlines) -> date:
    """Return the last day on which a payment counts.

    Examples
    --------
    >>> payment_until(date(2021, 2, 1), Deadlines.of(None))
    datetime.date(2021, 2, 15)
    """
    return asked_on + timedelta(days=rules.payment_days)


def valid_until(issued_on: date, rules: Deadlines) -> date:
    """Return the day that is printed on a cheque: the last one on which guidance can start.

    Examples
    --------
    >>> valid_until(date(2021, 3, 1), Deadlines.of(None))
    datetime.date(2021, 5, 24)
    """
    # The report says twelve weeks (3.4), VDAB's questions for citizens three months: the earlier one is safe for both.
    return min(issued_on + timedelta(days=rules.validity_days), add_months(issued_on, rules.validity_months))


def objection_until(refused_on: date, rules: Deadlines) -> date:
    """Return the last day on which an objection counts."""
    return refused_on + timedelta(days=rules.objection_days)


def aftercare_until(closing_talk_on: date, rules: Deadlines) -> date:
    """Return the last day of the aftercare that a centre owes.

    Examples
    --------
    >>> aftercare_until(date(2024, 2, 29), Deadlines.of(None))
    datetime.date(2025, 2, 28)
    """
    return add_months(closing_talk_on, rules.aftercare_months)


def complaint_until(fact_on: date, rules: Deadlines) -> date:
    """Return the last day on which a complaint about a fact can be taken up.

    Examples
    --------
    >>> complaint_until(date(2020, 6, 1), Deadlines.of(None))
    datetime.date(2021, 6, 1)
    """
    return add_months(fact_on, rules.complaint_months)


def defence_until(served_on: date, rules: Deadlines) -> date:
    """Return the last day on which a centre can defend itself against a measure.

    Examples
    --------
    >>> defence_until(date(2020, 3, 2), Deadlines.of(None))
    datetime.date(2020, 3, 17)
    """
    return served_on + timedelta(days=rules.defence_days)
