"""The common first ten: chosen once per release over draws of persons, then frozen in the artifact."""

from collections.abc import Sequence

import numpy as np

from item_bank.orient.bank import RIASEC, Bank
from models.orient.estimation.state import Reader
from models.orient.graded import Array, information
from models.orient.start.space import TYPES

PERSONS = 300
"""Draws of the person vector that the choice is averaged over."""

MOST_OF_A_TYPE = 2


def choose(bank: Bank, reader: Reader, *, count: int, seed: int) -> tuple[str, ...]:
    """Return the items that lower the expected doubt most, one after the other.

    Only familiar items that are not tried out; all six types occur, none more than twice, no basic interest twice.

    Parameters
    ----------
    count
        At least six.
    """
    rng = np.random.default_rng(seed)
    prior = reader.space.covariance
    persons = rng.multivariate_normal(np.zeros(len(prior)), prior, size=PERSONS, method="cholesky")
    told = np.array([information(reader.items.loadings @ person, reader.items.thresholds) for person in persons])
    covariances = np.repeat(prior[None], PERSONS, axis=0)
    targets = _targets(reader)
    chosen: list[int] = []
    while len(chosen) < count:
        candidates = _allowed(bank, chosen, count)
        gains = _gains(covariances, told, reader.items.loadings, targets, candidates)
        best = candidates[int(gains.round(9).argmax())]  # equal items stay a tie on every processor
        chosen.append(best)
        loading = reader.items.loadings[best]
        crossed = covariances @ loading
        scale = told[:, best] / (1.0 + told[:, best] * (crossed @ loading))
        covariances -= scale[:, None, None] * crossed[:, :, None] * crossed[:, None, :]
    return tuple(bank.items[i].id for i in chosen)


def _targets(reader: Reader) -> Array:
    """Return half the weight on differences between occupations, half on the six types; as a root of the weights."""
    weights = reader.jobs.weights - reader.jobs.weights.mean(axis=0)
    prior = reader.space.covariance
    apart = weights.T @ weights
    profile = np.zeros_like(apart)
    profile[TYPES, TYPES] = np.eye(TYPES.stop - TYPES.start)
    return np.asarray(apart / np.trace(apart @ prior) + profile / np.trace(profile @ prior))


def _allowed(bank: Bank, chosen: Sequence[int], count: int) -> list[int]:
    types = [bank.items[i].type for i in chosen]
    basics = {bank.items[i].basic_interest for i in chosen}
    missing = [code for code in RIASEC if code not in types]
    must = len(missing) >= count - len(chosen)
    return [
        i
        for i, item in enumerate(bank.items)
        if item.familiar
        and not item.try_out
        and i not in chosen
        and item.basic_interest not in basics
        and types.count(item.type) < MOST_OF_A_TYPE
        and (not must or item.type in missing)
    ]


def _gains(covariances: Array, told: Array, loadings: Array, targets: Array, candidates: Sequence[int]) -> Array:
    found = np.zeros(len(candidates))
    rows = loadings[list(candidates)]
    for covariance, knows in zip(covariances, told[:, list(candidates)], strict=True):
        crossed = rows @ covariance
        fall = ((crossed @ targets) * crossed).sum(axis=1)
        found += knows * fall / (1.0 + knows * (crossed * rows).sum(axis=1))
    return found
