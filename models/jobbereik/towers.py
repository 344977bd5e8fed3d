"""Two small networks that read each occupation alone: one as where somebody comes from, one as where to.

Trees ask how alike two occupations are; towers learned which sort of work leads to which. Both vectors depend on the
occupations only, never on what a person has: so a competence or licence more moves nothing here.
Upstream: ``models.jobbereik.features.alone``, ``training.jobbereik.towers``. Downstream: ``models.jobbereik.ranker``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models import store
from models.jobbereik.features.graph import unit
from models.jobbereik.features.table import MISSING, PairTable, to_whole
from models.jobbereik.features.towers import HEADS, NAMES

Floats = NDArray[np.float64]

LEAST, MOST = -4.0, 8.0
"""Bounds of what is said of a step, in spreads: one occupation that is like no other moves nothing beyond them."""

_BLOCK = 256
"""Origins whose scores are computed at once."""


@dataclass(frozen=True, slots=True, eq=False)
class Towers:
    """What was learned, by networks that steady each other; s networks, d figures, k units, h heads.

    Attributes
    ----------
    straight
        What leads from the figures of an occupation straight to its vector, as where from and as where to; float16,
        shape (s, 2, d, k).
    hidden, shift
        What leads to the hidden units; float16, shapes (s, 2, d, k) and (s, 2, k).
    out
        What leads from the hidden units to the vector; float16, shape (s, 2, k, k).
    stretch
        How much each unit counts for each head; float16, shape (s, h, k).
    pull
        How often steps of each head lead to such an occupation at all; float16, shape (s, h, d).
    """

    straight: NDArray[np.float16]
    hidden: NDArray[np.float16]
    shift: NDArray[np.float16]
    out: NDArray[np.float16]
    stretch: NDArray[np.float16]
    pull: NDArray[np.float16]

    def _vectors(self, single: Floats, network: int) -> tuple[Floats, Floats]:
        """Return the vectors of each occupation as where from and as where to; shape (n, k) each."""
        parts = (self.straight, self.hidden, self.shift, self.out)
        straight, hidden, shift, out = (part[network].astype(np.float64) for part in parts)
        made = [
            unit(single @ straight[side] + np.maximum(single @ hidden[side] + shift[side], 0.0) @ out[side])
            for side in (0, 1)
        ]
        return made[0], made[1]

    def columns(self, pairs: PairTable) -> NDArray[np.int16]:
        """Return for each origin and candidate how far above the origin's mean a step is by each head.

        Returns
        -------
        int16, shape (n, candidates, h); thousandths of the spread over the candidates of the origin
        """
        single, candidates = np.asarray(pairs.single, dtype=np.float64), np.asarray(pairs.candidates)
        if single.shape[1] != self.straight.shape[2]:
            raise store.ArtifactError(
                f"towers read {self.straight.shape[2]} figures of an occupation; the index has {single.shape[1]}"
            )
        found = np.empty((*candidates.shape, len(HEADS)), dtype=np.int16)
        networks = [self._read(single, network) for network in range(len(self.straight))]
        for row in range(0, len(candidates), _BLOCK):
            chosen = candidates[row : row + _BLOCK].astype(np.int64)
            for head in range(len(HEADS)):
                said = np.sum([np.take_along_axis(of(row, head), chosen, axis=1) for of in networks], axis=0)
                centred = said - said.mean(axis=1, keepdims=True)
                spread = np.maximum(centred.std(axis=1, keepdims=True), 1e-9)
                found[row : row + _BLOCK, :, head] = to_whole(np.clip(centred / spread, LEAST, MOST))
        return found

    def _read(self, single: Floats, network: int) -> Callable[[int, int], Floats]:
        """Return what a network says of steps from a block of origins, by a head; shape (block, n)."""
        start, end = self._vectors(single, network)
        stretch, pull = (part[network].astype(np.float64) for part in (self.stretch, self.pull))
        often = pull @ single.T
        return lambda row, head: (start[row : row + _BLOCK] * stretch[head]) @ end.T + often[head]

    def to_arrays(self, name: str = "towers") -> dict[str, NDArray[Any]]:
        """Return all arrays under a name, ready to be stored."""
        return {f"{name}.{field.name}": getattr(self, field.name) for field in fields(self)}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], name: str = "towers") -> "Towers":
        """Rebuild from stored arrays.

        Raises
        ------
        store.ArtifactError
            When a shape does not fit, or a figure is not a number.
        """
        made = cls(**{field.name: np.array(arrays[f"{name}.{field.name}"]) for field in fields(cls)})
        s, _, d, k = made.straight.shape if made.straight.ndim == len("s2dk") else (0, 0, 0, 0)
        fitting = ((s, 2, d, k), (s, 2, d, k), (s, 2, k), (s, 2, k, k), (s, len(HEADS), k), (s, len(HEADS), d))
        found = tuple(getattr(made, field.name).shape for field in fields(cls))
        if not s or found != fitting:
            raise store.ArtifactError(f"towers have shapes {found}")
        if not all(np.isfinite(getattr(made, field.name)).all() for field in fields(cls)):
            raise store.ArtifactError("towers hold something that is not a number")
        return made


def columns_of(towers: Towers | None, pairs: PairTable) -> NDArray[np.int16]:
    """Return what the towers say of each origin and candidate; not known without towers."""
    if towers is None:
        return np.full((*pairs.candidates.shape, len(NAMES)), MISSING, dtype=np.int16)
    return towers.columns(pairs)


def joined(parts: Sequence[Towers]) -> Towers:
    """Return the networks of several as those of one."""
    return Towers(**{field.name: np.concatenate([getattr(p, field.name) for p in parts]) for field in fields(Towers)})
