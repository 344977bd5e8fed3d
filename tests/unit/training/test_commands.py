"""The commands: what they write, and how they say what is wrong."""

from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from models import store
from models.contracts import Estimate
from models.jobbereik.calibration import FOLDER, KIND, VERSION
from models.jobbereik.parameters import Parameters, parameters
from training.__main__ import main
from training.jobbereik.card import CardFacts, bounds
from training.jobbereik.gate import GateError, check
from training.jobbereik.judging import Judged, counts, figures_of
from training.jobbereik.reporting import SEVERAL, StepsReport, companions

OCCUPATIONS = "id,label_nl\na,Bakker\nb,Kok\nc,Lasser\n"
COMPETENCES = "id,label_nl,kind\nx,Deeg maken,skill\ny,HACCP,knowledge\nz,Lassen,skill\n"
LINKS = "occupation_id,competence_id\na,x\na,y\nb,y\nc,z\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "small"
    path.mkdir()
    for name, text in (("occupations", OCCUPATIONS), ("competences", COMPETENCES), ("occupation_competences", LINKS)):
        (path / f"{name}.csv").write_text(text, encoding="utf-8")
    (path / "steps.csv").write_text("from_id,to_id,kind\na,b,near\na,c,development\nb,a,near\n", encoding="utf-8")
    return path


def test_rank_writes_every_other_occupation_for_each_origin(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "run.csv"
    command = ["jobbereik", "rank", "--catalogue", str(folder), "--transitions", str(folder / "steps.csv")]
    assert main([*command, "--out", str(out)]) == 0
    lines = out.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "from_id,to_id,score"
    assert [tuple(line.split(",")[:2]) for line in lines[1:]] == [("a", "b"), ("a", "c"), ("b", "a"), ("b", "c")]


@pytest.mark.parametrize("model", ["random", "popularity", "coverage", "jaccard", "tfidf", "bm25", "tfidf-title"])
def test_every_baseline_ranks(folder: Path, tmp_path: Path, model: str) -> None:
    out = tmp_path / "run.csv"
    steps = str(folder / "steps.csv")
    command = ["jobbereik", "rank", "--catalogue", str(folder), "--transitions", steps, "--out", str(out)]
    assert main([*command, "--model", model]) == 0
    assert len(out.read_text(encoding="utf-8").splitlines()) == 5


def test_evaluate_prints_every_ranker_and_kind(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["jobbereik", "evaluate", "--catalogue", str(folder), "--transitions", str(folder / "steps.csv")]) == 0
    printed = capsys.readouterr().out
    for word in ("random", "coverage", "hybrid", "near", "development", "all", "MAP", "R@10"):
        assert word in printed


@pytest.mark.parametrize(
    ("command", "place"),
    [
        (["jobbereik", "train"], f"{KIND}/{VERSION}"),
        (["titles", "train", "--version", "9.0.0"], "title-matcher/9.0.0"),
        (["embedding", "train", "--version", "9.0.0"], "title-embedding/9.0.0"),
    ],
)
def test_a_version_that_is_there_is_kept_and_said_before_anything_is_learned(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str], place: str
) -> None:
    (tmp_path / place).mkdir(parents=True)
    assert main([*command, "--reference", str(tmp_path / "none"), "--out", str(tmp_path)]) == 2
    said = "".join(capsys.readouterr())
    assert "is there already and is kept; name another" in said.replace("\n", " ")
    assert not list((tmp_path / place).iterdir())


def test_a_model_without_gain_does_not_pass_the_gate() -> None:
    nothing = Estimate(value=0.0, low=-0.01, high=0.01, n=9)
    steps = StepsReport(ranking={"trees": nothing}, lists={}, situations={})
    none = np.zeros(0)
    judged = Judged(
        figures={}, stated=none, feasible=none > 0, stated_now=none, now=none > 0, stated_told=none, told=none > 0
    )
    facts = CardFacts(
        experts={},
        expert_lists=judged,
        gain=nothing,
        by_towers={"all": nothing},
        carried={},
        steps=steps,
        origins=9,
        judged_origins=9,
        judged_pairs=9,
        twice=0,
        rest_origins=9,
        rest_pairs=9,
        graded_more=7,
    )
    with pytest.raises(GateError, match="low must be above 0"):
        check(facts)
    better = Estimate(value=0.1, low=0.05, high=0.2, n=9)
    with pytest.raises(GateError, match="by the towers"):
        check(replace(facts, gain=better))
    with pytest.raises(GateError, match="nDCG@10"):
        check(replace(facts, gain=better, by_towers={"all": better}))


