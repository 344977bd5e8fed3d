"""Vacancies over the built-in catalogue for tests of the service: few, and known by heart."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from item_bank.catalogue.builtin import catalogue
from item_bank.vacancies import snapshot
from item_bank.vacancies.records import EmploymentType, Hours, Salary, SalaryUnit, Vacancy, VacancySource
from tests.vacancies import vacancy, write_version

TODAY = datetime.now().astimezone().date()
OPEN, CLOSED = TODAY + timedelta(days=30), TODAY - timedelta(days=2)
COOKING = ("warme-gerechten-bereiden", "keuken-mise-en-place-doen")
HOSTILE = "<script>alert(1)</script></script><!-- & \u2028 “tekst”"


def rows(source: VacancySource = VacancySource.IMPORTED) -> list[Vacancy]:
    """Return 40 vacancies of cooks in and around Ghent and Liège, and some of other occupations."""
    codes = [9000, 9000, 9030, 9050, 9800, 8000, 1000, 2000, 4000, None]
    found = [
        vacancy(
            i,
            "kok",
            COOKING[: 1 + i % 2] if i % 4 else (),
            id=f"kok-{i}",
            title=f"Kok {i}",
            postcode=codes[i % len(codes)],
            valid_through=CLOSED if i % 8 == 7 else OPEN if i % 2 else None,
            posted=TODAY - timedelta(days=i),
            source=source,
        )
        for i in range(40)
    ]
    rich = vacancy(
        100,
        "winkelbediende",
        ["verkopen"],
        id="winkel/1",
        title=HOSTILE,
        description=f"Regel een.\nRegel twee {HOSTILE}",
        postcode=3001,
        municipality="HEVERLEE",
        employer="Werkgever & Zonen",
        salary=Salary(low_cents=210_000, high_cents=260_050, unit=SalaryUnit.MONTH),
        employment_types=(EmploymentType.PART_TIME,),
        hours=Hours(low=19.5, high=19.5),
        valid_through=OPEN,
        url="https://example.org/vacature?a=1&b=2",
        posted=TODAY,
        source=source,
    )
    odd = vacancy(101, "winkelbediende", [], id="winkel-2", url="javascript:alert(1)", posted=TODAY, source=source)
    gone = vacancy(102, "winkelbediende", [], id="voorbij", valid_through=CLOSED, postcode=9000, source=source)
    nobody = vacancy(103, "kok", [], id="onbekend", occupation_id=None, postcode=9000, posted=TODAY, source=source)
    return [*found, rich, odd, gone, nobody]


def activate(data: Path, vacancies: Sequence[Vacancy] | None = None, name: str = "klein") -> None:
    """Write vacancies as a version under a data folder, and make it the one that is served."""
    write_version(snapshot.versions_dir(data) / name, rows() if vacancies is None else vacancies, catalogue())
    snapshot.activate(data, name)


def opened(vacancies: Sequence[Vacancy], on: date = TODAY) -> list[Vacancy]:
    """Return those that are open, the plainest way."""
    return [row for row in vacancies if row.valid_through is None or row.valid_through >= on]
