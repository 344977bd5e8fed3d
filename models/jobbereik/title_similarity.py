"""How alike the names of two occupations are, over all their labels and aliases."""

import itertools
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from item_bank.catalogue.table import Catalogue
from item_bank.schema import LANGUAGES, Names
from models.titles.analysis import features, words

LETTERS_SHARE = 0.75
"""Weight of character n-grams; chosen with the other on ROME's transitions of the development part."""

WORDS_SHARE = 0.30
"""Weight of words and pairs of words."""

NGRAM_LENGTHS = (3, 5)
"""Shortest and longest n-gram: longer than for search, since whole documents of names are compared."""

_BUCKETS = 1 << 20


def _document(names: Names) -> str:
    """Return all names in the first language that has one."""
    language = next(code for code in LANGUAGES if names.labels.get(code))
    return " . ".join((names.labels[language], *names.aliases.get(language, ())))


def _word_features(text: str) -> list[str]:
    found = words(text)
    return [*found, *(f"{a} {b}" for a, b in itertools.pairwise(found))]


def _cosines(documents: Sequence[Iterable[str]]) -> NDArray[np.float32]:
    rows: list[int] = []
    buckets: list[int] = []
    values: list[int] = []
    for row, document in enumerate(documents):
        counts = Counter(zlib.crc32(feature.encode("utf-8")) % _BUCKETS for feature in document)
        rows += [row] * len(counts)
        buckets += counts.keys()
        values += counts.values()
    tf = 1.0 + np.log(np.array(values, dtype=np.float64))
    df = np.bincount(buckets, minlength=_BUCKETS)
    idf = np.log((1 + len(documents)) / (1 + df)) + 1.0
    matrix = sp.csr_array((tf * idf[buckets], (rows, buckets)), shape=(len(documents), _BUCKETS))
    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    unit = sp.csr_array(matrix.multiply((1.0 / np.maximum(norms, 1e-9))[:, None]))
    return np.asarray((unit @ unit.T).toarray(), dtype=np.float32)


def title_similarity(catalogue: Catalogue) -> NDArray[np.float16]:
    """Return how alike the names of each two occupations are; float16, shape (n, n), 0 to 1.05."""
    documents = [_document(catalogue.occupation(i).names) for i in range(catalogue.n_occupations)]
    letters = _cosines([list(features(text, *NGRAM_LENGTHS)) for text in documents])
    whole = _cosines([_word_features(text) for text in documents])
    return (LETTERS_SHARE * letters + WORDS_SHARE * whole).astype(np.float16)
