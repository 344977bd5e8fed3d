"""The bench, the gate, the report and the commands of the registry, and what they refuse."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from item_bank.catalogue.builtin import catalogue
from item_bank.schema import CatalogueError
from models import registry, store
from models.jobbereik.calibration import KIND
from tests.lifted import lifted
from training.__main__ import main
from training.models import gate, labels, promoting, report, runs, versions
from training.models.bench import SERVED, Bench, ndcg
from training.tables import InputError

HEADER = "from_id,to_id,grade_a,grade_b\n"
WIDTH_OF_LETTERS = 26


@pytest.fixture(scope="module")
def bench() -> Bench:
    return Bench.built_in()


def graded(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "steps.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEADER + "kok,nergens,3,\n", "line 2: 'nergens' is not in the catalogue"),
        (HEADER + "kok,bakker,nan,\n", "grade is 'nan'; allowed is 0 to 3"),
        (HEADER + "kok,bakker,4,\n", "grade is '4'; allowed is 0 to 3"),
        (HEADER + "kok,bakker,veel,\n", "grade is 'veel'"),
        (HEADER + "kok,bakker,,\n", "no grade"),
        (HEADER + "kok,bakker,0,1\n", "0 good steps"),
        (HEADER, "0 origins and 0 good steps"),
        (HEADER + "kok,kok,3,\n", "line 2: 'kok' leads to itself"),
        (HEADER + "kok,bakker,3,\nkok,bakker,0,\n", "line 3: 'kok' to 'bakker' stands there before with another grade"),
        ("from_id,to_id,kind\nkok,bakker,ver\n", "kind is 'ver'"),
        ("from_id,to_id\nkok,bakker\n", "column 'grade_a' is missing"),
    ],
)
def test_labels_that_cannot_be_used_are_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        labels.read(graded(tmp_path, text), catalogue())


def test_labels_that_are_no_text_are_named(tmp_path: Path) -> None:
    path = tmp_path / "steps.csv"
    path.write_bytes(b"\xd3\x00\xff")
    with pytest.raises((InputError, CatalogueError), match=r"steps\.csv"):
        labels.read(path, catalogue())


def test_labels_of_one_origin_and_one_class_are_reported_without_figures_that_mean_nothing(tmp_path: Path) -> None:
    path = graded(tmp_path, HEADER + "kok,bakker,3,\nkok,slager,3,2\n")
    found = versions.measure(KIND, registry.base(KIND), labels=path, whole=True)
    assert found.figures["shown.skill.low"] == 0.0
    assert all(np.isfinite(value) for value in found.figures.values())


def test_labels_of_one_class_are_refused_where_something_is_learned(tmp_path: Path) -> None:
    found = labels.read(graded(tmp_path, HEADER + "kok,bakker,3,2\nkok,slager,2,\n"), catalogue())
    kok = catalogue().occupation_index("kok")
    assert kok is not None
    assert found.judged[kok] == {catalogue().occupation_index("bakker"): 2.5, catalogue().occupation_index("slager"): 2}
    with pytest.raises(InputError, match="every step is good"):
        labels.check_two_classes(found)


@pytest.mark.parametrize(
    ("origins", "fold_of", "message"),
    [
        ([1, 2, 2], None, "origin 2 stands in two folds"),
        ([1, 2], {1: 0, 2: 2}, "fold 1 is empty"),
        ([1, 2], {1: 0}, "origin 2 has no fold"),
        ([], None, "is empty"),
    ],
)
def test_folds_that_would_mislead_are_refused(
    origins: list[int], fold_of: Mapping[int, int] | None, message: str
) -> None:
    with pytest.raises(InputError, match=message):
        labels.folds(origins, fold_of, n=2)


def test_a_ranker_of_ones_own_stands_in_the_same_table(bench: Bench) -> None:
    bench.add("level", lambda person: -abs(bench.level - bench.level[person.origins[0]]))
    bench.add_embedding("letters", lambda name: np.array([name.count(chr(97 + i)) for i in range(WIDTH_OF_LETTERS)]))
    bench.add_feature("with-level", bench.rankers["level"])
    text = bench.table(["coverage", SERVED, "level", "letters", "with-level"])
    assert len(text.splitlines()) == 7
    value = {name: bench.figures(name)["nDCG@10"].value for name in bench.rankers}
    assert value["letters"] > value["random"]
    assert value["with-level"] > value["level"]
    assert value[SERVED] > value["popularity"]


@pytest.mark.parametrize(
    ("name", "score", "message"),
    [
        ("coverage", lambda person: np.zeros(3), "there already"),
        ("short", lambda person: np.zeros(3), r"shape \(3,\)"),
        ("nan", lambda person: np.full(catalogue().n_occupations, np.nan), "finite"),
    ],
)
def test_a_ranker_that_cannot_be_used_is_refused(bench: Bench, name: str, score: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        bench.add(name, score)
    with pytest.raises(InputError, match="does not have it"):
        bench.person("nergens")


def test_ndcg_is_1_for_the_best_order_and_less_for_the_worst() -> None:
    grades = {0: 3.0, 1: 2.0, 2: 0.0}
    assert ndcg(np.array([3.0, 2.0, 1.0]), grades) == pytest.approx(1.0)
    assert ndcg(np.array([1.0, 2.0, 3.0]), grades) < ndcg(np.array([2.0, 3.0, 1.0]), grades)


def test_the_gate_names_the_line_that_fails(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(
        'demands:\n  - {figure: a, at_least: 1, why: "x"}\n  - {figure: b, at_most: 2, why: "y"}\n', encoding="utf-8"
    )
    gate.judge("x", {"a": 1.0, "b": 2.0}, tmp_path)
    with pytest.raises(gate.RefusedError, match=r"line 3: b is 3; at most 2 \(y\)"):
        gate.judge("x", {"a": 1.0, "b": 3.0}, tmp_path)
    with pytest.raises(gate.RefusedError, match="line 2: a was not measured"):
        gate.judge("x", {"a": float("nan"), "b": 1.0}, tmp_path)
    (tmp_path / "x.yaml").write_text('demands:\n  - {figure: a, why: "x"}\n', encoding="utf-8")
    with pytest.raises(InputError, match="line 2: one of at_least and at_most"):
        gate.read_gate("x", tmp_path)


@pytest.mark.parametrize("path", sorted(gate.GATES.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_gate_can_be_read(path: Path) -> None:
    assert gate.read_gate(path.stem)[1]


@pytest.mark.parametrize(
    ("requires", "message"),
    [
        ({"catalogueVersion": "rome-1"}, "was made for catalogue rome-1; served is"),
        ({"libraries": {"numpy": "0."}}, "needs numpy 0."),
        ({"libraries": {"no-such-library": "1"}}, "installed is nothing"),
    ],
)
def test_an_artifact_for_another_catalogue_or_library_is_refused(
    tmp_path: Path, requires: dict[str, Any], message: str
) -> None:
    made = store.save(tmp_path / "x" / "1.0.0", {"a": np.ones(1)}, kind="x", metadata={"requires": requires})
    with pytest.raises(gate.RefusedError, match=message):
        gate.check_fits(made, catalogue().version)


@pytest.fixture(scope="module")
def measured() -> report.Report:
    return versions.measure(KIND, registry.base(KIND), registry.base(KIND), whole=True)


def test_a_report_holds_what_a_release_is_judged_by(measured: report.Report, tmp_path: Path) -> None:
    gate.judge(KIND, measured.figures)
    assert measured.figures["champion.nDCG@10.low"] == 0.0
    markdown, page = (path.read_text(encoding="utf-8") for path in report.write(measured, tmp_path))
    for title in (
        "Beside baselines",
        "probabilities",
        "chances on shown rows",
        "one job of three months",
        "a job, a hobby and a study",
        "Other catalogues",
        "how often a step is named",
        "sector",
        "level",
        "man and a woman",
        "personas",
        "worst",
        "Cost",
    ):
        assert title in markdown
        assert title in page
    drawn = [name for section in measured.sections for name in section.plots]
    assert page.count("<svg") == len(drawn) == len(list((tmp_path / report.PLOTS).glob("*.svg")))
    assert all(f"]({report.PLOTS}/{path.name})" in markdown for path in (tmp_path / report.PLOTS).iterdir())
    assert "<script" not in page
    assert "<pre>" not in page.partition("Its card")[0]


def test_no_ranker_of_a_report_has_seen_the_origin_that_it_ranks(measured: report.Report) -> None:
    """The trees alone had learned from them here: they stood above what is served by .017."""
    assert measured.figures["trees.nDCG@10.low"] < 0.0
    bench = Bench.built_in()
    own = np.array([bench.rankers["trees"](bench.person_at(origin)) for origin in list(bench.labels.judged)[:3]])
    bench.crossed = type(bench.crossed)(engine=bench.engine, without={})
    seen = Bench.of(bench.engine, bench.labels, bench.crossed)
    assert not np.array_equal(own, [seen.rankers["trees"](seen.person_at(o)) for o in list(bench.labels.judged)[:3]])


def run(*arguments: str) -> int:
    return main(["models", *arguments])


def test_the_way_of_a_version_from_its_measuring_to_its_rollback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    monkeypatch.setenv("DATA_DIR", str(data))
    monkeypatch.delenv("REDIS_URL", raising=False)
    registry.add(lifted(tmp_path / "made", "7.1.0"), data, KIND)
    base = registry.base(KIND).name
    with registry.alone(data, KIND, promoting.PROMOTING):
        assert run("promote", KIND, "7.1.0", "--reason", "terwijl een ander bezig is") == 2
    assert "another promotion or rollback is running" in capsys.readouterr().err
    assert run("promote", KIND, "7.1.0", "--reason", "even goed, en nieuwer") == 0
    assert registry.folder(data, KIND).name == "7.1.0"
    measured_at, *_ = (datetime.fromisoformat(row["at"]) for row in runs.read(data, KIND))
    assert datetime.fromisoformat(registry.history(data, KIND)[-1].at) > measured_at, "not when measuring began"
    assert run("compare", KIND, "7.1.0", base) == 0
    assert run("report", KIND, "7.1.0", "--out", str(tmp_path / "report")) == 0
    assert (tmp_path / "report" / "report.html").is_file()
    assert run("rollback", KIND) == 0
    assert registry.folder(data, KIND).name == base
    capsys.readouterr()
    assert run("history", KIND) == 0
    assert run("history", KIND, "--at", "2020-01-01") == 0
    assert run("show", KIND, "7.1.0") == 0
    assert run("list") == 0
    assert run("runs", "--name", KIND, "--svg", str(tmp_path / "runs.svg")) == 0
    told = capsys.readouterr().out
    for words in ("even goed, en nieuwer", "rolled back by hand", "nothing is known of 2020-01-01", "not signed"):
        assert words in told
    assert [row["verb"] for row in runs.read(data, KIND)] == ["report", "compare", "report"]
    assert (tmp_path / "runs.svg").read_text(encoding="utf-8").startswith("<svg")


def test_a_worse_version_is_refused_with_the_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    monkeypatch.setenv("DATA_DIR", str(data))
    registry.add(lifted(tmp_path / "made", "7.1.0", lift=0.3), data, KIND)
    assert run("promote", KIND, "7.1.0", "--reason", "per ongeluk") == 2
    assert "fails jobbereik-reach.yaml: line " in capsys.readouterr().err
    assert registry.folder(data, KIND) == registry.base(KIND)
    assert registry.history(data, KIND) == ()


def test_what_is_not_known_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    for arguments, words in (
        (("promote", KIND, "9.9.9", "--reason", "x"), "has no version '9.9.9'"),
        (("promote", KIND, "nieuw", "--reason", "x"), "allowed is major.minor.patch"),
        (("rollback", KIND), "nothing to roll back to"),
        (("show", "nergens"), "no model is named"),
        (("train", "nergens"), "these are trained here"),
        (("runs", "--svg", str(tmp_path / "x.svg")), "no run has the figure"),
    ):
        assert run(*arguments) == 2
        assert words in capsys.readouterr().err
    with pytest.raises(SystemExit):
        run("history", KIND, "--at", "gisteren")
    assert "day is 'gisteren'; allowed is one such as 2026-11-29" in capsys.readouterr().err


def test_keys_are_made_and_versions_signed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = tmp_path / "data"
    monkeypatch.setenv("DATA_DIR", str(data))
    registry.add(lifted(tmp_path / "made", "7.1.0"), data, KIND)
    assert run("key", "--out", str(tmp_path / "key.pem")) == 0
    assert run("promote", KIND, "7.1.0", "--reason", "x") == 2
    assert run("sign", KIND, "7.1.0", "--key", str(tmp_path / "key.pem")) == 0
    assert registry.signed(registry.versions(data, KIND)["7.1.0"])
    assert run("sign", KIND, registry.base(KIND).name, "--key", str(tmp_path / "key.pem")) == 2


def test_a_training_that_fails_or_is_killed_changes_nothing(tmp_path: Path) -> None:
    data, at = tmp_path / "data", datetime(2026, 11, 29, tzinfo=UTC)

    def killed(arguments: Any) -> int:
        half = Path(arguments[-1]) / KIND / ".7.0.0.1.partial"
        half.mkdir(parents=True)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        promoting.train(data, KIND, [], killed, at)
    with pytest.raises(InputError, match="was not trained"):
        promoting.train(data, KIND, [], lambda _: 2, at)
    with pytest.raises(InputError, match="made 0 versions"):
        promoting.train(data, KIND, [], lambda _: 0, at)
    assert registry.folder(data, KIND) == registry.base(KIND)

    def made(arguments: Any) -> int:
        lifted(Path(arguments[-1]) / KIND, registry.base(KIND).name)
        return 0

    folder = promoting.train(data, KIND, ["--x"], made, at)
    assert folder.name == promoting.next_version(tmp_path / "none", KIND)
    assert registry.metadata(folder)["version"] == folder.name
    assert store.load(folder, kind=KIND)
    line = json.loads((data / "models" / runs.RUNS).read_text(encoding="utf-8"))
    assert (line["verb"], line["version"], line["arguments"]) == ("train", folder.name, ["--x"])


def test_a_run_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / runs.RUNS).write_text("{}\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 1: not a run"):
        runs.read(tmp_path)
    assert runs.read(tmp_path / "none") == []


def test_a_model_without_a_bench_is_measured_by_what_it_says(tmp_path: Path) -> None:
    card = "\n".join(store.CARD_SECTIONS)
    made = store.save(
        tmp_path / "x" / "1.0.0", {"a": np.ones(1)}, kind="x", metadata={"figures": {"S@10": 0.8}}, card=card
    )
    found = versions.measure("x", made, made)
    with pytest.raises(InputError, match="only jobbereik-reach is measured on judged steps"):
        versions.measure("x", made, labels=labels.STEPS)
    assert found.figures["S@10"] == pytest.approx(0.8)
    assert "Its card" in report.to_markdown(found)
