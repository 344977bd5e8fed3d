"""Names found by tf-idf over character n-grams, through an inverted index; no transformer at request time.

Upstream: ``models.titles.analysis``. Downstream: ``models.jobbereik`` (search, similarity of titles) and
``python -m training titles``.
"""

import zlib
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from item_bank.catalogue.columns import TextColumn
from models.titles.analysis import fold, word_features, words

BUCKETS = 1 << 19
"""Features are hashed into this many buckets; 60,000 distinct features (24,000 Dutch names) collide in about 6 %."""

IDF_POWER = 1.25
"""Exponent of the inverse document frequency; best of .5 to 1.5 on held-back ESCO aliases."""

AT_ONCE = 16
"""Texts that are compared at once; their cosines stay within the cache of a core."""

PREFIX_BONUS = 0.35
"""Added to a name that begins with what was typed: a person who types is not finished yet."""

MIN_SCORE = 0.30
"""Below this cosine a name has nothing to do with what was typed: 98 % of random strings stay below it, 99 % of names
with one letter left out stay above it (24,000 Dutch names)."""


@lru_cache(maxsize=65_536)
def _word_buckets(word: str) -> "array[int]":
    return array("i", (zlib.crc32(feature.encode("utf-8")) % BUCKETS for feature in word_features(word)))


def _bucket_counts(text: str) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    counts = Counter(chain.from_iterable(map(_word_buckets, words(text))))
    buckets = np.fromiter(counts.keys(), dtype=np.int64, count=len(counts))
    weights = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
    return buckets, (1.0 + np.log(weights)).astype(np.float32)


