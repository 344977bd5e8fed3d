"""Rows as real files have them: amounts, days, places, hours and texts in the notations that people use."""

from datetime import date
from typing import Any

import pytest

from item_bank.vacancies.bank import build_bank
from item_bank.vacancies.records import EmploymentType, Hours, SalaryUnit
from tests.vacancies import vacancy
from training.vacancies.amounts import read_salary
from training.vacancies.asked import asked
from training.vacancies.days import DayError, formatted_day, read_day
from training.vacancies.places import read_places
from training.vacancies.posting import Posting, read_posting
from training.vacancies.terms import read_employment_types, read_hours
from training.vacancies.text import plain

ON = date(2026, 11, 29)


def read(**changes: Any) -> Posting:
    return read_posting({"title": "Kok", "datePosted": "2026-10-01", "description": "Je kookt."} | changes, ON)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("&lt;p&gt;Je kookt&lt;/p&gt;", "Je kookt"),
        ("&amp;lt;p&amp;gt;Je kookt", "Je kookt"),
        ("een&amp;nbsp;kok", "een kok"),
        ("R&amp;amp;D", "R&D"),
        ("R&amp;amp;amp;amp;amp;D", "R&D"),
        ("<![CDATA[<p>Je kookt</p>]]>", "Je kookt"),
        ("&lt;![CDATA[&lt;b&gt;x&lt;/b&gt;]]&gt;", "x"),
        ("<![CDATA[<![CDATA[<b>x</b>]]]]><![CDATA[>]]>", "x"),
        ("<p>&lt;strong&gt;Kok&lt;/strong&gt;</p>", "Kok"),
        ("&lt;a href=&quot;x&quot;&gt;klik&lt;/a&gt;", "klik"),
        ("\\u003cp\\u003eJe kookt\\u003c/p\\u003e", "Je kookt"),
        ("Je kookt\\nen bakt", "Je kookt\nen bakt"),
        ("Boek&shy;houder", "Boekhouder"),
        ("Boek\u00adhouder", "Boekhouder"),
        ("Boek<wbr>houder", "Boekhouder"),
        ("<td>a</td><td>b</td>", "a b"),
        ("<style>p{a}</style>x", "x"),
        ("<!-- weg -->ja", "ja"),
        ("Mail <jan@voorbeeld.be> of <uurloon> euro", "Mail <jan@voorbeeld.be> of <uurloon> euro"),
        ("3 < 5 en 6 > 2", "3 < 5 en 6 > 2"),
        ("C:\\temp", "C:\\temp"),
    ],
)
def test_text_is_plain_however_often_it_was_escaped(written: str, shown: str) -> None:
    assert plain(written) == shown


@pytest.mark.parametrize("piece", ["<a ", "<", "&lt;a ", "<!--", "<![CDATA[", "<a '\"", "\\", "&#"])
def test_text_of_any_kind_takes_little_time(piece: str) -> None:
    assert len(plain(piece * 2_000)) <= len(piece) * 2_000


def test_text_that_is_dropped_is_counted() -> None:
    assert "description" in read(description="<style>x</style>").left_out
    assert any("end of description" in member for member in read(description="woord " * 20_000).left_out)
    assert "description" in read(description=["Je kookt.", 7]).left_out


