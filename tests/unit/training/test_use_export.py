"""The export of what may be used: pseudonyms, suppression, and the list of what held whose rows."""

from collections import Counter, defaultdict
from pathlib import Path

import pytest

from tests.used import AT, KEY, session, sessions
from training.tables import InputError, read_columns
from training.use import disclosure, export, lineage, pseudonyms
from training.use.disclosure import LEAST
from training.use.pseudonyms import Key


def test_no_cell_of_fewer_than_ten_persons_is_written(tmp_path: Path) -> None:
    people = [*sessions(30), session(99, language="fr", answers={"i0": 3, "rare": 5})]
    found = export.contents(people, KEY)
    folder = export.write(found, tmp_path, KEY, AT)
    persons = {row[0]: row for _, row in read_columns(folder / export.PERSONS, export.PERSON_COLUMNS)}
    cells = Counter(tuple(row[2:]) for row in persons.values())
    assert min(cells.values()) >= LEAST
    asked = defaultdict(set)
    for _, row in read_columns(folder / export.ANSWERS, export.ANSWER_COLUMNS):
        asked[row[2], row[3]].add(persons[row[0]][1])
    assert min(map(len, asked.values())) >= LEAST
    assert ("answer", "rare") not in asked
    assert found.suppressed["replies"] >= 1
    assert export.facts(folder)["suppressed"] == dict(found.suppressed)


def test_small_cells_are_made_coarser_before_anybody_is_left_out() -> None:
    people = sessions(12) + [session(50 + n, language="fr", month="2026-10") for n in range(11)]
    found = export.contents([*people, session(80, language="en", month="2026-10")], KEY)
    told = Counter((row.language, row.month) for row in found.persons.values())
    assert told == {("nl", "2026-11"): 12, ("fr", "2026-10"): 11}
    assert found.suppressed["sessions"] == 1
    mixed = export.contents(
        [session(n, language=("nl", "fr")[n % 2], month=f"2026-{n % 9 + 1:02}") for n in range(18)], KEY
    )
    assert {(row.language, row.month) for row in mixed.persons.values()} == {("", "2026")}
    assert mixed.suppressed["sessionsMadeCoarser"] == 18


def test_one_person_with_many_sessions_is_one_person() -> None:
    with pytest.raises(InputError, match="1 persons allowed it; an export needs 10"):
        export.contents([session(n, person="the same") for n in range(40)], KEY)


def test_an_export_names_nobody_and_only_the_key_leads_back(tmp_path: Path) -> None:
    people = sessions(LEAST)
    folder = export.write(export.contents(people, KEY), tmp_path, KEY, AT)
    text = "".join(path.read_text(encoding="utf-8") for path in folder.iterdir())
    assert not any(one.id in text or one.person in text for one in people)
    assert KEY.session(people[0].id) in text
    assert KEY.secret.hex() not in text
    assert Key(b"o" * 32).session(people[0].id) not in text
    assert folder.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.glob("*.csv"))
    assert export.write(export.contents(people, KEY), tmp_path, KEY, AT) == folder
    (folder / export.ANSWERS).write_text("changed", encoding="utf-8")
    with pytest.raises(InputError, match=r"answers\.csv"):
        export.facts(folder)


def test_what_held_whose_rows_stays_known_after_a_withdrawal(tmp_path: Path) -> None:
    people = sessions(LEAST + 2)
    first = export.write(export.contents(people, KEY), tmp_path, KEY, AT)
    lineage.note_training(tmp_path, "orient", "1.1.0", [first.name], AT)
    lineage.note_training(tmp_path, "orient", "1.1.0", [first.name], AT)
    later = export.write(export.contents(people[1:], KEY), tmp_path, KEY, AT.replace(month=12))
    gone = lineage.withdrawn(tmp_path, KEY, people[1:])
    assert [(row.export, row.sessions, row.versions) for row in gone] == [(first.name, 1, ("orient 1.1.0",))]
    assert [row.export for row in lineage.holding(tmp_path, KEY, people[1].id)] == [first.name, later.name]
    assert lineage.holding(tmp_path, KEY, "nobody") == []
    for path in first.iterdir():
        path.unlink()
    first.rmdir()
    assert lineage.holding(tmp_path, KEY, people[0].id)[0].erased
    assert len(lineage.lines(tmp_path)) == 3


def test_a_line_that_was_never_finished_does_not_count_and_a_broken_one_is_named(tmp_path: Path) -> None:
    lineage.note_training(tmp_path, "orient", "1.1.0", ["a"], AT)
    path = lineage.home(tmp_path) / lineage.LINEAGE
    with path.open("ab") as file:
        file.write(b'{"what": "tr')
    assert len(lineage.lines(tmp_path)) == 1
    lineage.note_training(tmp_path, "orient", "1.2.0", ["a"], AT)
    assert [row["version"] for row in lineage.lines(tmp_path)] == ["1.1.0", "1.2.0"]
    path.write_text("{}\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 1: cannot be read"):
        lineage.lines(tmp_path)
    with pytest.raises(InputError, match="not known any more"):
        lineage.members(tmp_path, "a")


def test_a_disk_that_fills_leaves_no_export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(export, "seal", full)
    with pytest.raises(OSError, match="No space"):
        export.write(export.contents(sessions(LEAST), KEY), tmp_path, KEY, AT)
    assert list(lineage.exports_dir(tmp_path).iterdir()) == []


def test_a_key_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    data, path = tmp_path / "data", tmp_path / "keys" / "use.key"
    made = pseudonyms.make(path)
    assert pseudonyms.read(path, outside=data) == made
    assert path.stat().st_mode & 0o077 == 0
    with pytest.raises(FileExistsError):
        pseudonyms.make(path)
    with pytest.raises(InputError, match="beside what it hides"):
        pseudonyms.read(path, outside=tmp_path)
    with pytest.raises(InputError, match="does not exist"):
        pseudonyms.read(tmp_path / "none", outside=data)
    path.chmod(0o640)
    with pytest.raises(InputError, match="others can read it"):
        pseudonyms.read(path, outside=data)
    for text, message in (("no key", "not a key"), ("ab" * 8, "8 bytes; a key has 32")):
        path.write_text(text, encoding="ascii")
        with pytest.raises(InputError, match=message):
            pseudonyms.read(path, outside=data)


def test_nine_is_small_and_ten_is_not() -> None:
    assert disclosure.small([("a", str(n)) for n in range(9)] + [("b", str(n)) for n in range(10)]) == {"a"}
