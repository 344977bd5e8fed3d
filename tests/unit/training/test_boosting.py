"""Trees that were learned are read without LightGBM, to the same bits."""

import numpy as np

from models.jobbereik.features.names import FEATURES, GROUP_NUMBERS, GROUPS, RISING
from models.jobbereik.forest import Forest
from training.jobbereik.boosting import boost, to_trees


def learned() -> tuple[np.ndarray, np.ndarray, Forest]:
    rng = np.random.default_rng(7)
    rows = rng.integers(-1000, 1000, (1500, len(FEATURES))).astype(np.int16)
    rows[rng.random(rows.shape) < 0.05] = -32768
    labels = (rows[:, 0] + rows[:, -3] + rng.normal(0, 300, len(rows)) > 0).astype(np.float64)
    booster = boost(rows, labels, np.ones(len(rows)), trees=60, seed=1, learning_rate=0.1)
    return rows, booster.predict(rows, raw_score=True), Forest.of(to_trees(booster))


def test_the_plain_arrays_score_as_lightgbm_does() -> None:
    rows, expected, forest = learned()
    assert (forest.score(rows) == expected).all()
    assert forest.score(rows[:1])[0] == expected[0], "one row alone has the same bits"
    assert forest.score(rows[:0]).shape == (0,)


def test_contributions_add_up_to_the_score() -> None:
    rows, expected, forest = learned()
    moved = forest.contributions(rows[:50], forest.moves(GROUP_NUMBERS, len(GROUPS)), GROUP_NUMBERS)
    start = forest.trees.inner[:, 0].sum()
    assert np.allclose(moved.sum(axis=1) + start, expected[:50], atol=1e-9)


def test_no_tree_falls_when_a_person_has_more() -> None:
    rows, _, forest = learned()
    more = rows.copy()
    for column, name in enumerate(FEATURES):
        if name in RISING:
            more[:, column] = np.maximum(more[:, column], 500)
    assert (forest.score(more) >= forest.score(rows)).all()


def test_trees_trained_twice_have_the_same_bytes() -> None:
    _, _, once = learned()
    _, _, again = learned()
    first, second = (store_bytes(forest.trees.to_arrays("near")) for forest in (once, again))
    assert first == second
    assert len(first) == 6


def store_bytes(arrays: dict[str, np.ndarray]) -> dict[str, bytes]:
    return {name: array.tobytes() for name, array in arrays.items()}


def test_what_is_left_out_is_asked_by_no_tree_and_the_others_keep_their_columns() -> None:
    rows, *_ = learned()
    labels = (rows[:, 0] + rows[:, 3] > 0).astype(np.float64)
    booster = boost(rows, labels, np.ones(len(rows)), trees=20, seed=1, left_out=FEATURES[:2])
    trees = to_trees(booster, FEATURES[:2])
    asked = set(trees.feature[trees.feature >= 0].tolist())
    assert 3 in asked
    assert not asked & {0, 1}
    assert (Forest.of(trees).score(rows) == booster.predict(rows[:, 2:], raw_score=True)).all()
