"""Calibrating and replaying: honest about what is seen, strict about what is read."""

import csv
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from models import store
from models.orient.graded import Positions
from training.__main__ import main
from training.orient.answers import Markers
from training.orient.baselines import FixedOrder, LatentAOptimal, LinearBestSet, RandomOrder, Served
from training.orient.calibrate import KIND, Calibration, fit
from training.orient.polychoric import correlations
from training.orient.replay import Asker, Engine

PER_SCALE, PERSONS = 4, 300


def drawn(seed: int, persons: int = PERSONS) -> Positions:
    """Answers of simulated persons: six scales of four items each."""
    rng = np.random.default_rng(seed)
    scale = rng.standard_normal((persons, 6)) + 0.5 * rng.standard_normal((persons, 1))
    places = np.repeat(scale, PER_SCALE, axis=1) + rng.standard_normal((persons, 6 * PER_SCALE))
    return 1 + (places[:, :, None] > np.array([-1.2, -0.3, 0.6, 1.5])).sum(axis=2)


@pytest.fixture(scope="module")
def calibration() -> Calibration:
    items = tuple(f"{code}{i}" for code in "RIASEC" for i in range(PER_SCALE))
    return fit(Markers(items=items, scales=np.repeat(np.arange(6), PER_SCALE)), drawn(1))


class Locked:
    """A record that refuses to show an answer before it was asked for, and remembers what was asked."""

    def __init__(self, row: Sequence[int]) -> None:
        self._row = list(row)
        self.asked: list[int] = []

    def ask(self, item: int) -> int:
        assert item not in self.asked, "asked twice"
        self.asked.append(item)
        return self._row[item]


ASKERS = (Engine, FixedOrder, LinearBestSet, RandomOrder, LatentAOptimal, Served)


@pytest.mark.parametrize("make", ASKERS)
def test_what_was_not_asked_plays_no_part(calibration: Calibration, make: type[Asker]) -> None:
    asker, row = make(calibration), drawn(2, 1)[0]  # type: ignore[call-arg]
    record = Locked(row)
    estimates = asker.run(record.ask, (5, 13), 0)
    assert len(record.asked) <= 13
    changed = np.where(np.isin(np.arange(len(row)), record.asked), row, 6 - row)
    again = Locked(changed)
    for length, found in asker.run(again.ask, (5, 13), 0).items():
        assert found.tobytes() == estimates[length].tobytes()
    assert again.asked == record.asked


def test_answers_that_were_given_count_as_they_are(calibration: Calibration) -> None:
    row = drawn(3, 1)[0]
    full = calibration.questionnaire.membership @ row
    assert Engine(calibration).run(Locked(row).ask, (24,), 0)[24] == pytest.approx(full)


def test_the_engine_knows_more_than_a_fixed_order(calibration: Calibration) -> None:
    rows = drawn(4, 80)
    full = rows @ calibration.questionnaire.membership.T
    errors = {}
    for make in (Engine, FixedOrder):
        asker = make(calibration)
        estimates = [asker.run(Locked(row).ask, (8,), i)[8] for i, row in enumerate(rows)]
        errors[make] = np.abs(np.array(estimates) - full).mean()
    assert errors[Engine] < 0.95 * errors[FixedOrder]


def test_polychoric_correlations_find_what_lies_under_the_answers() -> None:
    rng = np.random.default_rng(5)
    under = rng.multivariate_normal([0, 0], [[1, 0.6], [0.6, 1]], 4000)
    values = 1 + (under[:, :, None] > np.array([-1.0, 0.0, 0.8, 1.5])).sum(axis=2)
    assert correlations(values)[0, 1] == pytest.approx(0.6, abs=0.03)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    items = [f"{code}{i}" for code in "RIASEC" for i in range(PER_SCALE)]
    paths = {name: tmp_path / name for name in ("items.csv", "responses.csv", "model", "out.csv")}
    paths["items.csv"].write_text("item,scale\n" + "".join(f"{i},{i[0]}\n" for i in items), encoding="utf-8")
    write(paths["responses.csv"], items, drawn(6, 150).tolist())
    return paths


