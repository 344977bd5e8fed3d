"""Files of vacancies as people have them: shapes of JSON, encodings and headers of CSV, and what a wrong file is."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.unit.training.test_vacancy_rows import mapping_of
from training.tables import InputError
from training.vacancies.posting import RowError
from training.vacancies.sources import csv_rows, json_rows


def row(name: str = "a", **more: Any) -> dict[str, Any]:
    return {"title": "Kok", "datePosted": "2026-10-01", "identifier": name} | more


def rows(content: str | bytes) -> list[Any]:
    data = content if isinstance(content, bytes) else content.encode()
    return [raw.value for raw in json_rows(io.BytesIO(data), 0)]


TYPED = {"@type": "JobPosting", **row()}
LD = '<script type="application/ld+json">'


@pytest.mark.parametrize(
    ("content", "count"),
    [
        (json.dumps({"@context": "https://schema.org", "@graph": [TYPED, {"@type": "WebPage"}]}), 1),
        (json.dumps([row("a"), row("b")]) + "\n" + json.dumps(row("c")), 3),
        (json.dumps(row(), indent=2), 1),
        (json.dumps([row("a"), row("b")], indent=2), 2),
        ("[\n" + json.dumps(row("a")) + ",\n" + json.dumps(row("b")) + "\n]\n", 2),
        (json.dumps(row("a"), indent=1) + "\n" + json.dumps(row("b"), indent=1), 2),
        ("\x1e" + json.dumps(row("a")) + "\n\x1e" + json.dumps(row("b")) + "\n", 2),
        (f"<!DOCTYPE html><html>{LD}{json.dumps(TYPED)}</script>{LD}{{}}</script></html>", 2),
        (json.dumps({"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": TYPED}]}), 1),
        (json.dumps({"jobs": [row("a"), row("b")], "total": 2}), 2),
        (json.dumps(row()).encode("utf-16"), 1),
        ('{"title": "Kok\t", "datePosted": "2026-10-01"}', 1),
        (json.dumps({"@type": ["JobPosting", "Thing"], **row()}), 1),
        (json.dumps({"@context": {"functie": "schema:title"}, "@type": "schema:JobPosting", "functie": "Kok"}), 1),
        (json.dumps([{"@type": ["http://schema.org/JobPosting"], "http://schema.org/title": [{"@value": "Kok"}]}]), 1),
    ],
)
def test_vacancies_are_found_in_any_shape_of_json(content: str | bytes, count: int) -> None:
    found = rows(content)
    assert len(found) == count
    assert found[0]["title"].strip() == "Kok"


def test_what_is_named_by_its_id_is_looked_up() -> None:
    graph = [
        {**TYPED, "jobLocation": {"@id": "#p"}},
        {"@id": "#p", "@type": "Place", "address": {"postalCode": "9000"}},
    ]
    (found,) = rows(json.dumps({"@graph": graph}))
    assert found["jobLocation"]["address"]["postalCode"] == "9000"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (json.dumps({"@type": "Product", **row()}), "@type is 'Product'; expected 'JobPosting'"),
        (json.dumps({"@graph": [{"@type": "Product"}, {"@type": "Offer"}]}), "@type is 'Offer', 'Product'"),
        ("[]", "an empty list"),
    ],
)
def test_other_things_are_not_taken_for_a_vacancy(content: str, message: str) -> None:
    (found,) = rows(content)
    assert isinstance(found, RowError)
    assert message in str(found)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"PK\x03\x04...", "spreadsheet or ZIP"),
        (b"%PDF-1.7", "a PDF"),
        (b"<html>hoi</html>", "without JSON-LD"),
        (b"titel;datum\nKok;2026-10-01\n", "looks like CSV"),
        (json.dumps(row(), indent=2).encode()[:-3], "not JSON"),
    ],
)
def test_a_file_of_another_kind_is_one_sentence(content: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        rows(content)


MAPPING = 'delimiter: ";"\ncolumns: {title: Titel, datePosted: Datum}\n'
TABLE = "Titel;Datum\nKok;2026-10-01\nCrèchemedewerker;2026-10-01\n"


@pytest.mark.parametrize(
    ("encoding", "said", "message"),
    [
        ("cp1252", "", "byte 30, on line 3, is 0xe8; set encoding: windows-1252"),
        ("utf-16-le", "", "utf-16-le"),
        ("utf-8", "encoding: windows-1252\n", "the file is utf-8"),
        ("utf-8", "encoding: klingon\n", "Python does not know it"),
    ],
)
def test_another_encoding_is_refused_with_what_to_set(tmp_path: Path, encoding: str, said: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        list(csv_rows(io.BytesIO(TABLE.encode(encoding)), 0, mapping_of(tmp_path, MAPPING + said)))


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("cp1252", "encoding: windows-1252\n"), ("utf-16", ""), ("utf-8-sig", ""), ("utf-8", "")],
)
def test_encodings_are_read(tmp_path: Path, encoding: str, said: str) -> None:
    found = list(csv_rows(io.BytesIO(TABLE.encode(encoding)), 0, mapping_of(tmp_path, MAPPING + said)))
    assert [raw.value["title"] for raw in found if isinstance(raw.value, dict)] == ["Kok", "Crèchemedewerker"]


def test_headers_of_spreadsheets_are_read_and_shifted_rows_refused(tmp_path: Path) -> None:
    mapping = mapping_of(tmp_path, MAPPING)
    text = 'sep=;\n"Titel ";\ufeffDatum;\nKok;2026-10-01;;\nKok;2026-10-01;;meer\n'
    found = [raw.value for raw in csv_rows(io.BytesIO(text.encode()), 0, mapping)]
    assert isinstance(found[0], dict)
    assert "4 values, the header has 3" in str(found[1])
    with pytest.raises(InputError, match="stands in the header twice"):
        list(csv_rows(io.BytesIO(b"Titel;Datum;Titel\na;b;c\n"), 0, mapping))
    with pytest.raises(InputError, match='set delimiter: ","'):
        list(csv_rows(io.BytesIO(b"Titel,Datum\na,b\n"), 0, mapping))
