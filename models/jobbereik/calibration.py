"""What was learned for Jobbereik: trees for each head, and from their score to a probability with its doubt.

Two slices: one for the built-in catalogue, one for any other. Fitted by ``python -m training jobbereik train``; shipped
as an artifact.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from item_bank.catalogue.table import Catalogue
from models import store
from models.contracts import Estimate
from models.jobbereik.features.names import FEATURES, GROUP_NUMBERS, GROUPS
from models.jobbereik.forest import Forest, Lean, Trees
from models.jobbereik.ranker import Head
from models.jobbereik.towers import Towers

KIND = "jobbereik-reach"
VERSION = "2.7.0"
FOLDER = store.ARTIFACTS / KIND / VERSION

BUILT_IN, GENERAL = "built-in", "general"
SLICES: Mapping[str, tuple[Head, ...]] = {BUILT_IN: ("near", "any"), GENERAL: ("near", "development", "any")}
"""Heads that were learned for each slice."""

DIGITS = 2
"""Probabilities are rounded to so many digits: what is told is no finer, and what is told puts the lists in order."""

RULE_OF_THREE = 3.0
"""Nothing seen in n pairs still leaves up to 3/n possible (95 %; Hanley and Lippman-Hand, 1983)."""

_PARTS = ("grid", "value", "low", "high", "n")


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """A rising curve from score to probability.

    Attributes
    ----------
    grid
        Scores at which the curve is known, rising; float64, shape (k,).
    value, low, high
        Probability and the bounds of its 95 % interval at each of them; float64, shape (k,), rising.
    n
        Pairs of occupations that the curve rests on around each of them; int64, shape (k,).
    threshold
        Probability from which an occupation is put on the list.
    """

    grid: NDArray[np.float64]
    value: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    n: NDArray[np.int64]
    threshold: float

    def probabilities(self, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the probability for each score; a larger score never has a smaller one. Shape as ``scores``."""
        return np.round(np.interp(scores, self.grid, self.value), DIGITS)

    def estimate(self, score: float, share: float = 1.0) -> Estimate:
        """Return the probability for one score with its 95 % interval and the pairs it rests on.

        Parameters
        ----------
        share
            How far the experience behind the score counts, above 0 to 1; the probability shrinks with it.
        """
        return self.estimates(np.array([score]), [share])[0]

    def estimates(self, scores: NDArray[np.float64], shares: Sequence[float]) -> tuple[Estimate, ...]:
        """Return the probability for each score, as :meth:`estimate` does for one."""
        values, lows, highs = (
            [round(part * share, DIGITS) for part, share in zip(parts.tolist(), shares, strict=True)]
            for parts in (self.probabilities(scores), *(np.interp(scores, self.grid, p) for p in (self.low, self.high)))
        )
        pairs = self.n[np.abs(self.grid - scores[:, None]).argmin(axis=1)].tolist()
        atleast = [round(min(1.0, RULE_OF_THREE / n), DIGITS) if n else 0.0 for n in pairs]
        return tuple(
            Estimate(value=value, low=min(low, value), high=max(high, floor, value), n=n)
            for value, low, high, floor, n in zip(values, lows, highs, atleast, pairs, strict=True)
        )

    def to_arrays(self, name: str) -> dict[str, NDArray[Any]]:
        """Return all arrays under a name, ready to be stored."""
        arrays = {f"{name}.{part}": getattr(self, part) for part in _PARTS}
        return arrays | {f"{name}.cut": np.array([self.threshold])}

    @classmethod
    def from_arrays(cls, name: str, arrays: Mapping[str, NDArray[Any]]) -> "Curve":
        """Rebuild a curve from stored arrays.

        Raises
        ------
        store.ArtifactError
            When it does not rise or leaves 0 to 1.
        """
        parts = {part: np.array(arrays[f"{name}.{part}"]) for part in _PARTS}
        value = parts["value"]
        if not np.isfinite(value).all() or (np.diff(value) < 0).any() or value.min() < 0 or value.max() > 1:
            raise store.ArtifactError(f"curve {name!r} must rise within 0 to 1")
        return cls(**parts, threshold=float(arrays[f"{name}.cut"][0]))


@dataclass(frozen=True, slots=True, eq=False)
class HeadModel:
    """Trees of one head, the curve from their score to a probability, and what explains them.

    Attributes
    ----------
    moves
        What each group of features moves the score by on the way to each leaf; shape (t, 8, groups).
    """

    forest: Forest
    curve: Curve
    moves: NDArray[np.float64]

    @classmethod
    def of(cls, forest: Forest, curve: Curve) -> "HeadModel":
        """Put trees and curve together."""
        return cls(forest=forest, curve=curve, moves=forest.moves(GROUP_NUMBERS, len(GROUPS)))

    def contributions(self, rows: NDArray[np.int16]) -> NDArray[np.float64]:
        """Return what each group of features adds to the score of each row; shape (len(rows), groups)."""
        return self.forest.contributions(rows, self.moves, GROUP_NUMBERS)


@dataclass(frozen=True, slots=True, eq=False)
class ReachModel:
    """What was learned for each slice.

    Attributes
    ----------
    towers
        The towers that heads of ``GENERAL`` lean on; no other slice has any.
    """

    slices: Mapping[str, Mapping[Head, HeadModel]]
    towers: Towers | None = None
    version: str = VERSION

    def heads(self, catalogue: Catalogue) -> Mapping[Head, HeadModel]:
        """Return the heads that rank a catalogue."""
        return self.slices[BUILT_IN if catalogue.built_in else GENERAL]

    def towers_for(self, catalogue: Catalogue) -> Towers | None:
        """Return the towers that a catalogue is ranked with, if any."""
        return None if catalogue.built_in else self.towers

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Return all arrays by name, ready to be stored."""
        made = {} if self.towers is None else self.towers.to_arrays()
        for slice_, heads in self.slices.items():
            for head, model in heads.items():
                name, lean = f"{slice_}.{head}", model.forest.lean
                made |= model.forest.trees.to_arrays(name) | model.curve.to_arrays(name)
                if lean is not None:
                    made[f"{name}.lean"] = np.array([lean.weight])
        return made

    @classmethod
    def load(cls, folder: Path = FOLDER) -> "ReachModel":
        """Load what a version learned; without one, the version that comes with the release.

        Raises
        ------
        store.ArtifactError
            When the artifact does not agree with its manifest, or was made for other features.
        """
        found = store.load(folder, kind=KIND)
        made_for = found.manifest.metadata.get("features")
        if made_for != list(FEATURES):
            raise store.ArtifactError(f"artifact refused: {folder} was made for other features; train it again")
        arrays = found.arrays
        return cls(
            slices={
                slice_: {
                    head: HeadModel.of(
                        forest=Forest.of(Trees.from_arrays(f"{slice_}.{head}", arrays), _lean(slice_, head, arrays)),
                        curve=Curve.from_arrays(f"{slice_}.{head}", arrays),
                    )
                    for head in heads
                }
                for slice_, heads in SLICES.items()
            },
            towers=Towers.from_arrays(arrays),
            version=str(found.manifest.metadata["version"]),
        )


def _lean(slice_: str, head: Head, arrays: Mapping[str, NDArray[Any]]) -> Lean | None:
    weight = arrays.get(f"{slice_}.{head}.lean")
    return None if weight is None else leaning(head, float(weight[0]))


def leaning(head: Head, weight: float) -> Lean:
    """Return what a head adds to its trees: what the towers say for it."""
    return Lean(column=FEATURES.index(f"tower-{head}"), weight=weight)
