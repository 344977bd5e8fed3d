"""Versions of the scheme as typed rules, one for each stretch of time in which no parameter changes.

Upstream: ``models.loopbaancheque.dated``. Downstream: eligibility and the life of a cheque. The day of the *request*
picks the version, never that of payment or of a session.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from models.loopbaancheque.dated import DatedValue, Missing, Parameter, parameters

SCHEME = "scheme_in_force"
"""The parameter whose days are the first days of the versions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What holds for requests on the days of one version.

    Attributes
    ----------
    first_day, last_day
        Days of the version, both included; ``last_day`` is ``None`` when no later version is known.
    experience_window_months, experience_months_in_window, experience_months_temp_agency, temp_agency_unbroken_days
        Test within a window before the request; all ``None`` where the whole career counts.
    experience_days_in_career, experience_months_in_career
        Test over the whole career, either of which suffices; ``None`` where a window counts.
    cheques_in_portfolio, portfolio_years
        Right to so many cheques in so many years; ``None`` where one cheque in a career is the rule.
    cheques_in_career
        Cheques in a whole career; ``None`` where portfolios are the rule.
    monthly_cap
        Requests granted in a calendar month; ``None`` where there is no cap.
    hours
        Hours of the first cheque, and of the second where there is one.
    own_contribution
        Eurocents that the citizen pays for one cheque.
    hourly_rate
        Fee for an hour without VAT in ten-thousandths of a euro; ``None`` when not known.
    values
        Every parameter on the first day, with source and confidence, by name.
    """

    first_day: date
    last_day: date | None
    experience_window_months: int | None
    experience_months_in_window: int | None
    experience_months_temp_agency: int | None
    temp_agency_unbroken_days: int | None
    experience_days_in_career: int | None
    experience_months_in_career: int | None
    days_in_spare_month: int
    cheques_in_portfolio: int | None
    portfolio_years: int | None
    cheques_in_career: int | None
    monthly_cap: int | None
    hours: tuple[int, ...]
    own_contribution: int
    hourly_rate: int | None
    vat_percent: int
    payment_days: int
    validity_days: int
    validity_months: int
    objection_days: int
    aftercare_months: int
    registration_minutes: int
    values: Mapping[str, DatedValue]


def _optional(values: Mapping[str, DatedValue], name: str) -> int | None:
    value = values[name].value
    return None if isinstance(value, Missing) else int(value)


def _needed(values: Mapping[str, DatedValue], name: str) -> int:
    found = _optional(values, name)
    if found is None:
        raise ValueError(f"{name} is {values[name].value} on {values[name].since}; allowed is a number")
    return found


_OPTIONAL = (
    "experience_window_months",
    "experience_months_in_window",
    "experience_months_temp_agency",
    "temp_agency_unbroken_days",
    "experience_days_in_career",
    "experience_months_in_career",
    "cheques_in_portfolio",
    "portfolio_years",
    "cheques_in_career",
    "monthly_cap",
    "hourly_rate",
)
_NEEDED = (
    "days_in_spare_month",
    "own_contribution",
    "vat_percent",
    "payment_days",
    "validity_days",
    "validity_months",
    "objection_days",
    "aftercare_months",
    "registration_minutes",
)


def _rules(found: Mapping[str, Parameter], first: date, last: date | None) -> Rules:
    values = {name: parameter.at(first) for name, parameter in found.items()}
    hours = (_needed(values, "hours_first_cheque"), _optional(values, "hours_second_cheque"))
    numbers: dict[str, int | None] = {name: _optional(values, name) for name in _OPTIONAL}
    return Rules(
        first_day=first,
        last_day=last,
        hours=tuple(hour for hour in hours if hour is not None),
        values=values,
        **numbers,  # type: ignore[arg-type] # the names above are those of the optional numbers
        **{name: _needed(values, name) for name in _NEEDED},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """All versions, oldest first; between two of them there may be days without a scheme."""

    versions: tuple[Rules, ...]

    def on(self, day: date) -> Rules | None:
        """Return the version in force on a day, or ``None`` when there is none.

        Examples
        --------
        >>> timeline().on(date(2025, 3, 4)).monthly_cap
        1000
        >>> timeline().on(date(2013, 6, 30)) is None
        True
        """
        position = bisect_right(self.versions, day, key=lambda rules: rules.first_day)
        if not position:
            return None
        found = self.versions[position - 1]
        return found if found.last_day is None or day <= found.last_day else None

    def after(self, day: date) -> Rules | None:
        """Return the first version that starts after a day, or ``None``."""
        return next((rules for rules in self.versions if rules.first_day > day), None)


def build_timeline(found: Mapping[str, Parameter]) -> Timeline:
    """Cut time where the scheme changes.

    Raises
    ------
    ValueError
        When another parameter changes on a day on which no version starts: a version must tell what changed.
    """
    scheme = found[SCHEME].values
    starts = {row.since for row in scheme}
    for parameter in found.values():
        for row in parameter.values:
            if row.since not in starts:
                raise ValueError(f"{parameter.name} changes on {row.since}; {SCHEME} has no version of that day")
    ends = [row.since - timedelta(days=1) for row in scheme[1:]]
    versions = (
        _rules(found, row.since, last) for row, last in zip(scheme, [*ends, None], strict=True) if row.value is True
    )
    return Timeline(versions=tuple(versions))


@cache
def timeline() -> Timeline:
    """Return the versions of this release; built once."""
    return build_timeline(parameters())


def rules_on(day: date) -> Rules | None:
    """Return the version in force on a day, or ``None`` when there is none.

    Examples
    --------
    >>> rules_on(date(2020, 1, 1)).hours
    (4, 3)
    """
    return timeline().on(day)
