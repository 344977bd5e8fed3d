"""Dutch words for vacancies: how many, how often, how far, how much. Plain Dutch (B1).

Samples are called "voorbeeldvacatures" wherever one is shown or counted: they are ours, not those of an employer.
"""

from api.catalogue.texts import number
from item_bank.vacancies.records import EmploymentType, Salary, SalaryUnit

_PER = {
    SalaryUnit.HOUR: "per uur",
    SalaryUnit.DAY: "per dag",
    SalaryUnit.WEEK: "per week",
    SalaryUnit.MONTH: "per maand",
    SalaryUnit.YEAR: "per jaar",
}

EMPLOYMENT: dict[EmploymentType, str] = {
    EmploymentType.FULL_TIME: "voltijds",
    EmploymentType.PART_TIME: "deeltijds",
    EmploymentType.CONTRACTOR: "als zelfstandige",
    EmploymentType.TEMPORARY: "tijdelijk",
    EmploymentType.INTERN: "stage",
    EmploymentType.VOLUNTEER: "vrijwilligerswerk",
    EmploymentType.PER_DIEM: "per dag",
    EmploymentType.OTHER: "andere vorm van werk",
}


SAMPLES = (
    "Dit zijn voorbeeldvacatures: we maakten ze zelf om te tonen hoe dit werkt. Je kan er niet op solliciteren, en ze "
    "zeggen niets over de echte arbeidsmarkt."
)

SAMPLE = (
    "We maakten ze zelf om te tonen hoe dit werkt. Je kan er niet op solliciteren, en ze zegt niets over de echte "
    "arbeidsmarkt."
)


def _euro(cents: int) -> str:
    whole, rest = divmod(cents, 100)
    return number(whole) + (f",{rest:02d}" if rest else "")


def salary(found: Salary | None) -> str:
    """Return what it pays; empty when not known.

    Examples
    --------
    >>> salary(Salary(low_cents=210_000, high_cents=260_050, unit=SalaryUnit.MONTH))
    '2.100 tot 2.600,50 euro bruto per maand'
    """
    if found is None:
        return ""
    high = "" if found.high_cents == found.low_cents else f" tot {_euro(found.high_cents)}"
    return f"{_euro(found.low_cents)}{high} euro bruto {_PER[found.unit]}"


def distance(km: float | None) -> str:
    """Return how far away it is, as roughly as we know it; empty when not known.

    Examples
    --------
    >>> distance(0.4), distance(12.4)
    ('minder dan 1 km', 'ongeveer 12 km')
    """
    if km is None:
        return ""
    return f"ongeveer {round(km)} km" if km >= 1 else "minder dan 1 km"
