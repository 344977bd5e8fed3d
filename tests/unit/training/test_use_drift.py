"""Drift: what moved is found, what did not is not, and no bin of few persons is shown."""

from pathlib import Path

import numpy as np
import pytest

from item_bank.catalogue import builtin
from item_bank.manifest import seal
from item_bank.vacancies import snapshot
from tests.orient import engine
from tests.used import session
from training.__main__ import main
from training.tables import InputError
from training.use import drift, records, reporting
from training.use.disclosure import LEAST
from training.use.drift import Drift, Told

VALUES = ("1", "2", "3", "4", "5")


def told(persons: int, chances: list[float], seed: int, variable: str = "answer orient q1") -> list[Told]:
    rng = np.random.default_rng(seed)
    return [(f"p{n}", variable, str(value)) for n, value in enumerate(rng.choice(VALUES, size=persons, p=chances))]


EVEN = [0.2] * 5
TILTED = [0.1, 0.15, 0.2, 0.25, 0.3]
TURNED = [0.02, 0.05, 0.13, 0.3, 0.5]


def moved(persons: int, chances: list[float], seed: int) -> Drift:
    then = drift.counts(told(5_000, EVEN, 1))
    found, suppressed = drift.measure(told(persons, chances, seed), then)
    assert not suppressed
    return found[0]


@pytest.mark.parametrize(("chances", "word"), [(EVEN, "small"), (TILTED, "moderate"), (TURNED, "large")])
def test_words_say_how_far_answers_moved(chances: list[float], word: str) -> None:
    found = moved(800, chances, 2)
    assert found.word == word
    assert found.index.low <= found.index.value <= found.index.high
    assert found.index.n == 800


def test_few_persons_make_no_drift_where_there_is_none() -> None:
    found = [moved(60, EVEN, seed) for seed in range(40)]
    assert sum(row.word == "large" for row in found) == 0
    assert not any(row.sure for row in found if row.word != "small")
    assert np.mean([row.index.value - row.by_chance for row in found]) == pytest.approx(0.0, abs=0.03)


def test_the_interval_covers_the_true_index() -> None:
    p, q = np.array(TILTED), np.array(EVEN)
    true = float(((p - q) * np.log(p / q)).sum())
    found = [moved(600, TILTED, 100 + seed) for seed in range(60)]
    covered = sum(row.index.low - row.by_chance <= true <= row.index.high for row in found)
    assert covered / len(found) >= 0.9


def test_answers_of_one_person_hang_together() -> None:
    rng = np.random.default_rng(3)
    alone = [(f"p{n}", "v", str(rng.integers(2))) for n in range(400)]
    then = {"v": {"0": 2_000, "1": 2_000}}
    together = [(f"p{n // 20}", "v", bin_) for n, (_, _, bin_) in enumerate(alone)]
    wide, narrow = (drift.measure(rows, then)[0][0].index for rows in (together, alone))
    assert (wide.n, narrow.n) == (20, 400)
    assert wide.value == pytest.approx(0.0, abs=0.02)


def test_bins_of_few_persons_are_put_together_or_left_out() -> None:
    now, then = {"a": 40, "b": 30, "c": 4, "d": 12}, {"a": 50, "b": 20, "c": 30, "e": 3}
    assert drift.pooled(now, then) == {"a": "a", "b": "b", "c": "other", "d": "other", "e": "other"}
    lonely = drift.pooled({"a": 40, "b": 30, "c": 4}, {"a": 40, "b": 30, "c": 4})
    assert lonely == {"a": "a", "b": "other", "c": "other"}
    counted = drift.counts(told(200, [0.5, 0.45, 0.02, 0.02, 0.01], 4))
    assert min(counted["answer orient q1"].values()) >= LEAST
    found, suppressed = drift.measure(told(9, EVEN, 5), {"answer orient q1": {"1": 100, "2": 100}})
    assert (found, suppressed) == ([], ["answer orient q1"])
    found, suppressed = drift.measure(told(100, EVEN, 5), {})
    assert (found, suppressed) == ([], ["answer orient q1"])


def test_answers_and_profiles_are_read_from_sessions() -> None:
    people = [session(n, language="nl" if n < 30 else "fr", answers={"i0": n % 2 + 1}) for n in range(42)]
    counted = drift.counts([*drift.answers(people), *drift.profiles(engine(), people)])
    assert counted["profile orient language"] == {"fr": 12, "nl": 30}
    assert counted["answer orient i0"] == {"1": 21, "2": 21}
    assert sum(counted["profile orient R"].values()) == 42