def test_training_without_its_data_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "artifacts"
    assert main(["jobbereik", "train", "--reference", str(tmp_path), "--out", str(out)]) == 2
    assert capsys.readouterr().err.startswith("error: ")
    assert not out.exists()


def test_titles_rank_writes_the_best_names_of_each_query(tmp_path: Path) -> None:
    (tmp_path / "q.csv").write_text("id,text\n1,bakster\n2,zzzz\n", encoding="utf-8")
    (tmp_path / "n.csv").write_text('id,text\n7,bakker\n8,"kok, chef"\n', encoding="utf-8")
    command = ["titles", "rank", "--queries", str(tmp_path / "q.csv"), "--names", str(tmp_path / "n.csv")]
    assert main([*command, "--out", str(tmp_path / "run.csv")]) == 0
    lines = (tmp_path / "run.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "query_id,name_id,score"
    assert lines[1].startswith("1,7,")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("van,naar\na,b\n", "column 'from_id' is missing"),
        ("from_id\nonbekend\n", "line 2: from_id is 'onbekend'"),
        ("", "column 'from_id' is missing"),
    ],
)
def test_a_wrong_file_is_told_in_one_line(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, message: str
) -> None:
    (folder / "wrong.csv").write_text(text, encoding="utf-8")
    out = tmp_path / "run.csv"
    wrong = str(folder / "wrong.csv")
    assert main(["jobbereik", "rank", "--catalogue", str(folder), "--transitions", wrong, "--out", str(out)]) == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1
    assert not out.exists()


def test_import_activate_and_list(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = ["--data-dir", str(tmp_path / "data")]
    assert main(["catalogue", "import", str(folder), *data]) == 0
    assert main(["catalogue", "import", str(folder), *data]) == 0
    assert "unchanged" in capsys.readouterr().out
    assert main(["catalogue", "activate", "small", *data]) == 0
    assert main(["catalogue", "list", *data]) == 0
    printed = capsys.readouterr().out
    assert "* small-" in printed
    assert main(["catalogue", "activate", "onbekend", *data]) == 2
    assert "no catalogue is named 'onbekend'" in capsys.readouterr().err


def test_a_refused_import_leaves_everything_as_it_was(folder: Path, tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    assert main(["catalogue", "import", str(folder), "--data-dir", str(data_dir)]) == 0
    assert main(["catalogue", "activate", "small", "--data-dir", str(data_dir)]) == 0
    before = sorted(str(path) for path in data_dir.rglob("*"))
    (folder / "competences.csv").write_text("id,label_nl\nx,Een\nx,Twee\n", encoding="utf-8")
    assert main(["catalogue", "import", str(folder), "--data-dir", str(data_dir)]) == 2
    assert sorted(str(path) for path in data_dir.rglob("*")) == before


def test_the_card_tells_the_figures_by_which_the_lists_are_made() -> None:
    card = (FOLDER / store.CARD).read_text(encoding="utf-8")
    told = bounds(parameters())
    assert told in card, "parameters.yaml changed: `jobbereik train` measures the lists again and writes the card"
    for field in fields(Parameters):
        assert f"| {field.name} | " in told
    for sort in SEVERAL:
        assert f"| {sort}, a fifth struck | " in card


def test_profiles_of_several_are_put_together_from_origins_that_the_trees_of_a_fold_did_not_see() -> None:
    folds = {origin: origin % 3 for origin in range(24)}
    found = companions({origin: {} for origin in folds}, folds)
    assert found.keys() == folds.keys()
    for origin, others in found.items():
        assert len({origin, *others}) == 3
        assert {folds[other] for other in others} == {folds[origin]}


def test_a_figure_of_the_lists_has_an_interval_over_origins() -> None:
    grades = {1: 3.0, 2: 3.0, 3: 2.0, 4: 0.0}
    one = counts([1, 3], [2], grades)
    figures = figures_of([one, counts([], [4], grades)])
    value, all_found = figures["found in the first list"], figures["found in either"]
    assert (value.value, value.n) == (0.25, 2)
    assert value.low < value.value < value.high
    assert all_found.value == 0.5
    assert (figures["absurd rows"].value, figures["lists under five"].value) == (1.0, 4.0)
    assert figures_of([one])["precision of both"] == Estimate(value=1.0, low=1.0, high=1.0, n=1)
