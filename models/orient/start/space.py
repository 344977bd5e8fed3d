"""The person vector and how the items of the bank load on it.

``[elevation, six types, basic interests, occupation families, competence text]``. Elevation is liking everything: every
item loads on it, no occupation does, so it cannot move the list. Doubt about an item's parameters weakens the item.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from item_bank.orient.bank import RIASEC, Bank
from models.orient.graded import Array
from models.orient.parameters import Parameters

TYPES = slice(1, 1 + len(RIASEC))
"""Where the six types stand in the person vector."""


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """Places of the parts of the person vector, and its prior.

    Attributes
    ----------
    basics, families, texts
        Where these parts stand.
    covariance
        Of the prior; shape (d, d), unit variances.
    """

    basics: slice
    families: slice
    texts: slice
    covariance: Array

    @classmethod
    def of(cls, type_correlation: Array, *, basics: int, families: int, texts: int) -> "Space":
        """Lay the parts one after the other."""
        ends = np.cumsum([TYPES.stop, basics, families, texts]).tolist()
        covariance = np.eye(ends[-1])
        covariance[TYPES, TYPES] = type_correlation
        parts = [slice(start, end) for start, end in itertools.pairwise(ends)]
        return cls(basics=parts[0], families=parts[1], texts=parts[2], covariance=covariance)

    @property
    def size(self) -> int:
        """Number of dimensions."""
        return len(self.covariance)


@dataclass(frozen=True, slots=True, eq=False)
class Items:
    """What the engine needs of the bank; J items.

    Attributes
    ----------
    loadings
        Shape (J, d); slopes included.
    narrow
        The first columns of the loadings, up to the basic interests: items load on nothing else; shape (J, k).
    thresholds
        Shape (J, 4); slopes included.
    """

    loadings: Array
    narrow: Array
    thresholds: Array


def items(bank: Bank, space: Space, figures: Parameters) -> Items:
    """Place the items of a bank in the person vector."""
    basic = {interest.id: i for i, interest in enumerate(bank.basic_interests)}
    loadings = np.zeros((len(bank.items), space.size))
    for row, item in zip(loadings, bank.items, strict=True):
        row[0] = figures.elevation
        row[TYPES.start + RIASEC.index(item.type)] = figures.type
        row[space.basics.start + basic[item.basic_interest]] = figures.basic
    slope = np.array([item.slope for item in bank.items])
    doubt = np.array([(item.slope * item.threshold_se) ** 2 + item.slope_se**2 for item in bank.items])
    slope = slope * weakened(doubt)
    thresholds = np.array([item.thresholds for item in bank.items]) * slope[:, None]
    loadings *= slope[:, None]
    return Items(loadings, np.ascontiguousarray(loadings[:, : space.basics.stop]), thresholds)


def weakened(variance: Array) -> Array:
    """Return by how much a logistic curve flattens when its argument has this extra variance.

    Source: MacKay (1992), the approximation of a logistic curve averaged over a normal distribution.

    Examples
    --------
    >>> weakened(np.array([0.0, 2.0])).round(3).tolist()
    [1.0, 0.748]
    """
    flat: Array = 1.0 / np.sqrt(1.0 + np.pi * variance / 8.0)
    return flat


def positions(known: Sequence[str], wanted: Sequence[str]) -> list[int]:
    """Return where each wanted id stands; ids that are not known are left out."""
    index = {id_: i for i, id_ in enumerate(known)}
    return [index[id_] for id_ in wanted if id_ in index]