M = {"unitText": "MONTH"}


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [
        ({"minValue": "2,500", "maxValue": "3,000"} | M, 2500, 3000),
        ({"minValue": "2.500,00"} | M, 2500, None),
        ({"minValue": "€ 2.500"} | M, 2500, None),
        ({"minValue": "2.5k", "maxValue": "3k"} | M, 2500, 3000),
        ({"minValue": "2\u00a0500"} | M, 2500, None),
        ({"value": "2'500"} | M, 2500, 2500),
        ({"value": "2500,-"} | M, 2500, 2500),
        ({"value": "1,234.56"} | M, 1234.56, 1234.56),
        ({"value": "2500-3000"} | M, 2500, 3000),
        ({"value": "van 2.500 tot 3.000 euro"} | M, 2500, 3000),
        ({"value": "3000+"} | M, 3000, None),
        ({"maxValue": 3000} | M, None, 3000),
        ({"minValue": 0, "maxValue": 3000} | M, None, 3000),
        ({"minValue": 2500, "unitText": "per maand"}, 2500, None),
        ({"minValue": 2500, "unitCode": "MON"}, 2500, None),
        ({"minValue": 2500, "unitText": "mois"}, 2500, None),
        ({"value": 2.5} | M, None, None),
        ({"value": 35000} | M, None, None),
        ({"value": "2.500.000"} | M, None, None),
        ({"value": "$2,500"} | M, None, None),
        ({"value": "2500 netto"} | M, None, None),
        ({"value": "2k5"} | M, None, None),
        ({"value": "veel"} | M, None, None),
    ],
)
def test_an_amount_is_read_in_any_notation_or_left_out(
    value: dict[str, Any], low: float | None, high: float | None
) -> None:
    found = read(baseSalary={"currency": "EUR", "value": value})
    cents = (found.salary and found.salary.low_cents, found.salary and found.salary.high_cents)
    assert cents == tuple(None if amount is None else round(100 * amount) for amount in (low, high))
    assert ("baseSalary" in found.left_out) == (low is None and high is None)


def test_a_salary_may_be_one_text() -> None:
    found = read_salary("€ 2.500,00 tot € 3.000 bruto per maand")
    assert found is not None
    assert (found.low_cents, found.high_cents, found.unit) == (250_000, 300_000, SalaryUnit.MONTH)
    assert read_salary("2500 euro") is None


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [
        ("38 uur per week", 38, 38),
        ("20-38 uur per week", 20, 38),
        ("tussen 20 en 38 uur", 20, 38),
        ("between 20 and 38 hours per week", 20, 38),
        ("36 heures par semaine", 36, 36),
        ("40 hours per week, 9am-5pm", 40, 40),
        ("minimum 20 uur per week", 20, None),
        ("max. 20 uur/week", None, 20),
        ("19/38", 19, 19),
        ("38u30", 38.5, 38.5),
        ("PT38H", 38, 38),
        ({"value": 38, "unitText": "WEEK"}, 38, 38),
        (["Mo-Fr 09:00-17:00", "38 uur per week"], 38, 38),
    ],
)
def test_hours_a_week_are_read(written: object, low: float | None, high: float | None) -> None:
    assert read_hours(written) == Hours(low=low, high=high)


@pytest.mark.parametrize(
    "written",
    [
        "Mo-Fr 08:30-17:00",
        "08u30 tot 17u00",
        "Ploegen 6u-14u en 14u-22u",
        "9-17u",
        "van 8 tot 17 uur",
        "8 uur per dag",
        "22u-6u",
        "8.30 - 17.00",
        "5 dagen per week",
        "152 uur per maand",
        "24/7",
        "80%",
        "flexibel",
    ],
)
def test_times_of_a_clock_are_no_hours_a_week(written: str) -> None:
    assert read_hours(written) is None
    assert "workHours" in read(workHours=written).left_out


@pytest.mark.parametrize(
    ("written", "kinds", "whole"),
    [
        (["FULL_TIME", "PART_TIME"], "FULL_TIME PART_TIME", True),
        ("FULL_TIME, PART_TIME", "FULL_TIME PART_TIME", True),
        ("Voltijds of deeltijds", "FULL_TIME PART_TIME", True),
        ("Voltijds", "FULL_TIME", True),
        ("Temps partiel", "PART_TIME", True),
        ("Vollzeit", "FULL_TIME", True),
        ("https://schema.org/FULL_TIME", "FULL_TIME", True),
        ("contrat à durée déterminée", "TEMPORARY", True),
        ("Stage", "INTERN", True),
        ("zelfstandige", "CONTRACTOR", True),
        ({"name": "Bénévolat"}, "VOLUNTEER", True),
        ("Vast contract, voltijds", "FULL_TIME", False),
        (["FULL_TIME", "raar"], "FULL_TIME", False),
        ("internal", "", False),
        ("onbepaalde duur", "", False),
    ],
)
def test_all_kinds_of_contract_that_can_be_read_are_read(written: object, kinds: str, whole: bool) -> None:
    found, all_read = read_employment_types(written)
    assert (" ".join(kind.value for kind in found), all_read) == (kinds, whole)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-11-19T23:00:00Z", "2026-11-20"),
        ("2026-11-19T23:00:00.000+00:00", "2026-11-20"),
        ("2026-07-19T21:30:00Z", "2026-07-19"),
        ("2026-07-19T22:30:00Z", "2026-07-20"),
        ("2026-11-20T00:30:00+09:00", "2026-11-19"),
        ("Thu, 19 Nov 2026 23:00:00 GMT", "2026-11-20"),
        ("2026-11-19T24:00:00", "2026-11-19"),
        ("31/12/2026", "2026-12-31"),
        ("12/31/2026", "2026-12-31"),
        ("20.11.2026", "2026-11-20"),
        ("20 november 2026", "2026-11-20"),
        ("1er décembre 2026", "2026-12-01"),
        ("November 20, 2026", "2026-11-20"),
        ("20/11/2026 0:00", "2026-11-20"),
        ("46346", "2026-11-20"),
        ("46346,5", "2026-11-20"),
        (1763593200000, "2025-11-20"),
    ],
)
def test_a_day_is_the_one_in_brussels(written: object, day: str) -> None:
    assert read_day(written).isoformat() == day


