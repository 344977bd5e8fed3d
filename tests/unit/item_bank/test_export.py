"""Export and import give the same catalogue; what cannot be used is left out, counted and named."""

from pathlib import Path

import pytest

from item_bank.catalogue import builtin, interchange
from item_bank.catalogue.export import write_interchange
from item_bank.schema import CatalogueError, Frequency
from tests.catalogues import random_catalogue


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export") / "built-in"
    write_interchange(builtin.catalogue(), folder)
    return folder


def test_the_built_in_catalogue_comes_back_the_same(exported: Path) -> None:
    ours = builtin.catalogue()
    found, report = interchange.read_interchange(exported, name="built-in")
    assert not report.left_out
    assert not any(report.unused_columns.values())
    assert found.version == ours.version, "the version holds a hash of every column and record"
    assert (found.gates, found.trainings, found.vocabulary) == (ours.gates, ours.trainings, ours.vocabulary)
    assert [found.occupation(i) for i in range(found.n_occupations)] == [
        ours.occupation(i) for i in range(ours.n_occupations)
    ]


@pytest.mark.parametrize("seed", range(5))
def test_catalogues_drawn_by_chance_come_back_the_same(tmp_path: Path, seed: int) -> None:
    ours = random_catalogue(seed)
    write_interchange(ours, tmp_path / "out")
    found, _ = interchange.read_interchange(tmp_path / "out", name=ours.name)
    assert found.version == ours.version


def test_nothing_is_overwritten(exported: Path) -> None:
    with pytest.raises(CatalogueError, match="not empty"):
        write_interchange(builtin.catalogue(), exported)


def change(folder: Path, tmp_path: Path, name: str, old: str, new: str) -> interchange.ImportReport:
    copy = tmp_path / "copy"
    copy.mkdir()
    for path in folder.iterdir():
        text = path.read_text(encoding="utf-8")
        if path.name == name:
            assert old in text
            text = text.replace(old, new, 1)
        (copy / path.name).write_text(text, encoding="utf-8")
    catalogue, report = interchange.read_interchange(copy, name="copy")
    assert catalogue.n_occupations == builtin.catalogue().n_occupations
    return report


@pytest.mark.parametrize(
    ("name", "old", "new", "reason"),
    [
        ("occupations.csv", "nights=no", "nights=perhaps", "condition not usable"),
        ("occupations.csv", "nights=no", "moonlight=no", "condition not usable"),
        ("gates.csv", "\nrijbewijs-c,", "\nrijbewijs-cc,", "unknown gate, gates taken as not known"),
        ("gates.csv", ",licence,", ",wish,", "gate not usable"),
        ("trainings.csv", ",vdab,", ",school,", "training not usable"),
        ("trainings.csv", "gegevens-invoeren", "niets", "unknown id in a training"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(
    exported: Path, tmp_path: Path, name: str, old: str, new: str, reason: str
) -> None:
    report = change(exported, tmp_path, name, old, new)
    assert report.left_out[reason] >= 1


def test_none_and_not_known_differ(tmp_path: Path) -> None:
    (tmp_path / "occupations.csv").write_text(
        "id,label_nl,gates,conditions,near\na,A,none,nights=often,b|weg\nb,B,,,\n", encoding="utf-8"
    )
    (tmp_path / "competences.csv").write_text("id,label_nl\nc,C\n", encoding="utf-8")
    (tmp_path / "occupation_competences.csv").write_text("occupation_id,competence_id\na,c\nb,c\n", encoding="utf-8")
    found, report = interchange.read_interchange(tmp_path, name="x")
    one, two = found.occupation(0), found.occupation(1)
    assert (one.gates, two.gates) == ((), None)
    assert (one.conditions, two.conditions) == ({"nights": Frequency.OFTEN}, {})
    assert one.near == ("b",)
    assert report.left_out == {"unknown occupation in near": 1}
