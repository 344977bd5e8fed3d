"""Dutch words for vacancies: how many, how often, how far, how much. Plain Dutch (B1).

Samples are called "voorbeeldvacatures" wherever one is shown or counted: they are ours, not those of an employer.
"""

from api.catalogue.texts import number
from item_bank.vacancies.countries import BELGIUM, in_dutch
from item_bank.vacancies.records import EmploymentType, Hours, Salary, SalaryUnit
from models.vacancies.nearby import Near
from models.wording import say, together

_PER = {
    SalaryUnit.HOUR: say("per uur"),
    SalaryUnit.DAY: say("per dag"),
    SalaryUnit.WEEK: say("per week"),
    SalaryUnit.MONTH: say("per maand"),
    SalaryUnit.YEAR: say("per jaar"),
}

EMPLOYMENT: dict[EmploymentType, str] = {
    EmploymentType.FULL_TIME: say("voltijds"),
    EmploymentType.PART_TIME: say("deeltijds"),
    EmploymentType.CONTRACTOR: say("als zelfstandige"),
    EmploymentType.TEMPORARY: say("tijdelijk"),
    EmploymentType.INTERN: say("stage"),
    EmploymentType.VOLUNTEER: say("vrijwilligerswerk"),
    EmploymentType.PER_DIEM: say("per dag"),
    EmploymentType.OTHER: say("andere vorm van werk"),
}


SAMPLES = say(
    "Dit zijn voorbeeldvacatures: we maakten ze zelf om te tonen hoe dit werkt. Je kan er niet op solliciteren, en ze "
    "zeggen niets over de echte arbeidsmarkt."
)

SAMPLE = say(
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
    >>> salary(Salary(low_cents=250_000, high_cents=None, unit=SalaryUnit.MONTH))
    'vanaf 2.500 euro bruto per maand'
    """
    if found is None:
        return ""
    bounds = (None if cents is None else _euro(cents) for cents in (found.low_cents, found.high_cents))
    return say("{bounds} euro bruto {per}", bounds=_between(*bounds), per=_PER[found.unit])


def _between(low: str | None, high: str | None) -> str:
    if low is None or high is None:
        return say("tot {high}", high=high) if low is None else say("vanaf {low}", low=low)
    return low if low == high else say("{low} tot {high}", low=low, high=high)


def hours(found: Hours | None) -> str:
    """Return how many hours a week it is; empty when not known.

    Examples
    --------
    >>> hours(Hours(low=19.5, high=19.5)), hours(Hours(low=20, high=38)), hours(Hours(low=None, high=20))
    ('19,5 uur per week', '20 tot 38 uur per week', 'tot 20 uur per week')
    """
    if found is None:
        return ""
    bounds = (None if number is None else f"{number:g}".replace(".", ",") for number in (found.low, found.high))
    return say("{bounds} uur per week", bounds=_between(*bounds))


def where(item: Near) -> str:
    """Return where the work is: places in Belgium, else what was written; empty when not known."""
    found = item.vacancy
    places = ", ".join(place.label for place in item.places)
    if not places:
        abroad = "" if found.country in (None, BELGIUM) else in_dutch(found.country)
        town = " ".join(filter(None, (found.written, found.municipality)))
        places = ", ".join(filter(None, (town, "" if abroad and abroad.lower() in town.lower() else abroad)))
    return together([part for part in (places, REMOTE if found.remote else "") if part])


REMOTE = say("van thuis uit")


def distance(km: float | None) -> str:
    """Return how far away it is, as roughly as we know it; empty when not known.

    Examples
    --------
    >>> distance(0.4), distance(12.4)
    ('minder dan 1 km', 'ongeveer 12 km')
    """
    if km is None:
        return ""
    return say("ongeveer {km} km", km=round(km)) if km >= 1 else say("minder dan 1 km")
