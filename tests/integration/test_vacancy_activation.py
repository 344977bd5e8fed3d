"""Activating other vacancies while the service runs: picked up without a restart, refused when damaged."""

import json
from pathlib import Path

from starlette.testclient import TestClient

from api.app import create_app
from item_bank.catalogue.builtin import catalogue
from item_bank.vacancies import snapshot
from tests.conftest import settings
from tests.integration.test_activation import wait_for
from tests.vacancies import vacancy, write_version

GAP = {"experiences": [{"occupationId": "winkelbediende", "months": 60}], "occupationId": "kok"}


def write(data: Path, name: str, asked: int) -> None:
    rows = [vacancy(i, "kok", ["warme-gerechten-bereiden"] if i < asked else []) for i in range(40)]
    write_version(snapshot.versions_dir(data) / name, rows, catalogue())


def test_a_running_service_picks_up_other_vacancies(tmp_path: Path) -> None:
    write(tmp_path, "een", 10)
    write(tmp_path, "twee", 30)
    snapshot.activate(tmp_path, "een")
    app = create_app(settings(tmp_path, catalogue_poll_seconds=0.05))
    with TestClient(app) as client:

        def asked() -> int:
            found = client.post("/api/v1/jobbereik/gap", json=GAP).json()
            rows = {row["id"]: row["evidence"] for row in (*found["missing"], *found["matched"])}
            return int(rows["warme-gerechten-bereiden"]["asked"])

        def status() -> str:
            return str(client.get("/health").json()["status"])

        assert asked() == 10
        engine = app.state.engines.current
        snapshot.activate(tmp_path, "twee")
        wait_for(lambda: asked() == 30)
        assert app.state.engines.current.index is engine.index, "only the vacancies are loaded again"
        damaged = snapshot.versions_dir(tmp_path) / "een" / "manifest.json"
        damaged.write_text("{}", encoding="utf-8")
        pointer = snapshot.vacancies_dir(tmp_path) / "active.json"
        for text in (json.dumps({"version": "een"}), json.dumps({"version": "../een"}), "{"):
            pointer.write_text(text, encoding="utf-8")
            wait_for(lambda: status() == "DEGRADED")
            assert asked() == 30, "the old ones go on serving"
            pointer.write_text(json.dumps({"version": "twee"}), encoding="utf-8")
            wait_for(lambda: status() == "UP")