def write(path: Path, items: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["respondent", *items])
        writer.writerows([f"p{i}", *row] for i, row in enumerate(rows))


def calibrated(files: dict[str, Path]) -> int:
    names = ["--items", "items.csv", "--responses", "responses.csv", "--out", "model"]
    return main(["orient", "calibrate", *(str(files.get(name, name)) for name in names)])


def replayed(files: dict[str, Path], lengths: str = "3,7", *extra: str) -> int:
    names = ["--model", "model", "--responses", "responses.csv", "--lengths", lengths, "--out", "out.csv"]
    return main(["orient", "replay", *(str(files.get(name, name)) for name in names), *extra])


def test_the_commands_write_what_the_contract_says(files: dict[str, Path]) -> None:
    assert calibrated(files) == 0
    assert replayed(files, "3,7", "--policy", "served") == 0
    first = files["out.csv"].read_bytes()
    rows = list(csv.DictReader(first.decode().splitlines()))
    assert list(rows[0]) == ["respondent", "answers", "scale", "estimate"]
    assert len(rows) == 150 * 2 * 6
    assert {row["scale"] for row in rows} == set("RIASEC")
    assert all(PER_SCALE <= float(row["estimate"]) <= 5 * PER_SCALE for row in rows)
    assert calibrated(files) == 0
    assert replayed(files) == 0
    assert files["out.csv"].read_bytes() == first, "the same command gives the same bytes, whatever the policy shows"


def test_incomplete_records_are_left_out(files: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert calibrated(files) == 0
    lines = files["responses.csv"].read_text(encoding="utf-8").splitlines()
    lines[1] = lines[1][:-1]
    lines[2] = lines[2][:-1] + "0"
    files["responses.csv"].write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert replayed(files) == 0
    assert "148 complete records, 2 left out" in capsys.readouterr().out


@pytest.mark.parametrize("lengths", ["", "0", "25", "5,5", "a", "3;4", "-3", "3.5"])
def test_a_length_that_cannot_be_is_refused(
    files: dict[str, Path], lengths: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert calibrated(files) == 0
    assert replayed(files, lengths) == 2
    assert "--lengths" in capsys.readouterr().err
    assert not files["out.csv"].exists()


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("responses.csv", "R0,", "X0,", "column 'R0' is missing"),
        ("responses.csv", "p1,", "p0,", "occurs twice"),
        ("items.csv", "R0,R", "R0,Q", "scale is 'Q'"),
        ("items.csv", "R1,R", "R0,R", "occurs twice"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(
    files: dict[str, Path], name: str, old: str, new: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    files[name].write_text(files[name].read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    assert calibrated(files) == 2
    message = capsys.readouterr().err
    assert said in message
    assert name in message
    assert not files["model"].exists()


def test_an_answer_out_of_scale_is_named(files: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    items = [f"{code}{i}" for code in "RIASEC" for i in range(PER_SCALE)]
    write(files["responses.csv"], items, [[6] * 24])
    assert calibrated(files) == 2
    assert "answer to R0 is '6'; allowed are 1 to 5" in capsys.readouterr().err


def test_a_folder_that_holds_something_else_is_kept(files: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    files["model"].mkdir()
    (files["model"] / "letter.txt").write_text("keep me", encoding="utf-8")
    assert calibrated(files) == 2
    assert (files["model"] / "letter.txt").exists()
    assert replayed(files) == 2
    assert "manifest.json is missing" in capsys.readouterr().err


def test_a_calibration_of_an_earlier_release_is_refused(
    files: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert calibrated(files) == 0
    arrays = {name: np.array(array) for name, array in store.load(files["model"], kind=KIND).arrays.items()}
    shutil.rmtree(files["model"])
    store.save(files["model"], {k: v for k, v in arrays.items() if k != "together"}, kind=KIND, metadata={})
    assert replayed(files) == 2
    assert "has no 'together'; make it again" in capsys.readouterr().err
