"""From counts to shares that thin data cannot carry away: decay by age, then shrinkage to the group in ISCO-08.

The share of a pair is pulled to that of the other occupations of its group of four digits, that one to the other groups
of its three digits, and that one to all vacancies. How hard is learned by maximum likelihood, level by level.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import betaincinv, betaln

from training.vacancies.corpus import MONTHS

HALF_LIFE = 12.0
"""Months after which a vacancy counts half."""

STRENGTHS = (1.0, 3_000.0)
"""Bounds of the strength of a prior, in vacancies."""

FIRST_STRENGTH = 20.0
"""Strength where a level has nothing to learn it from."""

SMALLEST = 1e-6


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Sparse:
    """Hits of pairs of a row (occupation or group) and a competence, with the size of each row.

    Attributes
    ----------
    keys
        ``row * m + competence``, rising and unique; int64, shape (p,).
    hits
        Weighted vacancies of the row that ask the competence; float64, shape (p,).
    n
        Weighted vacancies of each row; float64, shape (rows,).
    """

    keys: NDArray[np.int64]
    hits: NDArray[np.float64]
    n: NDArray[np.float64]

    def at(self, keys: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the hits of some keys, 0 where there are none."""
        if not len(self.keys):
            return np.zeros(len(keys))
        found = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[found] == keys, self.hits[found], 0.0)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Shares:
    """Shrunk shares of pairs.

    Attributes
    ----------
    keys
        ``occupation * m + competence``; int64, shape (p,).
    share, low
        Posterior mean and 2.5 % quantile; float64, shape (p,).
    everywhere
        Share of each competence in all vacancies; float64, shape (m,).
    strengths
        Strength of the prior at each level.
    """

    keys: NDArray[np.int64]
    share: NDArray[np.float64]
    low: NDArray[np.float64]
    everywhere: NDArray[np.float64]
    strengths: Mapping[str, float]


def decay() -> NDArray[np.float64]:
    """Return the weight of each month, the last one 1; shape (MONTHS,).

    Examples
    --------
    >>> float(decay()[-1]), float(decay()[-13])
    (1.0, 0.5)
    """
    return np.exp2(-np.arange(MONTHS - 1, -1, -1) / HALF_LIFE)


def grouped(pairs: Sparse, group_of: NDArray[np.int64], groups: int, m: int) -> Sparse:
    """Add rows up to groups; a row of group -1 is in none."""
    row, competence = pairs.keys // m, pairs.keys % m
    group = group_of[row]
    inside = group >= 0
    keys = group[inside] * m + competence[inside]
    unique, place = np.unique(keys, return_inverse=True)
    hits = np.bincount(place, weights=pairs.hits[inside], minlength=len(unique)).astype(np.float64)
    rows = group_of >= 0
    n = np.bincount(group_of[rows], weights=pairs.n[rows], minlength=groups).astype(np.float64)
    return Sparse(keys=unique, hits=hits, n=n)


def fit_strength(hits: NDArray[np.float64], n: NDArray[np.float64], prior: NDArray[np.float64]) -> float:
    """Return the strength under which these hits are likeliest, as draws from a beta-binomial around their prior.

    Parameters
    ----------
    hits, n, prior
        Hits, vacancies and prior share of each pair; same shape.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> n = np.full(4_000, 50.0)
    >>> shares = rng.beta(0.2 * 40, 0.8 * 40, 4_000)
    >>> 30 < fit_strength(rng.binomial(50, shares).astype(float), n, np.full(4_000, 0.2)) < 55
    True
    """
    told = (n > 0) & (prior > SMALLEST) & (prior < 1 - SMALLEST)
    if not told.any():
        return FIRST_STRENGTH
    hits, n, prior = hits[told], n[told], prior[told]

    def loss(log_strength: float) -> float:
        yes, no = np.exp(log_strength) * prior, np.exp(log_strength) * (1.0 - prior)
        return -float((betaln(hits + yes, n - hits + no) - betaln(yes, no)).sum())

    bounds = (float(np.log(STRENGTHS[0])), float(np.log(STRENGTHS[1])))
    found = minimize_scalar(loss, bounds=bounds, method="bounded", options={"xatol": 1e-3})
    return float(np.exp(found.x))


def _codes(isco: list[str | None], digits: int) -> tuple[NDArray[np.int64], int]:
    known = sorted({code[:digits] for code in isco if code})
    at = {code: i for i, code in enumerate(known)}
    return np.array([at[code[:digits]] if code else -1 for code in isco], dtype=np.int64), len(known)


