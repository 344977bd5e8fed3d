"""Vacancies over the API and as pages: near a place, counted rightly, samples always called samples."""

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.vacancies import schemas
from item_bank.vacancies.records import VacancySource
from tests.conftest import settings
from tests.contract.test_openapi import members
from tests.near import HOSTILE, activate, opened, rows
from tests.problems import assert_problem

PATH = "/api/v1/jobbereik/vacancies"
WINKEL = {"experiences": [{"occupationId": "winkelbediende", "months": 60}]}


def served(folder: Path, source: VacancySource) -> Iterator[TestClient]:
    activate(folder, rows(source))
    with TestClient(create_app(settings(folder)), raise_server_exceptions=False) as found:
        yield found


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    yield from served(tmp_path_factory.mktemp("real"), VacancySource.IMPORTED)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    yield from served(tmp_path_factory.mktemp("sample"), VacancySource.SAMPLE)


def test_vacancies_near_a_place_come_nearest_first(real: TestClient) -> None:
    query = {"occupationId": "kok", "postcode": "9000", "radiusKm": 20, "limit": 100}
    found = real.get(PATH, params=query).json()
    schemas.VacanciesOut.model_validate(found)
    members(schemas.VacanciesOut, found)
    assert found["total"] == len(found["items"]) > 10
    assert {item["municipality"] for item in found["items"]} == {"Gent", "Deinze"}
    assert found["items"][0]["distanceKm"] == 0.0
    assert all(item["distanceKm"] <= 20 and item["occupationId"] == "kok" for item in found["items"])
    assert found["placeUnknown"] > 0
    assert (found["source"], found["radiusKm"]) == ("imported", 20)


def test_everything_open_is_listed_and_nothing_that_is_over(real: TestClient) -> None:
    found = real.get(PATH, params={"limit": 100}).json()
    assert {item["id"] for item in found["items"]} == {row.id for row in opened(rows())}
    assert "voorbij" not in {item["id"] for item in found["items"]}
    assert_problem(real.get(f"{PATH}/voorbij"), 404, "not-found")
    assert real.get("/vacatures/voorbij").status_code == 404
    pages = [real.get(PATH, params={"limit": 10, "offset": start}).json()["items"] for start in range(0, 50, 10)]
    assert [item["id"] for page in pages for item in page] == [item["id"] for item in found["items"]]


@pytest.mark.parametrize(
    ("query", "code", "pointer"),
    [
        ("occupationId=bestaat-niet", "unknown-id", "/occupationId"),
        ("occupationId=", "invalid-request", "/occupationId"),
        ("postcode=9999", "invalid-request", "/postcode"),
        ("postcode=0900", "invalid-request", "/postcode"),
        ("postcode=Gent", "invalid-request", "/postcode"),
        ("postcode=9000&radiusKm=0", "invalid-request", "/radiusKm"),
        ("postcode=9000&radiusKm=201", "invalid-request", "/radiusKm"),
        ("postcode=9000&radiusKm=ver", "invalid-request", "/radiusKm"),
        ("radiusKm=10", "invalid-request", "/radiusKm"),
        ("limit=0", "invalid-request", "/limit"),
        ("limit=101", "invalid-request", "/limit"),
        ("offset=-1", "invalid-request", "/offset"),
        ("straal=3", "invalid-request", "/straal"),
    ],
)
def test_a_wrong_question_says_what_is_allowed(real: TestClient, query: str, code: str, pointer: str) -> None:
    assert_problem(real.get(f"{PATH}?{query}"), 422, code, pointer)


