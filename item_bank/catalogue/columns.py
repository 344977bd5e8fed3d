"""Columns of text that can be memory-mapped: all bytes in one array, and where each value starts."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class TextColumn:
    """An immutable column of texts.

    Attributes
    ----------
    data
        UTF-8 bytes of all values one after the other; uint8, shape (n_bytes,).
    offsets
        Where each value starts, and the end; int64, shape (n + 1,).

    Examples
    --------
    >>> column = TextColumn.of(["bakker", "", "kok"])
    >>> column[2], len(column)
    ('kok', 3)
    """

    data: NDArray[np.uint8]
    offsets: NDArray[np.int64]

    @classmethod
    def of(cls, values: Sequence[str]) -> "TextColumn":
        """Build a column from texts."""
        encoded = [value.encode("utf-8") for value in values]
        offsets = np.zeros(len(encoded) + 1, dtype=np.int64)
        np.cumsum([len(value) for value in encoded], out=offsets[1:])
        return cls(np.frombuffer(b"".join(encoded), dtype=np.uint8), offsets)

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __getitem__(self, index: int) -> str:
        return bytes(self.data[self.offsets[index] : self.offsets[index + 1]]).decode("utf-8")

    def __iter__(self) -> Iterator[str]:
        blob, offsets = bytes(self.data), self.offsets.tolist()
        return (blob[start:end].decode("utf-8") for start, end in itertools.pairwise(offsets))
