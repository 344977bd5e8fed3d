"""Simple rankers under the same protocol as the served one, so that every figure has something to be held against."""

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from item_bank.catalogue.table import Catalogue
from models.jobbereik.index import Index, inverse_document_frequency, links_matrix
from models.jobbereik.ranking import HybridRanker, Query, Ranker
from models.jobbereik.served import ServedRanker


def _row(query: Query, m: int) -> NDArray[np.float32]:
    profile = np.zeros(m, dtype=np.float32)
    profile[query.competences] = query.weights
    return profile


@dataclass(frozen=True, slots=True, eq=False)
class RandomRanker:
    """Order by chance, seeded by the profile itself so that the same question gives the same answer."""

    n: int

    def score(self, query: Query) -> NDArray[np.float32]:
        """Return uniform scores; float32, shape (n,)."""
        seed = zlib.crc32(query.competences.tobytes() + query.occupations.tobytes())
        return np.random.default_rng(seed).random(self.n, dtype=np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class PopularityRanker:
    """The same order for everyone: occupations whose competences many occupations ask come first."""

    scores: NDArray[np.float32]

    def score(self, query: Query) -> NDArray[np.float32]:
        """Return the mean document frequency of each occupation's competences; float32, shape (n,)."""
        del query
        return self.scores


@dataclass(frozen=True, slots=True, eq=False)
class CoverageRanker:
    """Share of what an occupation asks that the person has: what most tools show, and the worst way to rank."""

    links: sp.csr_array

    def score(self, query: Query) -> NDArray[np.float32]:
        """Return the share held of each occupation; float32, shape (n,), 0 to 1."""
        held = self.links @ _row(query, self.links.shape[1])
        return np.asarray(held / np.maximum(np.diff(self.links.indptr), 1), dtype=np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class JaccardRanker:
    """What person and occupation share over what either has."""

    links: sp.csr_array

    def score(self, query: Query) -> NDArray[np.float32]:
        """Return the Jaccard index of each occupation; float32, shape (n,), 0 to 1."""
        profile = _row(query, self.links.shape[1])
        shared = self.links @ profile
        union = np.diff(self.links.indptr) + profile.sum() - shared
        return np.asarray(shared / np.maximum(union, 1e-9), dtype=np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class TfidfRanker:
    """Cosine of tf-idf vectors, optionally with the similarity of titles added as z-scores."""

    unit: sp.csr_array
    idf: NDArray[np.float64]
    titles: NDArray[np.float16] | None = None

    def score(self, query: Query) -> NDArray[np.float32]:
        """Return the cosine (or sum of z-scores) of each occupation; float32, shape (n,)."""
        profile = _row(query, self.unit.shape[1]) * self.idf
        cosines = np.asarray(self.unit @ (profile / max(float(np.linalg.norm(profile)), 1e-9)))
        if self.titles is not None and len(query.occupations):
            cosines = _z(cosines) + 0.5 * _z(self.titles[query.occupations].astype(np.float32).max(axis=0))
        return cosines.astype(np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Bm25Ranker:
    """BM25 as published: k1 does not matter for sets, b is .75."""

    links: sp.csr_array
    idf: NDArray[np.float64]
    b: float = 0.75

    def score(self, query: Query) -> NDArray[np.float32]:
        """Return the BM25 score of each occupation; float32, shape (n,)."""
        degree = np.diff(self.links.indptr)
        length = 1.0 - self.b + self.b * degree / max(degree.mean(), 1e-9)
        return np.asarray((self.links @ (_row(query, self.links.shape[1]) * self.idf)) / length, dtype=np.float32)


def _z(values: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray((values - values.mean()) / max(float(values.std()), 1e-9), dtype=np.float32)


def _popularity(links: sp.csr_array) -> PopularityRanker:
    df = np.bincount(links.indices, minlength=links.shape[1]).astype(np.float32)
    return PopularityRanker(np.asarray((links @ df) / np.maximum(np.diff(links.indptr), 1), dtype=np.float32))


def _tfidf(links: sp.csr_array, titles: NDArray[np.float16] | None = None) -> TfidfRanker:
    n, m = links.shape
    idf = inverse_document_frequency(np.bincount(links.indices, minlength=m), n)
    weighted = sp.csr_array(links.multiply(idf[None, :]))
    norms = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
    return TfidfRanker(sp.csr_array(weighted.multiply((1.0 / np.maximum(norms, 1e-9))[:, None])), idf, titles)


def _bm25(links: sp.csr_array) -> Bm25Ranker:
    n, m = links.shape
    return Bm25Ranker(links, inverse_document_frequency(np.bincount(links.indices, minlength=m), n))


SERVED = "trees"
"""Name of the ranker that is served."""

BASELINES: Mapping[str, Callable[[sp.csr_array, Index], Ranker]] = {
    "random": lambda links, _: RandomRanker(links.shape[0]),
    "popularity": lambda links, _: _popularity(links),
    "coverage": lambda links, _: CoverageRanker(links),
    "jaccard": lambda links, _: JaccardRanker(links),
    "tfidf": lambda links, _: _tfidf(links),
    "bm25": lambda links, _: _bm25(links),
    "tfidf-title": lambda links, index: _tfidf(links, index.titles),
    "hybrid": lambda _, index: HybridRanker(index),
}
"""Every baseline by name, weakest idea first; the last one served until the trees came."""

RANKERS: tuple[str, ...] = (*BASELINES, SERVED)
"""Every ranker by name."""


def make_ranker(name: str, catalogue: Catalogue, index: Index) -> Ranker:
    """Build a ranker by name.

    Raises
    ------
    KeyError
        When there is no ranker of that name.
    """
    if name == SERVED:
        return ServedRanker.of(catalogue, index)
    return BASELINES[name](links_matrix(catalogue), index)