def gather(indptr: NDArray[Any], rows: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where the entries of several rows of a compressed matrix stand, and how many each row has."""
    starts = indptr[rows]
    lengths = indptr[rows + 1] - starts
    ends = np.cumsum(lengths)
    positions = np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - (ends - lengths), lengths)
    return positions.astype(np.int64), lengths


def best(scores: NDArray[np.float32], limit: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Return the positions of the largest scores above 0 and those scores, largest first, ties by position."""
    kept = np.flatnonzero(scores > 0)
    if len(kept) > limit:
        threshold = np.partition(scores[kept], -limit)[-limit]
        kept = kept[scores[kept] >= threshold]
    order = np.lexsort((kept, -scores[kept]))[:limit]
    return kept[order], scores[kept[order]]


def largest(values: NDArray[np.floating], count: int) -> NDArray[np.int64]:
    """Return the positions of the largest values, rising; of equals the first ones, as sorting would.

    Examples
    --------
    >>> largest(np.array([0.1, 0.9, 0.5, 0.5, 0.5]), 3).tolist()
    [1, 2, 3]
    """
    if count >= len(values):
        return np.arange(len(values))
    least = np.partition(values, -count)[-count]
    chosen = values > least
    chosen[np.flatnonzero(values == least)[: count - int(chosen.sum())]] = True
    return np.flatnonzero(chosen)


@dataclass(frozen=True, slots=True, eq=False)
class NameMatcher:
    """An index over names.

    Attributes
    ----------
    names
        The names.
    owners
        What each name belongs to, for example the position of an occupation; int32, shape (n_names,).
    idf
        Weight of each bucket; float32, shape (BUCKETS,).
    indptr
        Where the postings of each bucket start; int32, shape (BUCKETS + 1,).
    postings
        Name of each posting; int32, shape (n_postings,).
    weights
        Normalised tf-idf weight of each posting; float32, shape (n_postings,).
    """

    names: TextColumn
    owners: NDArray[np.int32]
    idf: NDArray[np.float32]
    indptr: NDArray[np.int32]
    postings: NDArray[np.int32]
    weights: NDArray[np.float32]

    @classmethod
    def fit(cls, names: Sequence[str], owners: Iterable[int] | None = None) -> "NameMatcher":
        """Index names.

        Parameters
        ----------
        names
            The names, in any language.
        owners
            What each name belongs to; by default its own position.
        """
        counted = [_bucket_counts(name) for name in names]
        lengths = np.array([len(buckets) for buckets, _ in counted], dtype=np.int64)
        rows = np.repeat(np.arange(len(names), dtype=np.int32), lengths)
        buckets = np.concatenate([buckets for buckets, _ in counted] or [np.zeros(0, np.int64)])
        weights = np.concatenate([weights for _, weights in counted] or [np.zeros(0, np.float32)])
        df = np.bincount(buckets, minlength=BUCKETS)
        idf = ((np.log((1 + len(names)) / (1 + df)) + 1) ** IDF_POWER).astype(np.float32)
        weights = weights * idf[buckets]
        norms = np.sqrt(np.bincount(rows, weights=weights**2, minlength=len(names)))
        order = np.lexsort((rows, buckets))
        indptr = np.zeros(BUCKETS + 1, dtype=np.int32)
        np.cumsum(df, out=indptr[1:])
        return cls(
            names=TextColumn.of(list(names)),
            owners=np.asarray(range(len(names)) if owners is None else list(owners), dtype=np.int32),
            idf=idf,
            indptr=indptr,
            postings=rows[order],
            weights=(weights / np.maximum(norms, 1e-9)[rows]).astype(np.float32)[order],
        )

    def similarities(self, text: str) -> NDArray[np.float32]:
        """Return the cosine of what was typed with each name, 0 to 1; shape (n_names,)."""
        found: NDArray[np.float32] = self.similarities_of([text])[0]
        return found

    def similarities_of(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the cosine of each text with each name, the same as one by one; shape (n_texts, n_names)."""
        n = len(self.names)
        counted = [_bucket_counts(text) for text in texts]
        rows = np.repeat(np.arange(len(texts)), [len(buckets) for buckets, _ in counted])
        buckets = np.concatenate([buckets for buckets, _ in counted] or [np.zeros(0, np.int64)])
        weights = np.concatenate([counts for _, counts in counted] or [np.zeros(0, np.float32)]) * self.idf[buckets]
        norms = np.sqrt(np.bincount(rows, weights=weights.astype(np.float64) ** 2, minlength=len(texts)))
        shares = (weights / np.maximum(norms, 1e-9)[rows]).astype(np.float32)
        starts, ends = self.indptr[buckets], self.indptr[buckets + 1]
        parts = [slice(*row) for row in zip(starts.tolist(), ends.tolist(), strict=True)] or [slice(0, 0)]
        # Slices put together, in the numbers in which they are counted: to gather the same entries one by one takes
        # twice as long, and to weigh them all at once a fifth longer.
        named = np.concatenate([self.postings[part] for part in parts], dtype=np.int64)
        weighed = [self.weights[part] * share for part, share in zip(parts, shares, strict=False)]
        contributions = np.concatenate(weighed or [np.zeros(0)], dtype=np.float64)
        places = named if len(texts) == 1 else np.repeat(rows * n, ends - starts) + named
        found = np.bincount(places, weights=contributions, minlength=len(texts) * n)
        return np.minimum(found, 1.0).astype(np.float32).reshape(len(texts), n)

    def rank(self, text: str, limit: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return the positions of the best names and their cosines, best first, ties by position."""
        return best(self.similarities(text), limit)

    def search(self, text: str, limit: int) -> list[tuple[int, str, float]]:
        """Find the best owners for what a person has typed so far.

        Returns
        -------
        Owner, the name that matched, and a score from 0 to 1, best first; empty when nothing resembles it.
        """
        return self._found(text, self.similarities(text), limit)

    def begins(self, folded: str) -> bool:
        """Return whether a name begins so, folded: far quicker than to search for nothing."""
        names = _folded(self)
        place = bisect_left(names, folded)
        return place < len(names) and names[place].startswith(folded)

    def search_all(self, texts: Sequence[str], limit: int) -> Iterator[list[tuple[int, str, float]]]:
        """Yield what ``search`` returns for each text; many at once are cheaper."""
        for start in range(0, len(texts), AT_ONCE):
            some = texts[start : start + AT_ONCE]
            for text, cosines in zip(some, self.similarities_of(some), strict=True):
                yield self._found(text, cosines, limit)

    def _found(self, text: str, cosines: NDArray[np.float32], limit: int) -> list[tuple[int, str, float]]:
        typed = fold(text)
        positions, scores = best(cosines, limit=8 * limit + 40)
        nearest: dict[int, tuple[float, float, str]] = {}
        for position, cosine in zip(positions.tolist(), scores.tolist(), strict=True):
            name = self.names[position]
            folded = fold(name)
            begins = folded.startswith(typed) or any(word.startswith(typed) for word in folded.split())
            score = min(1.0, cosine + PREFIX_BONUS * begins * (1 - cosine)) if typed else 0.0
            if cosine < MIN_SCORE and not begins:
                continue
            owner = int(self.owners[position])
            candidate = (score, -len(folded), name)
            if owner not in nearest or candidate[:2] > nearest[owner][:2]:
                nearest[owner] = candidate
        ranked = sorted(nearest.items(), key=lambda item: (-item[1][0], -item[1][1], item[0]))
        return [(owner, name, score) for owner, (score, _, name) in ranked[:limit]]

    def to_arrays(self, prefix: str) -> dict[str, NDArray[Any]]:
        """Return all that must be stored, each array under a name that begins with ``prefix``."""
        arrays: dict[str, NDArray[Any]] = {"names.data": self.names.data, "names.offsets": self.names.offsets}
        arrays |= {name: getattr(self, name) for name in ("owners", "idf", "indptr", "postings", "weights")}
        return {f"{prefix}.{name}": array for name, array in arrays.items()}

    @classmethod
    def from_arrays(cls, prefix: str, arrays: Mapping[str, NDArray[Any]]) -> "NameMatcher":
        """Rebuild an index from stored arrays; they may be memory-mapped."""
        names = TextColumn(arrays[f"{prefix}.names.data"], arrays[f"{prefix}.names.offsets"])
        rest = {name: arrays[f"{prefix}.{name}"] for name in ("owners", "idf", "indptr", "postings", "weights")}
        return cls(names=names, **rest)


@lru_cache(maxsize=2)
def _folded(matcher: NameMatcher) -> list[str]:
    """Return the folded names in order; of the index that serves and the one before it."""
    return sorted(fold(name) for name in matcher.names)