@pytest.mark.parametrize(
    "written", ["3/4/2026", "20/11/26", "tot invulling", " ", "0000-00-00", "2026-11", 10**400, None]
)
def test_a_day_with_several_readings_is_none(written: object) -> None:
    with pytest.raises(DayError, match="expected a day"):
        read_day(written)


def test_a_last_day_that_cannot_be_read_is_left_out_and_a_mapping_reads_its_own() -> None:
    assert "validThrough" in read(validThrough="tot invulling").left_out
    assert not read(validThrough=" ").left_out
    assert read(validThrough="31/12/2026").valid_through == date(2026, 12, 31)
    assert formatted_day("20/11/26", "%d/%m/%y") == formatted_day("20/11/2026 0:00", "%d/%m/%Y") == "2026-11-20"


def at(**address: object) -> dict[str, object]:
    return {"address": address}


@pytest.mark.parametrize(
    ("place", "postcodes", "country"),
    [
        (at(postalCode="3511AB", addressCountry="NL"), [], "NL"),
        (at(postalCode="3511 AB", addressLocality="Utrecht"), [], "NL"),
        (at(postalCode="L-1470", addressCountry="LU"), [], "LU"),
        (at(postalCode="1012", addressCountry="Nederland"), [], "NL"),
        (at(postalCode="1012", addressCountry="NLD"), [], "NL"),
        (at(postalCode="1470", addressCountry={"@type": "Country", "name": "Luxembourg"}), [], "LU"),
        (at(postalCode="9000", addressCountry="België"), [9000], "BE"),
        (at(postalCode="9000", addressCountry=["BEL"]), [9000], "BE"),
        ([at(postalCode="3511AB", addressCountry="NL"), at(postalCode="9000")], [9000], "BE"),
        ([at(postalCode="9000"), at(postalCode="2000"), at(postalCode="9000")], [9000, 2000], "BE"),
        (at(addressLocality=["Gent", "Antwerpen"]), [9000, 2000], "BE"),
        (at(addressLocality="Gent / Antwerpen"), [9000, 2000], "BE"),
        ({"address": "9000 Gent, Voorbeeldstraat 1200"}, [9000], "BE"),
        ({"address": "Voorbeeldstraat 1200, 9000 Gent"}, [9000], "BE"),
        ({"address": "Industrieweg 1000, 2030 Antwerpen"}, [2030], "BE"),
        ({"address": "Neude 1, 3511 AB Utrecht, Nederland"}, [], "NL"),
        (at(addressLocality="Gent"), [9000], "BE"),
        (at(addressLocality="Gent, België"), [9000], "BE"),
        (at(addressLocality="Aalst"), [9300], "BE"),
        ("Gent", [9000], "BE"),
        (at(postalCode="BE-9000"), [9000], "BE"),
        (at(postalCode="9000.0"), [9000], "BE"),
        (at(addressLocality="Gent", addressCountry="NL"), [], "NL"),
    ],
)
def test_the_country_is_respected_and_every_belgian_place_is_found(
    place: object, postcodes: list[int], country: str
) -> None:
    found = read_places({"jobLocation": place}).found
    assert [one.postcode for one in found if one.postcode] == postcodes
    assert found[0].country == country


