"""Reliability of a theme and statistics of its statements, from complete answers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.loopbaantest.factors import fit_factors

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """One theme.

    Attributes
    ----------
    alpha, omega
        Coefficient alpha, and omega total of a one-factor model.
    error
        Standard deviation of one answer around the person's level, in points of the scale: what the served standard
        error is made of.
    """

    n: int
    alpha: float
    omega: float
    error: float


def alpha(values: Floats) -> float:
    """Return coefficient alpha of complete answers; shape (persons, items).

    Examples
    --------
    >>> round(alpha(np.array([[1.0, 1.0], [3.0, 3.0], [5.0, 5.0]])), 6)
    1.0
    """
    k = values.shape[1]
    return float(k / (k - 1) * (1 - values.var(axis=0, ddof=1).sum() / values.sum(axis=1).var(ddof=1)))


def omega(values: Floats) -> float:
    """Return omega total: the share of the variance of the sum that one factor explains (McDonald 1999)."""
    fit = fit_factors(values, np.zeros(values.shape[1], dtype=np.int64))
    common = float(fit.loadings.sum()) ** 2
    return common / (common + float(fit.uniqueness.sum()))


def reliability(values: Floats) -> Reliability:
    """Return alpha, omega and the error of one answer; shape of ``values`` (persons, items), complete."""
    share = omega(values)
    k = values.shape[1]
    error = float(np.sqrt(max(1.0 - share, 0.0) * values.mean(axis=1).var(ddof=1) * k))
    return Reliability(n=len(values), alpha=alpha(values), omega=share, error=error)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemStatistics:
    """One statement, after reversing."""

    mean: float
    deviation: float
    open_share: float
    rest_correlation: float


def item_statistics(values: Floats) -> list[ItemStatistics]:
    """Return mean, spread, share left open and correlation with the rest of the theme, by statement."""
    complete = values[~np.isnan(values).any(axis=1)]
    rows = []
    for j in range(values.shape[1]):
        rest = np.delete(complete, j, axis=1).mean(axis=1)
        rows.append(
            ItemStatistics(
                mean=float(np.nanmean(values[:, j])),
                deviation=float(np.nanstd(values[:, j], ddof=1)),
                open_share=float(np.isnan(values[:, j]).mean()),
                rest_correlation=float(np.corrcoef(complete[:, j], rest)[0, 1]),
            )
        )
    return rows
