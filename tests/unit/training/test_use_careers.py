"""Observed careers: steps, stays, gaps, side jobs, censoring, and rankers beside persistence and popularity."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from item_bank.catalogue.builtin import catalogue
from models.jobbereik.baselines import make_ranker
from models.jobbereik.index import build_index
from training.__main__ import main
from training.models.bench import Bench, load_engine
from training.models.crossed import Crossed
from training.models.labels import ANY, NEAR, STEPS
from training.models.labels import read as read_steps
from training.models.report import to_markdown
from training.tables import InputError
from training.use import careers, next_job
from training.use.careers import Spell
from training.use.next_job import PERSISTENCE, POPULARITY, STAY

UNTIL = date(2026, 11, 1)
HEADER = "person_id,start,end,occupation\n"


@pytest.fixture(scope="module")
def bench() -> Bench:
    engine = load_engine()
    whole = Crossed(engine=engine, without={})
    found = Bench(engine=engine, crossed=whole, labels=read_steps(STEPS, engine.catalogue))
    for name in ("coverage", "random"):
        ranker = make_ranker(name, engine.catalogue, build_index(engine.catalogue))
        found.rankers[name] = lambda person, r=ranker: np.asarray(r.score(person.query), dtype=np.float64)
    found.rankers["served"] = found.scorer(whole)
    return found


def read(tmp_path: Path, rows: str) -> careers.Careers:
    path = tmp_path / "careers.csv"
    path.write_text(HEADER + rows, encoding="utf-8")
    return careers.read(path, catalogue(), UNTIL)


def pairs(found: careers.Careers) -> list[tuple[str, str, int]]:
    ids = catalogue().columns.texts["occupation.id"]
    return [(ids[step.origin], ids[step.target], step.gap) for step in found.steps]


@pytest.mark.parametrize(
    ("rows", "steps", "counted"),
    [
        ("a,2015-01-01,2016-12-31,kok\na,2017-01-01,,bakker\n", [("kok", "bakker", 0)], (0, 0, 1)),
        ("a,2017-01,,bakker\na,2015-01,2016-12,kok\n", [("kok", "bakker", 0)], (0, 0, 1)),
        ("a,2015-01,2016-12,kok\na,2017-07,2018-01,kok\n", [("kok", "kok", 6)], (0, 0, 0)),
        ("a,2015-01,2018-12,kok\na,2016-01,2017-01,bakker\n", [], (1, 0, 0)),
        ("a,2015-01,2017-12,kok\na,2017-06,,bakker\n", [("kok", "bakker", 0)], (0, 0, 1)),
        ("a,2010-01,2011-12,kok\na,2015-01,,bakker\n", [], (0, 1, 1)),
        ("a,2015-01,,kok\na,2016-01,,bakker\n", [], (1, 0, 1)),
        ("a,2015-01,,kok\nb,2016-01,,bakker\n", [], (0, 0, 2)),
    ],
)
def test_steps_follow_from_days(
    tmp_path: Path, rows: str, steps: list[tuple[str, str, int]], counted: tuple[int, int, int]
) -> None:
    found = read(tmp_path, rows)
    assert pairs(found) == steps
    assert (found.side_jobs, found.gaps, found.running) == counted


def test_bad_rows_are_named_by_line_and_the_others_are_kept(tmp_path: Path) -> None:
    rows = (
        "a,2015-01-01,2016-12-31,kok\n,2015-01,,kok\nb,2015-13,,kok\nc,2015-01,2014-01,kok\nd,2015-01,,astronaut\n"
        "e,2030-01,,kok\na,2015-01-01,2016-12-31,kok\nf,2015-01,soon,kok\n"
    )
    found = read(tmp_path, rows)
    assert found.persons == 1
    for line, words in zip(
        found.bad,
        (
            "line 3: person_id is empty",
            "line 4: start is '2015-13'",
            "line 5: end is '2014-01', before start",
            "line 6: occupation is 'astronaut'",
            "line 7: start is '2030-01', after 2026-11-01",
            "line 8: the same row",
            "line 9: end is 'soon'",
        ),
        strict=True,
    ):
        assert line.startswith(words)
    with pytest.raises(InputError, match="no row can be used; line 2: occupation is 'x'"):
        read(tmp_path, "a,2015-01,,x\n")
    with pytest.raises(InputError, match="no row can be used"):
        read(tmp_path, "")


def many(tmp_path: Path) -> careers.Careers:
    """Cooks who become bakers or stay, and a few rare moves."""
    rows = []
    for n in range(60):
        target = "bakker" if n < 25 else "slager" if n < 37 else "verpleegkundige" if n < 41 else "kok"
        rows.append(
            f"p{n:02},2015-01,{2016 + n % 5}-12,kok\np{n:02},2021-01,,{target}\n".replace(
                "2021-01", f"{2017 + n % 5}-01"
            )
        )
    return read(tmp_path, "".join(rows))


def test_moves_of_fewer_than_ten_persons_are_no_label(tmp_path: Path) -> None:
    found = many(tmp_path)
    graded = careers.labels(found)
    position = {name: catalogue().occupation_index(name) for name in ("kok", "bakker", "slager")}
    assert graded.judged == {position["kok"]: {position["bakker"]: NEAR, position["slager"]: NEAR}}
    assert "60 persons" in graded.by_whom
    out = tmp_path / "labels.csv"
    assert careers.write_labels(out, graded, catalogue()) == 2
    assert read_steps(out, catalogue()).judged == graded.judged
    assert [row["persons"] for row in careers.frequent(found, catalogue())] == [25, 12]
    with pytest.raises(InputError, match="0 good steps"):
        careers.labels(read(tmp_path, "a,2015-01,2016-01,kok\na,2016-02,,bakker\n"))
    assert NEAR > ANY


def test_rankers_stand_beside_persistence_and_popularity(tmp_path: Path, bench: Bench) -> None:
    found = many(tmp_path)
    measured = next_job.measure(bench, found, ["served", "coverage", "random"])
    value = {name: {figure: e.value for figure, e in row.items()} for name, row in measured.by.items()}
    assert (measured.steps, measured.moves) == (60, 41)
    assert value[PERSISTENCE]["next job first"] == pytest.approx(19 / 60)
    assert value[PERSISTENCE]["moves R@10"] == 0.0
    assert value[POPULARITY]["next job first"] > value["random"]["next job first"]
    assert value[STAY + POPULARITY]["next job R@10"] == 1.0
    assert value["served"]["moves R@10"] == value[STAY + "served"]["moves R@10"]
    assert value[STAY + "served"]["next job first"] >= value[PERSISTENCE]["next job first"]
    made = next_job.report(bench, found)
    text = to_markdown(made)
    for words in ("60 persons, 60 steps, 41 of them", PERSISTENCE, "| kok | bakker | 25 |", "12 months"):
        assert words in text
    assert "verpleegkundige" not in text
    assert made.sections[1].plots["moves R@10"].startswith("<svg")
    with pytest.raises(InputError, match="1 persons made a move"):
        next_job.measure(bench, read(tmp_path, "a,2015-01,2016-01,kok\na,2016-02,,bakker\n"))


def test_the_command_names_bad_rows_and_writes_labels_and_a_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, bench: Bench
) -> None:
    many(tmp_path)
    path, out = tmp_path / "careers.csv", tmp_path / "report"
    path.write_text(path.read_text(encoding="utf-8") + "x,2015-01,,astronaut\n", encoding="utf-8")
    small = Bench(
        engine=bench.engine, crossed=bench.crossed, labels=bench.labels, rankers={"coverage": bench.rankers["coverage"]}
    )
    monkeypatch.setattr(Bench, "built_in", lambda *_: small)
    arguments = ["use", "careers", str(path), "--until", "2026-11-01", "--out", str(out)]
    assert main([*arguments, "--labels", str(tmp_path / "labels.csv")]) == 0
    told = capsys.readouterr().out
    assert "line 122: occupation is 'astronaut'" in told
    assert "wrote 2 moves of at least ten persons" in told
    assert (out / "report.html").is_file()


def test_who_stays_is_told_with_right_censoring() -> None:
    rng = np.random.default_rng(11)
    spells = []
    for person in range(1_500):
        true, seen = rng.exponential(40.0), rng.uniform(10, 90)
        spells.append(Spell(person=person, months=int(min(true, seen)), left=bool(true < seen)))
    found = careers.staying(spells)
    for months in (12, 24, 60):
        truth = float(np.exp(-(months + 1) / 40.0))
        assert abs(found[months].value - truth) < 0.03
        assert found[months].low <= truth <= found[months].high or abs(found[months].value - truth) < 0.02
    seen_to_leave = np.mean([spell.months > 24 for spell in spells])
    assert abs(found[24].value - np.exp(-25 / 40)) < abs(seen_to_leave - np.exp(-25 / 40))
    assert careers.staying(spells[:3]) == {}


def test_the_example_of_the_readme_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, bench: Bench
) -> None:
    text = (Path(__file__).parents[3] / "training" / "README.md").read_text(encoding="utf-8")
    code = next(block for block in text.split("```") if "next_job.table" in block).removeprefix("python\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Bench, "built_in", lambda *_: bench)
    exec(compile(code, "training/README.md", "exec"), {})  # noqa: S102 - our own words
    assert "| persistence | 0.000" in capsys.readouterr().out
