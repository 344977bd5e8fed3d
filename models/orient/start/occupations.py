"""Occupations in the person vector: what they offer each type and basic interest, their family, and their competences.

The RIASEC figures are centred within the occupation and drawn a little to the mean of the family, and every occupation
is given the same variance of fit: a rare occupation with extreme figures does not win by default.
"""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from scipy.sparse.linalg import svds

from item_bank.catalogue.table import Catalogue
from item_bank.orient.bank import Bank
from models.orient.graded import Array, Mask, Positions
from models.orient.parameters import Parameters
from models.orient.start.families import Families, Family
from models.orient.start.space import TYPES, Space


@dataclass(frozen=True, slots=True, eq=False)
class Occupations:
    """The occupations of a catalogue; N occupations.

    Attributes
    ----------
    weights
        Of the person vector in the fit; shape (N, d).
    own
        Variance of the fit that nothing else explains; shape (N,).
    family
        Position of each occupation's family; shape (N,).
    families
        All families.
    eqf
        Level, 0 where unknown; shape (N,).
    """

    weights: Array
    own: Array
    family: Positions
    families: tuple[Family, ...]
    eqf: Positions


def centred(figures: Array, family: Positions, shrink: float) -> Array:
    """Return RIASEC figures centred within each occupation, drawn to the family's mean; unknown rows are 0."""
    known: Mask = np.asarray(~np.isnan(figures).any(axis=1))
    rows = np.where(known[:, None], figures - figures.mean(axis=1, keepdims=True), 0.0)
    for position in np.unique(family):
        members = family == position
        if not (members & known).any():
            continue
        mean = rows[members & known].mean(axis=0)
        rows[members & known] = (1 - shrink) * rows[members & known] + shrink * mean
        rows[members & ~known] = mean
    return rows


def _scaled(rows: Array, covariance: Array) -> Array:
    """Give every row the same variance of fit, 1; rows of zeros stay."""
    variance = np.einsum("ij,jk,ik->i", rows, covariance, rows)
    return rows / np.sqrt(np.where(variance > 0, variance, 1.0))[:, None]


def basic_interests(catalogue: Catalogue, bank: Bank) -> Array:
    """Return which basic interests are a main part of each occupation, by the ISCO-08 codes in the bank."""
    marks = np.zeros((catalogue.n_occupations, len(bank.basic_interests)))
    codes = catalogue.columns.texts["occupation.isco08"]
    for row, code in zip(marks, codes, strict=True):
        for column, interest in enumerate(bank.basic_interests):
            row[column] = bool(code) and code.startswith(interest.isco08)
    return marks


def competence_factors(catalogue: Catalogue, size: int) -> Array:
    """Return the main directions in which occupations differ in the competences they ask; shape (N, size).

    Rare competences weigh more (tf-idf). A small catalogue has fewer directions: the rest is 0.
    """
    n, m = catalogue.n_occupations, catalogue.n_competences
    found = np.zeros((n, size))
    rank = min(size, n - 1, m - 1)
    if rank < 1 or not len(catalogue.link_competence):
        return found
    asked = np.bincount(catalogue.link_competence, minlength=m)
    weight = np.log((1.0 + n) / (1.0 + asked))[catalogue.link_competence]
    matrix = sp.csr_array((weight, catalogue.link_competence, catalogue.indptr), shape=(n, m))
    length = np.sqrt(matrix.multiply(matrix).sum(axis=1))
    matrix = sp.diags_array(1.0 / np.where(length > 0, length, 1.0)) @ matrix
    matrix = sp.csr_array(matrix)
    left, values, right = svds(matrix, k=rank, v0=np.ones(min(n, m)), solver="arpack")
    order = np.argsort(-values, kind="stable")
    left, values, right = left[:, order], values[order], right[order]
    sign = np.sign(right[np.arange(rank), np.abs(right).argmax(axis=1)])
    found[:, :rank] = left * values * sign
    return np.asarray(found - found.mean(axis=0))


def occupations(catalogue: Catalogue, bank: Bank, groups: Families, space: Space, figures: Parameters) -> Occupations:
    """Place the occupations of a catalogue in the person vector."""
    of = groups.of
    raw = np.asarray(catalogue.columns.arrays["occupation.interests"], dtype=np.float64)
    known = ~np.isnan(raw).any(axis=1)
    basics = basic_interests(catalogue, bank)
    types = _scaled(centred(raw, of, figures.family_shrink), space.covariance[TYPES, TYPES])
    weights = np.zeros((catalogue.n_occupations, space.size))
    weights[:, TYPES] = figures.fit_type * types
    weights[:, space.basics] = figures.fit_basic * _scaled(basics, np.eye(basics.shape[1]))
    weights[np.arange(len(weights)), space.families.start + of] = figures.fit_family
    texts = competence_factors(catalogue, space.texts.stop - space.texts.start)
    weights[:, space.texts] = figures.fit_text * _scaled(texts, np.eye(texts.shape[1]))
    own = np.where(known, figures.fit_own, figures.fit_own_unknown) ** 2
    eqf = np.maximum(np.asarray(catalogue.columns.arrays["occupation.eqf"], dtype=np.int64), 0)
    return Occupations(weights, own, of, groups.kinds, eqf)
