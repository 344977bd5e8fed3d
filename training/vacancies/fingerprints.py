"""When two vacancies are the same text, and when nearly: an exact fingerprint, and bands of minimal hashes.

Two texts that share a band are called near-duplicates: with 8 bands of 4 hashes over runs of three words that happens
to 99.9 % of pairs whose runs overlap for nine tenths, to 2 % of those that overlap for a quarter.
"""

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

BANDS = 8
ROWS = 4
RUN = 3
SEED = 20261125
KEPT = 200_000
"""Words whose hash is kept; then all are forgotten, so that memory has a bound."""

AT_ONCE = 16
"""Texts whose bands are made at once; their hashes stay within the cache of a core."""

_rng = np.random.default_rng(SEED)
_FACTORS = _rng.integers(1, 1 << 63, BANDS * ROWS, dtype=np.uint64) | np.uint64(1)
_TERMS = _rng.integers(0, 1 << 63, BANDS * ROWS, dtype=np.uint64)
_PLACES = _rng.integers(1, 1 << 63, RUN, dtype=np.uint64) | np.uint64(1)
_IN_BAND = _rng.integers(1, 1 << 63, ROWS, dtype=np.uint64) | np.uint64(1)


def text_hash(text: str) -> int:
    """Return 64 bits that name a text; never 0.

    Examples
    --------
    >>> text_hash("brood") == text_hash("brood") != text_hash("kaas")
    True
    """
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "little") or 1


class _Hashes(dict[str, int]):
    """Hashes of words that were met."""

    def __missing__(self, word: str) -> int:
        self[word] = found = text_hash(word)
        return found


_HASHES = _Hashes()


def fingerprint(words: Sequence[str]) -> int:
    """Return 64 bits that are the same for texts of the same stems in the same order."""
    return text_hash(" ".join(words)) if words else 1


def _runs(words: Sequence[str]) -> NDArray[np.uint64]:
    """Return one hash for each run of words; of a shorter text, one for each word."""
    if len(_HASHES) > KEPT:
        _HASHES.clear()
    hashes = np.fromiter(map(_HASHES.__getitem__, words), dtype=np.uint64, count=len(words))
    if len(hashes) < RUN:
        return hashes if len(hashes) else np.ones(1, dtype=np.uint64)
    runs: NDArray[np.uint64] = hashes[: len(hashes) - RUN + 1] * _PLACES[0]
    for place in range(1, RUN):
        runs = runs + hashes[place : len(hashes) - RUN + 1 + place] * _PLACES[place]
    return runs


def bands(words: Sequence[str]) -> NDArray[np.uint32]:
    """Return one hash a band; uint32, shape (BANDS,).

    Examples
    --------
    >>> one = "wij zoek bakker die brood bak voor onz winkel".split()
    >>> bool((bands(one) == bands([*one])).all())
    True
    """
    found: NDArray[np.uint32] = bands_of([words])[0]
    return found


def bands_of(texts: Sequence[Sequence[str]]) -> NDArray[np.uint32]:
    """Return the bands of several texts; uint32, shape (n_texts, BANDS)."""
    found = np.empty((len(texts), BANDS), dtype=np.uint32)
    for start in range(0, len(texts), AT_ONCE):
        runs = [_runs(words) for words in texts[start : start + AT_ONCE]]
        starts = np.cumsum([0, *map(len, runs[:-1])])
        # Multiplying keeps the low bits poor; the high halves are compared.
        mixed = (np.concatenate(runs)[None, :] * _FACTORS[:, None] + _TERMS[:, None]) >> np.uint64(32)
        least = np.minimum.reduceat(mixed, starts, axis=1).T.reshape(len(runs), BANDS, ROWS)
        found[start : start + len(runs)] = (least * _IN_BAND).sum(axis=2, dtype=np.uint64) >> np.uint64(32)
    return found
