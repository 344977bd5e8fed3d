"""Measuring the Loopbaantest: what was put into made-up answers is found again, and mistakes are named."""

from pathlib import Path

import numpy as np
import pytest
from starlette.testclient import TestClient

from api.app import create_app
from item_bank.loopbaantest.bank import bank
from item_bank.loopbaantest.norm_tables import read_norm_tables
from item_bank.loopbaantest.schema import Theme, WorkStatus
from models.loopbaantest import measured
from models.loopbaantest.engine import Loopbaantest
from models.loopbaantest.parameters import parameters
from models.loopbaantest.schema import Answers, NoteCode
from models.store import ArtifactError
from tests.conftest import settings
from tests.figures import assert_same_figures
from training.__main__ import main
from training.loopbaantest import answers, figures, simulate
from training.loopbaantest.analysis import Analysis, analyse
from training.loopbaantest.graded_fit import fit_graded

GROUPS = ("workStatus", "language", "group")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("answers") / "simulated.csv"
    answers.write(path, bank(), simulate.respondents(bank(), 800, 7, open_share=0.01))
    return path


@pytest.fixture(scope="module")
def found(file: Path) -> Analysis:
    return analyse(answers.read(file, bank(), GROUPS), GROUPS)


@pytest.fixture(scope="module")
def calibrated(file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("data")
    assert main(["loopbaantest", "calibrate", str(file), "--out", str(data / "loopbaantest" / "measured")]) == 0
    return data


def test_six_themes_that_were_put_in_fit_better_than_one_factor(found: Analysis) -> None:
    assert found.six.converged
    assert found.six.degrees == 390
    assert found.six.cfi > 0.95
    assert found.six.rmsea < 0.03
    assert found.one.cfi < 0.8
    off = found.six.correlations[np.triu_indices(6, 1)]
    assert abs(off.mean() - simulate.CORRELATION) < 0.08
    assert found.warnings == ()


def test_reliability_is_that_of_the_made_up_model(found: Analysis) -> None:
    for row in found.reliability.values():
        assert 0.70 < row.omega < 0.87
        assert abs(row.alpha - row.omega) < 0.03
        assert 0.8 < row.error < 1.1
    assert all(item.rest_correlation > 0.35 for item in found.items.values())


def test_the_one_statement_with_dif_is_found_and_no_other(found: Analysis) -> None:
    large = {row.item for row in found.dif if row.dif.size == "CC"}
    assert large == {simulate.DIF_ITEM}
    assert all(row.group == "group" for row in found.dif if row.dif.size == "CC")


def test_item_parameters_that_were_put_in_come_back() -> None:
    rng = np.random.default_rng(7)
    truth = simulate.truth(bank(), rng).themes[Theme.WAARDEN]
    rows = simulate.respondents(bank(), 2_000, 7, open_share=0.02)
    ids = [str(item.id) for item in bank().of(Theme.WAARDEN)]
    values = np.array([[float(row[id_] or "nan") for id_ in ids] for row in rows])
    reverse = [item.reverse for item in bank().of(Theme.WAARDEN)]
    fit = fit_graded(truth.items, np.where(reverse, 6 - values, values))
    assert np.abs(fit.slopes - truth.slopes).max() < 0.4
    assert np.abs(fit.thresholds - truth.thresholds).mean() < 0.12


def test_the_same_seed_gives_the_same_persons() -> None:
    assert simulate.respondents(bank(), 5, 3) == simulate.respondents(bank(), 5, 3)
    assert simulate.respondents(bank(), 5, 3) != simulate.respondents(bank(), 5, 4)


def test_report_says_simulated_first(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["loopbaantest", "report", str(file), "--groups", "group"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("SIMULATED")
    for word in ("omega", "six themes", "one factor", "balans-4", "CC"):
        assert word in printed


def test_figures_that_are_there_are_kept_and_said(
    file: Path, calibrated: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = calibrated / "loopbaantest" / "measured"
    assert main(["loopbaantest", "calibrate", str(file), "--out", str(there)]) == 2
    assert "is there already and is kept" in "".join(capsys.readouterr()).replace("\n", " ")


def test_simulated_figures_are_written_but_never_served(calibrated: Path) -> None:
    folder = calibrated / "loopbaantest" / "measured"
    with pytest.raises(ArtifactError, match="simulated"):
        measured.load(folder, bank())
    tried = measured.load(folder, bank(), allow_simulated=True)
    test = Loopbaantest(bank=bank(), parameters=parameters(), measured=tried)
    high = {item.id: 1 if item.reverse else 5 for item in bank().items}
    result = test.score(Answers(status=WorkStatus.WORKING, values=high))
    for row in result.themes:
        assert row.score is not None
        assert row.graded is not None
        assert row.graded.low <= row.graded.value < row.score.value
    with TestClient(create_app(settings(calibrated))) as client:
        body = {"bankVersion": bank().version, "workStatus": "working", "answers": high}
        served = client.post("/api/v1/loopbaantest/scores", json=body).json()
        assert served["measuredVersion"] is None
        assert served["themes"][0]["secondScore"] is None


def test_person_fit_finds_answers_by_chance(calibrated: Path) -> None:
    tried = measured.load(calibrated / "loopbaantest" / "measured", bank(), allow_simulated=True)
    test = Loopbaantest(bank=bank(), parameters=parameters(), measured=tried)

    def share(rows: list[dict[str, int]]) -> float:
        noted = [test.score(Answers(status=WorkStatus.WORKING, values=row)).notes for row in rows]  # type: ignore[arg-type]
        return sum(any(note.code is NoteCode.UNUSUAL_PATTERN for note in notes) for notes in noted) / len(rows)

    careful = [
        {str(item.id): int(row[item.id]) for item in bank().items if row[item.id]}
        for row in simulate.respondents(bank(), 200, 99)
    ]
    rng = np.random.default_rng(1)
    chance = [{str(item.id): int(rng.integers(1, 6)) for item in bank().items} for _ in range(200)]
    assert share(careful) < 0.05
    assert share(chance) > 0.5


def test_a_norm_table_of_logged_answers_is_served_with_number_and_days(file: Path, tmp_path: Path) -> None:
    # The rows are the made-up ones, relabelled: only to try the way from answers to page.
    logged = tmp_path / "logged.csv"
    logged.write_text(file.read_text(encoding="utf-8").replace(",simulated,", ",logged,"), encoding="utf-8")
    out = tmp_path / "loopbaantest" / "norms" / "proef.yaml"
    command = ["loopbaantest", "norms", str(logged), "--id", "proef", "--composition", "proef van de test"]
    assert main([*command, "--out", str(out)]) == 0
    (table,) = read_norm_tables(out.parent, bank())
    assert all(table.n(theme) >= parameters().norm_n_least for theme in Theme)
    with TestClient(create_app(settings(tmp_path))) as client:
        body = {
            "bankVersion": bank().version,
            "workStatus": "working",
            "answers": {item.id: 2 if item.reverse else 4 for item in bank().items},
        }
        served = client.post("/api/v1/loopbaantest/scores", json=body).json()
    norm = served["themes"][0]["norms"][0]
    assert norm["low"] < norm["percentile"] < norm["high"]
    assert (norm["normId"], norm["composition"], norm["collectedFrom"]) == ("proef", "proef van de test", "2026-01-01")
    assert "no-norms" not in {note["code"] for note in served["notes"]}


def test_answers_are_exported_only_when_their_owner_allowed_it(tmp_path: Path) -> None:
    base = "/api/v1/loopbaantest/sessions"
    with TestClient(create_app(settings(tmp_path))) as client:
        for consent, value in ((True, 4), (False, 2)):
            started = client.post(base, json={"researchConsent": consent, "workStatus": "studying"}).json()
            bearer = {"Authorization": f"Bearer {started['sessionToken']}"}
            for given in (1, value):
                body = {"itemId": "balans-1", "value": given}
                client.post(f"{base}/{started['sessionId']}/answers", json=body, headers=bearer)
    out = tmp_path / "logged.csv"
    database = f"sqlite:///{tmp_path / 'records.sqlite'}"
    assert main(["loopbaantest", "export", "--database", database, "--out", str(out)]) == 0
    data = answers.read(out, bank())
    assert data.values.shape == (1, 30)
    assert np.nansum(data.values) == 4
    assert data.groups["workStatus"] == ("studying",)
    assert data.simulated is False
    assert data.days[0].day == 1
    assert started["sessionId"] not in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (",simulated,", ",dream,", "source is 'dream'"),
        (",2026-01-01,", ",yesterday,", "answeredOn is 'yesterday'"),
        ("kwaliteiten-1", "kwaliteiten-x", "column 'kwaliteiten-1' is missing"),
        ("\n1,simulated,2026-01-01,", "\n1,simulated,2026-01-01,x,y,z,9,", "allowed is 1 to 5 or empty"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, message: str
) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    assert main(["loopbaantest", "report", str(wrong)]) == 2
    assert message in capsys.readouterr().err


def test_what_cannot_be_is_refused_in_one_line(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    few = tmp_path / "few.csv"
    few.write_text("\n".join(file.read_text(encoding="utf-8").splitlines()[:40]) + "\n", encoding="utf-8")
    assert main(["loopbaantest", "report", str(few)]) == 2
    assert "at least 100 are needed" in capsys.readouterr().err
    norms = ["loopbaantest", "norms", str(file), "--id", "x", "--composition", "y", "--out", str(tmp_path / "x.yaml")]
    assert main(norms) == 2
    assert "these answers are simulated" in capsys.readouterr().err
    assert main(["loopbaantest", "simulate", "--persons", "0", "--out", str(few)]) == 2
    assert main(["loopbaantest", "export", "--database", "mysql://x", "--out", str(few)]) == 2


def test_the_figures_in_the_verantwoording_are_those_that_the_command_makes() -> None:
    text = figures.DOCUMENT.read_text(encoding="utf-8")
    printed = text.partition(figures.BEGIN)[2].partition(figures.END)[0].strip()
    assert_same_figures(figures.figures(bank()), printed)
    assert "niet beoordeeld door COTAN" in text
    for heading in (
        "Uitgangspunten van de testconstructie",
        "Kwaliteit van het testmateriaal",
        "Kwaliteit van de handleiding",
        "Kwaliteit van de normen",
        "Betrouwbaarheid",
        "Begripsvaliditeit",
        "Criteriumvaliditeit",
        "Aanvullingen van het EFPA-model 2025",
    ):
        assert heading in text
