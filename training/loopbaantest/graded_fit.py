"""Fitting the graded response model of one theme: marginal maximum likelihood by EM (Bock and Aitkin 1981)."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from item_bank.loopbaantest.schema import ItemId
from models.loopbaantest.graded import GradedTheme

Floats = NDArray[np.float64]

NODES: Floats = np.linspace(-4.0, 4.0, 33)
WEIGHTS: Floats = np.exp(-0.5 * NODES**2) / np.exp(-0.5 * NODES**2).sum()
ROUNDS = 60
TOLERANCE = 5e-3
"""Largest change of a parameter at which EM stops."""


def _unpack(x: Floats) -> tuple[float, Floats]:
    return float(np.exp(x[0])), x[1] + np.concatenate([[0.0], np.cumsum(np.exp(x[2:]))])


def _chances(x: Floats) -> Floats:
    slope, thresholds = _unpack(x)
    above = 1.0 / (1.0 + np.exp(-slope * (NODES[:, None] - thresholds[None, :])))
    edges = np.hstack([np.ones((len(NODES), 1)), above, np.zeros((len(NODES), 1))])
    found: Floats = np.clip(edges[:, :-1] - edges[:, 1:], 1e-12, 1.0)
    return found


def _start(column: Floats) -> Floats:
    shares = np.array([(column >= k).mean() for k in range(2, 6)]).clip(0.02, 0.98)
    thresholds = np.sort(-np.log(shares / (1 - shares)) / 1.3)
    return np.concatenate([[np.log(1.3), thresholds[0]], np.log(np.diff(thresholds).clip(0.05))])


def _weak_prior(x: Floats) -> float:
    return float(0.5 * ((x[0] - np.log(1.4)) / 0.7) ** 2)


def fit_graded(items: tuple[ItemId, ...], values: Floats) -> GradedTheme:
    """Fit slopes and thresholds.

    Parameters
    ----------
    values
        Answers after reversing, 1 to 5 or NaN; shape (persons, items).

    Notes
    -----
    A weak prior on the slope (lognormal around 1.4) keeps small samples from running away.
    """
    x = [_start(column[~np.isnan(column)]) for column in values.T]
    masks = [[column == k for k in range(1, 6)] for column in values.T]
    for _ in range(ROUNDS):
        tables = [np.log(_chances(parameters)) for parameters in x]
        log = np.log(WEIGHTS) + np.zeros((len(values), len(NODES)))
        for table, mask in zip(tables, masks, strict=True):
            for k in range(5):
                log[mask[k]] += table[:, k]
        posterior = np.exp(log - log.max(axis=1, keepdims=True))
        posterior /= posterior.sum(axis=1, keepdims=True)
        moved = 0.0
        for j, mask in enumerate(masks):
            counts = np.stack([posterior[mask[k]].sum(axis=0) for k in range(5)], axis=1)

            def loss(y: Floats, counts: Floats = counts) -> float:
                return -float((counts * np.log(_chances(y))).sum()) + _weak_prior(y)

            found = minimize(loss, x[j], method="BFGS", options={"maxiter": 15}).x
            moved = max(moved, float(np.abs(found - x[j]).max()))
            x[j] = found
        if moved < TOLERANCE:
            break
    pairs = [_unpack(parameters) for parameters in x]
    return GradedTheme(
        items=items, slopes=np.array([slope for slope, _ in pairs]), thresholds=np.array([t for _, t in pairs])
    )
