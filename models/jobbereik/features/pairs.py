"""What each two occupations of a catalogue have to do with each other, computed once and memory-mapped."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import scipy.sparse as sp

from item_bank.catalogue import steps
from item_bank.catalogue.table import UNKNOWN, Catalogue
from models.jobbereik.features import graph, text
from models.jobbereik.features.alone import alone, by_rarity, meanings
from models.jobbereik.features.outside import from_outside, mix_of_works
from models.jobbereik.features.table import CANDIDATES, JUDGED, NAMES, Matrix, PairTable, to_whole
from models.jobbereik.index import Index, inverse_document_frequency, links_matrix
from models.jobbereik.ranking import HybridRanker, Query

LATENT = 64
"""Latent factors of the matrix of competences."""

ALIKE = 0.35
"""Cosine from which two names of competences count as alike."""

_BLOCK = 512
"""Names that are held against all at once: all by all took 15 GB for 30,000."""


def base_scores(catalogue: Catalogue, index: Index) -> Matrix:
    """Return the score of the hybrid ranker for each origin (rows) and occupation (columns); shape (n, n)."""
    ranker, n = HybridRanker(index), catalogue.n_occupations
    rows = np.empty((n, n))
    for origin in range(n):
        asked = catalogue.competence_positions(origin).astype(np.int64)
        ones = np.ones(len(asked), dtype=np.float32)
        query = Query(
            competences=asked, weights=ones, occupations=np.array([origin]), shares=np.ones(1, dtype=np.float32)
        )
        rows[origin] = ranker.score(query)
    return rows


def _csls(scores: Matrix) -> Matrix:
    bare = graph.without_self(scores)
    return np.asarray(2 * scores - graph.strongest_mean(bare, 0)[None, :])


def _from_scores(scores: Matrix) -> Iterator[tuple[str, Matrix]]:
    n = len(scores)
    bare = graph.without_self(scores)
    hub = graph.strongest_mean(bare, 0)
    yield "score", scores
    yield "score-hub", 2 * scores - hub[None, :]
    yield "score-back-hub", 2 * scores.T - graph.strongest_mean(bare, 1)[None, :]
    places = graph.ranks(bare)
    yield "place", -np.log1p(places)
    yield "place-back", -np.log1p(graph.ranks(graph.without_self(scores.T)))
    yield "hub", np.broadcast_to(np.log1p((places < graph.HUB).sum(axis=0))[None, :], (n, n))
    weights = graph.neighbour_weights(np.maximum(scores, 0.0), places)
    yield "neighbours", graph.neighbour_cosines(weights)
    walked = np.log(graph.walks(weights) + 1e-5)
    yield "walk", walked
    yield "walk-back", walked.T


def _from_links(links: sp.csr_array) -> Iterator[tuple[str, Matrix]]:
    n, m = links.shape
    degree = np.diff(links.indptr).astype(np.float64)
    seen = np.bincount(links.indices, minlength=m)
    idf = inverse_document_frequency(seen, n)
    for suffix, weight in (("", np.ones(m)), ("-rare", idf)):
        shared = (links.multiply(weight[None, :]).tocsr() @ links.T).toarray().astype(np.float64)
        own = shared.diagonal()
        yield f"shared-of-own{suffix}", shared / np.maximum(own, 1e-9)[:, None]
        yield f"jaccard{suffix}", shared / np.maximum(own[:, None] + own[None, :] - shared, 1e-9)
    weighted = sp.csr_array(links.astype(np.float64).multiply(idf[None, :]))
    norms = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
    unit = sp.csr_array(weighted.multiply((1.0 / np.maximum(norms, 1e-9))[:, None]))
    cosine = np.asarray((unit @ unit.T).toarray())
    yield "cosine", cosine
    yield "cosine-hub", _csls(cosine)
    latent = _latent(cosine)
    yield "latent", latent
    yield "latent-hub", _csls(latent)
    mean_seen = (links @ np.log1p(seen)) / np.maximum(degree, 1.0)
    yield "generality", np.broadcast_to(mean_seen[None, :], (n, n))
    yield "generality-more", mean_seen[None, :] - mean_seen[:, None]
    yield "asks", np.broadcast_to(np.log1p(degree)[None, :], (n, n))
    yield "asks-more", np.log1p(degree)[None, :] - np.log1p(degree)[:, None]


def _latent(cosine: Matrix) -> Matrix:
    """Return cosines within the strongest factors; products of a factor with itself have no sign."""
    values, vectors = np.linalg.eigh(cosine)
    kept = max(1, min(LATENT, len(values) // 3))
    factors = vectors[:, -kept:] * np.sqrt(np.maximum(values[-kept:], 0.0))[None, :]
    unit = factors / np.maximum(np.linalg.norm(factors, axis=1, keepdims=True), 1e-9)
    return np.asarray(unit @ unit.T)


def _difference(values: Matrix) -> Matrix:
    return np.asarray(values[None, :] - values[:, None])


def _from_text(catalogue: Catalogue, links: sp.csr_array, index: Index) -> Iterator[tuple[str, Matrix]]:
    n = catalogue.n_occupations
    names, labels = text.occupation_titles(catalogue), text.competence_labels(catalogue)
    titles = np.asarray(index.titles, dtype=np.float64)
    yield "titles", titles
    yield "titles-hub", _csls(titles)
    asked = [[labels[c] for c in catalogue.competence_positions(i).tolist()] for i in range(n)]
    both = text.word_vectors([" ".join(row) for row in names] + [" ".join(row) for row in asked])
    cross = np.asarray((both[:n] @ both[n:].T).toarray())
    yield "title-in-competences", cross.T
    yield "competences-in-title", cross
    yield "words", np.asarray((both[n:] @ both[n:].T).toarray())
    alike = _alike(labels, links)
    yield "alike", alike
    yield "alike-back", alike.T
    by_title, by_competence = text.role_shares(names), text.role_shares(asked)
    for column, role in enumerate(text.ROLES):
        yield f"title-{role}", np.broadcast_to(by_title[None, :, column], (n, n))
        yield f"title-{role}-more", _difference(by_title[:, column])
        yield f"does-{role}-more", _difference(by_competence[:, column])
    yield "names-more", _difference(np.log(np.array([len(row) for row in names], dtype=np.float64)))


def _near(some: sp.csr_array, vectors: sp.csr_array) -> sp.csr_array:
    """Return the cosines of some names with all, without those that are not alike: most share but a word."""
    found = sp.csr_array(some @ vectors.T)
    found.data[found.data < ALIKE] = 0.0
    found.eliminate_zeros()
    return found


def _alike(labels: list[str], links: sp.csr_array) -> Matrix:
    """Return how far each competence of the column has one with an alike name in the row; shape (n, n), 0 to 1."""
    n, m = links.shape
    vectors = text.letter_vectors(labels)
    near = sp.csr_array(
        sp.vstack([_near(vectors[start : start + _BLOCK], vectors) for start in range(0, max(m, 1), _BLOCK)])
    )
    weighted = by_rarity(links)
    total = np.maximum(np.asarray(weighted.sum(axis=1)).ravel(), 1e-9)
    rows = np.empty((n, n))
    for origin in range(n):
        own = links.indices[links.indptr[origin] : links.indptr[origin + 1]]
        best = near[own].max(axis=0).toarray().ravel() if len(own) else np.zeros(m)
        rows[origin] = weighted @ best / total
    return rows


def _from_meaning(names: Matrix, competences: Matrix, links: sp.csr_array) -> Iterator[tuple[str, Matrix]]:
    """Yield how alike names are in meaning, by the static embedding that comes with the release."""
    meaning = names @ names.T
    yield "meaning", meaning
    yield "meaning-hub", _csls(meaning)
    n = len(names)
    weighted = by_rarity(links)
    total = np.maximum(np.asarray(weighted.sum(axis=1)).ravel(), 1e-9)
    alike = np.empty((n, n))
    for origin in range(n):
        own = links.indices[links.indptr[origin] : links.indptr[origin + 1]]
        best = (competences[own] @ competences.T).max(axis=0, initial=0.0)
        alike[origin] = weighted @ best / total
    yield "meaning-alike", alike
    yield "meaning-alike-back", alike.T


def _from_levels(catalogue: Catalogue) -> Iterator[tuple[str, Matrix]]:
    n = catalogue.n_occupations
    arrays = catalogue.columns.arrays
    eqf = np.asarray(arrays["occupation.eqf"]).astype(np.float64)
    eqf[eqf == UNKNOWN] = np.nan
    yield "eqf-own", np.broadcast_to(eqf[:, None], (n, n))
    yield "eqf", np.broadcast_to(eqf[None, :], (n, n))
    yield "eqf-up", _difference(eqf)
    figures = np.asarray(arrays["occupation.interests"], dtype=np.float64)
    centred = figures - figures.mean(axis=1, keepdims=True)
    norms = np.linalg.norm(centred, axis=1, keepdims=True)
    unit = centred / np.where(norms > 0, norms, np.nan)
    yield "interests", unit @ unit.T


def _from_judges(catalogue: Catalogue) -> Iterator[tuple[str, Matrix]]:
    n = catalogue.n_occupations
    found = np.full((n, n), np.nan)
    for (origin, target), grade in steps.grades(catalogue).items():
        found[origin, target] = grade
    yield JUDGED, found


def build_pairs(catalogue: Catalogue, index: Index) -> PairTable:
    """Compute the features of all pairs of a catalogue; the same catalogue gives the same table."""
    scores = base_scores(catalogue, index)
    n = len(scores)
    kept = min(CANDIDATES, n)
    order = np.argsort(-graph.without_self(scores), axis=1, kind="stable")[:, :kept]
    candidates = np.sort(order, axis=1).astype(np.int32)
    values = np.empty((n, kept, len(NAMES)), dtype=np.int16)
    rows = np.arange(n)[:, None]
    links, mine = links_matrix(catalogue), mix_of_works(catalogue)
    names, competences = meanings(catalogue)
    seen: set[str] = set()
    for part in (
        _from_scores(scores), _from_links(links), _from_text(catalogue, links, index),
        _from_meaning(names, competences, links), _from_levels(catalogue), _from_judges(catalogue),
        from_outside(n, mine),
    ):  # fmt: skip
        for name, matrix in part:
            values[:, :, NAMES.index(name)] = to_whole(np.asarray(matrix[rows, candidates], dtype=np.float64))
            seen.add(name)
    if missing := set(NAMES) - seen:
        raise AssertionError(f"features without a value: {sorted(missing)}")
    single = np.zeros((n, 0), dtype=np.float32) if mine is None else alone(catalogue, links, mine, names, competences)
    return PairTable(candidates=candidates, values=values, single=single)


def with_pairs(catalogue: Catalogue, index: Index) -> Index:
    """Return the index with the features of pairs, computed when they are not there yet."""
    return index if index.pairs is not None else replace(index, pairs=build_pairs(catalogue, index))
