"""From counts to what is served: two years of counts, shares, lifts, and what a competence is for an occupation."""

import numpy as np
from numpy.typing import NDArray

from models.vacancies.pairs import Pairs
from models.vacancies.schema import Importance
from training.vacancies.corpus import MONTHS
from training.vacancies.counting import Counts, Tally
from training.vacancies.shrinkage import Shares, Sparse, decay, shrink
from training.vacancies.transfer import solve

YEAR = 12
CORE_SHARE, CORE_LIFT = 0.3, 2.0
GENERIC_OCCUPATIONS = 0.15
"""A competence that more than this share of the occupations asks is generic."""

FIRST_MONTHS = 2
"""So many of the first of the twelve months before may be missing for a trend."""

NOTICED = 0.1
"""An occupation asks a competence when this share of its vacancies does."""

KEPT_SHARE = 0.02
"""A pair that no vacancy of the last two years asks is kept when its group makes its share so large."""

KINDS = list(Importance)


def weighted(counts: Counts, occupations: int) -> Sparse:
    """Return the counts with the weight of their age."""
    weights = decay()
    pair, month = counts.asked.keys // MONTHS, counts.asked.keys % MONTHS
    unique, place = np.unique(pair, return_inverse=True)
    hits = np.bincount(place, weights=counts.asked.counts * weights[month], minlength=len(unique))
    row, month = counts.vacancies.keys // MONTHS, counts.vacancies.keys % MONTHS
    n = np.bincount(row, weights=counts.vacancies.counts * weights[month], minlength=occupations)
    return Sparse(keys=unique, hits=hits.astype(np.float64), n=n.astype(np.float64))


def _within(tally: Tally, first: int, last: int, size: int) -> NDArray[np.int64]:
    """Return the counts of months ``first`` to ``last - 1`` by what stands before the month in the key."""
    month = tally.keys % MONTHS
    chosen = (month >= first) & (month < last)
    return np.bincount(
        tally.keys[chosen] // MONTHS, weights=tally.counts[chosen].astype(np.float64), minlength=size
    ).astype(np.int64)


def _within_pairs(tally: Tally, first: int, last: int, keys: NDArray[np.int64]) -> NDArray[np.int32]:
    month = tally.keys % MONTHS
    chosen = (month >= first) & (month < last)
    place = np.searchsorted(keys, tally.keys[chosen] // MONTHS)
    known = place < len(keys)
    known[known] = keys[place[known]] == (tally.keys[chosen] // MONTHS)[known]
    weights = tally.counts[chosen][known].astype(np.float64)
    return np.bincount(place[known], weights=weights, minlength=len(keys)).astype(np.int32)


def reaches_back(counts: Counts) -> bool:
    """Return whether the twelve months before the last twelve are there; half of them says nothing of a trend."""
    months = counts.vacancies.keys % MONTHS
    return bool(len(months)) and int(months.min()) <= MONTHS - 2 * YEAR + FIRST_MONTHS


def kinds(shares: Shares, lift_low: NDArray[np.float64], vacancies: NDArray[np.float64], m: int) -> NDArray[np.uint8]:
    """Return what each competence is for its occupation, as a position in ``Importance``."""
    competence = shares.keys % m
    asking = np.bincount(competence[shares.share >= NOTICED], minlength=m)
    common = asking > GENERIC_OCCUPATIONS * max(int((vacancies > 0).sum()), 1)
    found = np.full(len(shares.keys), KINDS.index(Importance.USEFUL), dtype=np.uint8)
    found[(shares.share >= CORE_SHARE) & (lift_low >= CORE_LIFT)] = KINDS.index(Importance.CORE)
    found[common[competence] | (lift_low <= 1.0)] = KINDS.index(Importance.GENERIC)
    return found


def figures(counts: Counts, isco: list[str | None], m: int) -> tuple[Pairs, Shares]:
    """Return what is served of some counts.

    Parameters
    ----------
    isco
        ISCO-08 of each occupation, ``None`` when unknown.
    m
        Number of competences.
    """
    n = len(isco)
    shares = shrink(weighted(counts, n), isco, m)
    now, before = (MONTHS - YEAR, MONTHS), (MONTHS - 2 * YEAR, MONTHS - YEAR)
    asked_now = _within_pairs(counts.asked, *now, shares.keys)
    asked_before = _within_pairs(counts.asked, *before, shares.keys)
    n_before = _within(counts.vacancies, *before, n)
    if not reaches_back(counts):
        asked_before, n_before = np.zeros_like(asked_before), np.zeros_like(n_before)
    lift_low = shares.low / np.maximum(shares.everywhere[shares.keys % m], 1e-9)
    kept = (asked_now > 0) | (asked_before > 0) | (shares.share >= KEPT_SHARE)
    vacancies = np.bincount(counts.vacancies.keys // MONTHS, minlength=n).astype(np.float64)
    occupation = shares.keys[kept] // m
    transfer = solve(counts.together, m)
    return Pairs(
        n_now=_within(counts.vacancies, *now, n).astype(np.int32),
        n_before=n_before.astype(np.int32),
        all_now=np.bincount(shares.keys % m, weights=asked_now, minlength=m).astype(np.int32),
        indptr=np.searchsorted(occupation, np.arange(n + 1)).astype(np.int64),
        competence=(shares.keys[kept] % m).astype(np.int32),
        asked_now=asked_now[kept],
        asked_before=asked_before[kept],
        share=shares.share[kept].astype(np.float32),
        lift_low=lift_low[kept].astype(np.float32),
        kind=kinds(shares, lift_low, vacancies, m)[kept],
        transfer_indptr=transfer.indptr.astype(np.int64),
        transfer_competence=transfer.indices.astype(np.int32),
        transfer_weight=transfer.data.astype(np.float32),
    ), shares
