"""Boosted trees as plain arrays: the trees that LightGBM learned, read without it and to the same bits.

Every split keeps a set of leaves reachable; the leftmost one that is left after all splits is the leaf (QuickScorer).
Trees have at most eight leaves, so a set is one byte, and all splits on a feature are one look-up in a table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models import store

LEAVES = 8
"""Most leaves of a tree: a set of them fits a byte."""

_PARTS = ("feature", "threshold", "left", "right", "inner", "leaf")


@dataclass(frozen=True, slots=True, eq=False)
class Trees:
    """Trees as they were learned; t trees, at most 7 splits and 8 leaves each.

    Attributes
    ----------
    feature
        Column of each split, -1 where a tree has fewer; int16, shape (t, 7).
    threshold
        A value up to this goes left; int16, shape (t, 7).
    left, right
        What follows: a split, or ``-1 - leaf``; int8, shape (t, 7).
    inner
        What is expected at each split; float64, shape (t, 7).
    leaf
        Value of each leaf, from left to right; float64, shape (t, 8).
    """

    feature: NDArray[np.int16]
    threshold: NDArray[np.int16]
    left: NDArray[np.int8]
    right: NDArray[np.int8]
    inner: NDArray[np.float64]
    leaf: NDArray[np.float64]

    def to_arrays(self, name: str) -> dict[str, NDArray[Any]]:
        """Return all arrays under a name, ready to be stored."""
        return {f"{name}.{part}": getattr(self, part) for part in _PARTS}

    @classmethod
    def from_arrays(cls, name: str, arrays: Mapping[str, NDArray[Any]]) -> "Trees":
        """Rebuild from stored arrays.

        Raises
        ------
        store.ArtifactError
            When a shape or a child does not fit.
        """
        made = cls(**{part: np.array(arrays[f"{name}.{part}"]) for part in _PARTS})
        t = len(made.leaf)
        splits = (t, LEAVES - 1)
        shapes = {part: getattr(made, part).shape for part in _PARTS}
        if any(shapes[part] != (splits if part != "leaf" else (t, LEAVES)) for part in _PARTS):
            raise store.ArtifactError(f"trees {name!r} have shapes {shapes}")
        children = np.concatenate([made.left, made.right], axis=1)
        if t and (children.min() < -LEAVES or children.max() >= LEAVES - 1):
            raise store.ArtifactError(f"trees {name!r} have a child outside the tree")
        return made


@dataclass(frozen=True, slots=True, eq=False)
class Forest:
    """Trees ready to score.

    Attributes
    ----------
    columns
        Features that a tree asks.
    cuts
        For each of them its thresholds, rising; int16.
    reachable
        For each of them the sets of leaves still reachable in each tree, by how many thresholds lie below a value;
        uint8, shape (len(cuts) + 1, t).
    values
        Value of each tree by set of reachable leaves; float64, shape (t * 256,).
    starts
        Where the values of each tree start; int64, shape (t, 1).
    trees
        The trees themselves.
    """

    columns: tuple[int, ...]
    cuts: tuple[NDArray[np.int16], ...]
    reachable: tuple[NDArray[np.uint8], ...]
    values: NDArray[np.float64]
    starts: NDArray[np.int64]
    trees: Trees

    @classmethod
    def of(cls, trees: Trees) -> "Forest":
        """Turn trees around: from splits to tables."""
        t = len(trees.leaf)
        below = np.array([_left_leaves(trees, tree) for tree in range(t)], dtype=np.uint8).reshape(t, LEAVES - 1)
        columns = tuple(sorted({int(f) for f in trees.feature.ravel().tolist() if f >= 0}))
        cuts, reachable = [], []
        for column in columns:
            where = trees.feature == column
            cut = np.unique(trees.threshold[where])
            table = np.full((len(cut) + 1, t), 255, dtype=np.uint8)
            for tree, split in zip(*np.nonzero(where), strict=True):
                place = int(np.searchsorted(cut, trees.threshold[tree, split]))
                table[place + 1 :, tree] &= np.uint8(255 - below[tree, split])
            cuts.append(cut)
            reachable.append(table)
        first = np.array([(value & -value).bit_length() - 1 for value in range(1, 256)])
        values = np.zeros((t, 256))
        values[:, 1:] = trees.leaf[:, first]
        return cls(
            columns=columns,
            cuts=tuple(cuts),
            reachable=tuple(reachable),
            values=values.ravel(),
            starts=(np.arange(t, dtype=np.int64) * 256)[:, None],
            trees=trees,
        )

    def _sets(self, rows: NDArray[np.int16]) -> NDArray[np.uint8]:
        left = np.full((len(rows), len(self.starts)), 255, dtype=np.uint8)
        for column, cut, table in zip(self.columns, self.cuts, self.reachable, strict=True):
            left &= table[np.searchsorted(cut, rows[:, column])]
        return left

    def score(self, rows: NDArray[np.int16]) -> NDArray[np.float64]:
        """Return the sum of all trees for each row, added in their order; float64, shape (len(rows),)."""
        if not len(rows):
            return np.zeros(0)
        # Two rows at least: numpy adds a single column up in another order.
        given = np.repeat(rows, 2, axis=0) if len(rows) == 1 else rows
        places = np.ascontiguousarray(self._sets(given).T + self.starts)
        return np.asarray(np.add.reduce(self.values.take(places), axis=0))[: len(rows)]

    def leaves(self, rows: NDArray[np.int16]) -> NDArray[np.int64]:
        """Return the leaf of each tree for each row; shape (len(rows), t)."""
        left = self._sets(rows).astype(np.int64)
        return np.asarray(np.log2(left & -left).astype(np.int64))

    def moves(self, groups: NDArray[np.int64], count: int) -> NDArray[np.float64]:
        """Return what each group of features moves the score by on the way to each leaf; shape (t, 8, count).

        Each split on the way moves what is expected; the move belongs to the group of the split's feature. Together
        with what is expected at the start they add up to the leaf.

        Parameters
        ----------
        groups
            Number of the group of each feature, 0 to ``count`` - 1.
        """
        rows = [_leaf_moves(self.trees, tree, groups, count) for tree in range(len(self.starts))]
        return np.array(rows).reshape(-1, LEAVES, count)

    def contributions(self, rows: NDArray[np.int16], moves: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return what each group of features adds to the score of each row; shape (len(rows), count).

        Parameters
        ----------
        moves
            As :meth:`moves` gives them.
        """
        return np.asarray(moves[np.arange(len(self.starts))[None, :], self.leaves(rows)].sum(axis=1))


def _left_leaves(trees: Trees, tree: int) -> list[int]:
    """Return for each split the set of leaves to its left, as bits."""

    def under(child: int) -> int:
        if child < 0:
            return 1 << (-1 - child)
        return under(int(trees.left[tree, child])) | under(int(trees.right[tree, child]))

    return [under(int(trees.left[tree, s])) if trees.feature[tree, s] >= 0 else 0 for s in range(LEAVES - 1)]


def _leaf_moves(trees: Trees, tree: int, groups: NDArray[np.int64], count: int) -> NDArray[np.float64]:
    moves = np.zeros((LEAVES, count))

    def walk(node: int, so_far: NDArray[np.float64]) -> None:
        if node < 0:
            moves[-1 - node] = so_far
            return
        for child in (int(trees.left[tree, node]), int(trees.right[tree, node])):
            value = trees.leaf[tree, -1 - child] if child < 0 else trees.inner[tree, child]
            step = so_far.copy()
            step[groups[trees.feature[tree, node]]] += value - trees.inner[tree, node]
            walk(child, step)

    if trees.feature[tree, 0] >= 0:
        walk(0, np.zeros(count))
    return moves
