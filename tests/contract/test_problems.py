"""Bad input: each gets a problem that says what is wrong, where, and what is allowed; the service goes on."""

import json
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from tests.problems import assert_problem

REACH = "/api/v1/jobbereik/reach"
JSON = {"content-type": "application/json"}
SHOP = {"occupationId": "winkelbediende", "months": 12, "kind": "job"}

BODIES = [
    ({"experiences": [SHOP | {"occupationId": "bestaat-niet"}]}, "unknown-id", "/experiences/0/occupationId"),
    ({"competenceIds": ["verkopen", "bestaat-niet"]}, "unknown-id", "/competenceIds/1"),
    ({"licencesHeld": ["rijbewijs-b", "x"]}, "unknown-id", "/licencesHeld/1"),
    ({"filters": {"sectors": ["x"]}}, "unknown-id", "/filters/sectors/0"),
    ({"filters": {"avoid": ["nights", "x"]}}, "unknown-id", "/filters/avoid/1"),
    ({"experiences": [SHOP | {"months": -1}]}, "invalid-request", "/experiences/0/months"),
    ({"experiences": [SHOP | {"months": 721}]}, "invalid-request", "/experiences/0/months"),
    ({"experiences": [SHOP | {"months": True}]}, "invalid-request", "/experiences/0/months"),
    ({"experiences": [SHOP | {"kind": "army"}]}, "invalid-request", "/experiences/0/kind"),
    ({"experiences": [SHOP | {"endedOn": "gisteren"}]}, "invalid-request", "/experiences/0/endedOn"),
    ({"experiences": [SHOP | {"endedOn": 12}]}, "invalid-request", "/experiences/0/endedOn"),
    ({"experiences": [SHOP | {"endedOn": "1599955200"}]}, "invalid-request", "/experiences/0/endedOn"),
    ({"experiences": [SHOP] * 51}, "invalid-request", "/experiences"),
    ({"competenceIds": ["verkopen"] * 1000}, "invalid-request", "/competenceIds"),
    ({"filters": {"eqfLevel": 9}}, "invalid-request", "/filters/eqfLevel"),
    ({"filters": {"postcode": "90000"}}, "invalid-request", "/filters/postcode"),
    ({"filters": {"radiusKm": 0}}, "invalid-request", "/filters/radiusKm"),
    ({"limit": 0}, "invalid-request", "/limit"),
    ({"limit": 101}, "invalid-request", "/limit"),
    ({"naam": "x"}, "invalid-request", "/naam"),
    ({"licences_held": []}, "invalid-request", "/licences_held"),
    ({"experiences": [SHOP | {"occupationId": "\ud800"}]}, "invalid-request", "/experiences/0/occupationId"),
]


@pytest.mark.parametrize(("body", "code", "pointer"), BODIES, ids=[f"{row[2]}-{i}" for i, row in enumerate(BODIES)])
def test_a_value_that_cannot_be_used_is_named(
    client: TestClient, body: dict[str, object], code: str, pointer: str
) -> None:
    response = client.post(REACH, content=json.dumps(body), headers=JSON)
    assert_problem(response, 422, code, pointer)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b'{"experiences": [', b'{"limit": "\xe9"}', b"{'a': 1}", b"[" * 100_000, b'{"limit": 1e999}'],
    ids=["empty", "half", "half list", "latin-1", "quotes", "deep", "infinite"],
)
def test_a_body_that_is_no_json_is_refused(client: TestClient, content: bytes) -> None:
    response = client.post(REACH, content=content, headers=JSON)
    assert response.status_code in (400, 422)
    assert_problem(
        response, response.status_code, {400: "unreadable-request", 422: "invalid-request"}[response.status_code]
    )


def test_a_body_of_ten_megabytes_is_refused_and_the_service_goes_on(client: TestClient) -> None:
    assert_problem(client.post(REACH, content=b" " * 10_000_000, headers=JSON), 413, "body-too-large")

    def chunks() -> Iterator[bytes]:
        for _ in range(30):
            yield b" " * 100_000

    assert_problem(client.post(REACH, content=chunks(), headers=JSON), 413, "body-too-large")
    assert client.post(REACH, json={}).status_code == 200


@pytest.mark.parametrize(
    "text", ["👩‍🚒", "مرحبا بالعالم", "‮bakker", "a\x00b", "' OR 1=1 --", "<script>", "%00", "ﷺ" * 200]
)
def test_strange_text_finds_nothing_or_something_but_never_fails(client: TestClient, text: str) -> None:
    for what in ("occupations", "competences"):
        answer = client.get(f"/api/v1/jobbereik/{what}", params={"q": text})
        assert answer.status_code == 200
        assert isinstance(answer.json()["items"], list)
    page = client.post("/jobbereik", data={"stap": "ervaring", "doe": "zoek-beroep", "zoek": text})
    assert page.status_code == 200
    assert "<script>" not in page.text


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/v1/bestaat-niet", 404, "not-found"),
        ("GET", "/api", 404, "not-found"),
        ("GET", "/api/v1/jobbereik/reach", 405, "method-not-allowed"),
        ("DELETE", "/api/v1/jobbereik/occupations", 405, "method-not-allowed"),
        ("GET", "/api/v1/jobbereik/occupations/bestaat-niet", 404, "not-found"),
        ("GET", "/api/v1/jobbereik/occupations", 422, "invalid-request"),
        ("GET", "/api/v1/jobbereik/occupations?q=a&limit=0", 422, "invalid-request"),
        ("GET", "/api/v1/jobbereik/occupations?q=a&lang=nl", 422, "invalid-request"),
        ("GET", f"/api/v1/jobbereik/occupations?q={'a' * 201}", 422, "invalid-request"),
    ],
)
def test_every_error_under_api_is_a_problem(client: TestClient, method: str, path: str, status: int, code: str) -> None:
    assert_problem(client.request(method, path), status, code)


def test_an_unforeseen_error_is_a_problem_under_api_and_a_page_elsewhere(
    client: TestClient, app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.state._state, "engines", None)
    body = assert_problem(client.post(REACH, json={}), 500, "internal-error")
    assert "NoneType" not in json.dumps(body)
    page = client.get("/jobbereik")
    assert page.status_code == 500
    assert "Er ging iets mis bij ons" in page.text
    assert page.headers["content-security-policy"]


def test_a_problem_never_breaks_on_the_value_that_it_gives_back(client: TestClient) -> None:
    body = assert_problem(client.post(REACH, json={"competenceIds": ["é" * 150]}), 422, "unknown-id")
    assert body["issues"][0]["value"] == "é" * 100
