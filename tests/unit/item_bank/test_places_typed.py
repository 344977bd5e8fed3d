"""A place is found as people write it, a municipality before its namesakes, and namesakes can be told apart."""

import csv
from collections import Counter
from datetime import date

import pytest
from pydantic import TypeAdapter, ValidationError

from api.schemas import Postcode
from item_bank.postcodes.naming import MERGERS, fold, mergers, other_names
from item_bank.postcodes.table import find_place, postcodes

WRITTEN = {
    "9300": "Aalst|aalst|Alost|9300 Aalst|Aalst (Oost-Vlaanderen)|AALST|Aalst, België|stad Aalst",
    "3800": "Sint-Truiden|Aalst (Sint-Truiden)|Saint-Trond|St.-Truiden|Sint Truiden",
    "9120": "Beveren|Beveren-Waas|Beveren-Kruibeke-Zwijndrecht|Beveren (Waas)|B-9120 Beveren",
    "8791": "Beveren (Waregem)|Waregem, Beveren|Beveren-Leie",
    "8800": "Beveren (Roeselare)|Roeselare|Roulers|Rumbeke",
    "9000": "B-9000|BE-9000|b 9000|BE9000|9000 Gent|Gent 9000|Gent (9000)|Ghent|Gand|Gent-centrum|"
    "Korenmarkt 1, 9000 Gent|9000 Gent, Voorbeeldstraat 1200|Gent, Belgium|9999 Gent|Gent en omgeving",
    "1000": "Brussels|Bruxelles|Brüssel|Brussel stad|1000 Bruxelles|Brussel, BE",
    "2000": "Antwerp|Anvers|Antwerpen|regio Antwerpen|Antwerpen centrum",
    "4000": "Liège|Luik|Lüttich|Liege",
    "8000": "Bruges|Brügge|Brugge",
    "8500": "Courtrai|Kortrijk|Kortryk",
    "3001": "Heverlee (Leuven)|Heverlee, Leuven|Leuven (Heverlee)|Leuven-Heverlee|Heverlee Leuven|Heverlee",
    "2861": "OLV Waver|O.L.V. Waver|O.-L.-V.-Waver|O.L.Vrouw-Waver|Onze Lieve Vrouw Waver",
    "2860": "St-Kat-Waver|St. Katelijne-Waver|Sint Katelijne Waver",
    "9100": "St.Niklaas|sintniklaas|Sint-Niklaas|St-Niklaas",
    "2220": "Heist o/d Berg|Heist op den Berg|Heist-op-den-Berg",
    "1600": "Sint-Pieters-Leeuw|St-P-Leeuw|St. Pieters Leeuw",
    "9200": "Sint-Gillis bij Dendermonde|Dendermonde|Termonde",
    "9170": "St-Gillis-Waas|Sint-Gillis-Waas",
    "3900": "Overpelt",
    "9180": "Moerbeke|Moerbeke-Waas",
    "8700": "Tielt|Tielt (West-Vlaanderen)",
    "3390": "Tielt (Tielt-Winge)|Tielt-Winge",
    "2100": "Deurne|Deurne (Antwerpen)|Antwerpen Deurne",
    "1348": "Louvain-la-Neuve|LLN",
    "3665": "3665 As|As",
    "4780": "St. Vith|Sankt Vith|Saint-Vith",
}
CASES = [(typed, code) for code, written in WRITTEN.items() for typed in written.split("|")]


@pytest.mark.parametrize(("typed", "code"), CASES)
def test_a_place_is_found_as_people_write_it(typed: str, code: str) -> None:
    found = find_place(typed)
    assert found is not None
    assert found.postcode == code


@pytest.mark.parametrize(
    "typed",
    [
        "3511AB",
        "3511 AB Utrecht",
        "L-1470",
        "59000 Lille",
        "F-59000",
        "Gent, Nederland",
        "Utrecht",
        "",
        "België",
        "!",
        "904",
    ],
)
def test_what_lies_elsewhere_or_nowhere_is_not_found(typed: str) -> None:
    assert find_place(typed) is None


def test_every_label_is_found_without_its_code() -> None:
    labels = Counter(place.label[5:] for place in postcodes().places)
    for place in postcodes().places:
        found = find_place(place.label[5:])
        assert found is not None, place
        assert found.municipality == place.municipality, place
        assert found == place or labels[place.label[5:]] > 1 or place.postcode == "9750", place


def test_every_municipality_comes_before_its_namesakes() -> None:
    for place in postcodes().places:
        found = find_place(place.municipality)
        assert found is not None
        assert found.municipality == place.municipality


def test_merged_municipalities_are_found_under_old_and_new_names() -> None:
    assert {merger.on for merger in mergers()} == {date(2019, 1, 1), date(2025, 1, 1)}
    for merger in mergers():
        old, new = find_place(merger.old_name), find_place(merger.new_name)
        assert old is not None
        assert new is not None
        assert old.postcode == merger.postcodes[0]
        assert new.municipality == merger.new_name
    with MERGERS.open(encoding="utf-8", newline="") as file:
        assert all(row["source"] for row in csv.DictReader(file))


def test_every_other_name_belongs_to_a_postcode_and_is_needed() -> None:
    for name, code in other_names():
        assert postcodes().find(code) is not None, name
        assert code in {place.postcode for place in postcodes().meant(name)}, name


@pytest.mark.parametrize("typed", ["Aalst", "Beveren", "Halle", "Tielt", "Vorst", "Machelen", "Moerbeke", "Deurne"])
def test_namesakes_are_told_apart(typed: str) -> None:
    meant = postcodes().meant(typed)
    assert len(meant) > 1
    assert len({place.municipality for place in meant}) == len(meant)
    assert all(fold(typed) in fold(place.called(typed)) for place in meant)


def test_the_api_reads_postcodes_as_people_write_them_and_tells_those_of_a_name() -> None:
    read = TypeAdapter(Postcode).validate_python
    assert [read(typed) for typed in ("9000", "B-9000", "BE 9000", "9000 Gent")] == ["9000"] * 4
    with pytest.raises(ValidationError, match=r"9300 Aalst, 3800 Aalst \(Sint-Truiden\)"):
        read("Aalst")
    with pytest.raises(ValidationError, match="pattern"):
        read("nergens")
