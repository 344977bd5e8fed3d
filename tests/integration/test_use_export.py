"""From answers over HTTP to an export: only with consent, and what held the rows stays known."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from tests.conftest import settings
from tests.orient_client import Person, by_type
from training.__main__ import main
from training.tables import read_columns
from training.use import export

PERSONS, REPLIES = 13, 4


def test_consent_decides_what_is_exported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, key = tmp_path / "data", str(tmp_path / "key" / "use.key")
    shared = ["--data-dir", str(data), "--key", key]
    database = ["--database", f"sqlite:///{data / 'records.sqlite'}"]
    assert main(["use", "key", "--out", key]) == 0
    with TestClient(create_app(settings(data))) as client:
        people = [Person.start(client, researchConsent=n > 0) for n in range(PERSONS)]
        silent = Person.start(client)
        for person in people[:4]:
            person.go(by_type("RI"), REPLIES)
        assert main(["use", "export", *database, *shared]) == 2
        assert "3 persons allowed it; an export needs 10" in capsys.readouterr().err
        assert not (data / "use" / "exports").exists()
        for person in [*people[4:], silent]:
            person.go(by_type("RI"), REPLIES)
        assert not silent.whole()["researchConsent"]
        assert main(["use", "export", *database, *shared]) == 0
        first = next(path for path in (data / "use" / "exports").iterdir())
        assert people[1].call("PATCH", json={"researchConsent": False}).status_code == 200
        assert people[2].call("DELETE").status_code in (200, 204)
        assert main(["use", "export", *database, *shared]) == 0
    later = next(path for path in (data / "use" / "exports").iterdir() if path != first)
    for folder, count in ((first, PERSONS - 1), (later, PERSONS - 3)):
        assert len(list(read_columns(folder / export.PERSONS, ["session"]))) == count
        rows = [row for _, row in read_columns(folder / export.ANSWERS, export.ANSWER_COLUMNS)]
        assert len(rows) == count * REPLIES
        assert {row[4] for row in rows} <= {"2", "5"}
        assert all(float(row[5]) > 0 for row in rows)
        assert not any(person.id in path.read_text() for person in people for path in folder.iterdir())
    capsys.readouterr()
    assert main(["use", "holds", *database, *shared]) == 0
    assert f"{first.name}: 2 sessions; learned from it: no version" in capsys.readouterr().out
    assert main(["use", "holds", "--session", people[2].id, *shared]) == 0
    assert first.name in capsys.readouterr().out
    assert main(["use", "holds", "--session", silent.id, *shared]) == 0
    assert "no export holds such rows" in capsys.readouterr().out
    assert main(["use", "holds", *shared]) == 2
    here, figures = ["--data-dir", str(data)], str(tmp_path / "figures.json")
    assert main(["use", "drift", *database, *here, "--write", figures, "--out", str(tmp_path / "drift")]) == 0
    assert "was not learned from use" in capsys.readouterr().out
    assert main(["use", "drift", *database, *here, "--against", figures]) == 0
    assert "nothing was compared: no variable was told then and now by at least ten persons" in capsys.readouterr().out
    assert main(["use", "replay", *database, *here]) == 2
    assert "0 persons with an exploration slot" in capsys.readouterr().err
    for url, words in (("sqlite:////nowhere/x.sqlite", "does not exist"), ("mysql://x", "allowed are sqlite")):
        assert main(["use", "export", "--database", url, *shared]) == 2
        assert words in capsys.readouterr().err
