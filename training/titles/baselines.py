"""Ways to find a name that need no learning, under the interface of the served one: a score for each name.

They stand in every table beside what is served.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

from models.embedding.static import StaticEmbedding
from models.titles.analysis import fold, words

BM25_K, BM25_B = 1.2, 0.75


class Similarities(Protocol):
    """Anything that scores all names for what was typed."""

    def similarities(self, text: str) -> NDArray[np.float32]:
        """Return one score for each name, larger is nearer; shape (n_names,)."""
        ...


class Exact:
    """The same name after folding, or nothing."""

    def __init__(self, names: Sequence[str]) -> None:
        self._folded = np.array([fold(name) for name in names], dtype=object)

    def similarities(self, text: str) -> NDArray[np.float32]:
        """Return 1 for the same folded name."""
        found: NDArray[np.float32] = (self._folded == fold(text)).astype(np.float32)
        return found


class CharacterTfidf:
    """tf-idf over n-grams of characters, as in the published baselines of title matching."""

    def __init__(self, names: Sequence[str]) -> None:
        self._vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)
        self._rows = sp.csc_array(self._vectorizer.fit_transform(names))

    def similarities(self, text: str) -> NDArray[np.float32]:
        """Return the cosine with each name."""
        asked: Any = self._vectorizer.transform([text])
        found: NDArray[np.float32] = (self._rows @ asked.T).toarray().ravel().astype(np.float32)
        return found


class Bm25:
    """BM25 over whole words."""

    def __init__(self, names: Sequence[str]) -> None:
        self._vectorizer = CountVectorizer(analyzer=words, binary=False)
        counts = sp.csr_array(self._vectorizer.fit_transform(names)).astype(np.float64)
        frequency = np.bincount(counts.indices, minlength=counts.shape[1])
        weight = np.log(1 + (len(names) - frequency + 0.5) / (frequency + 0.5))
        lengths = counts.sum(axis=1)
        norm = BM25_K * (1 - BM25_B + BM25_B * lengths / max(float(lengths.mean()), 1e-9))
        per_entry = np.repeat(norm, np.diff(counts.indptr))
        counts.data = weight[counts.indices] * counts.data * (BM25_K + 1) / (counts.data + per_entry)
        self._rows = sp.csc_array(counts)

    def similarities(self, text: str) -> NDArray[np.float32]:
        """Return the sum of the weights of the words in common."""
        asked: Any = self._vectorizer.transform([text])
        found = self._rows @ (asked > 0).astype(np.float64).T
        scores: NDArray[np.float32] = found.toarray().ravel().astype(np.float32)
        return scores


@dataclass(frozen=True, slots=True, eq=False)
class Embedded:
    """The static embedding alone."""

    embedding: StaticEmbedding
    rows: NDArray[np.float32]

    @classmethod
    def of(cls, names: Sequence[str], embedding: StaticEmbedding) -> "Embedded":
        """Encode the names."""
        return cls(embedding, embedding.encode(names))

    def similarities(self, text: str) -> NDArray[np.float32]:
        """Return the cosine with each name."""
        found: NDArray[np.float32] = self.rows @ self.embedding.encode([text])[0]
        return found
