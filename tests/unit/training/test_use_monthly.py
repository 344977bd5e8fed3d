"""The monthly loop: killed at any step it goes on, and what serves changes only at the end, when the gate holds."""

import fcntl
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from item_bank.manifest import MANIFEST, seal, verify
from models import registry
from tests.used import AT, KEY, session
from training.__main__ import main
from training.models.gate import GATES
from training.orient import version
from training.tables import InputError
from training.use import drift, lineage, monthly, records
from training.use.monthly import STEPS, Loop, Options
from training.use.monthly import monthly as run_monthly
from training.use.pseudonyms import make
from training.use.records import Session

MODEL = "orient"


def people(count: int = 24) -> list[Session]:
    return [session(n, answers={"i0": n % 2 + 1}) for n in range(count)]


class Trainer:
    """Makes the artifact of the release again, and counts how often; a small one so that trials are quick."""

    def __init__(self, *, bytes_: int = 0) -> None:
        self.calls: list[Sequence[str]] = []
        self.bytes = bytes_

    def __call__(self, arguments: Sequence[str]) -> int:
        self.calls.append(arguments)
        base = registry.base(MODEL)
        made = Path(arguments[-1]) / MODEL / base.name
        shutil.copytree(base, made)
        if self.bytes:
            found = verify(made, kind=registry.kind_of(made))
            (made / "ballast.bin").write_bytes(b"\0" * self.bytes)
            (made / MANIFEST).unlink()
            seal(made, kind=found.kind, metadata=found.metadata)
        return 0


