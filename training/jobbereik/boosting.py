"""Boosted trees by LightGBM, and from its own form to the plain arrays that serving reads."""

import itertools
from collections.abc import Iterator, Sequence
from typing import Any

import lightgbm as lgb
import numpy as np
from numpy.typing import NDArray

from models.jobbereik.features import names
from models.jobbereik.forest import LEAVES, Trees

SETTINGS: dict[str, Any] = {
    "objective": "cross_entropy",
    "num_leaves": LEAVES,
    "lambda_l2": 5.0,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
    "use_missing": False,
    "feature_pre_filter": False,
    "verbose": -1,
}
"""One thread and rows first: the same seed gives the same trees on every run."""


def boost(
    rows: NDArray[np.int16],
    labels: NDArray[np.float64],
    weights: NDArray[np.float64],
    *,
    trees: int,
    seed: int,
    falling: Sequence[str] = (),
    left_out: Sequence[str] = (),
    **settings: float,
) -> lgb.Booster:
    """Learn trees that never fall when a person has more.

    Parameters
    ----------
    labels
        Between 0 and 1.
    falling
        Features that the score never rises with.
    left_out
        Features that no tree may ask, as if they were not there.
    """
    kept = _kept(left_out)
    signs = [int((name := names.FEATURES[row]) in names.RISING) - int(name in falling) for row in kept.tolist()]
    chosen = SETTINGS | {"seed": seed, "monotone_constraints": signs} | settings
    return lgb.train(chosen, lgb.Dataset(rows[:, kept], labels, weight=weights), trees)


def _kept(left_out: Sequence[str]) -> NDArray[np.int64]:
    """Return the columns of the features that are not left out."""
    return np.array([row for row, name in enumerate(names.FEATURES) if name not in left_out], dtype=np.int64)


def to_trees(booster: lgb.Booster, left_out: Sequence[str] = ()) -> Trees:
    """Return the trees of a booster as plain arrays; thresholds become whole, since the features are.

    Parameters
    ----------
    left_out
        Features that it was learned without.
    """
    infos = booster.dump_model()["tree_info"]
    t = len(infos)
    made = Trees(
        feature=np.full((t, LEAVES - 1), -1, dtype=np.int16),
        threshold=np.zeros((t, LEAVES - 1), dtype=np.int16),
        left=np.full((t, LEAVES - 1), -1, dtype=np.int8),
        right=np.full((t, LEAVES - 1), -1, dtype=np.int8),
        inner=np.zeros((t, LEAVES - 1)),
        leaf=np.zeros((t, LEAVES)),
    )
    for tree, info in enumerate(infos):
        _fill(made, tree, info["tree_structure"], itertools.count())
    made.feature[made.feature >= 0] = _kept(left_out)[made.feature[made.feature >= 0]]
    return made


def _fill(made: Trees, tree: int, node: dict[str, Any], numbers: Iterator[int]) -> int:
    """Write a node and what follows; leaves are numbered from left to right, as serving reads them."""
    if "split_index" not in node:
        leaf = next(numbers)
        made.leaf[tree, leaf] = node["leaf_value"]
        return -1 - leaf
    split = int(node["split_index"])
    made.feature[tree, split] = node["split_feature"]
    made.threshold[tree, split] = int(np.floor(node["threshold"]))
    made.inner[tree, split] = node["internal_value"]
    made.left[tree, split] = _fill(made, tree, node["left_child"], numbers)
    made.right[tree, split] = _fill(made, tree, node["right_child"], numbers)
    return split
