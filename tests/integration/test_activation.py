"""Importing and activating a catalogue while the service runs: picked up without a restart, refused when damaged."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from tests.conftest import settings
from training.__main__ import main

OCCUPATIONS = "id,label_nl,aliases_nl\n" + "".join(f"o{i},Beroep {i},naam{i}\n" for i in range(8))
COMPETENCES = "id,label_nl,kind\n" + "".join(f"c{i},Kunnen {i},skill\n" for i in range(20))
LINKS = "occupation_id,competence_id\n" + "".join(f"o{i},c{(i + j) % 20}\n" for i in range(8) for j in range(9))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "klein"
    path.mkdir()
    for name, text in (
        ("occupations.csv", OCCUPATIONS),
        ("competences.csv", COMPETENCES),
        ("occupation_competences.csv", LINKS),
    ):
        (path / name).write_text(text, encoding="utf-8")
    return path


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, "the running service did not notice within 60 seconds"
        time.sleep(0.05)


def test_a_running_service_picks_up_what_is_activated(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    monkeypatch.setenv("DATA_DIR", str(data))
    app = create_app(settings(data, catalogue_poll_seconds=0.05))
    with TestClient(app) as client:

        def version() -> str:
            return client.get("/api/v1/jobbereik/catalogue").json()["version"]

        built_in = version()
        assert main(["catalogue", "import", str(folder)]) == 0
        assert version() == built_in
        assert main(["catalogue", "activate", "klein"]) == 0
        wait_for(lambda: version().startswith("klein-"))
        body = {"experiences": [{"occupationId": "o1", "months": 24}]}
        found = client.post("/api/v1/jobbereik/reach", json=body).json()
        assert found["catalogueVersion"].startswith("klein-")
        assert "gates-unknown" in {note["code"] for note in found["notes"]}
        assert client.get("/beroepen/o1").status_code == 200
        assert client.get("/beroepen/kok").status_code == 404
        (data / "catalogues" / "active.json").write_text('{"version": "weg-000000000000"}', encoding="utf-8")
        wait_for(lambda: client.get("/health").json()["status"] == "DEGRADED")
        assert version().startswith("klein-")
        assert main(["catalogue", "activate", "built-in"]) == 0
        wait_for(lambda: version() == built_in)
        wait_for(lambda: client.get("/health").json()["status"] == "UP")


def test_a_damaged_snapshot_is_never_served(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = tmp_path / "data"
    monkeypatch.setenv("DATA_DIR", str(data))
    app = create_app(settings(data, catalogue_poll_seconds=0.05))
    assert main(["catalogue", "import", str(folder)]) == 0
    snapshot = next((data / "catalogues").glob("klein-*"))
    records = snapshot / "records.json"
    records.write_text(records.read_text(encoding="utf-8") + " ", encoding="utf-8")
    pointer = data / "catalogues" / "active.json"
    with TestClient(app) as client:
        pointer.write_text(f'{{"version": "{snapshot.name}"}}', encoding="utf-8")
        wait_for(lambda: client.get("/health").json()["status"] == "DEGRADED")
        assert client.get("/api/v1/jobbereik/catalogue").json()["builtIn"] is True
