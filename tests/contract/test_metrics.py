"""Figures for Prometheus: only with the token, by template of route, and without anything of a person."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from api.app import create_app
from tests.conftest import settings

TOKEN = "a-token-of-prometheus"  # noqa: S105 - of this test alone
MINE = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    data: Path = tmp_path_factory.mktemp("watched")
    with TestClient(create_app(settings(data, metrics_token=TOKEN)), raise_server_exceptions=False) as found:
        yield found


def figures(client: TestClient) -> dict[tuple[str, ...], float]:
    answer = client.get("/metrics", headers=MINE)
    assert answer.status_code == 200
    families = text_string_to_metric_families(answer.text)
    return {(row.name, *sorted(row.labels.values())): row.value for family in families for row in family.samples}


def test_nobody_else_reads_them(client: TestClient, watched: TestClient) -> None:
    assert client.get("/metrics", headers=MINE).status_code == 404, "without the setting there is no such page"
    assert watched.get("/metrics").status_code == 404
    assert watched.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 404


def test_requests_are_counted_by_template_and_class(watched: TestClient) -> None:
    before = figures(watched)
    begun = watched.post("/api/v1/orient/sessions").json()
    address = f"/api/v1/orient/sessions/{begun['sessionId']}"
    watched.get(address, headers={"Authorization": f"Bearer {begun['sessionToken']}"})
    watched.get(address)
    watched.get("/bestaat-niet/geheim-woord")
    after = figures(watched)

    def more(*key: str) -> float:
        return after.get(key, 0) - before.get(key, 0)

    template = "/api/v1/orient/sessions/{session_id}"
    assert more("loopbaanspiegel_requests_total", "/api/v1/orient/sessions", "2xx", "POST") == 1
    total = [key for key in after if key[0] == "loopbaanspiegel_requests_total" and template in key]
    assert {key[1:] for key in total} == {("/api/v1/orient/sessions/{session_id}", s, "GET") for s in ("2xx", "4xx")}
    assert more("loopbaanspiegel_requests_total", "4xx", "GET", "none") == 1
    assert more("loopbaanspiegel_store_seconds_count", "write") >= 1
    text = watched.get("/metrics", headers=MINE).text
    for secret in (begun["sessionId"], begun["sessionToken"], begun["resumeCode"], "geheim-woord", "testclient"):
        assert secret not in text


def test_how_a_worker_stands_is_told(watched: TestClient) -> None:
    names = {key[0].removeprefix("loopbaanspiegel_") for key in figures(watched)}
    assert names >= {
        "in_flight", "waiting", "slots", "loop_late_seconds", "turned_away_total", "sessions", "session_events",
        "served_info", "refused_version", "request_seconds_bucket", "store_seconds_bucket",
    }  # fmt: skip
