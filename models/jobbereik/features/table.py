"""The features of pairs as a table: which they are, and how they are kept.

Kept as whole numbers (thousandths): the same on every processor, small, and quick to look up in trees. Each origin has
its nearest occupations only; what lies outside them is far.
"""

import mmap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.jobbereik.features import outside, text

Matrix = NDArray[np.float64]

CANDIDATES = 400
"""Occupations kept for each origin; on ROME the expert steps beyond them are none."""

SCALE = 1000
"""Features are kept in thousandths."""

MISSING = np.int16(-32768)
"""Stands for a feature that is not known; below every known value."""

LEVELS = ("eqf-own", "eqf", "eqf-up")

JUDGED = "judged"
"""The grade that a judge gave to the step; mostly not known, and never in an imported catalogue."""

NAMES: tuple[str, ...] = (
    "score", "score-hub", "score-back-hub", "place", "place-back", "hub", "neighbours", "walk", "walk-back",
    "shared-of-own", "shared-of-own-rare", "jaccard", "jaccard-rare", "cosine", "cosine-hub", "latent", "latent-hub",
    "titles", "titles-hub", "title-in-competences", "competences-in-title", "words", "alike", "alike-back",
    "meaning", "meaning-hub", "meaning-alike", "meaning-alike-back",
    *(f"title-{role}{part}" for role in text.ROLES for part in ("", "-more")),
    *(f"does-{role}-more" for role in text.ROLES),
    "asks", "asks-more", "names-more", *LEVELS, "interests", "generality", "generality-more", JUDGED, *outside.NAMES,
)  # fmt: skip
"""Features of a pair, in the order of the columns."""


def to_whole(values: Matrix) -> NDArray[np.int16]:
    """Return values in thousandths; NaN is missing.

    Examples
    --------
    >>> to_whole(np.array([0.5, np.nan])).tolist()
    [500, -32768]
    """
    known = np.clip(np.round(np.nan_to_num(values) * SCALE), -32000, 32000)
    return np.where(np.isnan(values), MISSING, known).astype(np.int16)


def give_back(array: NDArray[Any]) -> None:
    """Let go of the pages of a memory-mapped array; what is read again is mapped again. Others are left alone."""
    owner: object = array
    while isinstance(owner, np.ndarray):
        owner = owner.base
    if isinstance(owner, mmap.mmap):
        owner.madvise(mmap.MADV_DONTNEED)


@dataclass(frozen=True, slots=True, eq=False)
class PairTable:
    """Features of each origin with its nearest occupations; n occupations, k candidates, f features, d figures.

    Attributes
    ----------
    candidates
        Positions of the occupations kept for each origin, rising; int32, shape (n, k).
    values
        Features in thousandths; int16, shape (n, k, f), in the order of ``NAMES``.
    single
        What each occupation is by itself, for the towers; float32, shape (n, d), d is 0 where no tower will read it.
    """

    candidates: NDArray[np.int32]
    values: NDArray[np.int16]
    single: NDArray[np.float32]

    def of(self, origins: int | Sequence[int]) -> NDArray[np.int16]:
        """Return the features of one origin or some with their nearest occupations; a copy, shape (k, f) or (o, k, f).

        The pages of a memory-mapped table are given back at once, and come from the system's own memory again: a worker
        would keep each that anybody asked for, 146 MB in the end with 3,000 occupations.
        """
        rows = np.array(self.values[origins])
        give_back(self.values)
        return rows

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Return all arrays by name, ready to be stored."""
        return {"pairs.candidates": self.candidates, "pairs.values": self.values, "pairs.single": self.single}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> "PairTable":
        """Rebuild from stored arrays; they may be memory-mapped."""
        return cls(candidates=arrays["pairs.candidates"], values=arrays["pairs.values"], single=arrays["pairs.single"])
