"""Features of names: roles and levels that words tell, and how alike titles and competences are written."""

import zlib
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from item_bank.catalogue.table import Catalogue
from item_bank.schema import LANGUAGES, Names
from models.titles.analysis import features, fold, words

ROLES: dict[str, tuple[str, ...]] = {
    "lead": (
        "leid", "chef", "manager", "manage", "verantwoordelijk", "responsable", "direct", "coordin", "encadr", "super",
        "aansturen", "hoofd", "equipe", "ploeg", "budget", "strateg", "gerant", "lead",
    ),
    "plan": ("plan", "organis", "analy", "concev", "conception", "ontwerp", "design", "etude", "onderzoek", "project"),
    "teach": ("lesgev", "opleid", "form", "ensei", "begeleid", "accompagn", "onderwij", "leraar", "train", "teach"),
    "law": ("wet", "recht", "droit", "regle", "jurid", "norm", "legal", "fisc", "norme"),
    "study": ("ingenieur", "engineer", "adviseur", "conseil", "consult", "wetenschap", "expert", "specialist", "cadre"),
    "help": ("hulp", "assist", "aide", "helper", "medewerker", "agent", "ouvrier", "employ", "arbeider", "operat"),
}  # fmt: skip
"""Beginnings of words that tell what sort of role a name means, in Dutch, French and English, folded."""

_BUCKETS = 1 << 18


def one_language(names: Names) -> tuple[str, ...]:
    """Return label and aliases in the first language that has a label."""
    language = next(code for code in LANGUAGES if names.labels.get(code))
    return (names.labels[language], *names.aliases.get(language, ()))


def role_shares(texts: Sequence[Sequence[str]]) -> NDArray[np.float64]:
    """Return for each list of texts the share that holds a word of each role; shape (len(texts), roles)."""
    shares = np.zeros((len(texts), len(ROLES)))
    for row, rows in enumerate(texts):
        for column, stems in enumerate(ROLES.values()):
            hits = sum(any(word.startswith(stems) for word in fold(text).split()) for text in rows)
            shares[row, column] = hits / max(1, len(rows))
    return shares


def unit_tfidf(documents: Sequence[Iterable[str]]) -> sp.csr_array:
    """Return tf-idf vectors of unit length over hashed features; shape (len(documents), buckets)."""
    rows: list[int] = []
    buckets: list[int] = []
    values: list[int] = []
    for row, document in enumerate(documents):
        counts = Counter(zlib.crc32(feature.encode("utf-8")) % _BUCKETS for feature in document)
        rows += [row] * len(counts)
        buckets += counts.keys()
        values += counts.values()
    tf = 1.0 + np.log(np.array(values, dtype=np.float64))
    seen = np.bincount(np.array(buckets, dtype=np.int64), minlength=_BUCKETS)
    idf = np.log((1 + len(documents)) / (1 + seen)) + 1.0
    matrix = sp.csr_array((tf * idf[buckets], (rows, buckets)), shape=(len(documents), _BUCKETS))
    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return sp.csr_array(matrix.multiply((1.0 / np.maximum(norms, 1e-9))[:, None]))


def word_vectors(texts: Sequence[str]) -> sp.csr_array:
    """Return tf-idf vectors over the words of texts; shape (len(texts), buckets)."""
    return unit_tfidf([words(text) for text in texts])


def letter_vectors(texts: Sequence[str]) -> sp.csr_array:
    """Return tf-idf vectors over runs of three to five letters and the words of texts; shape (len(texts), buckets)."""
    return unit_tfidf([[*features(text, 3, 5)] for text in texts])


def occupation_titles(catalogue: Catalogue) -> list[tuple[str, ...]]:
    """Return the names of each occupation in its own language."""
    return [one_language(catalogue.occupation(i).names) for i in range(catalogue.n_occupations)]


def competence_labels(catalogue: Catalogue) -> list[str]:
    """Return the label of each competence."""
    return [catalogue.competence(i).names.label() for i in range(catalogue.n_competences)]