def test_one_vacancy_says_what_is_known_and_nothing_more(real: TestClient) -> None:
    found = real.get(f"{PATH}/winkel%2F1").json()
    schemas.VacancyInFullOut.model_validate(found)
    members(schemas.VacancyInFullOut, found)
    assert found["title"] == HOSTILE
    assert found["municipality"] == "Leuven"
    assert found["salary"]["text"] == "2.100 tot 2.600,50 euro bruto per maand"
    assert found["competences"] == [{"id": "verkopen", "label": "Producten of diensten verkopen"}]
    bare = real.get(f"{PATH}/winkel-2").json()
    assert [bare[name] for name in ("salary", "postcode", "municipality", "hours", "url", "employer")] == [None] * 6
    assert_problem(real.get(f"{PATH}/bestaat-niet"), 404, "not-found")
    assert_problem(real.get(f"{PATH}/{'x' * 501}"), 422, "invalid-request")


def posting(text: str) -> dict[str, object]:
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert block is not None
    return json.loads(block.group(1))


def test_a_page_carries_its_job_posting_and_no_script_of_others(real: TestClient) -> None:
    text = real.get("/vacatures/winkel/1").text
    assert "<script>alert" not in text
    assert text.count("</script>") == 1
    found = posting(text)
    assert (found["@context"], found["@type"], found["title"]) == ("https://schema.org", "JobPosting", HOSTILE)
    assert found["baseSalary"]["value"] == {
        "@type": "QuantitativeValue",
        "minValue": 2100.0,
        "maxValue": 2600.5,
        "unitText": "MONTH",
    }
    assert found["jobLocation"]["address"]["postalCode"] == "3001"
    assert found["employmentType"] == "PART_TIME"
    assert "noindex" not in text
    assert "oorbeeldvacature" not in text
    odd = real.get("/vacatures/winkel-2").text
    assert "javascript:" not in odd
    assert not {"baseSalary", "jobLocation", "hiringOrganization", "validThrough"} & posting(odd).keys()
    assert odd.count("weten we niet") >= 2


def test_samples_are_called_samples_everywhere(sample: TestClient) -> None:
    for address in ("/vacatures", "/vacatures?beroep=kok&plaats=Gent&afstand=20", "/vacatures/kok-0", "/beroepen/kok"):
        text = sample.get(address).text
        visible = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", text, flags=re.DOTALL)
        assert "oorbeeldvacature" in visible, address
        bare = re.sub(r"[Vv]oorbeeldvacature\w*", "", visible)
        known = {"Vacatures in je buurt", "Vacatures", "echte vacatures", "vacatures die we zelf"}
        for phrase in known:
            bare = bare.replace(phrase, "")
        assert not re.search(r"\d+ vacature", bare), address
        if address.startswith("/vacatures"):
            assert '<meta name="robots" content="noindex">' in text
    assert str(posting(sample.get("/vacatures/kok-0").text)["title"]).startswith("Voorbeeldvacature: ")
    found = sample.post("/api/v1/jobbereik/what-if", json=WINKEL).json()
    assert {item["source"] for item in found["items"]} <= {"sample", None}
    assert sample.get(PATH).json()["source"] == "sample"
    assert {item["source"] for item in sample.get(PATH).json()["items"]} == {"sample"}


def test_a_region_takes_away_what_surely_is_not_there_and_says_so(real: TestClient, sample: TestClient) -> None:
    body = WINKEL | {"limit": 100, "filters": {"postcode": "9000", "radiusKm": 10}}
    found = real.post("/api/v1/jobbereik/reach", json=body).json()
    everywhere = real.post("/api/v1/jobbereik/reach", json=body | {"filters": {}}).json()
    shown = [row for name in ("withinReach", "withTraining") for row in found[name]]
    assert found["removedByFilters"] > 0
    assert all(row["vacancyCount"] or row["occupation"]["id"] == "kok" for row in shown)
    before = {row["occupation"]["id"] for name in ("withinReach", "withTraining") for row in everywhere[name]}
    gone = before - {row["occupation"]["id"] for row in shown}
    assert len(gone) == found["removedByFilters"]
    assert found["resultId"] != everywhere["resultId"]
    samples = sample.post("/api/v1/jobbereik/reach", json=body).json()
    note = next(note for note in samples["notes"] if note["code"] == "region-of-samples")
    assert "voorbeeldvacature op 10 km of minder van 9000" in note["text"]
    assert "region-of-samples" not in {note["code"] for note in found["notes"]}
    lone = WINKEL | {"filters": {"radiusKm": 10}}
    codes = {note["code"] for note in real.post("/api/v1/jobbereik/reach", json=lone).json()["notes"]}
    assert "region-not-used" in codes
    wrong = WINKEL | {"filters": {"postcode": "9999"}}
    assert_problem(real.post("/api/v1/jobbereik/reach", json=wrong), 422, "invalid-request", "/filters/postcode")