def _others(
    whole: Sparse, part: Sparse, keys: NDArray[np.int64], parent: NDArray[np.int64], m: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return hits and vacancies of the parent of each key without those of the key's own row."""
    row, competence = keys // m, keys % m
    above = parent[row]
    inside = above >= 0
    hits = np.where(inside, whole.at(np.maximum(above, 0) * m + competence), 0.0)
    n = np.where(inside, whole.n[np.maximum(above, 0)] if len(whole.n) else 0.0, 0.0)
    return np.maximum(np.where(inside, hits - part.at(keys), 0.0), 0.0), np.maximum(
        np.where(inside, n - part.n[row], 0.0), 0.0
    )


def _pulled(
    hits: NDArray[np.float64], n: NDArray[np.float64], prior: NDArray[np.float64], strength: float
) -> NDArray[np.float64]:
    return (hits + strength * prior) / (n + strength)


def shrink(pairs: Sparse, isco: list[str | None], m: int) -> Shares:
    """Shrink the shares of occupations.

    Parameters
    ----------
    pairs
        Weighted hits of occupations.
    isco
        ISCO-08 of each occupation, ``None`` when unknown: such an occupation is pulled to all vacancies.
    m
        Number of competences.

    Returns
    -------
    Shares of all pairs that some occupation of the same group of three digits asks.
    """
    competence = pairs.keys % m
    everywhere = np.bincount(competence, weights=pairs.hits, minlength=m) / max(float(pairs.n.sum()), SMALLEST)
    group4, n4 = _codes(isco, 4)
    group3, n3 = _codes(isco, 3)
    above = np.full(n4, -1, dtype=np.int64)
    above[group4[group4 >= 0]] = group3[group4 >= 0]
    fours, threes = grouped(pairs, group4, n4, m), grouped(pairs, group3, n3, m)
    a3 = fit_strength(threes.hits, threes.n[threes.keys // m], everywhere[threes.keys % m])
    hits, n = _others(threes, fours, fours.keys, above, m)
    prior = _pulled(hits, n, everywhere[fours.keys % m], a3)
    a4 = fit_strength(fours.hits, fours.n[fours.keys // m], prior)
    keys = _candidates(pairs, threes, group3, m)
    row = keys // m
    prior = _prior(keys, pairs, fours, threes, (group4, group3, above), (a3, a4), everywhere, m)
    strength = fit_strength(pairs.at(keys), pairs.n[row], prior)
    hits, n = pairs.at(keys), pairs.n[row]
    yes, no = strength * prior + hits, strength * (1.0 - prior) + n - hits
    return Shares(
        keys=keys,
        share=yes / (yes + no),
        low=np.asarray(betaincinv(np.maximum(yes, SMALLEST), np.maximum(no, SMALLEST), 0.025), dtype=np.float64),
        everywhere=everywhere,
        strengths={"isco3": a3, "isco4": a4, "occupation": strength},
    )


def _candidates(pairs: Sparse, threes: Sparse, group3: NDArray[np.int64], m: int) -> NDArray[np.int64]:
    """Return the pairs that are looked at: what an occupation's vacancies or those of its group ask."""
    found = [pairs.keys]
    starts = np.searchsorted(threes.keys, np.arange(len(threes.n) + 1) * m)
    for occupation, group in enumerate(group3.tolist()):
        if group >= 0 and pairs.n[occupation] > 0:
            found.append(threes.keys[starts[group] : starts[group + 1]] % m + occupation * m)
    return np.unique(np.concatenate(found))


def _prior(
    keys: NDArray[np.int64],
    pairs: Sparse,
    fours: Sparse,
    threes: Sparse,
    groups: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]],
    strengths: tuple[float, float],
    everywhere: NDArray[np.float64],
    m: int,
) -> NDArray[np.float64]:
    """Return the prior share of each pair: what the others of its group ask, level by level."""
    group4, _, above = groups
    row, competence = keys // m, keys % m
    own4 = group4[row]
    grouped_keys = np.maximum(own4, 0) * m + competence
    hits3, n3 = _others(threes, fours, grouped_keys, above, m) if len(fours.n) else (np.zeros(len(keys)),) * 2
    inside = own4 >= 0
    prior3 = _pulled(np.where(inside, hits3, 0.0), np.where(inside, n3, 0.0), everywhere[competence], strengths[0])
    hits4, n4 = _others(fours, pairs, keys, group4, m)
    return np.clip(_pulled(hits4, n4, prior3, strengths[1]), SMALLEST, 1 - SMALLEST)
