"""Asking names and measuring where the right ones come: by name and by meaning, with intervals."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from rich.table import Table

from models.contracts import Estimate
from training.evaluation import bootstrap

MEASURES = ("first", "within ten", "MRR", "MAP", "meaning within ten")
WITHIN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Questions about a set of names.

    Attributes
    ----------
    names
        Names that can be found.
    owners
        The meaning of each name; shape (n_names,).
    queries
        What is asked.
    right
        The right meanings of each question.
    concepts
        Address of each meaning in ESCO, where it has one.
    """

    names: Sequence[str]
    owners: NDArray[np.int64]
    queries: Sequence[str]
    right: Sequence[frozenset[int]]
    concepts: Sequence[str] = ()

    def chosen(self, kept: NDArray[np.bool_]) -> "Asked":
        """Return some of the questions."""
        rows = np.flatnonzero(kept).tolist()
        return replace(self, queries=[self.queries[row] for row in rows], right=[self.right[row] for row in rows])


def places(scores: NDArray[np.float32], owners: NDArray[np.int64], right: frozenset[int]) -> tuple[float, ...]:
    """Return the five measures of one question, ties by position.

    Examples
    --------
    >>> places(np.array([.9, .8, .7], dtype=np.float32), np.array([0, 1, 1]), frozenset({1}))
    (0.0, 1.0, 0.5, 0.5833333333333333, 1.0)
    """
    order = np.argsort(-scores, kind="stable")
    ranked = owners[order]
    hits = np.flatnonzero(np.isin(ranked, list(right))) + 1
    precision = float((np.arange(1, len(hits) + 1) / hits).mean())
    meanings = len(np.unique(ranked[: hits[0]]))
    first = float(hits[0])
    return float(first == 1), float(first <= WITHIN), 1.0 / first, precision, float(meanings <= WITHIN)


def measured(score: Callable[[str], NDArray[np.float32]], asked: Asked) -> NDArray[np.float64]:
    """Return the measures of every question; shape (n_queries, 5)."""
    found = [places(score(query), asked.owners, right) for query, right in zip(asked.queries, asked.right, strict=True)]
    return np.array(found, dtype=np.float64).reshape(-1, len(MEASURES))


def estimates(values: NDArray[np.float64]) -> dict[str, Estimate]:
    """Return each measure with its 95 % interval."""
    return {name: bootstrap(values[:, column]) for column, name in enumerate(MEASURES)}


def table(title: str, rows: Mapping[str, Mapping[str, Estimate]]) -> Table:
    """Return the measures of several models as a table."""
    made = Table(title=title)
    for header in ("model", *MEASURES):
        made.add_column(header, no_wrap=True)
    for model, found in rows.items():
        made.add_row(model, *(f"{e.value:.3f} [{e.low:.3f}, {e.high:.3f}]" for e in found.values()))
    return made
