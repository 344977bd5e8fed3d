"""Confirmatory factor analysis: each statement loads on its own theme only, themes may correlate.

Maximum likelihood on the covariance matrix (Joreskog 1969): ``F = log|Sigma| + tr(S Sigma^-1) - log|S| - p`` with
``Sigma = L Phi L' + Psi``, by quasi-Newton steps with the exact gradient. Answers of five points are treated as
continuous, which makes the fit look a little worse than it is.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq, minimize
from scipy.stats import ncx2

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorFit:
    """A fitted model.

    Attributes
    ----------
    loadings, uniqueness
        In the metric of the answers; shape (items,).
    correlations
        Between factors; shape (factors, factors).
    rmsea_low, rmsea_high
        Bounds of the 90 % interval.
    """

    loadings: Floats
    uniqueness: Floats
    correlations: Floats
    chi_square: float
    degrees: int
    cfi: float
    tli: float
    rmsea: float
    rmsea_low: float
    rmsea_high: float
    srmr: float
    converged: bool


def _rows(free: Floats, factors: int) -> tuple[Floats, Floats]:
    lower = np.eye(factors)
    lower[np.tril_indices(factors, -1)] = free
    norms = np.linalg.norm(lower, axis=1, keepdims=True)
    return lower / norms, norms


def _unpack(x: Floats, pattern: Ints, factors: int) -> tuple[Floats, Floats, Floats, Floats]:
    p = len(pattern)
    loadings = np.zeros((p, factors))
    loadings[np.arange(p), pattern] = x[:p]
    roots, norms = _rows(x[2 * p :], factors)
    return loadings, np.exp(x[p : 2 * p]), roots, norms


def _loss(x: Floats, sample: Floats, pattern: Ints, factors: int) -> tuple[float, Floats]:
    loadings, unique, roots, norms = _unpack(x, pattern, factors)
    phi = roots @ roots.T
    sigma = loadings @ phi @ loadings.T + np.diag(unique)
    inverse = np.linalg.inv(sigma)
    _, logdet = np.linalg.slogdet(sigma)
    value = float(logdet + np.trace(sample @ inverse))
    slope = inverse - inverse @ sample @ inverse
    by_loading = (2 * slope @ loadings @ phi)[np.arange(len(pattern)), pattern]
    by_roots = 2 * (loadings.T @ slope @ loadings) @ roots
    by_lower = (by_roots - roots * (by_roots * roots).sum(axis=1, keepdims=True)) / norms
    free = by_lower[np.tril_indices(factors, -1)]
    return value, np.concatenate([by_loading, np.diag(slope) * unique, free])


def _rmsea_bounds(chi_square: float, degrees: int, n: int) -> tuple[float, float]:
    def bound(chance: float) -> float:
        def gap(centre: float) -> float:
            return float(ncx2.cdf(chi_square, degrees, max(centre, 1e-9))) - chance

        if gap(0.0) < 0:
            return 0.0
        return float(np.sqrt(brentq(gap, 0.0, 20 * chi_square + 100) / (degrees * (n - 1))))

    return bound(0.95), bound(0.05)


def fit_factors(values: Floats, pattern: Ints) -> FactorFit:
    """Fit the model.

    Parameters
    ----------
    values
        Complete answers; shape (persons, items).
    pattern
        Position of the factor of each item, from 0.
    """
    n, p = values.shape
    factors = int(pattern.max()) + 1
    sample = np.cov(values, rowvar=False)
    start = np.concatenate(
        [np.sqrt(np.diag(sample) / 2), np.log(np.diag(sample) / 2), np.full(factors * (factors - 1) // 2, 0.4)]
    )
    done = minimize(_loss, start, (sample, pattern, factors), "L-BFGS-B", jac=True, options={"maxiter": 2_000})
    loadings, unique, roots, _ = _unpack(done.x, pattern, factors)
    phi = roots @ roots.T
    sigma = loadings @ phi @ loadings.T + np.diag(unique)
    chi_square = max((n - 1) * float(done.fun - np.linalg.slogdet(sample)[1] - p), 0.0)
    degrees = p * (p + 1) // 2 - len(start)
    correlation = np.corrcoef(values, rowvar=False)
    base = -(n - 1) * float(np.linalg.slogdet(correlation)[1])
    base_degrees = p * (p - 1) // 2
    excess, base_excess = max(chi_square - degrees, 0.0), max(base - base_degrees, chi_square - degrees, 1e-12)
    low, high = _rmsea_bounds(chi_square, degrees, n)
    scale = np.sqrt(np.outer(np.diag(sample), np.diag(sample)))
    residual = ((sample - sigma) / scale)[np.tril_indices(p)]
    return FactorFit(
        loadings=loadings[np.arange(p), pattern],
        uniqueness=unique,
        correlations=phi,
        chi_square=chi_square,
        degrees=degrees,
        cfi=1 - excess / base_excess,
        tli=(base / base_degrees - chi_square / degrees) / (base / base_degrees - 1),
        rmsea=float(np.sqrt(excess / (degrees * (n - 1)))),
        rmsea_low=low,
        rmsea_high=high,
        srmr=float(np.sqrt((residual**2).mean())),
        converged=bool(done.success),
    )
