"""How well estimated scale sums agree with the full ones."""

from dataclasses import dataclass

import numpy as np

from models.contracts import Estimate
from models.orient.graded import Array
from training.evaluation import bootstrap

RESAMPLES = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Figures of one method after one number of answers.

    Attributes
    ----------
    correlation
        Mean over the scales of the correlation with the full scale; 95 % interval over respondents.
    by_scale
        Correlation of each scale.
    top
        Share of respondents without a tie on top whose highest scale is found.
    error
        Mean absolute error of a scale sum, in points.
    """

    correlation: Estimate
    by_scale: tuple[float, ...]
    top: Estimate
    error: float

    def __str__(self) -> str:
        low, high = self.correlation.low, self.correlation.high
        return f"{self.correlation.value:.3f} ({low:.3f}-{high:.3f}) top {self.top.value:.3f}"


def correlations(estimated: Array, full: Array) -> Array:
    """Return the correlation of each column; 0 where a column does not vary.

    Examples
    --------
    >>> correlations(np.array([[1.0, 1.0], [2.0, 1.0]]), np.array([[8.0, 9.0], [9.0, 8.0]])).tolist()
    [1.0, 0.0]
    """
    one, other = estimated - estimated.mean(axis=0), full - full.mean(axis=0)
    size = np.sqrt((one**2).sum(axis=0) * (other**2).sum(axis=0))
    together = (one * other).sum(axis=0)
    return np.where(size > 0, together / np.where(size > 0, size, 1.0), 0.0).round(12)


def measure(estimated: Array, full: Array, *, seed: int = 0) -> Figures:
    """Compare estimates with full sums; both of shape (persons, scales)."""
    by_scale = correlations(estimated, full)
    rng = np.random.default_rng(seed)
    drawn = rng.integers(0, len(full), (RESAMPLES, len(full)))
    means = [float(correlations(estimated[rows], full[rows]).mean()) for rows in drawn]
    value = float(by_scale.mean())
    low, high = np.percentile(means, [2.5, 97.5])
    ordered = np.sort(full, axis=1)
    untied = ordered[:, -1] > ordered[:, -2]
    hits = (estimated.argmax(axis=1) == full.argmax(axis=1))[untied].astype(np.float64)
    return Figures(
        correlation=Estimate(value=value, low=min(float(low), value), high=max(float(high), value), n=len(full)),
        by_scale=tuple(float(x) for x in by_scale),
        top=bootstrap(hits, seed=seed) if len(hits) else Estimate(value=0.0, low=0.0, high=1.0, n=0),
        error=float(np.abs(estimated - full).mean()),
    )