@pytest.fixture(autouse=True)
def _few_persons(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(version, "PERSONS", 4)
    monkeypatch.setattr(version, "PERSONAS", Path("none"))


def _gates(data: Path) -> Path:
    """A gate that four persons can pass: it asks the size alone, as of a model without a gate of its own."""
    folder = data.parent / f"{data.name}-gates"
    folder.mkdir(exist_ok=True)
    shutil.copy(GATES / "any.yaml", folder)
    return folder


def loop(data: Path, train: Trainer, kind: type[Loop] = Loop, **changes: Any) -> Loop:
    options = {"month": "2026-11", "database": "sqlite:///x", "model": MODEL, "arguments": ["--items", "{export}"]}
    found = kind(
        data_dir=data,
        options=Options(**options | changes),
        key=KEY,
        run=train,
        clock=lambda: AT,
        console=Console(quiet=True),
        gates=_gates(data),
    )
    found._sessions = people()
    return found


def test_a_loop_that_is_killed_after_each_step_goes_on_and_does_nothing_twice(tmp_path: Path) -> None:
    survived: set[str] = set()

    class Killed(Loop):
        def save(self) -> None:
            latest = list(self.done)[-1]
            if latest not in survived:
                survived.add(latest)
                raise KeyboardInterrupt
            Loop.save(self)

    train, served = Trainer(), []
    for _ in STEPS:
        with pytest.raises(KeyboardInterrupt):
            run_monthly(loop(tmp_path, train, Killed))
        served.append(registry.folder(tmp_path, MODEL).name)
    assert run_monthly(loop(tmp_path, train, Killed))
    base = registry.base(MODEL).name
    version = registry.folder(tmp_path, MODEL).name
    assert served == [base] * (len(STEPS) - 1) + [version]
    assert version != base
    assert len(train.calls) == 1
    assert [entry.version for entry in registry.history(tmp_path, MODEL)] == [version]
    assert [row["what"] for row in lineage.lines(tmp_path)] == ["export", "training"]
    assert [path.name for path in lineage.exports_dir(tmp_path).iterdir()] == lineage.exports(tmp_path)
    facts = registry.metadata(registry.folder(tmp_path, MODEL))
    assert facts["learnedFrom"]["exports"] == lineage.exports(tmp_path)  # type: ignore[index]
    assert drift.of_model(tmp_path, MODEL)["answer orient i0"] == {"1": 12, "2": 12}  # type: ignore[index]
    held = lineage.withdrawn(tmp_path, KEY, people()[1:])
    assert [(row.sessions, row.versions) for row in held] == [(1, (f"{MODEL} {version}",))]
    folder = lineage.home(tmp_path) / "runs" / "2026-11"
    assert (folder / "drift" / "report.html").is_file()
    assert (folder / "model" / "report.md").is_file()
    assert run_monthly(loop(tmp_path, train))
    assert len(train.calls) == 1


def test_what_fails_its_gate_is_not_promoted(tmp_path: Path) -> None:
    train = Trainer(bytes_=32 * 2**20)
    found = loop(tmp_path, train)
    assert not run_monthly(found)
    assert "line 3: bytes is" in found.done["promote"]["words"]
    assert registry.folder(tmp_path, MODEL) == registry.base(MODEL)
    assert registry.history(tmp_path, MODEL) == ()


def test_what_surely_drifted_far_waits_for_a_person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {"answer orient i0": {"1": 950, "2": 50}}
    monkeypatch.setattr(drift, "of_model", lambda *_: before)
    train = Trainer()
    found = loop(tmp_path, train)
    assert not run_monthly(found)
    assert "for a person to look at: large drift in 1 of" in found.done["promote"]["words"]
    assert registry.folder(tmp_path, MODEL) == registry.base(MODEL)
    with pytest.raises(KeyboardInterrupt):
        run_monthly(loop(tmp_path, _interrupted), anew=True)
    assert run_monthly(loop(tmp_path, train, despite_drift=True))


def _interrupted(arguments: Sequence[str]) -> int:
    """Leave half of an artifact and die."""
    (Path(arguments[-1]) / MODEL / ".1.0.0.1.partial").mkdir(parents=True)
    raise KeyboardInterrupt


def test_what_cannot_be_done_is_told_and_leaves_the_steps_before_it(tmp_path: Path) -> None:
    train = Trainer()
    few = loop(tmp_path, train)
    few._sessions = people(4)
    with pytest.raises(InputError, match="4 persons allowed it"):
        run_monthly(few)
    with pytest.raises(InputError, match="stands in the arguments, and this run has none"):
        run_monthly(loop(tmp_path, train, arguments=["{labels}"]))
    with pytest.raises(InputError, match="--anew begins again with other options"):
        run_monthly(loop(tmp_path, train))
    gone = loop(tmp_path, train, arguments=["{labels}"])
    gone._sessions = people()[2:]
    with pytest.raises(InputError, match=r"2 sessions of .* may not be used any more; --anew"):
        run_monthly(gone)
    state = lineage.home(tmp_path) / "runs" / "2026-11" / monthly.STATE
    assert set(json.loads(state.read_text(encoding="utf-8"))["done"]) == {
        "export",
        "drift",
        "replay",
        "careers",
        "choose",
    }
    state.write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="cannot be read"):
        run_monthly(loop(tmp_path, train))
    with (lineage.home(tmp_path) / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(InputError, match="another monthly run is running"):
            run_monthly(loop(tmp_path, train))
    assert train.calls == []
    assert registry.folder(tmp_path, MODEL) == registry.base(MODEL)


def test_a_version_that_another_training_made_meanwhile_is_not_taken_for_ours(tmp_path: Path) -> None:
    train = Trainer()

    class Slow(Loop):
        def save(self) -> None:
            Loop.save(self)
            if list(self.done)[-1] == "choose":
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_monthly(loop(tmp_path, train, Slow))
    from training.models import promoting

    promoting.train(tmp_path, MODEL, [], train, AT)
    with pytest.raises(InputError, match="made by another training meanwhile"):
        run_monthly(loop(tmp_path, train))


def test_the_command_says_what_it_did(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data, key = tmp_path / "data", tmp_path / "use.key"
    make(key)
    monkeypatch.setattr(records, "read", lambda _url, now: people(4))
    arguments = ["use", "monthly", "--data-dir", str(data), "--key", str(key), "--database", "sqlite:///x"]
    assert main([*arguments, "--model", MODEL, "--month", "november"]) == 2
    assert "allowed is a month such as 2026-11" in capsys.readouterr().err
    assert main([*arguments, "--model", MODEL, "--", "--items", "x"]) == 2
    assert "4 persons allowed it" in capsys.readouterr().err
