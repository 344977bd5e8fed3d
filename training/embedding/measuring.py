"""Measuring the embedding: Flemish names of the built-in catalogue, none of them learned from, among ESCO's names."""

from pathlib import Path

import numpy as np
from rich.console import Console

from item_bank.catalogue.builtin import catalogue
from models.contracts import Estimate
from models.embedding.static import StaticEmbedding
from models.titles.analysis import fold
from models.titles.matcher import NameMatcher
from training.embedding.groups import split_names
from training.tables import InputError, read_columns
from training.titles.asking import Asked, estimates, measured
from training.titles.baselines import Bm25, CharacterTfidf, Embedded, Exact, Similarities


def every_occupation() -> frozenset[str]:
    """Return the ids of the built-in occupations: what a measuring model does not learn from."""
    bank = catalogue()
    return frozenset(bank.occupation(number).id for number in range(bank.n_occupations))


def bank_version() -> str:
    """Return the version of the built-in catalogue."""
    return catalogue().version


def flemish_among_esco(reference: Path) -> Asked:
    """Return the Dutch names of the built-in occupations as questions; right is their ESCO concept.

    Names that ESCO has letter for letter are left out: they need no model.
    """
    columns = ("conceptUri", "preferredLabel", "aliases")
    names: list[str] = []
    owners: list[int] = []
    concepts: dict[str, int] = {}
    for _, (uri, label, aliases) in read_columns(reference / "esco" / "occupations_nl.csv", columns):
        own = split_names(label, aliases)
        names += own
        owners += [concepts.setdefault(uri, len(concepts))] * len(own)
    known = {fold(name) for name in names}
    queries: dict[str, set[int]] = {}
    bank = catalogue()
    for number in range(bank.n_occupations):
        occupation = bank.occupation(number)
        if occupation.esco in concepts:
            for language, name in occupation.names.all():
                if language == "nl" and fold(name) not in known:
                    queries.setdefault(name, set()).add(concepts[occupation.esco])
    if not queries:
        raise InputError(f"{reference / 'esco'}: no concept of the built-in catalogue stands there")
    right = [frozenset(found) for found in queries.values()]
    return Asked(names=names, owners=np.array(owners), queries=list(queries), right=right, concepts=list(concepts))


def compared(asked: Asked, embedding: StaticEmbedding, console: Console) -> dict[str, dict[str, Estimate]]:
    """Return the measures of the embedding and of all baselines."""
    models: dict[str, Similarities] = {
        "static embedding": Embedded.of(asked.names, embedding),
        "character n-grams (ours)": NameMatcher.fit(asked.names),
        "character tf-idf": CharacterTfidf(asked.names),
        "BM25": Bm25(asked.names),
        "exact": Exact(asked.names),
    }
    found = {}
    for name, model in models.items():
        with console.status(f"Asking {len(asked.queries)} names: {name}"):
            found[name] = estimates(measured(model.similarities, asked))
    return found
