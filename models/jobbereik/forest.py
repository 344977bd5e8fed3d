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
from models.jobbereik.features.table import MISSING, SCALE

LEAVES = 8
"""Most leaves of a tree: a set of them fits a byte."""

TREES_AT_ONCE = 32
"""Trees whose values are added up at once; they stay within the cache of a core."""

_PARTS = ("feature", "threshold", "left", "right", "inner", "leaf")

_FIRST = np.array([(~removed & -~removed).bit_length() - 1 for removed in range(255)] + [0], dtype=np.int64)
"""The leftmost leaf that is not among those removed, by their bits."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Lean:
    """A figure that is added to the trees as it is, where it is known.

    Attributes
    ----------
    column
        Where it stands in a row, in thousandths.
    weight
        What it is multiplied with.
    """

    column: int
    weight: float

    def score(self, rows: NDArray[np.int16]) -> NDArray[np.float64]:
        """Return what is added to each row; float64, shape (len(rows),)."""
        given = rows[:, self.column]
        return np.where(given == MISSING, 0.0, given * (self.weight / SCALE))


@dataclass(frozen=True, slots=True, eq=False)
class Forest:
    """Trees ready to score; t trees.

    Attributes
    ----------
    feature
        Column that each split asks, split by split; int64, shape (7, t); 0 where a tree has fewer.
    threshold
        A value above this goes right; int16, shape (7, t, 1).
    removed
        The leaves that nobody who goes right at a split reaches any more, as bits; uint8, shape (7, t, 1).
    values
        Value of each tree by the leaves that are removed; float64, shape (t * 256,).
    starts
        Where the values of each tree start; int64, shape (t, 1).
    trees
        The trees themselves.
    lean
        What is added to their sum, if anything.
    """

    feature: NDArray[np.int64]
    threshold: NDArray[np.int16]
    removed: NDArray[np.uint8]
    values: NDArray[np.float64]
    starts: NDArray[np.int64]
    trees: Trees
    lean: Lean | None = None

    @classmethod
    def of(cls, trees: Trees, lean: Lean | None = None) -> "Forest":
        """Turn trees around: from trees with splits to splits that all trees make at once."""
        t = len(trees.leaf)
        below = np.array([_left_leaves(trees, tree) for tree in range(t)], dtype=np.uint8).reshape(t, LEAVES - 1)
        return cls(
            feature=np.ascontiguousarray(np.maximum(trees.feature, 0).T.astype(np.int64)),
            threshold=np.ascontiguousarray(trees.threshold.T)[:, :, None],
            removed=np.ascontiguousarray(below.T)[:, :, None],
            values=trees.leaf[:, _FIRST].ravel(),
            starts=(np.arange(t, dtype=np.int64) * len(_FIRST))[:, None],
            trees=trees,
            lean=lean,
        )

    def _removed(self, rows: NDArray[np.int16]) -> NDArray[np.uint8]:
        """Return the leaves of each tree that each row does not reach, as bits; shape (t, len(rows))."""
        columns = np.ascontiguousarray(rows.T)
        shape = (len(self.starts), len(rows))
        # One set of buffers for all splits: to allocate anew each time costs more than to compare.
        asked, right = np.empty(shape, dtype=np.int16), np.empty(shape, dtype=np.uint8)
        removed = np.zeros(shape, dtype=np.uint8)
        for feature, threshold, leaves in zip(self.feature, self.threshold, self.removed, strict=True):
            columns.take(feature, axis=0, out=asked, mode="clip")
            np.greater(asked, threshold, out=right.view(np.bool_))
            np.multiply(right, leaves, out=right)
            np.bitwise_or(removed, right, out=removed)
        return removed

    def score(self, rows: NDArray[np.int16]) -> NDArray[np.float64]:
        """Return the sum of all trees for each row, in their order, and what is added; float64, shape (len(rows),)."""
        if not len(rows):
            return np.zeros(0)
        # Two rows at least: numpy adds a single column up in another order.
        given = np.repeat(rows, 2, axis=0) if len(rows) == 1 else rows
        removed = self._removed(given)
        places = np.empty((TREES_AT_ONCE, len(given)), dtype=np.int64)
        values = np.zeros((TREES_AT_ONCE + 1, len(given)))  # the first row is the sum so far
        for start in range(0, len(removed), TREES_AT_ONCE):
            block = removed[start : start + TREES_AT_ONCE]
            size = len(block)
            np.add(block, self.starts[start : start + size], out=places[:size])
            self.values.take(places[:size], out=values[1 : size + 1], mode="clip")
            values[0] = np.add.reduce(values[0 if start else 1 : size + 1], axis=0)
        return values[0, : len(rows)] + (0.0 if self.lean is None else self.lean.score(rows))

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

    def contributions(
        self, rows: NDArray[np.int16], moves: NDArray[np.float64], groups: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """Return what each group of features adds to the score of each row; shape (len(rows), count).

        Parameters
        ----------
        moves
            As :meth:`moves` gives them for these groups.
        """
        leaves = _FIRST.take(self._removed(rows)) + np.arange(0, LEAVES * len(self.starts), LEAVES)[:, None]
        # Tree by tree, so that what is added up lies side by side; the order of the sum is that of the trees.
        found = np.asarray(moves.reshape(-1, moves.shape[-1]).take(leaves, axis=0).sum(axis=0))
        if self.lean is not None:
            found[:, groups[self.lean.column]] += self.lean.score(rows)
        return found


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
