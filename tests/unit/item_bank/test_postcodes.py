"""The table of postcodes is whole and right, and distances are distances."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from item_bank.postcodes.distance import distance_km
from item_bank.postcodes.table import FILE, Place, Postcodes, fold, postcodes, read_postcodes
from item_bank.schema import CatalogueError

RANGES = (
    (1000, 1299, "Brussels Hoofdstedelijk Gewest"),
    (1300, 1499, "Waals-Brabant"),
    (1500, 1999, "Vlaams-Brabant"),
    (2000, 2999, "Antwerpen"),
    (3000, 3499, "Vlaams-Brabant"),
    (3500, 3999, "Limburg"),
    (4000, 4999, "Luik"),
    (5000, 5999, "Namen"),
    (6000, 6599, "Henegouwen"),
    (6600, 6999, "Luxemburg"),
    (7000, 7999, "Henegouwen"),
    (8000, 8999, "West-Vlaanderen"),
    (9000, 9999, "Oost-Vlaanderen"),
)
"""How the post divides the country."""

MOVED = {"2070": "Oost-Vlaanderen"}
"""Zwijndrecht merged with Beveren and Kruibeke in 2025, and so changed province."""

LATITUDE = st.floats(49.45, 51.55)
LONGITUDE = st.floats(2.5, 6.45)
GENT = Place(
    postcode="9000", municipality="Gent", nis="44021", province="Oost-Vlaanderen", latitude=51.04, longitude=3.71
)


def test_every_postcode_lies_in_the_province_of_its_range() -> None:
    table = postcodes()
    assert len(table) == 1_149
    for place in table.places:
        number = int(place.postcode)
        expected = next(name for low, high, name in RANGES if low <= number <= high)
        assert place.province == MOVED.get(place.postcode, expected), place


def test_one_municipality_has_one_name_and_one_province() -> None:
    known: dict[str, tuple[str, str]] = {}
    for place in postcodes().places:
        assert known.setdefault(place.nis, (place.municipality, place.province)) == (
            place.municipality,
            place.province,
        )
    assert len(known) == 565


def test_places_of_one_municipality_lie_together() -> None:
    table = postcodes()
    for place in table.places:
        others = [other for other in table.places if other.nis == place.nis]
        longitudes, latitudes = [o.longitude for o in others], [o.latitude for o in others]
        assert distance_km(place.latitude, place.longitude, latitudes, longitudes).max() < 25, place


@pytest.mark.parametrize(
    ("postcode", "municipality"),
    [
        ("1000", "Brussel"),
        ("1030", "Schaarbeek"),
        ("1190", "Vorst"),
        ("1640", "Sint-Genesius-Rode"),
        ("9600", "Ronse"),
        ("3790", "Voeren"),
        ("8957", "Mesen"),
        ("2220", "Heist-op-den-Berg"),
        ("7000", "Bergen"),
        ("4000", "Luik"),
    ],
)
def test_names_are_dutch(postcode: str, municipality: str) -> None:
    place = postcodes().find(postcode)
    assert place is not None
    assert place.municipality == municipality
    assert not {"Bruxelles", "Uccle", "Renaix", "Messines"} & {p.municipality for p in postcodes().places}


@pytest.mark.parametrize("postcode", ["", "0999", "1005", "9999", "abcd", "９０００", " 9000", "90000"])
def test_what_is_no_postcode_is_not_found(postcode: str) -> None:
    assert postcodes().find(postcode) is None
    assert postcodes().positions([postcode, None]).tolist() == [-1, -1]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("gent", "9000"),
        ("GAND", "9000"),
        ("laken", "1020"),
        ("Luik", "4000"),
        ("Liege", "4000"),
        ("st. niklaas", "9100"),
        ("sint niklaas", "9100"),
        ("s gravenvoeren", "3798"),
        ("zeebrugge", "8380"),
        ("Puurs", "2870"),
        ("kessel-lo", "3010"),
        ("208", None),
    ],
)
def test_a_place_is_found_as_people_type_it(typed: str, first: str | None) -> None:
    found = postcodes().search(typed)
    assert (found[0].postcode if found else None) == first


@pytest.mark.parametrize("typed", ["", "   ", "!?", "qqqq", "a" * 10_000])
def test_nonsense_finds_nothing(typed: str) -> None:
    assert postcodes().search(typed) == ()


def test_neighbours_come_nearest_first_and_a_radius_is_kept() -> None:
    table = postcodes()
    leuven = table.find("3000")
    assert leuven is not None
    near = table.within(leuven, 10)
    assert near[0] == (leuven, 0.0)
    distances = [distance for _, distance in near]
    assert distances == sorted(distances)
    assert max(distances) <= 10
    assert len(table.within(leuven, 500)) == len(table)


@pytest.mark.parametrize(
    "change",
    [
        {"postcode": "0123"},
        {"postcode": "900"},
        {"municipality": ""},
        {"nis": "4402"},
        {"province": "Vlaanderen"},
        {"latitude": float("nan")},
        {"latitude": 3.71},
        {"longitude": 51.04},
    ],
    ids=str,
)
def test_a_place_cannot_be_built_wrong(change: dict[str, object]) -> None:
    with pytest.raises(CatalogueError, match=r"9000|0123|900"):
        replace(GENT, **change)


def test_a_postcode_stands_there_once() -> None:
    with pytest.raises(CatalogueError, match="'9000' stands there twice"):
        Postcodes.of([GENT, GENT])


@pytest.mark.parametrize(("old", "new"), [("nis", "code"), ("50.8466", "north"), ("50.8466", "5.8466")])
def test_a_damaged_table_is_refused_with_its_place(tmp_path: Path, old: str, new: str) -> None:
    damaged = tmp_path / "postcodes.csv"
    damaged.write_text(FILE.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"postcodes\.csv"):
        read_postcodes(damaged)


@given(LATITUDE, LONGITUDE, LATITUDE, LONGITUDE, LATITUDE, LONGITUDE)
def test_distance_is_a_metric(a: float, b: float, c: float, d: float, e: float, f: float) -> None:
    one, back = float(distance_km(a, b, c, d)), float(distance_km(c, d, a, b))
    assert one == pytest.approx(back, abs=1e-9)
    assert float(distance_km(a, b, a, b)) == 0.0
    assert one <= float(distance_km(a, b, e, f)) + float(distance_km(e, f, c, d)) + 1e-6


def test_a_degree_of_latitude_is_as_long_as_it_is() -> None:
    assert float(distance_km(50.0, 4.0, 51.0, 4.0)) == pytest.approx(111.195, abs=0.001)
    assert distance_km(50.0, 4.0, np.array([50.0, 51.0]), np.array([4.0, 4.0])).shape == (2,)


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
