"""Dutch words for vacancies: how many, how often, how far, how much. Plain Dutch (B1).

Samples are called "voorbeeldvacatures" wherever one is shown or counted: they are ours, not those of an employer.
"""

from datetime import date

from item_bank.vacancies.records import EmploymentType, Salary, SalaryUnit, VacancySource
from models.vacancies.schema import Evidence, Trend

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

MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)

SAMPLES = (
    "Dit zijn voorbeeldvacatures: we maakten ze zelf om te tonen hoe dit werkt. Je kan er niet op solliciteren, en ze "
    "zeggen niets over de echte arbeidsmarkt."
)

SAMPLE = (
    "We maakten ze zelf om te tonen hoe dit werkt. Je kan er niet op solliciteren, en ze zegt niets over de echte "
    "arbeidsmarkt."
)

OFTEN, MUCH = 1.5, 10
"""A competence is asked more often here than elsewhere, or much more, when the lower bound of its lift reaches this."""


def number(value: int) -> str:
    """Write a whole number as Dutch does.

    Examples
    --------
    >>> number(1240), number(12)
    ('1.240', '12')
    """
    return f"{value:,}".replace(",", ".")


def noun(source: VacancySource, count: int = 2) -> str:
    """Return what vacancies are called; samples always by their own name.

    Examples
    --------
    >>> noun(VacancySource.SAMPLE, 1), noun(VacancySource.IMPORTED)
    ('voorbeeldvacature', 'vacatures')
    """
    word = "voorbeeldvacature" if source is VacancySource.SAMPLE else "vacature"
    return word if count == 1 else f"{word}s"


def count(value: int, source: VacancySource) -> str:
    """Return how many vacancies there are, in words.

    Examples
    --------
    >>> count(1240, VacancySource.SAMPLE), count(0, VacancySource.IMPORTED)
    ('1.240 voorbeeldvacatures', 'geen vacatures')
    """
    return f"{number(value) if value else 'geen'} {noun(source, value)}"


def _percent(share: float) -> str:
    return f"{round(100 * share)}\N{NO-BREAK SPACE}%"


def asked(found: Evidence) -> str:
    r"""Return how often vacancies ask a competence.

    Examples
    --------
    >>> from models.contracts import Estimate
    >>> from models.vacancies.schema import Importance
    >>> one = Evidence(asked=12, vacancies=40, share=Estimate(value=.3, low=.18, high=.45, n=40), lift=None, weight=0.0,
    ...     importance=Importance.USEFUL, source=VacancySource.SAMPLE, since=date(2026, 1, 1), months=12)
    >>> asked(one)
    'In 12 van de 40 voorbeeldvacatures: 30\xa0%, waarschijnlijk tussen 18\xa0% en 45\xa0%.'
    """
    low, high = _percent(found.share.low), _percent(found.share.high)
    of = f"In {number(found.asked)} van de {number(found.vacancies)} {noun(found.source, found.vacancies)}"
    thin = " Dat zijn weinig gegevens: dit cijfer is onzeker." if found.thin else ""
    return f"{of}: {_percent(found.share.value)}, waarschijnlijk tussen {low} en {high}.{thin}"


def asked_shortly(found: Evidence) -> str:
    """Return how often vacancies ask a competence, for a list."""
    return f"in {number(found.asked)} van de {number(found.vacancies)} {noun(found.source, found.vacancies)}"


def lift(found: Evidence) -> str:
    """Return how much more or less often it is asked here than elsewhere; empty when that is not sure."""
    if found.lift is None or found.thin:
        return ""
    if found.lift.low >= MUCH:
        return f"Dat is meer dan {MUCH} keer zo vaak als gemiddeld."
    if found.lift.low >= OFTEN:
        return f"Dat is ongeveer {round(found.lift.value)} keer zo vaak als gemiddeld."
    return "Dat is minder vaak dan gemiddeld." if found.lift.high < 1 else ""


def trend(found: Trend | None) -> str:
    """Return how it changed, with an arrow, only when that is sure.

    Examples
    --------
    >>> trend(Trend(change=0.2, low=0.05, high=0.33, n=70, n_before=80))
    '↑ Vaker gevraagd dan het jaar ervoor: 20 procentpunt meer, waarschijnlijk tussen 5 en 33.'
    >>> trend(Trend(change=0.02, low=-0.1, high=0.14, n=70, n_before=80))
    ''
    """
    if found is None or not found.direction:
        return ""
    bounds = sorted(round(100 * abs(bound)) for bound in (found.low, found.high))
    points = round(100 * abs(found.change))
    how, much = ("↑ Vaker", "meer") if found.direction > 0 else ("↓ Minder vaak", "minder")
    between = f"waarschijnlijk tussen {bounds[0]} en {bounds[1]}"
    return f"{how} gevraagd dan het jaar ervoor: {points} procentpunt {much}, {between}."


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


def day(found: date) -> str:
    """Write a day in full.

    Examples
    --------
    >>> day(date(2026, 11, 3))
    '3 november 2026'
    """
    return f"{found.day} {MONTHS[found.month - 1]} {found.year}"
