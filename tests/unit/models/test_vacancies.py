"""What vacancies say about an occupation and a competence."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from item_bank.catalogue.builtin import catalogue
from item_bank.schema import CatalogueError
from item_bank.vacancies.records import Salary, SalaryUnit, Vacancy, VacancySource
from models import store
from models.vacancies.schema import Trend
from models.vacancies.statistics import VacancyStatistics
from tests.catalogues import random_catalogue
from tests.vacancies import vacancy, write_version

OWN = random_catalogue(3)


def rows() -> list[Vacancy]:
    asked = [vacancy(i, "o1", ["c1", "c2"], postcode=9000) for i in range(12)]
    other = [vacancy(20 + i, "o1", ["c2"], valid_through=date(2026, 2, 1)) for i in range(28)]
    return [*asked, *other, vacancy(60, "o2", ["c1"]), vacancy(61, "o2", [], occupation_id=None)]


@pytest.fixture
def found(tmp_path: Path) -> VacancyStatistics:
    return VacancyStatistics.read(write_version(tmp_path / "v1", rows(), OWN), OWN)


def at(occupation: str, competence: str) -> tuple[int, int]:
    o, c = OWN.occupation_index(occupation), OWN.competence_index(competence)
    assert o is not None
    assert c is not None
    return o, c


def test_evidence_is_what_a_person_would_count(found: VacancyStatistics) -> None:
    evidence = found.evidence(*at("o1", "c1"))
    assert evidence is not None
    assert (evidence.asked, evidence.vacancies, evidence.share.value) == (12, 40, 0.3)
    assert 0.18 < evidence.share.low < 0.2
    assert evidence.lift is not None
    assert evidence.lift.value == pytest.approx(0.3 / (13 / 41))
    assert (evidence.since, evidence.months, evidence.source) == (date(2025, 2, 1), 12, VacancySource.IMPORTED)
    assert evidence.examples == ("v11", "v10", "v9")
    assert not evidence.thin
    assert evidence.trend is None


def test_what_nobody_counted_is_unknown_and_what_nobody_asks_is_nought(found: VacancyStatistics) -> None:
    assert found.evidence(*at("o3", "c1")) is None
    never = found.evidence(*at("o1", "c5"))
    assert never is not None
    assert (never.asked, never.share.value, never.examples, never.lift) == (0, 0.0, (), None)
    assert never.share.high > 0
    thin = found.evidence(*at("o2", "c1"))
    assert thin is not None
    assert thin.thin


def test_open_vacancies_are_counted_for_a_day(found: VacancyStatistics) -> None:
    o1 = at("o1", "c1")[0]
    assert found.vacancies_of(o1) == 40
    assert found.vacancies_of(o1, on=date(2026, 2, 1)) == 40
    assert found.vacancies_of(o1, on=date(2026, 2, 2)) == 12
    for day in (None, date(2026, 2, 2)):
        expected = [found.vacancies_of(o, on=day) for o in range(OWN.n_occupations)]
        assert found.open_counts(day).tolist() == expected


def test_every_vacancy_comes_back_as_it_was(found: VacancyStatistics) -> None:
    for row in rows():
        back = found.vacancy(row.id)
        assert back is not None
        assert back.competence_ids == row.competence_ids
        assert (back.occupation_id, back.postcode, back.valid_through, back.posted) == (
            row.occupation_id,
            row.postcode,
            row.valid_through,
            row.posted,
        )
    assert found.vacancy("v999") is None


def test_another_catalogue_takes_what_it_knows(tmp_path: Path) -> None:
    folder = write_version(tmp_path / "v1", rows(), OWN)
    other = VacancyStatistics.read(folder, catalogue())
    assert other.evidence(0, 0) is None
    assert other.vacancies_of(0) == 0
    assert other.open_counts().sum() == 0


def test_a_damaged_version_is_refused(tmp_path: Path) -> None:
    folder = write_version(tmp_path / "v1", rows(), OWN)
    np.save(folder / "bank.posted.npy", np.zeros(3))
    with pytest.raises(store.ArtifactError, match=r"bank\.posted\.npy"):
        VacancyStatistics.read(folder, OWN)


def test_an_arrow_needs_an_interval_that_leaves_zero() -> None:
    assert Trend(change=0.1, low=0.02, high=0.2, n=50, n_before=50).direction == 1
    assert Trend(change=0.1, low=-0.02, high=0.2, n=50, n_before=50).direction == 0
    assert Trend(change=-0.1, low=-0.2, high=-0.01, n=50, n_before=50).direction == -1


def test_impossible_values_cannot_be_built() -> None:
    with pytest.raises(CatalogueError, match="salary"):
        Salary(low_cents=0, high_cents=5, unit=SalaryUnit.HOUR)
    with pytest.raises(CatalogueError, match="postcode"):
        vacancy(1, "o1", [], postcode=99)
    with pytest.raises(CatalogueError, match="certainty"):
        vacancy(1, "o1", [], occupation_certainty=1.5)
