"""What was made quicker answers to the bit as the plain way does."""

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from item_bank.catalogue import builtin
from models.jobbereik import indexes
from models.jobbereik.calibration import ReachModel
from models.jobbereik.features import pairs, table
from models.jobbereik.features.names import FEATURES
from models.jobbereik.forest import LEAVES, Trees
from models.jobbereik.index import build_index
from models.titles import finder as finding
from models.titles.finder import NOT_LINKED, TitleFinder
from models.titles.mix import FEATURES as TITLE_FEATURES
from models.titles.mix import learned
from tests.catalogues import random_catalogue

NAMES = ("kok", "hulpkok", "keukenhulp", "lasser", "pijplasser", "verpleegkundige", "hoofdverpleegkundige", "bakker")
OWNERS = (0, 0, 1, 2, 2, 4, 4, 5)
ASKED = ("kok", "pijplaser", "magazijnverantwoordelijke", "de verpleegkundigen", "!!", "keukenkok")


def by_hand(finder: TitleFinder, text: str, compared: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return features, scores and cosines with names, owner by owner."""
    form = finding.canonical(text)
    apart = finder.meanings.words.apart(form)
    one, other = (finding.on_grid(finder.embedding.encode([words]))[0] for words in (form, apart))
    letters = finder.letters.similarities(form)
    rows = []
    for owner, link in enumerate(finder.links.tolist()):
        own = letters[finder.starts[owner] : finder.starts[owner + 1]].max(initial=0.0)
        centre = finder.centres[owner] @ one
        outside = finder.meanings.centres[link] @ one if link >= 0 else centre
        parts = finder.meanings.centres[link] @ other if link >= 0 else finder.centres[owner] @ other
        group = finder.meanings.groups[finder.meanings.group[link]] @ one if link >= 0 else centre
        rows.append([centre, centre, outside, own, own > finding.SAME and bool(form), group, parts])
    features = np.array(rows, dtype=np.float32)
    rough, cosines = finder.mix.scores(features), np.zeros(len(finder.names), dtype=np.float32)
    for owner in np.lexsort((np.arange(len(rough)), -rough))[:compared].tolist():
        for name in range(*finder.starts[owner : owner + 2].tolist()):
            cosines[name] = finder.vectors[name] @ one
        if finder.starts[owner + 1] > finder.starts[owner]:
            best = cosines[finder.starts[owner] : finder.starts[owner + 1]].max()
            features[owner, TITLE_FEATURES.index("meaning")] = best
    return features, finder.mix.scores(features), cosines


@pytest.mark.parametrize("links", [(NOT_LINKED,) * 6, (3, NOT_LINKED, 40, 41, 7, 2900)], ids=["unlinked", "linked"])
def test_a_title_is_compared_as_owner_by_owner(links: Sequence[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "COMPARED_WHOLE", 0)
    monkeypatch.setattr(finding, "CAN_COME_FIRST", 3)
    finder = TitleFinder.fit(NAMES, OWNERS, links)
    for text, found in zip(ASKED, finder.evidences(ASKED), strict=True):
        features, scores, cosines = by_hand(finder, text, 3)
        assert found.features.tolist() == features.tolist(), text
        assert found.scores.tolist() == scores.tolist(), text
        assert found.meaning.tolist() == cosines.tolist(), text
        assert found.known.tolist() == (learned()[1].centres @ found.vector).tolist(), text


def test_what_moves_a_score_adds_up_tree_by_tree() -> None:
    model = next(iter(ReachModel.load().slices.values()))["any"]
    rows = np.random.default_rng(7).integers(-1500, 1500, size=(9, len(FEATURES))).astype(np.int16)
    added = np.zeros((len(rows), model.moves.shape[-1]))
    trees: Trees = model.forest.trees
    for number, row in enumerate(rows):
        for tree in range(len(trees.leaf)):
            node = 0
            while node >= 0:
                right = row[trees.feature[tree, node]] > trees.threshold[tree, node]
                node = int((trees.right if right else trees.left)[tree, node])
            assert -node <= LEAVES
            added[number] += model.moves[tree, -1 - node]
    assert model.contributions(rows).tolist() == added.tolist()


def test_the_index_that_was_kept_is_the_one_that_was_built_and_a_damaged_one_is_built_again(tmp_path: Path) -> None:
    built = indexes.built_in_index(tmp_path)
    (tmp_path / "indexes" / "built-in-older").mkdir(parents=True)
    folder = indexes.built_in_folder(tmp_path)
    left = folder.with_name(f".{folder.name}.{os.getpid()}.partial")
    left.mkdir()  # by a process of the same number that was killed
    indexes.keep_built_in(tmp_path)
    assert not left.exists()
    assert [path.name for path in folder.parent.iterdir()] == [folder.name], "one that nothing reads any more is gone"
    kept = indexes.built_in_index(tmp_path)
    assert kept is not built
    before, after = built.to_arrays(), kept.to_arrays()
    assert before.keys() == after.keys()
    for name, array in before.items():
        assert array.dtype == after[name].dtype, name
        assert array.tobytes() == after[name].tobytes(), name
    assert len(kept.degree) == builtin.catalogue().n_occupations
    (folder / "degree.npy").write_bytes(b"damaged")
    assert indexes.built_in_index(tmp_path) is built
    assert not folder.is_dir()


def test_names_held_against_all_in_blocks_give_the_same_bytes_as_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    small = random_catalogue(3)
    at_once = pairs.build_pairs(small, build_index(small))
    monkeypatch.setattr(pairs, "_BLOCK", 7)
    in_blocks = pairs.build_pairs(small, build_index(small))
    assert in_blocks.values.tobytes() == at_once.values.tobytes()
    assert len(np.unique(at_once.values[:, :, table.NAMES.index("alike")])) > 20
