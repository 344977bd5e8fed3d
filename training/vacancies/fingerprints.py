"""When two vacancies are the same text, and when nearly: an exact fingerprint, and bands of minimal hashes.

Two texts that share a band are called near-duplicates: with 8 bands of 4 hashes over runs of three words that happens
to 99.9 % of pairs whose runs overlap for nine tenths, to 2 % of those that overlap for a quarter.
"""

from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

BANDS = 8
ROWS = 4
RUN = 3
SEED = 20261125

_rng = np.random.default_rng(SEED)
_FACTORS = _rng.integers(1, 1 << 63, BANDS * ROWS, dtype=np.uint64) | np.uint64(1)
_TERMS = _rng.integers(0, 1 << 63, BANDS * ROWS, dtype=np.uint64)
_PLACES = _rng.integers(1, 1 << 63, RUN, dtype=np.uint64) | np.uint64(1)
_IN_BAND = _rng.integers(1, 1 << 63, ROWS, dtype=np.uint64) | np.uint64(1)


@lru_cache(maxsize=200_000)
def text_hash(text: str) -> int:
    """Return 64 bits that name a text; never 0.

    Examples
    --------
    >>> text_hash("brood") == text_hash("brood") != text_hash("kaas")
    True
    """
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "little") or 1


def fingerprint(words: Sequence[str]) -> int:
    """Return 64 bits that are the same for texts of the same stems in the same order."""
    return text_hash(" ".join(words)) if words else 1


def bands(words: Sequence[str]) -> NDArray[np.uint32]:
    """Return one hash a band; uint32, shape (BANDS,).

    Examples
    --------
    >>> one = "wij zoek bakker die brood bak voor onz winkel".split()
    >>> bool((bands(one) == bands([*one])).all())
    True
    """
    hashes = np.fromiter(map(text_hash, words), dtype=np.uint64, count=len(words))
    if len(hashes) >= RUN:
        runs = hashes[: len(hashes) - RUN + 1] * _PLACES[0]
        for place in range(1, RUN):
            runs = runs + hashes[place : len(hashes) - RUN + 1 + place] * _PLACES[place]
    else:
        runs = hashes if len(hashes) else np.ones(1, dtype=np.uint64)
    # Multiplying keeps the low bits poor; the high halves are compared.
    mixed = (runs[None, :] * _FACTORS[:, None] + _TERMS[:, None]) >> np.uint64(32)
    least = mixed.min(axis=1).reshape(BANDS, ROWS)
    mixed_bands = (least * _IN_BAND).sum(axis=1, dtype=np.uint64) >> np.uint64(32)
    return np.asarray(mixed_bands, dtype=np.uint32)
