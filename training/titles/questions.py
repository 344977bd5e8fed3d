"""Titles that people type, with the occupations that are right: what a version of the matcher is measured on."""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from item_bank.catalogue.table import Catalogue
from models.jobbereik.engine import Jobbereik
from models.titles.answering import Answer, Kind
from training.evaluation import rank_metrics
from training.titles.baselines import Bm25, CharacterTfidf, Embedded, Exact, Similarities

GOLDEN = Path(__file__).parents[2] / "tests" / "golden"
DOUBT = "not-found"
"""Stands among the right answers of a title where honest doubt is right."""

MEASURES = ("first", "within ten", "MRR")
TEN = 10

Order = Callable[[str], NDArray[np.float64]]
"""A matcher: a score for each occupation, larger is nearer; shape (n,)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A title with its right answers.

    Attributes
    ----------
    right
        Positions of occupations that are right; none where the catalogue has no such work.
    doubt
        Whether it is right too to state nothing.
    sort
        Where it comes from.
    kept
        Whether it is kept apart: counted, and named nowhere.
    """

    title: str
    right: frozenset[int]
    doubt: bool
    sort: str
    kept: bool = False


def read(catalogue: Catalogue, folder: Path = GOLDEN) -> list[Asked]:
    """Return the golden titles; none where they do not stand beside the code."""
    if not (folder / "titles.csv").is_file():
        return []
    groups = [(catalogue.occupation(i).isco08 or "")[:4] for i in range(catalogue.n_occupations)]
    found = []
    for row in _rows(folder / "titles.csv"):
        wanted = set(row["isco08"].split("|"))
        right = frozenset(i for i, group in enumerate(groups) if group in wanted)
        found.append(Asked(title=row["title"], right=right, doubt=False, sort="titles by their group of ISCO-08"))
    for name, words in (("everyday.csv", "everyday"), ("meanings.csv", "French, English and unclear")):
        for row in _rows(folder / name):
            ids = row["expected"].split("|")
            places = (catalogue.occupation_index(id_) for id_ in ids if id_ != DOUBT)
            right, half = frozenset(place for place in places if place is not None), row.get("half", "")
            sort = words + {"kept": ", kept apart", "tune": ", looked at while mending"}.get(half, "")
            found.append(Asked(title=row["title"], right=right, doubt=DOUBT in ids, sort=sort, kept=half == "kept"))
    return list({question.title: question for question in found}.values())


def _rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def served(engine: Jobbereik) -> Order:
    """Return the order in which an answer shows occupations; what it does not show follows by its evidence."""

    def order(title: str) -> NDArray[np.float64]:
        scores = engine.index.titles_found.evidence(title).scores.astype(np.float64)
        found = np.argsort(np.argsort(scores, kind="stable"), kind="stable") / len(scores)
        for place, hit in enumerate(engine.read_title(title, limit=TEN).hits):
            found[hit.owner] = 2.0 - place / 100.0
        return found

    return order


def baselines(engine: Jobbereik) -> dict[str, Order]:
    """Return the baselines over all names of the catalogue: of an occupation its best name counts."""
    catalogue = engine.catalogue
    rows = [(name, i) for i in range(catalogue.n_occupations) for _, name in catalogue.occupation(i).names.all()]
    names, owners = [name for name, _ in rows], np.array([owner for _, owner in rows])
    models: dict[str, Similarities] = {
        "exact": Exact(names),
        "BM25": Bm25(names),
        "character tf-idf": CharacterTfidf(names),
        "static embedding": Embedded.of(names, engine.index.titles_found.embedding),
    }

    def of(model: Similarities) -> Order:
        def order(title: str) -> NDArray[np.float64]:
            best = np.full(catalogue.n_occupations, -np.inf)
            np.maximum.at(best, owners, model.similarities(title).astype(np.float64))
            return np.where(np.isfinite(best), best, -1.0)

        return order

    return {name: of(model) for name, model in models.items()}


def values(order: Order, asked: Sequence[Asked]) -> NDArray[np.float64]:
    """Return the measures of each question, nan where no occupation is right; shape (questions, 3)."""
    found = np.full((len(asked), len(MEASURES)), np.nan)
    for row, question in enumerate(asked):
        if question.right:
            scores = order(question.title).astype(np.float32)
            mrr, _, _ = rank_metrics(scores, sorted(question.right))
            found[row] = (float(mrr == 1.0), float(mrr >= 1 / TEN), mrr)
    return found


def holds(answer: Answer, question: Asked) -> bool:
    """Return whether an answer is right: the first occupation, or doubt where doubt is right."""
    first = answer.hits[0].owner if answer.hits else None
    return first in question.right or (question.doubt and answer.kind is not Kind.FOUND)
