"""Vacancies near a place: the same as whoever counts them one by one."""

from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from item_bank.catalogue.builtin import catalogue
from item_bank.postcodes.distance import distance_km
from item_bank.postcodes.table import postcodes
from item_bank.vacancies.records import Vacancy
from models.vacancies.intervals import wilson, wilson_of
from models.vacancies.nearby import Area, by_place, counts, find
from models.vacancies.statistics import VacancyStatistics
from tests.catalogues import random_catalogue
from tests.near import CLOSED, TODAY, opened, rows
from tests.vacancies import vacancy, write_version

ROWS = rows()


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> VacancyStatistics:
    folder = write_version(tmp_path_factory.mktemp("vacancies") / "v", ROWS, catalogue())
    return VacancyStatistics.read(folder, catalogue())


def area(postcode: str, radius: float) -> Area:
    place = postcodes().find(postcode)
    assert place is not None
    return Area(place=place, radius_km=radius)


def inside(row: Vacancy, circle: Area) -> bool:
    place = postcodes().find(str(row.postcode))
    if place is None:
        return False
    here = circle.place
    away = distance_km(here.latitude, here.longitude, place.latitude, place.longitude)
    return float(away) <= circle.radius_km


@settings(max_examples=60, deadline=None)
@given(
    postcode=st.sampled_from(["9000", "9030", "1000", "2000", "4000", "8978", "6700"]),
    radius=st.integers(1, 300),
    occupation=st.sampled_from(["kok", "winkelbediende", "lasser", None]),
    days=st.integers(-10, 60),
)
def test_a_search_finds_what_a_person_would_count(
    known: VacancyStatistics, postcode: str, radius: int, occupation: str | None, days: int
) -> None:
    on, circle = TODAY + timedelta(days=days), area(postcode, radius)
    position = None if occupation is None else catalogue().occupation_index(occupation)
    still = [row for row in opened(ROWS, on) if occupation in (None, row.occupation_id)]
    found = find(known, on=on, occupation=position, area=circle, limit=1_000)
    assert {item.vacancy.id for item in found.items} == {row.id for row in still if inside(row, circle)}
    assert found.total == len(found.items)
    assert found.place_unknown == sum(row.postcode is None for row in still)
    away = [round(item.distance_km or 0.0) for item in found.items]
    assert away == sorted(away)
    assert sum(size for _, size in by_place(known, on=on, occupation=position, area=circle)) == found.total
    if occupation is not None and position is not None:
        assert counts(known, on, circle).of(position) == found.total
        assert counts(known, on).of(position) == len(still)


def test_pages_together_are_the_whole_list_and_newest_comes_first(known: VacancyStatistics) -> None:
    whole = find(known, on=TODAY, limit=1_000).items
    parts = [item for start in range(0, 60, 7) for item in find(known, on=TODAY, limit=7, offset=start).items]
    assert [item.vacancy.id for item in parts] == [item.vacancy.id for item in whole]
    posted = [item.vacancy.posted for item in whole]
    assert posted == sorted(posted, reverse=True)
    assert all(item.distance_km is None for item in whole)
    assert find(known, on=TODAY, offset=10_000).items == ()


def test_the_last_day_still_counts_and_the_day_after_does_not(tmp_path: Path) -> None:
    folder = write_version(tmp_path / "v", [vacancy(1, "kok", [], valid_through=TODAY)], catalogue())
    one = VacancyStatistics.read(folder, catalogue())
    assert find(one, on=TODAY).total == 1
    assert find(one, on=TODAY + timedelta(days=1)).total == 0
    assert find(one, on=CLOSED).total == 1


def test_what_the_vacancies_do_not_know_is_unknown_and_never_nought(tmp_path: Path) -> None:
    other = random_catalogue(1)
    folder = write_version(tmp_path / "v", ROWS, catalogue())
    strange = VacancyStatistics.read(folder, other)
    found = counts(strange, TODAY)
    assert found.of(0) is None
    assert found.total((0, 1)) is None
    assert not found.none_here.any()
    assert not strange.known.any()


@pytest.mark.parametrize("radius", [0, -1, 301, float("nan"), float("inf")])
def test_a_radius_that_cannot_be_is_refused(radius: float) -> None:
    with pytest.raises(ValueError, match="radius"):
        area("9000", radius)


@given(st.integers(0, 500), st.integers(0, 500))
def test_one_interval_is_that_of_many(hits: int, more: int) -> None:
    low, high = wilson(np.array([float(hits)]), np.array([float(hits + more)]))
    assert wilson_of(hits, hits + more) == pytest.approx((float(low[0]), float(high[0])), abs=1e-12)
