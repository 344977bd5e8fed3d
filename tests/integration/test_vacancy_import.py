"""Importing and learning with the real commands: wrong rows, killed half-way, a full disk, other vacancies served."""

import json
import signal
import subprocess
import sys
import time
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient

from api.app import create_app
from item_bank.catalogue import builtin
from item_bank.vacancies import snapshot
from item_bank.vacancies.records import VacancySource
from models.vacancies.statistics import VacancyStatistics
from tests.conftest import settings
from training.__main__ import main
from training.vacancies import samples

ON = date(2026, 11, 25)
DAY = ["--on", ON.isoformat()]
SMALL_PARTS = "from training.vacancies import importing; importing.PART_ROWS = 100; "


def rows(count: int, *, sample: bool = False, seed: int = 1) -> list[dict[str, Any]]:
    """Return generated vacancies; without their mark they stand for real ones."""
    found = list(samples.generate(builtin.catalogue(), count, seed, ON))
    return found if sample else [{key: value for key, value in row.items() if key != "sample"} for row in found]


def write(path: Path, lines: list[dict[str, Any] | str]) -> Path:
    text = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
    path.write_text(text, encoding="utf-8")
    return path


def command(data: Path, *arguments: str, setup: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own, after some setting up."""
    program = f"import sys; {setup}from training.__main__ import main; sys.exit(main(sys.argv[1:]))"
    return subprocess.run(
        [sys.executable, "-c", program, "vacancies", *arguments, "--data-dir", str(data), *DAY],
        capture_output=True,
        text=True,
        check=False,
    )


def columns(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*") if path.name != "manifest.json"}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def vacancies(data: Path, *arguments: str) -> int:
    return main(["vacancies", *arguments, "--data-dir", str(data)])


def test_wrong_rows_are_named_and_the_rest_is_imported(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = rows(60)
    wrong: list[dict[str, Any] | str] = [
        *good[:40],
        '{"title": "Kok", ',
        good[3],
        {**good[41], "identifier": "toekomst", "datePosted": "2031-01-01"},
        {**good[42], "identifier": "leeg", "title": " "},
        {**good[43], "identifier": "groot", "description": "<script>alert(1)</script>" + "lang " * 200_000},
        {**good[44], "identifier": "sample", "sample": True},
        *good[45:],
    ]
    file = write(tmp_path / "rows.jsonl", wrong)
    assert vacancies(data, "import", str(file), *DAY) == 0
    printed = capsys.readouterr().out
    assert "56 imported vacancies" in printed
    for message in (
        "line 41: not JSON",
        "line 42: identifier is 'voorbeeld-0000003'; an earlier row has it too",
        "line 43: datePosted is 2031-01-01, after today",
        "line 44: title is ' '; expected text",
        "line 46: sample is True",
    ):
        assert message in printed
    (batch,) = snapshot.batches(data)
    assert len((batch / "errors.csv").read_text(encoding="utf-8").splitlines()) == 6
    before = columns(batch)
    assert vacancies(data, "import", str(file), *DAY) == 0
    assert "unchanged: the same file was imported before" in capsys.readouterr().out
    assert [columns(folder) for folder in snapshot.batches(data)] == [before]
    assert snapshot.active_version(data) is None


def test_a_file_without_a_usable_row_leaves_nothing(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for lines, message in (([], "no row can be used, it is empty"), (["[]", "nee"], "line 1: an empty list")):
        assert vacancies(data, "import", str(write(tmp_path / "rows.jsonl", [*lines])), *DAY) == 2
        assert message in capsys.readouterr().err
    assert vacancies(data, "import", str(tmp_path / "weg.jsonl"), *DAY) == 2
    assert vacancies(data, "learn", *DAY) == 2
    assert "nothing was imported yet" in capsys.readouterr().err
    assert list((data / "vacancies").rglob("*.npz")) == []


def test_a_killed_import_goes_on_where_it_was(data: Path, tmp_path: Path) -> None:
    file = write(tmp_path / "rows.jsonl", [*rows(700)[:300], "kapot", *rows(700)[300:]])
    program = f"import sys; {SMALL_PARTS}from training.__main__ import main; sys.exit(main(sys.argv[1:]))"
    arguments = ["vacancies", "import", str(file), "--data-dir", str(data), *DAY]
    with subprocess.Popen([sys.executable, "-c", program, *arguments], stdout=subprocess.DEVNULL) as process:
        end = time.monotonic() + 60
        while not any((data / "vacancies").glob("batches/.work-*/part-000001.npz")):
            assert time.monotonic() < end, "no part was written within 60 seconds"
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
    assert snapshot.batches(data) == []
    (work,) = (data / "vacancies" / "batches").glob(".work-*")
    state = work / "state.json"
    done = json.loads(state.read_text(encoding="utf-8"))["parts"] if state.exists() else 0
    first = {path.name: path.stat().st_mtime_ns for path in work.glob("part-*.npz")}
    assert vacancies(data, "import", str(file), *DAY) == 0
    assert vacancies(tmp_path / "clean", "import", str(file), *DAY) == 0
    (batch,), (clean,) = snapshot.batches(data), snapshot.batches(tmp_path / "clean")
    assert columns(batch) == columns(clean)
    assert done >= 1
    assert first
    assert not work.exists()


def limited(size: int) -> str:
    """Let the system refuse files over a size, as a full disk does."""
    # What Python compiles meanwhile would be kept in half, for every process after this one.
    kept = "import resource; sys.dont_write_bytecode = True; "
    return f"{kept}resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size})); "


def test_a_disk_that_fills_leaves_nothing_half_active(data: Path, tmp_path: Path) -> None:
    first = write(tmp_path / "first.jsonl", [*rows(300)])
    assert vacancies(data, "import", str(first), *DAY) == 0
    assert vacancies(data, "learn", *DAY) == 0
    active, before = snapshot.active_version(data), sorted(map(str, data.rglob("*")))
    second = write(tmp_path / "second.jsonl", [*rows(300, seed=2)])
    failed = command(data, "import", str(second), setup=limited(60_000))
    assert failed.returncode == 2
    assert failed.stderr.startswith("error: ")
    assert failed.stderr.count("\n") == 1
    assert len(snapshot.batches(data)) == 1
    assert vacancies(data, "import", str(second), *DAY) == 0
    imported = sorted(map(str, data.rglob("*")))
    assert set(before) < set(imported)
    failed = command(data, "learn", setup=limited(20_000))
    assert (failed.returncode, failed.stderr.count("\n")) == (2, 1)
    assert sorted(map(str, data.rglob("*"))) == imported
    assert snapshot.active_version(data) == active
    assert VacancyStatistics.load(data, builtin.catalogue()).version == active
    assert vacancies(data, "learn", *DAY) == 0
    assert snapshot.active_version(data) != active


def test_two_processes_learn_the_same_as_one(data: Path, tmp_path: Path) -> None:
    for seed in (1, 2):
        file = write(tmp_path / f"{seed}.jsonl", [*rows(400, seed=seed)])
        assert vacancies(data, "import", str(file), *DAY) == 0
    assert vacancies(data, "learn", "--no-activate", *DAY) == 0
    (one,) = snapshot.versions(data)
    one = one.rename(tmp_path / "one")
    assert vacancies(data, "learn", "--no-activate", "--processes", "2", *DAY) == 0
    (two,) = snapshot.versions(data)
    assert columns(one) == columns(two)
    assert snapshot.active_version(data) is None


@pytest.mark.timeout(600)
@pytest.mark.skipif(find_spec("distributed") is None, reason="Dask is not installed: the extra 'scale' brings it")
def test_two_dask_workers_read_and_count_the_same_as_one_process(data: Path, tmp_path: Path) -> None:
    files = [str(write(tmp_path / f"{seed}.jsonl", [*rows(300, seed=seed)])) for seed in (1, 2)]
    other, rest = tmp_path / "dask", ["--no-activate", *DAY]
    assert vacancies(data, "import", *files, *DAY) == 0
    assert vacancies(data, "learn", *rest) == 0
    options = ["--data-dir", str(other), "--dask"]
    program = f"""
from distributed import LocalCluster
from training.__main__ import main
with LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None) as cluster:
    where = cluster.scheduler_address
    assert main(["vacancies", "import", *{files}, *{DAY}, *{options}, where]) == 0
    assert main(["vacancies", "learn", *{rest}, *{options}, where]) == 0
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for found in (snapshot.batches, snapshot.versions):
        alone, together = sorted(found(data)), sorted(found(other))
        assert [folder.name for folder in alone] == [folder.name for folder in together]
        assert [columns(folder) for folder in alone] == [columns(folder) for folder in together]


