"""Work that grows with what somebody sends or keeps has a bound, and what an old release kept is still read."""

from collections.abc import Iterator
from concurrent.futures import Future
from typing import Any

import pytest
from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import Response
from starlette.testclient import TestClient

from api import problems
from api.app import create_app
from api.web import languages, typst
from api.web.rendering import render
from tests import sharing
from tests.conftest import settings
from tests.problems import assert_problem

RESULTS = "/api/v1/account/results"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with TestClient(create_app(settings(tmp_path_factory.mktemp("data"))), raise_server_exceptions=False) as found:
        yield found


def test_half_a_character_that_an_old_release_kept_breaks_nothing(client: TestClient) -> None:
    mine = sharing.citizen(client)
    id_ = sharing.kept(client, mine)
    database = client.app.state.database

    async def spoil() -> None:
        async with database.writing() as connection:
            query = text("UPDATE account_results SET document = replace(document, :was, :half) WHERE id = :id")
            await connection.execute(query, {"was": "je kookt graag", "half": "je \\ud83d\\ude00 \\ud800", "id": id_})

    client.portal.call(spoil)
    for path in (RESULTS, f"{RESULTS}/{id_}", "/api/v1/account/export", "/api/v1/account/overview"):
        answer = client.get(path, headers=mine)
        assert answer.status_code == 200, path
        assert "\ud83d" not in answer.text
    kept = client.get(f"{RESULTS}/{id_}", headers=mine).json()["document"]
    assert kept["occupations"][0]["reasons"][0]["text"] == "je 😀 �"
    made = sharing.share(client, mine, resultIds=[id_], includeAnswers=True)
    seen = client.post(f"/api/v1/coach/links/{made['shareId']}", json={"linkCode": made["linkCode"]})
    assert seen.status_code == 200


def test_results_come_a_page_at_a_time_and_say_what_changed_since_one_behind_the_page(client: TestClient) -> None:
    mine = sharing.citizen(client)
    ids = []
    for day in range(1, 8):
        for tool, document in (("orient", sharing.ORIENT), ("netwerk", sharing.NETWERK)):
            body = {"tool": tool, "document": document, "takenOn": f"2026-01-0{day}"}
            ids.append(client.post(RESULTS, json=body, headers=mine).json()["id"])
    whole = client.get(RESULTS, headers=mine).json()
    assert "next" not in whole
    found: list[dict[str, Any]] = []
    after = ""
    while True:
        page = client.get(RESULTS, params={"limit": 3, "after": after}, headers=mine).json()
        assert len(page["items"]) <= 3
        found += page["items"]
        after = page.get("next", "")
        if not after:
            break
    assert found == whole["items"]
    assert sorted(row["id"] for row in found) == sorted(ids)
    assert client.get(RESULTS, params={"after": "0" * 32}, headers=mine).json() == {"items": []}
    for wrong in ({"limit": 101}, {"limit": 0}, {"after": "x"}):
        assert_problem(client.get(RESULTS, params=wrong, headers=mine), 422, "invalid-request")


def test_a_hundred_rows_for_three_hundred_competences_stay_small(client: TestClient) -> None:
    catalogue = client.app.state.engines.current.catalogue
    told = {
        "experiences": [{"occupationId": catalogue.occupation(i).id, "months": 60} for i in range(20)],
        "competenceIds": [catalogue.competence(i).id for i in range(300)],
        "limit": 100,
    }
    answer = client.post("/api/v1/jobbereik/reach", json=told)
    assert answer.status_code == 200
    assert len(answer.content) < 2_000_000
    rows = answer.json()["withinReach"]
    assert {len(row["unused"]) for row in rows} == {20}
    one = {**told, "occupationId": rows[0]["occupation"]["id"]}
    one.pop("limit")
    looked_up = client.post("/api/v1/jobbereik/gap", json=one).json()
    assert len(looked_up["unused"]) + len(looked_up["matched"]) == 300
    assert [row["id"] for row in looked_up["unused"]][:20] == [row["id"] for row in rows[0]["unused"]]


def test_documents_beyond_what_may_wait_are_refused(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting: set[Future[bytes]] = {Future() for _ in range(typst.AT_A_TIME + typst.WAITING)}
    monkeypatch.setattr(typst, "_asked", waiting)
    mine = sharing.citizen(client)
    answer = client.get("/api/v1/account/report", headers=mine)
    assert_problem(answer, 503, "busy")
    assert int(answer.headers["retry-after"]) > 0
    waiting.pop()
    assert client.get("/api/v1/account/report", headers=mine).status_code == 200


def test_a_page_that_is_refused_is_made_once_for_each_address_and_language(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def counted(request: Request, *told: Any, **more: Any) -> Response:
        made.append(f"{request.method} {request.url.path}")
        return render(request, *told, **more)

    monkeypatch.setattr(problems, "render", counted)
    monkeypatch.setattr(client.app.state.gate, "full", lambda **_: True)
    pages = [client.get(f"/jobbereik?q={at % 2}") for at in range(6)]
    assert {page.status_code for page in pages} == {503}
    assert [f'href="/jobbereik?q={at % 2}">Probeer opnieuw' in page.text for at, page in enumerate(pages)] == [True] * 6
    assert made == ["GET /jobbereik"] * 2
    french = client.get("/jobbereik?q=0", headers={"cookie": f"{languages.COOKIE}=fr"})
    assert (french.headers["content-language"], french.headers["retry-after"]) == ("fr-BE", "2")
    assert client.get("/jobbereik?q=0").headers["content-language"] == "nl-BE"
    told = [client.post("/jobbereik", data={"q": word}, headers={"origin": "http://testserver"}) for word in "ab"]
    assert ['value="a"' in page.text for page in told] == [True, False], "what was typed is in nobody else's page"
    for at in range(problems.REFUSED_MOST + 5):
        client.get(f"/beroepen?q={at}")
    assert len(problems._refusals) == problems.REFUSED_MOST