@pytest.mark.parametrize("kind", ["TELECOMMUTE", ["telecommute"], "https://schema.org/TELECOMMUTE", "Télétravail"])
def test_work_from_home_is_kept_beside_a_place_without_code(kind: object) -> None:
    found = read(jobLocationType=kind, jobLocation=at(addressLocality="Gent"))
    assert (found.remote, found.postcodes, found.left_out) == (True, (9000,), ())
    assert "jobLocationType" in read(jobLocationType="HYBRID").left_out


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Je hoeft geen Frans te spreken.", ""),
        ("Je hoeft geen Frans te spreken, maar wel Nederlands.", "Nederlands"),
        ("Je hoeft geen Frans, Duits of Engels te spreken, je werkt met Excel.", "Excel"),
        ("Frans is niet nodig, Nederlands wel.", "Nederlands"),
        ("Kennis van Frans is geen must.", ""),
        ("Frans spreken is mooi meegenomen maar niet nodig", ""),
        ("Frans hoeft echt niet.", ""),
        ("Er wordt niet verwacht dat je Frans spreekt", ""),
        ("Wij bieden een opleiding Frans.", ""),
        ("Je leert bij ons Frans spreken.", ""),
        ("Een cursus Frans wordt gratis voorzien", ""),
        ("Wij bieden:\nLessen Frans\nJouw profiel:\nJe kent Excel", "Excel"),
        ("No French required. You use Excel.", "Excel"),
        ("Le Frans n'est pas nécessaire.", ""),
        ("Nous offrons une formation en Frans.", ""),
        ("Niet alleen Frans maar ook Nederlands.", "Frans Nederlands"),
        ("Je hebt een opleiding Frans gevolgd", "Frans"),
        ("Geen schrik om Frans te spreken.", "Frans"),
    ],
)
def test_what_is_denied_or_offered_is_not_asked(text: str, rest: str) -> None:
    found = asked(text)
    for word in ("Frans", "Nederlands", "Excel"):
        assert (word in found) == (word in rest.split()), found


def test_a_number_belongs_to_who_gave_it() -> None:
    def id_of(employer: str, **identifier: object) -> str:
        return read(identifier={"@type": "PropertyValue"} | identifier, hiringOrganization=employer).id

    assert id_of("Voorbeeld A", value=1001) != id_of("Voorbeeld B", value=1001)
    assert id_of("Voorbeeld A", value=1001, name="Voorbeeldbureau") == id_of("B", value="1001", name="Voorbeeldbureau")
    assert id_of("Voorbeeld A", value=1001, name="Reference") == id_of("Voorbeeld A", value=1001)


def test_what_was_read_comes_back_from_its_columns() -> None:
    kinds = (EmploymentType.FULL_TIME, EmploymentType.PART_TIME)
    rows = [
        vacancy(1, "kok", [], postcode=9000, further_postcodes=(2000,), employment_types=kinds, remote=True),
        vacancy(2, "kok", [], country="NL", written="3511AB", municipality="Utrecht", hours=Hours(low=20, high=None)),
        vacancy(3, "kok", [], employment_types=kinds[:1], hours=Hours(low=None, high=20)),
        vacancy(4, "kok", [], hours=Hours(low=20, high=38), employment_types=tuple(EmploymentType)),
        vacancy(5, "kok", [], hours=Hours(low=38, high=38)),
    ]
    bank = build_bank(rows, source=rows[0].source, occupation_ids=["kok"], competence_ids=[])
    again = type(bank).from_arrays(bank.source, bank.to_arrays())
    found = {row.id: row for row in map(again.vacancy, range(len(again)))}
    assert found == {row.id: row for row in rows}
    at_, codes = again.further()
    assert [again.id_of(int(i)) for i in at_] == ["v1"]
    assert codes.tolist() == [2000]
    older = {name: array for name, array in bank.to_arrays().items() if "further" not in name and "hours_h" not in name}
    assert type(bank).from_arrays(bank.source, older).vacancy(0).further_postcodes == ()
