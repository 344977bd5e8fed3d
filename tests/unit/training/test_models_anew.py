"""One command learns all that ships: in order, each in its place once it is made, and nothing half done."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from models import store
from training.__main__ import main
from training.models.anew import STEPS, anew
from training.tables import InputError

KIND = "embedding"


def learned(folder: Path, value: int) -> None:
    store.save(folder, {"vectors": np.array([value])}, kind=KIND, metadata={})


@pytest.fixture
def artifacts(tmp_path: Path) -> Path:
    learned(tmp_path / "artifacts" / STEPS[0].name / "1.0.0", 1)
    learned(tmp_path / "artifacts" / STEPS[1].name / "1.0.0", 1)
    return tmp_path / "artifacts"


def value(artifacts: Path, number: int) -> int:
    return int(store.load(artifacts / STEPS[number].name / "1.0.0", kind=KIND).arrays["vectors"][0])


def test_all_are_learned_in_order_and_put_in_their_place(artifacts: Path, tmp_path: Path) -> None:
    asked: list[Sequence[str]] = []

    def run(arguments: Sequence[str]) -> int:
        asked.append(arguments)
        learned(Path(arguments[-1]) / STEPS[len(asked) - 1].name / "1.0.0", 1 if len(asked) == 1 else 7)
        return 0

    for number in (0, 1):
        (artifacts / STEPS[number].name / "1.0.0" / "beside.json").write_text("{}")
    console = Console(record=True, width=200)
    anew(tmp_path, artifacts, console, run=run)
    told = console.export_text()
    assert [row[0] for row in asked] == ["embedding", "titles", "jobbereik", "orient", "vacancies"]
    assert str(tmp_path / "riasec" / "items.csv") in asked[3]
    assert [value(artifacts, number) for number in range(len(STEPS))] == [1, 7, 7, 7, 7]
    assert "title-embedding 1.0.0: the same bytes" in told
    assert "title-matcher 1.0.0: differs in vectors.npy" in told
    assert (artifacts / STEPS[0].name / "1.0.0" / "beside.json").exists(), "what is the same stays as it is"
    assert told.count("no longer there, since it was made of the version before: beside.json") == 1
    assert not list(artifacts.glob(".*")), "nothing is left of what was put away"


def test_a_model_that_is_refused_stays_as_it_was_and_so_do_those_after_it(artifacts: Path, tmp_path: Path) -> None:
    def run(arguments: Sequence[str]) -> int:
        learned(Path(arguments[-1]) / STEPS[0].name / "1.0.0", 7)
        return 0 if arguments[0] == "embedding" else 2

    with pytest.raises(InputError, match="title-matcher was not learned \\(exit code 2\\)"):
        anew(tmp_path, artifacts, Console(quiet=True), run=run)
    assert [value(artifacts, number) for number in (0, 1)] == [7, 1]
    assert not list(artifacts.glob(".*"))


def test_reference_data_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "anew", "--reference", str(tmp_path / "none")]) == 2
    assert "it is no folder" in capsys.readouterr().err