def test_evidence_stands_beside_each_competence(real: TestClient) -> None:
    found = real.post("/api/v1/jobbereik/gap", json=WINKEL | {"occupationId": "kok"}).json()
    evidence = {row["id"]: row["evidence"] for row in found["missing"]}["warme-gerechten-bereiden"]
    assert (evidence["asked"], evidence["vacancies"], evidence["share"]) == (30, 40, 0.75)
    assert evidence["low"] < 0.75 < evidence["high"]
    assert (evidence["source"], evidence["since"], evidence["thin"], evidence["trend"]) == (
        "imported",
        "2025-02-01",
        False,
        None,
    )
    assert len(evidence["examples"]) == 3
    assert set(evidence["examples"]) <= {row.id for row in opened(rows())}
    assert all(row["evidence"] is None for row in found["unused"])
    thin = real.get("/api/v1/jobbereik/occupations/winkelbediende").json()["competences"][0]["evidence"]
    assert thin["thin"] is True
    unknown = real.get("/api/v1/jobbereik/occupations/lasser").json()
    assert unknown["competences"][0]["evidence"] is None
    assert unknown["vacancyCount"] == 0
    assert "nog geen 30 vacatures" in real.get("/beroepen/winkelbediende").text


def test_the_search_page_keeps_what_was_typed_and_explains_it(real: TestClient) -> None:
    text = real.get("/vacatures", params={"q": "kok", "plaats": "gent", "afstand": "5"}).text
    assert "tot 5 km van 9000 Gent" in text
    assert 'value="kok"' in text
    assert "Bedoelde je een ander beroep?" in text
    wrong = real.get("/vacatures", params={"q": "xqzvkwj", "plaats": "<b>nergens"}).text
    assert html.escape("<b>nergens") in wrong
    assert wrong.count('aria-invalid="true"') == 2
    assert 'id="gevonden"' not in wrong
    namesakes = real.get("/vacatures", params={"plaats": "Aalst"}).text
    assert "km van 9300 Aalst" in namesakes
    assert "3800 Aalst (Sint-Truiden)</a>" in namesakes
    for odd in ({"afstand": "ver", "vanaf": "-3"}, {"plaats": "9" * 300}, {"beroep": "weg"}, {"x": "y"}):
        assert real.get("/vacatures", params=odd).status_code == 200


def test_a_place_is_asked_among_the_wishes_and_a_wrong_one_is_explained(real: TestClient) -> None:
    data = {
        "stap": "wensen",
        "doe": "naar:resultaat",
        "profiel": json.dumps(WINKEL),
        "plaats": "leuven",
        "afstand": "10",
    }
    text = real.post("/jobbereik", data=data).text
    kept = json.loads(html.unescape(re.search(r'name="profiel" value="([^"]*)"', text).group(1)))
    assert (kept["filters"]["postcode"], kept["filters"]["radiusKm"]) == ("3000", 10)
    wrong = real.post("/jobbereik", data=data | {"plaats": "nergenshuizen"}).text
    assert 'value="nergenshuizen"' in wrong
    assert 'aria-describedby="plaats-uitleg plaats-fout"' in wrong
    old = WINKEL | {"filters": {"postcode": "9999"}}
    text = real.post("/jobbereik", data={"stap": "resultaat", "profiel": json.dumps(old)}).text
    assert "1 keuze uit je profiel kennen we niet meer" in text