def test_a_report_says_it_in_a_sentence_and_draws_it() -> None:
    rows = told(400, TURNED, 6) + told(400, EVEN, 7, "profile orient language")
    then = {name: drift.counts(told(5_000, EVEN, 1))["answer orient q1"] for name in {v for _, v, _ in rows}}
    found, _ = drift.measure(rows, then)
    assert reporting.verdict(found).startswith("large drift in 1 of 2 variables, 1 of them surely: answer orient q1")
    made = reporting.drift_report("drift", found, ["answer orient rare"])
    assert made.sections[0].plots["PSI"].startswith("<svg")
    assert "answer orient rare" in {section.title: section.text for section in made.sections}["Not shown"]
    assert reporting.verdict([moved(800, TILTED, 2)]).startswith("moderate drift in 1 of 1")
    assert reporting.verdict([]).startswith("nothing was compared")


def batch(data: Path, name: str, many: dict[str, int]) -> None:
    folder = snapshot.batches_dir(data) / name
    folder.mkdir(parents=True)
    places = np.repeat(np.arange(len(many)), list(many.values())).astype(np.int32)
    np.save(folder / "occupation.npy", np.append(places, -1).astype(np.int32))
    seal(folder, kind=snapshot.BATCH_KIND, metadata={"occupationIds": list(many), "source": "imported"})


def test_new_vacancies_stand_beside_those_that_were_learned_from(tmp_path: Path) -> None:
    assert drift.vacancies(tmp_path, builtin.catalogue()) == ({}, {})
    batch(tmp_path, "a-1", {"kok": 300, "bakker": 200, "verpleegkundige": 500})
    batch(tmp_path, "b-2", {"kok": 300, "bakker": 200, "verpleegkundige": 500})
    batch(tmp_path, "c-3", {"kok": 900, "bakker": 50, "verpleegkundige": 50, "weg": 20})
    now, then = drift.vacancies(tmp_path, builtin.catalogue())
    assert (sum(now.values()), sum(then.values())) == (1021, 2002)
    assert now["not known"] == 21
    found = drift.measure_counts(drift.VACANCIES, now, then)
    assert found is not None
    assert found.word == "large"
    assert found.sure
    version = snapshot.versions_dir(tmp_path) / "imported-x"
    version.mkdir(parents=True)
    seal(version, kind=snapshot.KIND, metadata={"batches": ["a-1"]})
    snapshot.activate(tmp_path, "imported-x")
    now, then = drift.vacancies(tmp_path, builtin.catalogue())
    assert (sum(now.values()), sum(then.values())) == (2022, 1001)
    assert drift.measure_counts("v", {"a": 5}, {"a": 500}) is None
    assert drift.measure_counts("v", {"a": 50}, {"a": 500}) is None


@pytest.mark.parametrize(
    ("text", "message"),
    [("[1]", "counts by variable"), ('{"v": {"1": -2}}', "v has no whole counts"), ("{", "cannot be read")],
)
def test_figures_of_training_that_cannot_be_used_are_named(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "figures.json"
    with pytest.raises(InputError, match="does not exist"):
        drift.read(path)
    drift.write(path, {"v": {"1": 20}})
    assert drift.read(path) == {"v": {"1": 20}}
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        drift.read(path)


def test_the_command_ends_with_3_when_something_surely_moved_far(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    people = [session(n, answers={"i0": n % 2 + 1}) for n in range(60)]
    monkeypatch.setattr(records, "read", lambda _url, now: people)
    before, out = tmp_path / "before.json", tmp_path / "report"
    arguments = ["use", "drift", "--database", "sqlite:///x", "--data-dir", str(tmp_path), "--against", str(before)]
    drift.write(before, {"answer orient i0": {"1": 900, "2": 100}, "profile orient language": {"nl": 500, "fr": 500}})
    assert main([*arguments, "--out", str(out)]) == 3
    assert "1 of them surely: answer orient i0" in capsys.readouterr().out
    assert "<svg" in (out / "report.html").read_text(encoding="utf-8")
    drift.write(before, {"answer orient i0": {"1": 500, "2": 500}})
    assert main(arguments) == 0
    assert "small drift or none" in capsys.readouterr().out
