"""What ranking needs of a catalogue, computed once and memory-mapped: postings, transfer, similarity of titles.

Nothing here reads a transition that experts marked, a related occupation or an id: only which competences an occupation
asks, names, and the grade of steps that judges gave (``item_bank.catalogue.steps``).
Upstream: ``item_bank.catalogue``. Downstream: ``models.jobbereik.ranking`` and ``engine``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from item_bank.catalogue.table import Catalogue
from item_bank.names.spoken import said
from models.jobbereik.features.table import PairTable
from models.jobbereik.title_similarity import title_similarity
from models.titles.finder import NOT_LINKED, TitleFinder
from models.titles.matcher import NameMatcher
from models.titles.mix import learned
from models.titles.ours import by_concept

VERSION = "2.5.0"
"""Raised when the content of the index changes; a stored index of another version is built again."""

IDF_POWER = 1.5
"""Exponent of the inverse document frequency; 1 to 2 differ by less than .003 MAP on ROME."""

LENGTH_B = 0.5
"""BM25's b: how far an occupation that asks much is discounted; .5 beats .75 by .01 MAP (near) on ROME."""

RIDGE = 20.0
"""EASE's lambda; 5 to 200 differ by less than .003 MAP on ROME."""

TRANSFER_ROW = 50
"""Competences kept for each competence in the transfer matrix."""

_BLOCK = 512


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """Arrays for ranking; n occupations, m competences.

    Attributes
    ----------
    indptr, postings, weights
        For each competence the occupations that ask it, and how much that counts (BM25, scaled so that an average
        occupation scores 1 with itself); int64 (m + 1,), int32 (l,), float32 (l,).
    transfer_indptr, transfer_competence, transfer_weight
        For each competence the competences that go with it (EASE, positive part); int64 (m + 1,), int32, float32.
    telling
        How telling each competence is: inverse document frequency, largest 1; float32 (m,).
    degree
        Number of competences that each occupation asks; int32 (n,).
    titles
        Similarity of the names of two occupations, 0 to 1.05; float16 (n, n).
    titles_found
        The title matcher over labels and aliases of occupations in all languages.
    occupation_names, competence_names
        Search over labels and aliases in all languages.
    pairs
        What the occupations have to do with each other; ``None`` where no trees will read it.
    """

    indptr: NDArray[np.int64]
    postings: NDArray[np.int32]
    weights: NDArray[np.float32]
    transfer_indptr: NDArray[np.int64]
    transfer_competence: NDArray[np.int32]
    transfer_weight: NDArray[np.float32]
    telling: NDArray[np.float32]
    degree: NDArray[np.int32]
    titles: NDArray[np.float16]
    titles_found: TitleFinder
    occupation_names: NameMatcher
    competence_names: NameMatcher
    pairs: PairTable | None = None

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Return all arrays by name, ready to be stored."""
        plain = {name: getattr(self, name) for name in _plain_fields()}
        return (
            plain
            | ({} if self.pairs is None else self.pairs.to_arrays())
            | self.titles_found.to_arrays("titles_found")
            | self.occupation_names.to_arrays("occupation_names")
            | self.competence_names.to_arrays("competence_names")
        )

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> "Index":
        """Rebuild an index from stored arrays; they may be memory-mapped."""
        plain = {name: arrays[name] for name in _plain_fields()}
        return cls(
            **plain,
            titles_found=TitleFinder.from_arrays("titles_found", arrays),
            occupation_names=NameMatcher.from_arrays("occupation_names", arrays),
            competence_names=NameMatcher.from_arrays("competence_names", arrays),
            pairs=PairTable.from_arrays(arrays) if "pairs.values" in arrays else None,
        )


def _plain_fields() -> list[str]:
    return [f.name for f in fields(Index) if f.type not in (NameMatcher, TitleFinder) and f.name != "pairs"]


def links_matrix(catalogue: Catalogue) -> sp.csr_array:
    """Return the occupation x competence matrix of links, 1 where asked; float32, shape (n, m)."""
    ones = np.ones(len(catalogue.link_competence), dtype=np.float32)
    shape = (catalogue.n_occupations, catalogue.n_competences)
    return sp.csr_array((ones, np.array(catalogue.link_competence), np.array(catalogue.indptr)), shape=shape)


def inverse_document_frequency(df: NDArray[Any], n: int) -> NDArray[np.float64]:
    """Return BM25's inverse document frequency; shape as ``df``, 0 or more."""
    return np.log1p((n - df + 0.5) / (df + 0.5))


