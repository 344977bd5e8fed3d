"""What each occupation is by itself, in figures that mean the same in every catalogue: what the towers read.

Names and competences are read by the static embedding, the work by O*NET's figures and by the roles that words tell. No
factor of the catalogue's own matrix is among them: its axes are others in the next catalogue.
"""

from collections.abc import Iterator

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from item_bank.catalogue.table import Catalogue
from models.embedding.static import served
from models.jobbereik.features import text
from models.jobbereik.features.graph import Matrix, unit
from models.jobbereik.features.outside import figures, nearness
from models.jobbereik.index import inverse_document_frequency

PROJECTED = 64
"""Columns that O*NET's thousand occupations are put together in, by chance and always alike."""

_SEED = 20261129

_DIGITS = 4
"""Figures are rounded, so that what follows is the same on every processor."""


def by_rarity(links: sp.csr_array) -> sp.csr_array:
    """Return the links of occupations to competences, weighted by how rare a competence is; shape (n, m)."""
    n, m = links.shape
    idf = inverse_document_frequency(np.bincount(links.indices, minlength=m), n)
    return sp.csr_array(links.astype(np.float64).multiply(idf[None, :]))


def meanings(catalogue: Catalogue) -> tuple[Matrix, Matrix]:
    """Return what the names of each occupation and the label of each competence mean, by the static embedding.

    Returns
    -------
    float64 of length one, shapes (n, dimensions) and (m, dimensions)
    """
    embedding, names = served(), text.occupation_titles(catalogue)
    vectors = embedding.encode([name for row in names for name in row]).astype(np.float64)
    means = np.add.reduceat(vectors, np.concatenate([[0], np.cumsum([len(row) for row in names])[:-1]]))
    return unit(means), embedding.encode(text.competence_labels(catalogue)).astype(np.float64)


def _blocks(
    catalogue: Catalogue, links: sp.csr_array, mine: Matrix, names: Matrix, competences: Matrix
) -> Iterator[Matrix]:
    yield names
    yield unit(by_rarity(links) @ competences)
    yield np.hstack(figures(mine))
    near = nearness()
    yield mine @ near @ (np.random.default_rng(_SEED).standard_normal((len(near), PROJECTED)) / PROJECTED**0.5)
    labels = text.competence_labels(catalogue)
    asked = [[labels[c] for c in catalogue.competence_positions(i).tolist()] for i in range(len(names))]
    yield np.hstack([text.role_shares(text.occupation_titles(catalogue)), text.role_shares(asked)])


def alone(
    catalogue: Catalogue, links: sp.csr_array, mine: Matrix, names: Matrix, competences: Matrix
) -> NDArray[np.float32]:
    """Return the figures of each occupation: blocks around the catalogue's mean, of mean squared length one.

    Parameters
    ----------
    links
        Occupations by competences; shape (n, m).
    mine
        How far each occupation is each occupation of O*NET; shape (n, n_works).
    names, competences
        As :func:`meanings` gives them.

    Returns
    -------
    float32, shape (n, d); d is the same for every catalogue
    """
    made = []
    for block in _blocks(catalogue, links, mine, names, competences):
        centred = block - block.mean(axis=0)
        made.append(centred / max(float(np.sqrt((centred**2).sum(axis=1).mean())), 1e-9))
    return np.round(np.hstack(made), _DIGITS).astype(np.float32)
