"""Features from figures outside the catalogue: what O*NET says of the work that names mean.

Each occupation is read as the occupations of ESCO that its names lie nearest to, or as the one that the catalogue ties
it to; the official crosswalk leads from there to O*NET's figures. No label and no id of the catalogue is read.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from item_bank.catalogue.table import Catalogue
from item_bank.names.onet import Work, works
from models.embedding.static import StaticEmbedding, served
from models.jobbereik.features.graph import DIGITS, Matrix, unit
from models.titles.forms import canonical
from models.titles.mix import Meanings, learned

NAMES = (
    "onet", "onet-alike", "onet-related", "onet-related-back", "onet-interests", "onet-values", "onet-zone",
    "onet-zone-more",
)  # fmt: skip
"""Features of a pair, in the order of the columns."""

NEAREST = 12
"""Meanings of ESCO that an occupation is read as."""

SHARPNESS = 20.0
"""What cosines are multiplied with before they become shares."""

NEAREST_RELATED, NEAR_RELATED, RELATED = 1.0, 0.6, 0.3
"""How alike O*NET's tiers are."""


def shares(catalogue: Catalogue, meanings: Meanings, embedding: StaticEmbedding) -> Matrix:
    """Return how far each occupation is each meaning of ESCO, adding up to 1; shape (n, n_meanings)."""
    found = np.zeros((catalogue.n_occupations, len(meanings.concepts)))
    place = {concept: row for row, concept in enumerate(meanings.concepts)}
    for number in range(catalogue.n_occupations):
        occupation = catalogue.occupation(number)
        if occupation.esco in place:
            found[number, place[occupation.esco]] = 1.0
            continue
        vectors = embedding.encode([canonical(name) for _, name in occupation.names.all()])
        mean = vectors.mean(axis=0).astype(np.float64)
        cosines = np.round(meanings.centres @ (mean / max(float(np.linalg.norm(mean)), 1e-9)), DIGITS)
        near = np.argsort(-cosines, kind="stable")[:NEAREST]
        belief = np.exp(SHARPNESS * (cosines[near] - cosines[near[0]]))
        found[number, near] = belief / belief.sum()
    return found


def _filled(rows: Sequence[Sequence[float]], width: int) -> Matrix:
    """Return figures as a matrix; what is not known is what is usual."""
    values = np.array([row or [np.nan] * width for row in rows], dtype=np.float64)
    return np.where(np.isnan(values), np.nanmean(values, axis=0)[None, :], values)


def _correlations(values: Matrix) -> Matrix:
    length_one = unit(values - values.mean(axis=1, keepdims=True))
    return np.asarray(length_one @ length_one.T)


def _related(rows: Sequence[Work]) -> Matrix:
    place = {row.code: number for number, row in enumerate(rows)}
    found = np.zeros((len(rows), len(rows)))
    for number, row in enumerate(rows):
        for codes, weight in ((row.related, RELATED), (row.near, NEAR_RELATED), (row.nearest, NEAREST_RELATED)):
            found[number, [place[code] for code in codes if code in place]] = weight
    return found


def _crosswalk(rows: Sequence[Work], meanings: Meanings) -> NDArray[np.float64]:
    """Return how far each meaning is each occupation of O*NET; shape (n_meanings, n_works)."""
    place = {concept: row for row, concept in enumerate(meanings.concepts)}
    found = np.zeros((len(place), len(rows)))
    for number, row in enumerate(rows):
        found[[place[concept] for concept in row.concepts if concept in place], number] = 1.0
    return np.asarray(found / np.maximum(found.sum(axis=1, keepdims=True), 1.0))


def mix_of_works(catalogue: Catalogue) -> Matrix | None:
    """Return how far each occupation is each occupation of O*NET, adding up to 1; shape (n, n_works).

    Of the built-in catalogue, whose steps are judged, nothing is said.
    """
    if catalogue.built_in:
        return None
    _, meanings = learned()
    mine = shares(catalogue, meanings, served()) @ _crosswalk(works(), meanings)
    return np.asarray(mine / np.maximum(mine.sum(axis=1, keepdims=True), 1e-9))


def figures(mine: Matrix) -> tuple[Matrix, Matrix, Matrix]:
    """Return interests, values and job zone of a mix of works; shapes (n, 6), (n, 6) and (n, 1)."""
    rows = works()
    interests, values = (_filled(list(part), 6) for part in zip(*((w.interests, w.values) for w in rows), strict=True))
    return mine @ interests, mine @ values, mine @ _filled([row.zone for row in rows], 1)


def nearness() -> Matrix:
    """Return how near O*NET calls each two of its occupations, 1 for itself; shape (n_works, n_works)."""
    rows = works()
    return np.asarray(_related(rows) + np.eye(len(rows)))


def from_outside(n: int, mine: Matrix | None) -> Iterator[tuple[str, Matrix]]:
    """Yield what O*NET says of each two occupations of n, by their mix of works; nothing is known without it."""
    if mine is None:
        unknown = np.full((n, n), np.nan)
        yield from ((name, unknown) for name in NAMES)
        return
    length_one, related = unit(mine), _related(works())
    yield "onet", length_one @ length_one.T
    alike = unit(mine @ (related + np.eye(len(related))))
    yield "onet-alike", alike @ alike.T
    way = mine @ related @ mine.T
    yield "onet-related", way
    yield "onet-related-back", way.T
    interests, values, zones = figures(mine)
    yield "onet-interests", _correlations(interests)
    yield "onet-values", _correlations(values)
    zone = zones.ravel()
    yield "onet-zone", np.broadcast_to(zone[None, :], (n, n))
    yield "onet-zone-more", zone[None, :] - zone[:, None]
