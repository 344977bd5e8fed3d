"""Integer counts per month, in partitions by employer: added up they are the same, however they were divided.

Capping and near-duplicates only look at one employer, so each partition does them by itself. Decay and shrinkage come
after adding up (``shrinkage``): integers add up exactly in any order, fractions do not.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from training.vacancies.corpus import MONTHS, Corpus, counts, near_duplicates, over_cap

CHUNK = 50_000
"""Vacancies that are counted at once; bounds memory."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Tally:
    """How many there are of each key; keys rise and are unique."""

    keys: NDArray[np.int64]
    counts: NDArray[np.int64]

    @classmethod
    def of(cls, keys: NDArray[np.int64]) -> "Tally":
        """Count keys."""
        unique, found = np.unique(keys, return_counts=True)
        return cls(keys=unique, counts=found.astype(np.int64))

    def __add__(self, other: "Tally") -> "Tally":
        if not len(self.keys) or not len(other.keys):
            return other if len(other.keys) else self
        keys = np.concatenate([self.keys, other.keys])
        order = np.argsort(keys, kind="stable")
        keys, found = keys[order], np.concatenate([self.counts, other.counts])[order]
        starts = np.flatnonzero(np.concatenate([[True], np.diff(keys) != 0]))
        return Tally(keys=keys[starts], counts=np.add.reduceat(found, starts))


EMPTY = Tally(keys=np.zeros(0, dtype=np.int64), counts=np.zeros(0, dtype=np.int64))


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Counts:
    """Counts of o occupations, m competences and ``MONTHS`` months, the last of which is that of the day of learning.

    Attributes
    ----------
    vacancies
        By occupation and month; key ``occupation * MONTHS + month``.
    asked
        By occupation, competence and month; key ``(occupation * m + competence) * MONTHS + month``.
    together
        Vacancies that ask two competences; key ``smaller * m + larger``, a competence with itself included.
    seen, near_duplicates, capped, uncertain
        Vacancies in all, and those left out, in that order of reasons.
    """

    vacancies: Tally
    asked: Tally
    together: Tally
    seen: int
    near_duplicates: int
    capped: int
    uncertain: int

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            vacancies=self.vacancies + other.vacancies,
            asked=self.asked + other.asked,
            together=self.together + other.together,
            seen=self.seen + other.seen,
            near_duplicates=self.near_duplicates + other.near_duplicates,
            capped=self.capped + other.capped,
            uncertain=self.uncertain + other.uncertain,
        )


def partition_of(corpus: Corpus, number: int, of: int) -> NDArray[np.bool_]:
    """Return which vacancies belong to a partition: all of one employer to the same."""
    mixed = (corpus.employer_key * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(33)
    return np.asarray(mixed % np.uint64(of) == number, dtype=np.bool_)


def _chunk(corpus: Corpus, m: int, first_month: int) -> Counts:
    month = corpus.month.astype(np.int64) - first_month
    rows = np.repeat(np.arange(len(corpus)), np.diff(corpus.indptr))
    occupation = corpus.occupation.astype(np.int64)
    ones = np.ones(len(corpus.competence), dtype=np.int64)
    matrix = sp.csr_array((ones, corpus.competence, corpus.indptr), shape=(len(corpus), m))
    together = sp.triu(matrix.T @ matrix).tocoo()
    keys = together.row.astype(np.int64) * m + together.col
    order = np.argsort(keys, kind="stable")
    return Counts(
        vacancies=Tally.of(occupation * MONTHS + month),
        asked=Tally.of((occupation[rows] * m + corpus.competence) * MONTHS + month[rows]),
        together=Tally(keys=keys[order], counts=together.data[order].astype(np.int64)),
        seen=0,
        near_duplicates=0,
        capped=0,
        uncertain=0,
    )


def count(corpus: Corpus, competences: int, last_month: int) -> tuple[Counts, NDArray[np.bool_]]:
    """Count the vacancies of whole employers.

    Parameters
    ----------
    competences
        Number of competences of the catalogue.
    last_month
        Month of the day of learning, as in ``Corpus.month``.

    Returns
    -------
    The counts, and which of the vacancies are no near-duplicates.
    """
    first_month = last_month - MONTHS + 1
    near = near_duplicates(corpus)
    unique = corpus.take(~near)
    capped = over_cap(unique)
    rest = unique.take(~capped)
    sure = counts(rest)
    kept = rest.take(sure)
    pieces = (kept.take(np.arange(i, min(i + CHUNK, len(kept)))) for i in range(0, len(kept), CHUNK))
    left_out = Counts(
        vacancies=EMPTY,
        asked=EMPTY,
        together=EMPTY,
        seen=len(corpus),
        near_duplicates=int(near.sum()),
        capped=int(capped.sum()),
        uncertain=int((~sure).sum()),
    )
    return total([left_out, *(_chunk(piece, competences, first_month) for piece in pieces)]), ~near


def total(parts: Sequence[Counts] | Iterable[Counts]) -> Counts:
    """Add up counts."""
    return reduce(Counts.__add__, parts)
