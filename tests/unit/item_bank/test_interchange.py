"""The interchange format: what is refused, what is left out and counted, and what stays as it was."""

from pathlib import Path

import pytest

from item_bank.catalogue import interchange, snapshot
from item_bank.manifest import ManifestError
from item_bank.schema import CatalogueError, CompetenceKind

OCCUPATIONS = "id,label_nl,aliases_nl,eqf\nbakker,Bakker,broodbakker|bakkerin,3\nkok,Kok,,\n"
COMPETENCES = "id,label_nl,kind\ndeeg,Deeg maken,skill\nhaccp,HACCP,knowledge\n"
LINKS = "occupation_id,competence_id,core\nbakker,deeg,Principale\nbakker,haccp,\nkok,haccp,\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a small folder in the interchange format."""
    path = tmp_path / "small"
    path.mkdir()
    (path / "occupations.csv").write_text(OCCUPATIONS, encoding="utf-8")
    (path / "competences.csv").write_text(COMPETENCES, encoding="utf-8")
    (path / "occupation_competences.csv").write_text(LINKS, encoding="utf-8")
    return path


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_folder_becomes_a_catalogue(folder: Path) -> None:
    catalogue, report = interchange.read_interchange(folder, name="small")
    bakker = catalogue.occupation(catalogue.occupation_index("bakker"))
    assert bakker.names.aliases["nl"] == ("broodbakker", "bakkerin")
    assert (bakker.eqf, bakker.gates, bakker.interests) == (3, None, None)
    assert [(c.id, c.kind, essential) for c, essential in catalogue.competences_of(0)] == [
        ("deeg", CompetenceKind.SKILL, True),
        ("haccp", CompetenceKind.KNOWLEDGE, False),
    ]
    assert (report.occupations, report.competences, report.links) == (2, 2, 3)
    assert not report.left_out


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("bakker,onbekend,\n", "unknown competence_id"),
        ("niemand,deeg,\n", "unknown occupation_id"),
        ("bakker,deeg,\n", "link occurs twice"),
    ],
)
def test_a_row_that_points_nowhere_is_counted_and_left_out(folder: Path, row: str, reason: str) -> None:
    with (folder / "occupation_competences.csv").open("a", encoding="utf-8") as file:
        file.write(row)
    catalogue, report = interchange.read_interchange(folder, name="small")
    assert report.left_out == {reason: 1}
    assert report.examples[0].line == 5
    assert len(catalogue.link_competence) == 3


def test_a_value_that_is_not_usable_becomes_unknown_and_is_counted(folder: Path) -> None:
    change(folder, "occupations.csv", ",3\n", ",11\n")
    catalogue, report = interchange.read_interchange(folder, name="small")
    assert catalogue.occupation(0).eqf is None
    assert report.left_out == {"eqf not usable": 1}


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("occupations.csv", "id,label_nl", "code,label_nl", "column 'id' is missing"),
        ("occupations.csv", "label_nl", "naam", "no label column"),
        ("occupations.csv", "kok,Kok,,", "bakker,Kok,,", "id 'bakker' already stands on line 2"),
        ("occupations.csv", "kok,Kok,,\n", "kok,Ko", "2 values, the header has 4"),
        ("competences.csv", "Deeg maken", '"Deeg maken', "not readable as CSV"),
        ("occupation_competences.csv", "competence_id", "competentie", "column 'competence_id' is missing"),
        ("occupation_competences.csv", ",", ";", "column 'occupation_id' is missing"),
    ],
)
def test_a_broken_file_is_refused_with_its_place(folder: Path, name: str, old: str, new: str, message: str) -> None:
    change(folder, name, old, new)
    with pytest.raises(CatalogueError, match=message) as caught:
        interchange.read_interchange(folder, name="small")
    assert name in str(caught.value)


def test_another_encoding_is_refused(folder: Path) -> None:
    (folder / "occupations.csv").write_bytes(OCCUPATIONS.replace("Kok", "Pâtissier").encode("latin-1"))
    with pytest.raises(CatalogueError, match=r"not UTF-8 \(byte"):
        interchange.read_interchange(folder, name="small")


def test_a_byte_order_mark_and_emoji_are_fine(folder: Path) -> None:
    (folder / "occupations.csv").write_text("\ufeff" + OCCUPATIONS.replace("Kok", "Kok 👩‍🍳 שלום"), encoding="utf-8")
    catalogue, _ = interchange.read_interchange(folder, name="small")
    assert catalogue.occupation(1).names.label() == "Kok 👩‍🍳 שלום"


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "competences.csv").unlink()
    with pytest.raises(CatalogueError, match=r"competences\.csv: the file is missing"):
        interchange.read_interchange(folder, name="small")


def test_transitions_beside_the_catalogue_change_nothing(folder: Path) -> None:
    before, _ = interchange.read_interchange(folder, name="small")
    (folder / "transitions.csv").write_text("from_id,to_id,kind\nbakker,kok,near\n", encoding="utf-8")
    after, _ = interchange.read_interchange(folder, name="small")
    assert before.version == after.version