def test_workers_that_cannot_be_are_refused(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(write(tmp_path / "rows.jsonl", [*rows(5)]))
    assert vacancies(data, "import", file, "--dask", "0", *DAY) == 2
    assert "--dask is 0; expected 1 to 64 workers, or an address" in capsys.readouterr().err


def test_what_is_learned_is_served_without_a_restart(data: Path, tmp_path: Path) -> None:
    app = create_app(settings(data, catalogue_poll_seconds=0.05))
    with TestClient(app) as client:

        def served() -> dict[str, str]:
            found: dict[str, str] = client.get("/health").json()["details"]["vacancies"]["details"]
            return found

        assert served()["source"] == "sample"
        assert vacancies(data, "import", str(write(tmp_path / "rows.jsonl", [*rows(300)])), *DAY) == 0
        assert vacancies(data, "learn", *DAY) == 0
        end = time.monotonic() + 60
        while served()["source"] != "imported":
            assert time.monotonic() < end, "the running service did not notice within 60 seconds"
            time.sleep(0.05)
        assert served()["version"] == snapshot.active_version(data)
        assert vacancies(data, "activate", "sample") == 0
        assert vacancies(data, "list") == 0
    assert snapshot.active_version(data) is None


def test_evidence_of_imported_vacancies_is_a_recount(data: Path, tmp_path: Path) -> None:
    body = "<ul><li>Voedselveiligheid</li></ul>"
    kitchen = [
        {
            "title": "Kok",
            "identifier": f"kok-{i}",
            "datePosted": "2026-10-01",
            "hiringOrganization": f"Keuken {i}",
            "description": f"Keuken {i}: warme gerechten bereiden" + (body if i < 12 else ""),
            "validThrough": "2026-12-01" if i < 30 else "2026-10-15",
        }
        for i in range(40)
    ]
    assert vacancies(data, "import", str(write(tmp_path / "rows.jsonl", [*kitchen])), *DAY) == 0
    assert vacancies(data, "learn", *DAY) == 0
    catalogue = builtin.catalogue()
    found = VacancyStatistics.load(data, catalogue)
    kok = catalogue.occupation_index("kok")
    assert kok is not None
    assert (found.source, found.counted(kok), found.vacancies_of(kok)) == (VacancySource.IMPORTED, 40, 30)
    shares = {c: found.evidence(kok, c) for c, _, _ in found.asked_by(kok)}
    asked = sorted(evidence.asked for evidence in shares.values() if evidence is not None)
    assert asked
    assert all(count in (12, 40) for count in asked)
    assert np.all(found.open_counts() == [30 if o == kok else 0 for o in range(catalogue.n_occupations)])
