"""Which version is served: one way for catalogues, vacancies and registers, and nothing leads out of the shelf."""

import json
from pathlib import Path

import pytest

from item_bank.activation import POINTER, Shelf, written_whole
from item_bank.catalogue import snapshot as catalogues
from item_bank.loopbaancentra import snapshot as registers
from item_bank.loopbaancentra.codes import RegisterError
from item_bank.manifest import ManifestError, seal, verify
from item_bank.schema import CatalogueError
from item_bank.vacancies import snapshot as vacancies

SHELVES = {"catalogues": catalogues.SHELF, "registers": registers.SHELF, "vacancies": vacancies.SHELF}


def put(shelf: Shelf, data: Path, *names: str) -> None:
    for name in names:
        with written_whole(shelf.versions_dir(data) / name) as folder:
            (folder / "x.txt").write_text(name, encoding="utf-8")
            seal(folder, kind="thing", metadata={})


def check(folder: Path) -> object:
    return verify(folder, kind="thing")


@pytest.mark.parametrize("shelf", SHELVES.values(), ids=SHELVES)
@pytest.mark.parametrize("version", ["../elsewhere", "..", ".", "", "/etc", "een/twee", ".een.7.partial", 7, ["een"]])
def test_a_pointer_never_leads_out_of_its_shelf(shelf: Shelf, version: object, tmp_path: Path) -> None:
    shelf.root(tmp_path).mkdir(parents=True)
    (shelf.root(tmp_path) / POINTER).write_text(json.dumps({"version": version}), encoding="utf-8")
    with pytest.raises(shelf.error, match="expected the name of a version"):
        shelf.active(tmp_path)


@pytest.mark.parametrize("shelf", SHELVES.values(), ids=SHELVES)
@pytest.mark.parametrize("text", ["", "{}", "[]", "{"])
def test_a_pointer_that_cannot_be_read_is_named(shelf: Shelf, text: str, tmp_path: Path) -> None:
    shelf.root(tmp_path).mkdir(parents=True)
    (shelf.root(tmp_path) / POINTER).write_text(text, encoding="utf-8")
    with pytest.raises(shelf.error, match=f"cannot be read .*; activate {shelf.one} again"):
        shelf.active(tmp_path)


@pytest.mark.parametrize("shelf", SHELVES.values(), ids=SHELVES)
def test_a_version_is_chosen_by_its_name_or_that_of_its_import(shelf: Shelf, tmp_path: Path) -> None:
    assert shelf.active(tmp_path) is None
    put(shelf, tmp_path, "een-1a", "een-2b", "een")
    assert shelf.activate(tmp_path, "een-1a", check) == shelf.active(tmp_path) == "een-1a"
    assert shelf.activate(tmp_path, "een", check) == "een", "a version itself goes before the newest of an import"
    put(shelf, tmp_path, "twee-1a", "twee-2b")
    assert shelf.activate(tmp_path, "twee", check) == shelf.active(tmp_path) == "twee-2b"
    assert shelf.activate(tmp_path, shelf.built_in, check) is shelf.active(tmp_path) is None
    with pytest.raises(shelf.error, match=f"{shelf.none_named} 'drie'; {shelf.brought_in}: een"):
        shelf.activate(tmp_path, "drie", check)


@pytest.mark.parametrize("shelf", SHELVES.values(), ids=SHELVES)
def test_what_is_damaged_is_not_chosen(shelf: Shelf, tmp_path: Path) -> None:
    put(shelf, tmp_path, "een", "twee")
    shelf.activate(tmp_path, "een", check)
    (shelf.versions_dir(tmp_path) / "twee" / "x.txt").write_text("iets anders", encoding="utf-8")
    with pytest.raises(ManifestError):
        shelf.activate(tmp_path, "twee", check)
    assert shelf.active(tmp_path) == "een"


def test_names_of_imports_are_plain_and_never_the_built_in_one() -> None:
    assert registers.check_name("vdab-2026") == "vdab-2026"
    for shelf, name in ((registers.SHELF, "built-in"), (registers.SHELF, "Een"), (vacancies.SHELF, "sample")):
        with pytest.raises(CatalogueError, match="allowed are up to 41"):
            shelf.check_name(name)
    with pytest.raises(RegisterError):
        registers.check_name("..")


def test_a_writer_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    def fail() -> None:
        with written_whole(tmp_path / "een") as folder:
            (folder / "half").write_text("half", encoding="utf-8")
            raise OSError("vol")

    with pytest.raises(OSError, match="vol"):
        fail()
    assert list(tmp_path.iterdir()) == []