def test_a_snapshot_gives_the_same_catalogue_back(folder: Path, tmp_path: Path) -> None:
    catalogue, _ = interchange.read_interchange(folder, name="small")
    path, new = snapshot.write(catalogue, tmp_path)
    again = snapshot.load(path)
    assert new
    assert again.version == catalogue.version
    assert [again.occupation(i) for i in range(2)] == [catalogue.occupation(i) for i in range(2)]
    assert snapshot.write(catalogue, tmp_path) == (path, False)


def test_a_changed_snapshot_is_refused_and_the_old_one_stays_active(folder: Path, tmp_path: Path) -> None:
    first, _ = interchange.read_interchange(folder, name="small")
    snapshot.write(first, tmp_path)
    assert snapshot.activate(tmp_path, "small") == first.version
    change(folder, "occupations.csv", "Kok", "Keukenchef")
    second, _ = interchange.read_interchange(folder, name="other")
    path, _ = snapshot.write(second, tmp_path)
    victim = path / "occupation.label.nl.data.npy"
    victim.write_bytes(victim.read_bytes()[:-1] + b"X")
    with pytest.raises(ManifestError, match="sha256"):
        snapshot.activate(tmp_path, "other")
    assert snapshot.active_version(tmp_path) == first.version


def test_the_built_in_catalogue_can_be_activated_again(folder: Path, tmp_path: Path) -> None:
    catalogue, _ = interchange.read_interchange(folder, name="small")
    snapshot.write(catalogue, tmp_path)
    snapshot.activate(tmp_path, catalogue.version)
    snapshot.activate(tmp_path, "built-in")
    assert snapshot.active_version(tmp_path) is None


@pytest.mark.parametrize("name", ["../elders", "built-in", "", "Groot", "a" * 60])
def test_a_name_that_could_leave_the_folder_is_refused(name: str) -> None:
    with pytest.raises(CatalogueError, match="name is"):
        snapshot.check_name(name)


def test_an_unknown_name_lists_what_there_is(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="imported: none yet"):
        snapshot.activate(tmp_path, "weg")


def test_a_full_disk_leaves_nothing_behind(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue, _ = interchange.read_interchange(folder, name="small")

    def full(*_args: object, **_kwargs: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(snapshot, "seal", full)
    with pytest.raises(OSError, match="No space"):
        snapshot.write(catalogue, tmp_path)
    assert list((tmp_path / "catalogues").iterdir()) == []


def test_a_snapshot_of_another_layout_is_refused_with_words(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue, _ = interchange.read_interchange(folder, name="small")
    written, _ = snapshot.write(catalogue, tmp_path / "data")
    monkeypatch.setattr(snapshot, "LAYOUT", snapshot.LAYOUT + 1)
    with pytest.raises(ManifestError, match="import it again"):
        snapshot.load(written)


@pytest.mark.parametrize(
    ("mark", "essential", "counted"),
    [
        *((mark, True, 0) for mark in ("WAAR", "yes", "ja", "x", "Vrai", "1.0")),
        *((mark, False, 0) for mark in ("nee", "ONWAAR", "optional")),
        ("misschien", False, 1),
    ],
)
def test_what_is_essential_is_read_as_spreadsheets_say_it(
    folder: Path, mark: str, essential: bool, counted: int
) -> None:
    change(folder, "occupation_competences.csv", "Principale", mark)
    catalogue, report = interchange.read_interchange(folder, name="small")
    assert {c.id: told for c, told in catalogue.competences_of(0)}["deeg"] is essential
    assert report.left_out["essential not known, taken as useful"] == counted


@pytest.mark.parametrize("id_", ["kok/chef", "kok\\chef", "..", "http://voorbeeld.be/kok"])
def test_an_id_that_no_address_can_hold_is_refused(folder: Path, id_: str) -> None:
    change(folder, "occupations.csv", "kok,Kok", f"{id_},Kok")
    with pytest.raises(CatalogueError, match="no address of a page can hold"):
        interchange.read_interchange(folder, name="small")


@pytest.mark.parametrize(
    "header", ["id,label_nl,aliases_nl,eqf,,", "\ufeffid, label_nl ,aliases_nl,eqf", '"id"," label_nl",aliases_nl,eqf,']
)
def test_headers_of_spreadsheets_are_read(folder: Path, header: str) -> None:
    change(folder, "occupations.csv", "id,label_nl,aliases_nl,eqf", header)
    change(folder, "occupations.csv", "kok,Kok,,", "kok,Kok,,,,")
    catalogue, _ = interchange.read_interchange(folder, name="small")
    assert catalogue.n_occupations == 2


@pytest.mark.parametrize(("written", "code"), [("110", "0110"), ("C5120", "5120"), ("5120.0", "5120"), ("512", None)])
def test_a_code_without_its_leading_zero_is_read_or_counted(folder: Path, written: str, code: str | None) -> None:
    change(folder, "occupations.csv", "id,label_nl,aliases_nl,eqf", "id,label_nl,aliases_nl,isco08")
    change(folder, "occupations.csv", "bakkerin,3", f"bakkerin,{written}")
    catalogue, report = interchange.read_interchange(folder, name="small")
    assert catalogue.occupation(catalogue.occupation_index("bakker")).isco08 == code
    assert report.left_out["isco08 not usable"] == (code is None)
