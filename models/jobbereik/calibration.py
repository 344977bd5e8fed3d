"""From a ranking score to a probability with its doubt, and to the side of the two-list decision.

Fitted by ``python -m training jobbereik calibrate`` on transitions that experts marked; shipped as an artifact.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from models import store
from models.contracts import Estimate

KIND = "jobbereik-reach"
VERSION = "1.0.0"
FOLDER = store.ARTIFACTS / KIND / VERSION

Head = Literal["near", "any"]
"""``near``: experts call it a step within reach. ``any``: within reach or a development."""

HEADS: tuple[Head, ...] = ("near", "any")


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """A rising curve from score to probability.

    Attributes
    ----------
    value, low, high
        Probability and the bounds of its 95 % interval at each point of the grid; float64, shape (k,), rising.
    n
        Pairs of occupations that the curve rests on around each point; int64, shape (k,).
    threshold
        Probability from which an occupation is put on the list.
    """

    value: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    n: NDArray[np.int64]
    threshold: float


RULE_OF_THREE = 3.0
"""Nothing seen in n pairs still leaves up to 3/n possible (95 %; Hanley and Lippman-Hand, 1983)."""


@dataclass(frozen=True, slots=True, eq=False)
class ReachCalibration:
    """Both curves over one grid of scores; float64, shape (k,), rising."""

    grid: NDArray[np.float64]
    curves: Mapping[Head, Curve]
    version: str = VERSION

    def probabilities(self, head: Head, scores: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return the probability for each score; a larger score never has a smaller one. Shape as ``scores``."""
        return np.interp(scores, self.grid, self.curves[head].value)

    def estimate(self, head: Head, score: float) -> Estimate:
        """Return the probability for one score with its 95 % interval and the pairs it rests on."""
        curve = self.curves[head]
        value, low, high = (float(np.interp(score, self.grid, part)) for part in (curve.value, curve.low, curve.high))
        n = int(curve.n[int(np.abs(self.grid - score).argmin())])
        if n:
            high = max(high, min(1.0, RULE_OF_THREE / n))
        digits = 4
        value = round(value, digits)
        return Estimate(value=value, low=min(round(low, digits), value), high=max(round(high, digits), value), n=n)

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Return all arrays by name, ready to be stored."""
        arrays: dict[str, NDArray[Any]] = {"grid": self.grid}
        for head, curve in self.curves.items():
            parts = {"value": curve.value, "low": curve.low, "high": curve.high, "n": curve.n}
            arrays |= {f"{head}.{name}": part for name, part in parts.items()}
            arrays[f"{head}.threshold"] = np.array([curve.threshold])
        return arrays

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], version: str = VERSION) -> "ReachCalibration":
        """Rebuild the curves from stored arrays.

        Raises
        ------
        store.ArtifactError
            When a curve does not rise or leaves 0 to 1.
        """
        curves: dict[Head, Curve] = {}
        for head in HEADS:
            parts = {name: np.array(arrays[f"{head}.{name}"]) for name in ("value", "low", "high", "n")}
            value = parts["value"]
            if not np.isfinite(value).all() or (np.diff(value) < 0).any() or value.min() < 0 or value.max() > 1:
                raise store.ArtifactError(f"curve {head!r} must rise within 0 to 1")
            curves[head] = Curve(**parts, threshold=float(arrays[f"{head}.threshold"][0]))
        return cls(grid=np.array(arrays["grid"]), curves=curves, version=version)

    @classmethod
    def load(cls, folder: Path = FOLDER) -> "ReachCalibration":
        """Load the curves of a version; without one, those that come with the release.

        Raises
        ------
        store.ArtifactError
            When the artifact does not agree with its manifest.
        """
        found = store.load(folder, kind=KIND)
        return cls.from_arrays(found.arrays, str(found.manifest.metadata["version"]))
