"""Rows of vacancies as people publish them: what is read, what is refused, and how it is said."""

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from item_bank.vacancies.records import EmploymentType, Hours, Salary, SalaryUnit
from training.tables import InputError
from training.vacancies import sources
from training.vacancies.posting import Posting, RowError, read_posting
from training.vacancies.sources import LONGEST_LINE, csv_rows, json_rows, read_mapping
from training.vacancies.text import READ_CHARS, plain, shortened

ON = date(2026, 11, 25)


def row(**changes: Any) -> dict[str, Any]:
    """Return a row that can be used, with some members of another value; ``None`` takes a member away."""
    values = {"title": "Kok", "datePosted": "2026-10-01", "description": "Je kookt.", "identifier": "k1"} | changes
    return {name: value for name, value in values.items() if value is not None}


def read(**changes: Any) -> Posting:
    return read_posting(row(**changes), ON)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title": None}, "title is missing"),
        ({"title": "   "}, "title is '   '"),
        ({"title": 7}, "title is 7"),
        ({"title": "<b></b>"}, "title is"),
        ({"title": ["Kok"]}, "title is ['Kok']"),
        ({"datePosted": None}, "datePosted is missing"),
        ({"datePosted": "gisteren"}, "datePosted is 'gisteren'"),
        ({"datePosted": 20261001}, "datePosted is 20261001"),
        ({"datePosted": "2026-02-30"}, "datePosted is '2026-02-30'"),
        ({"datePosted": "2026-11-26"}, "datePosted is 2026-11-26, after today (2026-11-25)"),
        ({"datePosted": "1999-12-31"}, "expected 2000-01-01 or later"),
        ({"validThrough": "2026-09-30"}, "before datePosted"),
        ({"description": 7}, "description is 7; expected text"),
        ({"description": True}, "description is True"),
    ],
)
def test_a_row_that_cannot_be_used_says_what_is_wrong(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(RowError) as error:
        read(**changes)
    assert message in str(error.value)


@pytest.mark.parametrize("value", [None, 7, "tekst", [], ["x"], True])
def test_a_row_is_an_object(value: object) -> None:
    with pytest.raises(RowError, match="expected a JSON object"):
        read_posting(value, ON)


def test_the_days_themselves_are_allowed() -> None:
    assert read(datePosted="2026-11-25").posted == ON
    assert read(datePosted="2026-11-25T08:30:00+01:00", validThrough="2026-11-25").valid_through == ON


def test_scripts_are_shown_as_text_and_never_as_markup() -> None:
    found = read(title="<b>Kok</b><script>alert(1)</script>", description="<p>Koken</p>&lt;script&gt;x&lt;/script&gt;")
    assert found.title == "Kokalert(1)"
    assert found.description == "Koken\n<script>x</script>"


def test_a_description_of_a_megabyte_is_bounded() -> None:
    for text in ("a" * 1_000_000, "woord " * 200_000, "<p>" * 300_000 + "x", "&amp;" * 200_000, "<" * 1_000_000):
        assert len(read(description=text).text) <= READ_CHARS
        assert len(shortened(plain(text))) <= 1_000


def test_characters_that_no_file_can_hold_are_taken_out() -> None:
    found = read(title="Kok \ud800\x00", description="a\x00b \udfff", identifier="k\ud800")
    for text in (found.title, found.description, found.id):
        assert text.encode("utf-8")


@pytest.mark.parametrize(
    ("value", "salary"),
    [
        ({"currency": "EUR", "value": {"value": 15.1, "unitText": "HOUR"}}, (1510, 1510, SalaryUnit.HOUR)),
        (
            {"currency": "EUR", "value": {"minValue": "2.500", "maxValue": "3.000,5", "unitText": "month"}},
            (250000, 300050, SalaryUnit.MONTH),
        ),
        ({"currency": "EUR", "value": {"minValue": 2500, "unitText": "MONTH"}}, (250000, None, SalaryUnit.MONTH)),
        ({"currency": "USD", "value": {"value": 15, "unitText": "HOUR"}}, None),
        ({"currency": "EUR", "value": {"value": 15}}, None),
        ({"currency": "EUR", "value": 15}, None),
        ({"currency": "EUR", "value": {"value": -3, "unitText": "HOUR"}}, None),
        ({"currency": "EUR", "value": {"value": "veel", "unitText": "HOUR"}}, None),
        ({"currency": "EUR", "value": {"value": float("nan"), "unitText": "HOUR"}}, None),
        ({"currency": "EUR", "value": {"minValue": 20, "maxValue": "veel", "unitText": "HOUR"}}, None),
        ({"currency": "EUR", "value": {"minValue": 30, "maxValue": 20, "unitText": "HOUR"}}, None),
        ("volgens barema", None),
        (2500, None),
    ],
)
def test_a_salary_is_known_or_left_out_and_never_guessed(
    value: object, salary: tuple[int | None, int | None, SalaryUnit] | None
) -> None:
    found = read(baseSalary=value)
    expected = None if salary is None else Salary(low_cents=salary[0], high_cents=salary[1], unit=salary[2])
    assert found.salary == expected
    assert ("baseSalary" in found.left_out) == (salary is None)


@pytest.mark.parametrize(
    ("place", "postcode"),
    [
        ({"address": {"postalCode": "9000", "addressLocality": "Gent"}}, 9000),
        ({"address": {"postalCode": 9000}}, 9000),
        ({"address": "Kerkstraat 1200, 9000 Gent"}, 9000),
        ([{"address": {}}, {"address": {"postalCode": "B-1000"}}], 1000),
        ({"address": {"postalCode": "9999"}}, None),
        ({"address": {"postalCode": "75001"}}, None),
        ("thuis", None),
        (7, None),
    ],
)
def test_a_postcode_exists_or_is_unknown(place: object, postcode: int | None) -> None:
    assert read(jobLocation=place).postcode == postcode


def test_other_members_are_read_in_the_shapes_people_write() -> None:
    found = read(
        employmentType=["part-time"],
        workHours="19,5 uur per week",
        hiringOrganization={"name": "Voorbeeld"},
        skills=["HACCP; koken", {"name": "bakken"}],
        occupationalCategory={"codeValue": "5120"},
        url="https://example.org/a",
    )
    assert (found.employment_types, found.employer) == ((EmploymentType.PART_TIME,), "Voorbeeld")
    assert found.hours == Hours(low=19.5, high=19.5)
    assert found.skills == ("HACCP", "koken", "bakken")
    assert found.categories == ("5120",)
    assert found.url == "https://example.org/a"
    assert read(url="javascript:alert(1)").url is None
    assert read(url='https://x.be/"onload=').url is None
    assert "workHours" in read(workHours="990").left_out


def test_a_row_without_id_gets_the_same_one_each_time() -> None:
    assert read(identifier=None).id == read(identifier=None).id != read(identifier=None, title="Bakker").id
    assert read(identifier={"value": 12}).id == "12"


def test_lines_that_are_no_json_are_errors_of_their_line() -> None:
    deep = b"[" * 200_000
    good = json.dumps(row()).encode()
    lines = [b"\xef\xbb\xbf" + good, b"", b"{kapot", b'{"title": "\xff"}', deep, b"x" * (LONGEST_LINE + 9), good]
    found = list(json_rows(io.BytesIO(b"\n".join(lines)), 0))
    assert [raw.line for raw in found] == [1, 3, 4, 5, 6, 7]
    assert [isinstance(raw.value, RowError) for raw in found] == [False, True, True, True, True, False]
    assert "not UTF-8" in str(found[2].value)
    assert "longer than" in str(found[4].value)


def mapping_of(tmp_path: Path, text: str) -> sources.ColumnMapping:
    path = tmp_path / "mapping.yaml"
    path.write_text(text, encoding="utf-8")
    return read_mapping(path)


def test_a_mapping_reads_csv(tmp_path: Path) -> None:
    mapping = mapping_of(
        tmp_path,
        'delimiter: ";"\nday_format: "%d/%m/%Y"\ncolumns:\n  title: Functie\n  datePosted: Datum\n'
        "  description: [Taak, Profiel]\n  postalCode: Post\n  salaryMin: Loon\n  salaryUnit: Per\n",
    )
    text = 'Functie;Datum;Taak;Profiel;Post;Loon;Per\nKok;01/10/2026;"Koken\nen afwassen";net;9000;15;HOUR\n'
    text += "Bakker;31/31/2026;;;;;\n"
    first, second = csv_rows(io.BytesIO(text.encode()), 0, mapping)
    found = read_posting(first.value, ON)
    assert (first.line, second.line) == (2, 4)
    assert (found.title, found.posted, found.postcode) == ("Kok", date(2026, 10, 1), 9000)
    assert found.text == "Koken\nen afwassen\nnet"
    assert found.salary == Salary(low_cents=1500, high_cents=None, unit=SalaryUnit.HOUR)
    with pytest.raises(RowError, match="31/31/2026"):
        read_posting(second.value, ON)
    assert [raw.line for raw in csv_rows(io.BytesIO(text.encode()), 3, mapping)] == [4]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("columns: {title: A}", "field 'datePosted' has no column"),
        ("columns: {title: A, datePosted: B, kleur: C}", "field 'kleur' is unknown"),
        ("columns: [A]", "expected a field and its column"),
        ('columns: {title: A, datePosted: B}\ndelimiter: ";;"', "expected one character"),
    ],
)
def test_a_wrong_mapping_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError) as error:
        mapping_of(tmp_path, text)
    assert message in str(error.value)


def test_a_column_that_is_missing_refuses_the_file(tmp_path: Path) -> None:
    mapping = mapping_of(tmp_path, "columns: {title: A, datePosted: B}")
    with pytest.raises(InputError, match="column 'B' is missing"):
        list(csv_rows(io.BytesIO(b"A,C\n1,2\n"), 0, mapping))