def _bm25(links: sp.csr_array) -> tuple[sp.csc_array, NDArray[np.float32]]:
    n, _ = links.shape
    df = np.bincount(links.indices, minlength=links.shape[1])
    degree = np.diff(links.indptr)
    idf = inverse_document_frequency(df, n) ** IDF_POWER
    length = 1.0 / (1.0 - LENGTH_B + LENGTH_B * degree / max(degree.mean(), 1e-9))
    weighted = links.multiply(idf[None, :]).multiply(length[:, None]).tocsr()
    own = np.asarray(weighted.sum(axis=1)).ravel()
    scaled = weighted / max(own.mean(), 1e-9)
    return sp.csc_array(scaled.astype(np.float32)), (idf / max(idf.max(initial=0.0), 1e-9)).astype(np.float32)


def _transfer(links: sp.csr_array) -> sp.csr_array:
    """Solve EASE in closed form through the smaller of its two matrices, keeping the best of each row.

    Notes
    -----
    Source: Steck (2019), Embarrassingly Shallow Autoencoders for Sparse Data. With P = (X'X + rI)^-1 the weights are
    -P_ij / P_jj; Woodbury's identity gives P from the n x n matrix K = (XX' + rI)^-1.
    """
    n, m = links.shape
    kernel = np.linalg.inv((links @ links.T).toarray().astype(np.float64) + RIDGE * np.eye(n)).astype(np.float32)
    spread = np.asarray(links.T @ kernel)  # (m, n)
    own = np.asarray(links.T.multiply(spread).sum(axis=1)).ravel()
    columns = sp.csc_array(links)
    rows: list[sp.csr_array] = []
    for start in range(0, m, _BLOCK):
        block = np.asarray(spread[start : start + _BLOCK] @ columns) / np.maximum(1.0 - own, 1e-6)[None, :]
        size = len(block)
        block[np.arange(size), start + np.arange(size)] = 0.0
        np.maximum(block, 0.0, out=block)
        if m > TRANSFER_ROW:
            floor = -np.partition(-block, TRANSFER_ROW, axis=1)[:, TRANSFER_ROW]
            block[block <= np.maximum(floor, 1e-6)[:, None]] = 0.0
        rows.append(sp.csr_array(block.astype(np.float32)))
    return sp.csr_array(sp.vstack(rows)) if rows else sp.csr_array((m, m), dtype=np.float32)


def name_matcher(catalogue: Catalogue, *, occupations: bool) -> NameMatcher:
    """Return the search over all names of occupations, or else of competences."""
    count = catalogue.n_occupations if occupations else catalogue.n_competences
    read = catalogue.occupation if occupations else catalogue.competence
    pairs = {(i, name): None for i in range(count) for _, name in read(i).names.all()}
    return NameMatcher.fit([name for _, name in pairs], [owner for owner, _ in pairs])


def title_finder(catalogue: Catalogue) -> TitleFinder:
    """Return the title matcher over all names of occupations, linked to ESCO where the catalogue says so.

    What another catalogue has by ESCO's concept is found by our names for it too. The built-in one is found by what
    people say of their work besides.
    """
    rows = [catalogue.occupation(number) for number in range(catalogue.n_occupations)]
    pairs = {(number, name): None for number, row in enumerate(rows) for _, name in row.names.all()}
    if catalogue.built_in:
        pairs |= {(number, phrase): None for number, row in enumerate(rows) for phrase in said().get(row.id, ())}
    else:
        ours = by_concept()
        pairs |= {(number, name): None for number, row in enumerate(rows) for name in ours.get(row.esco or "", ())}
    _, meanings = learned()
    place = {concept: row for row, concept in enumerate(meanings.concepts)}
    links = [place.get(row.esco or "", NOT_LINKED) for row in rows]
    return TitleFinder.fit([name for _, name in pairs], [owner for owner, _ in pairs], links)


def build_index(catalogue: Catalogue) -> Index:
    """Compute what ranking needs of a catalogue; the same catalogue gives the same index."""
    links = links_matrix(catalogue)
    by_competence, telling = _bm25(links)
    transfer = _transfer(links)
    return Index(
        indptr=by_competence.indptr.astype(np.int64),
        postings=by_competence.indices.astype(np.int32),
        weights=by_competence.data.astype(np.float32),
        transfer_indptr=transfer.indptr.astype(np.int64),
        transfer_competence=transfer.indices.astype(np.int32),
        transfer_weight=transfer.data.astype(np.float32),
        telling=telling,
        degree=np.diff(links.indptr).astype(np.int32),
        titles=title_similarity(catalogue),
        titles_found=title_finder(catalogue),
        occupation_names=name_matcher(catalogue, occupations=True),
        competence_names=name_matcher(catalogue, occupations=False),
    )
