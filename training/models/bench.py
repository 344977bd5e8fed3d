"""The bench: every ranker on the same questions, in one table. Made for notebooks.

>>> from training.models.bench import Bench
>>> bench = Bench.built_in()
>>> person = bench.person("winkelbediende", months=60)
>>> len(bench.top("served", person, 3))
3
>>> bench.add("mine", lambda person: -abs(bench.level - bench.level[person.origins[0]]))
>>> sorted(bench.rankers)[:2]
['bm25', 'coverage']

A ranker is any function from a :class:`Person` to a score for each occupation. :meth:`Bench.add_feature` learns how
much one figure more is worth beside those of the baselines, crossed over origins; :meth:`Bench.add_embedding` ranks by
the cosine of vectors of names.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from item_bank.catalogue.table import Catalogue
from item_bank.schema import OccupationId
from models import registry
from models.contracts import Estimate
from models.jobbereik.baselines import BASELINES, make_ranker
from models.jobbereik.calibration import KIND
from models.jobbereik.decision import Decision
from models.jobbereik.engine import MODELS, Jobbereik
from models.jobbereik.profile import read_profile
from models.jobbereik.ranking import Query
from models.jobbereik.schema import Experience, Profile
from models.jobbereik.served import ServedRanker
from training.evaluation import bootstrap, rank_metrics
from training.models.crossed import Crossed
from training.models.crossed import read as crossed_of
from training.models.labels import ANY, NEAR, STEPS, Labels, check_two_classes, folds, read
from training.tables import InputError

SERVED = "served"
"""The order in which the two lists show."""

TREES = "trees"
"""The order by the trees alone."""

FIGURES = ("nDCG@10", "R@10", "MAP", "MRR", "near R@10")
MONTHS = 60
SIDE = 10.0
"""More than any score within a list: what is within reach stands before what asks training."""

DAY = date(2026, 11, 29)
"""The day on which everybody of the bench asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody to rank for.

    Attributes
    ----------
    profile
        As the service reads it.
    origins
        Positions of the occupations of the experiences.
    query
        What the rankers see.
    """

    profile: Profile
    origins: tuple[int, ...]
    query: Query


Score = Callable[[Person], NDArray[np.float64]]
"""A ranker: a score for each occupation, larger is better; shape (n,)."""


@cache
def _release() -> Jobbereik:
    with TemporaryDirectory() as empty:
        return Jobbereik.load(Path(empty))


def load_engine(folders: Mapping[str, Path] | None = None) -> Jobbereik:
    """Return the engine of the release over the built-in catalogue, with these versions of models in it."""
    if not folders:
        return _release()
    return _release().with_models({name: registry.base(name) for name in MODELS} | dict(folders))


def decide(crossed: Crossed, person: Person) -> Decision:
    """Return what is decided for somebody by what never saw the own occupation, as far as that is kept."""
    engine = crossed.of(person.origins)
    return engine.decide(person.profile, read_profile(engine.catalogue, person.profile, engine.parameters, DAY))


def _trees(crossed: Crossed) -> Score:
    """Return the order by the trees alone, of those that never saw the own occupation as far as that is kept."""
    made: dict[int, ServedRanker] = {}

    def score(person: Person) -> NDArray[np.float64]:
        engine = crossed.of(person.origins)
        if id(engine) not in made:
            made[id(engine)] = ServedRanker.by(engine.catalogue, engine.index, "any", engine.decider.ranker)
        return np.asarray(made[id(engine)].score(person.query), dtype=np.float64)

    return score


def chance(decided: Decision, head: str) -> NDArray[np.float64]:
    """Return the probability that was stated for each occupation by one head; shape (n,)."""
    return {"near": decided.near, "any": decided.any}[head].chance


def ndcg(scores: NDArray[np.float64], grades: Mapping[int, float], depth: int = 10) -> float:
    """Return nDCG over the judged targets only, with a gain of ``2 ** grade - 1``.

    Examples
    --------
    >>> ndcg(np.array([0.1, 0.9, 0.5]), {0: 0.0, 1: 3.0, 2: 2.0})
    1.0
    """
    targets = np.array(sorted(grades))
    gains = np.array([2.0 ** grades[int(target)] - 1.0 for target in targets])
    order = np.lexsort((targets, -scores[targets]))[:depth]
    discount = 1.0 / np.log2(np.arange(2, depth + 2))
    best = float((np.sort(gains)[::-1][:depth] * discount[: len(gains)]).sum())
    return float((gains[order] * discount[: len(order)]).sum() / best) if best else 1.0


@dataclass(slots=True, kw_only=True)
class Bench:
    """A catalogue, its labels, and the rankers that are measured on them.

    Attributes
    ----------
    engine
        The engine whose ranker is called ``served``.
    crossed
        The same with what never saw the origin that it ranks for, as far as the version keeps that.
    labels
        What is right.
    rankers
        Every ranker by name: the baselines, ``served``, and what was added.
    """

    engine: Jobbereik
    crossed: Crossed
    labels: Labels
    rankers: dict[str, Score] = field(default_factory=dict)
    _values: dict[str, NDArray[np.float64]] = field(default_factory=dict)

    @classmethod
    def of(cls, engine: Jobbereik, labels: Labels, crossed: Crossed | None = None) -> "Bench":
        """Put an engine and labels of its catalogue together, with all baselines."""
        crossed = crossed or Crossed(engine=engine, without={})
        bench = cls(engine=engine, crossed=crossed, labels=labels)
        for name in BASELINES:
            ranker = make_ranker(name, engine.catalogue, engine.index)
            bench.rankers[name] = lambda person, r=ranker: np.asarray(r.score(person.query), dtype=np.float64)  # type: ignore[misc]
        bench.rankers[TREES] = _trees(crossed)
        bench.rankers[SERVED] = bench.scorer(crossed)
        return bench

    @classmethod
    def built_in(cls, found: Path | None = None, labels: Path | None = None) -> "Bench":
        """Return the bench of the built-in catalogue with a version of the ranker, measured on what it never saw.

        Parameters
        ----------
        found
            Folder of the version; by default the one of the release.
        labels
            Judged steps; by default those that come with the project.

        Raises
        ------
        InputError
            When the labels cannot be used.
        """
        found = found or registry.base(KIND)
        engine = load_engine({KIND: found})
        return cls.of(engine, read(labels or STEPS, engine.catalogue), crossed_of(engine, found))

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue that is ranked."""
        return self.engine.catalogue

    @property
    def level(self) -> NDArray[np.float64]:
        """The level (EQF) of each occupation, 0 where it is not known; shape (n,)."""
        return np.maximum(np.asarray(self.engine.facts.eqf, dtype=np.float64), 0.0)

    def person(self, occupation_id: str, *, months: int = MONTHS) -> Person:
        """Return somebody who did one occupation.

        Raises
        ------
        InputError
            When the catalogue does not have it.
        """
        position = self.catalogue.occupation_index(occupation_id)
        if position is None:
            raise InputError(
                f"occupation is {occupation_id!r}; the catalogue {self.catalogue.version} does not have it"
            )
        return self.read(Profile(experiences=(Experience(occupation_id=OccupationId(occupation_id), months=months),)))

    def read(self, profile: Profile) -> Person:
        """Return any profile as a person to rank for."""
        reading = read_profile(self.catalogue, profile, self.engine.parameters, DAY)
        return Person(profile=profile, origins=reading.occupations, query=reading.query())

    def scorer(self, crossed: Crossed) -> Score:
        """Return the ranker of an engine: the order in which its lists show, the first list first."""

        def score(person: Person) -> NDArray[np.float64]:
            decided = decide(crossed, person)
            return np.asarray(SIDE * decided.side + decided.scores, dtype=np.float64)

        return score

    def add(self, name: str, score: Score) -> None:
        """Add a ranker of one's own; it stands in every table from now on.

        Raises
        ------
        InputError
            When the name is taken, or the scores are not one finite figure for each occupation.
        """
        if name in self.rankers:
            raise InputError(f"ranker {name!r} is there already")
        tried = np.asarray(score(self.person_at(next(iter(self.labels.judged)))), dtype=np.float64)
        if tried.shape != (self.catalogue.n_occupations,) or not np.isfinite(tried).all():
            raise InputError(
                f"ranker {name!r}: scores have shape {tried.shape}; one finite figure an occupation is needed"
            )
        self.rankers[name] = score

    def add_embedding(self, name: str, vectors: NDArray[np.float64] | Callable[[str], NDArray[np.float64]]) -> None:
        """Add a ranker by the cosine of vectors: one a row for each occupation, or a function from a name to one."""
        if callable(vectors):
            labels = [self.catalogue.occupation(i).names.label("nl") for i in range(self.catalogue.n_occupations)]
            vectors = np.array([vectors(label) for label in labels], dtype=np.float64)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit = vectors / np.maximum(lengths, 1e-12)
        self.add(name, lambda person: (unit @ unit[list(person.origins)].T).max(axis=1))

    def add_feature(
        self, name: str, feature: Score, *, beside: Sequence[str] = ("tfidf-title", "bm25", "coverage")
    ) -> None:
        """Add a ranker that learns what a figure is worth beside baselines; no model has seen the origin it scores.

        Raises
        ------
        InputError
            When the labels are of one class.
        """
        check_two_classes(self._filled())
        origins = list(self.labels.judged)
        rows = {origin: self._rows(self.person_at(origin), feature, beside) for origin in origins}
        scores: dict[int, NDArray[np.float64]] = {}
        for fold in folds(origins):
            seen = [origin for origin in origins if origin not in fold]
            x = np.concatenate([rows[origin] for origin in seen])
            y = np.concatenate([self._good(origin) for origin in seen])
            scaler = StandardScaler().fit(x)
            model = LogisticRegression(C=1.0, max_iter=500).fit(scaler.transform(x), y)
            scores |= {origin: model.decision_function(scaler.transform(rows[origin])) for origin in fold}
        self.add(name, lambda person: scores[person.origins[0]])

    def _filled(self) -> Labels:
        """Return the labels with every occupation that nobody named as a bad step of each origin."""
        everyone = dict.fromkeys(range(self.catalogue.n_occupations), 0.0)
        judged = {origin: {**everyone, **row} for origin, row in self.labels.judged.items()}
        return Labels(name=self.labels.name, judged=judged, by_whom=self.labels.by_whom)

    def _rows(self, person: Person, feature: Score, beside: Sequence[str]) -> NDArray[np.float64]:
        return np.column_stack([self.rankers[name](person) for name in beside] + [feature(person)])

    def _good(self, origin: int) -> NDArray[np.bool_]:
        return np.isin(np.arange(self.catalogue.n_occupations), self.labels.relevant(origin, ANY))

    def person_at(self, origin: int) -> Person:
        """Return somebody who did the occupation at a position."""
        return self.person(self.catalogue.columns.texts["occupation.id"][origin])

    def values(self, name: str) -> NDArray[np.float64]:
        """Return the figures of each origin in the order of ``FIGURES``, nan where none; shape (origins, 5)."""
        if name not in self._values:
            score = self.rankers[name]
            self._values[name] = np.array([self._of(origin, score) for origin in self.labels.judged])
        return self._values[name]

    def _of(self, origin: int, score: Score) -> tuple[float, ...]:
        scores = np.asarray(score(self.person_at(origin)), dtype=np.float64)
        single = scores.astype(np.float32)
        good, near = self.labels.relevant(origin, ANY), self.labels.relevant(origin, NEAR)
        mrr, precision, recall = rank_metrics(single, good, origin) if good else (np.nan,) * 3
        near_recall = rank_metrics(single, near, origin)[2] if near else np.nan
        grades = dict(self.labels.judged[origin])
        if not any(grade < ANY for grade in grades.values()):  # nobody wrote bad steps: what is not named is one
            grades = {**dict.fromkeys(range(len(scores)), 0.0), **grades}
            grades.pop(origin, None)
        return (ndcg(scores, grades), recall, precision, mrr, near_recall)

    def figures(self, name: str) -> dict[str, Estimate]:
        """Return each figure of a ranker with its 95 % interval over origins."""
        values = self.values(name)
        found = {}
        for column, figure in enumerate(FIGURES):
            known = values[:, column][~np.isnan(values[:, column])]
            if len(known):
                found[figure] = bootstrap(known)
        return found

    def table(self, names: Sequence[str] | None = None) -> str:
        """Return all rankers in one table (Markdown), each figure with its 95 % interval."""
        lines = ["| ranker | " + " | ".join(FIGURES) + " |", "|---|" + "---|" * len(FIGURES)]
        for name in names or list(self.rankers):
            found = self.figures(name)
            cells = [_cell(found[figure]) if figure in found else "" for figure in FIGURES]
            lines.append(f"| {name} | " + " | ".join(cells) + " |")
        return "\n".join(lines)

    def top(self, name: str, person: Person, limit: int = 10) -> list[str]:
        """Return the ids that a ranker puts on top for a person, the own occupations left out."""
        scores = self.rankers[name](person)
        order = [int(i) for i in np.lexsort((np.arange(len(scores)), -scores)) if i not in person.origins]
        return [self.catalogue.columns.texts["occupation.id"][i] for i in order[:limit]]


def _cell(estimate: Estimate) -> str:
    return f"{estimate.value:.3f} [{estimate.low:.3f}, {estimate.high:.3f}]"
