"""A static embedding read from plain arrays: the mean of the vectors of a name's pieces, at length one.

Upstream: ``training.embedding`` writes the artifact. Downstream: ``models.titles`` and measuring.
Neither torch nor transformers is needed here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from item_bank.catalogue.columns import TextColumn
from models.embedding.pieces import Pieces
from models.store import ARTIFACTS, load

KIND = "embedding"
NAME = "title-embedding"
SERVED = ARTIFACTS / NAME / "1.1.0"

ARRAYS = ("pieces.data", "pieces.offsets", "vectors", "scales")
"""Pieces as text, one row of int8 for each, and what a row is multiplied with."""

_TINY = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class StaticEmbedding:
    """Names to vectors.

    Attributes
    ----------
    pieces
        The vocabulary.
    vectors
        One row for each piece; int8, shape (n_pieces, n_dimensions).
    scales
        What each row is multiplied with; float32, shape (n_pieces,).
    version
        Version of the artifact.
    """

    pieces: Pieces
    vectors: NDArray[np.int8]
    scales: NDArray[np.float32]
    version: str = ""

    @classmethod
    def load(cls, folder: Path = SERVED) -> "StaticEmbedding":
        """Read an artifact after checking its hashes.

        Raises
        ------
        ArtifactError
            When a file is missing or was changed, or it is not an embedding.
        """
        found = load(folder, kind=KIND, needed=ARRAYS)
        vocabulary = TextColumn(found.arrays["pieces.data"], found.arrays["pieces.offsets"])
        return cls(Pieces(vocabulary), found.arrays["vectors"], found.arrays["scales"], folder.name)

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return int(self.vectors.shape[1])

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a vector of length one for each text, all zeros for a text without a known word.

        Returns
        -------
        float32, shape (n_texts, n_dimensions)
        """
        found = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for number, text in enumerate(texts):
            rows = self.pieces.rows(text)
            if rows:
                found[number] = self.scales[rows] @ self.vectors[rows].astype(np.float32)
        lengths = np.sqrt((found**2).sum(axis=1, keepdims=True))
        scaled: NDArray[np.float32] = (found / np.maximum(lengths, _TINY)).astype(np.float32)
        return scaled


@cache
def served() -> StaticEmbedding:
    """Return the embedding that comes with the project, read once."""
    return StaticEmbedding.load()


def quantised(weights: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return rows as whole numbers of one byte, and what each row is multiplied with.

    Examples
    --------
    >>> rows, scales = quantised(np.array([[0.5, -1.0], [0.0, 0.0]], dtype=np.float32))
    >>> rows.tolist(), [round(float(scale), 4) for scale in scales]
    ([[64, -127], [0, 0]], [0.0079, 0.0])
    """
    scales = (np.abs(weights).max(axis=1) / 127).astype(np.float32)
    safe = np.where(scales > 0, scales, 1.0)
    return np.rint(weights / safe[:, None]).astype(np.int8), scales
