"""The learned figures of occupations and competences, as arrays.

Upstream: ``training.vacancies`` learns them. Downstream: ``models.vacancies.statistics`` reads them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

PREFIX = "pairs."
"""Begins the names of these arrays in a version, beside the vacancies themselves."""


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Counts and figures for o occupations and m competences, in the order in which the version names them.

    "Now" is the last twelve months that were counted, "before" the twelve months before those.

    Attributes
    ----------
    n_now, n_before
        Counted vacancies of each occupation; int32, shape (o,).
    all_now
        Counted vacancies that ask each competence, over all occupations; int32, shape (m,).
    indptr, competence
        Pairs that were seen, ordered by occupation and competence; int64 (o + 1,), int32 (p,).
    asked_now, asked_before
        Vacancies that ask the competence; int32, shape (p,).
    share
        Decayed share, shrunk to the occupation's ISCO group; float32, shape (p,).
    lift_low
        Lower bound of the lift of that share; float32, shape (p,).
    kind
        Position in ``models.vacancies.schema.Importance``; uint8, shape (p,).
    transfer_indptr, transfer_competence, transfer_weight
        For each competence those that go with it in one vacancy (EASE, positive part, best 50); int64 (m + 1,), int32,
        float32.
    """

    n_now: NDArray[np.int32]
    n_before: NDArray[np.int32]
    all_now: NDArray[np.int32]
    indptr: NDArray[np.int64]
    competence: NDArray[np.int32]
    asked_now: NDArray[np.int32]
    asked_before: NDArray[np.int32]
    share: NDArray[np.float32]
    lift_low: NDArray[np.float32]
    kind: NDArray[np.uint8]
    transfer_indptr: NDArray[np.int64]
    transfer_competence: NDArray[np.int32]
    transfer_weight: NDArray[np.float32]

    @property
    def weight(self) -> NDArray[np.float32]:
        """Importance of each pair: shrunk share x lower bound of the lift; shape (p,)."""
        return self.share * self.lift_low

    def find(self, occupation: int, competence: int) -> int | None:
        """Return the position of a pair, or ``None`` when no vacancy of the occupation asks the competence."""
        start, end = int(self.indptr[occupation]), int(self.indptr[occupation + 1])
        found = start + int(np.searchsorted(self.competence[start:end], competence))
        return found if found < end and self.competence[found] == competence else None

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Return all arrays by name, ready to be stored."""
        return {PREFIX + f.name: getattr(self, f.name) for f in fields(self)}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> "Pairs":
        """Rebuild from stored arrays; they may be memory-mapped."""
        return cls(**{f.name: arrays[PREFIX + f.name] for f in fields(cls)})
