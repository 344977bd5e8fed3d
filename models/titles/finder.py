"""The title matcher: meaning by embedding, letters by n-grams, mixed by learned weights; one row for each occupation.

Upstream: ``models.embedding``, ``matcher``, ``forms`` and ``mix``; ``training.titles`` learns the weights.
Downstream: ``models.titles.answering``, ``models.jobbereik`` and ``python -m training titles``.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from item_bank.catalogue.columns import TextColumn
from models.embedding.static import StaticEmbedding, served
from models.titles.forms import canonical
from models.titles.matcher import NameMatcher, gather, largest
from models.titles.mix import FEATURES, Meanings, Mix, centres_of, learned, on_grid

SAME = 0.9995
NOT_LINKED = -1
SURE_TO_GROUP = 0.5
"""When the first meaning has at least this share of the belief, all its names come before those of others."""

MEANINGS_ORDERED = 200
"""Meanings whose names are put in order; with eight names each that is more than anybody reads."""

COMPARED_WHOLE = 8000
"""Up to so many names all are compared; more take longer than the few milliseconds of a question."""

CAN_COME_FIRST = 100
"""Owners, first by all other features, whose names are compared then."""

SPREAD = 10
"""Otherwise the best name of each of so many meanings comes first."""

BEFORE_GROUP = 2
"""Meanings whose best name comes before the other names of a sure first one: it costs those little, and where the first
is wrong the right one is often the second."""

BLOCK = 32
"""Questions that are compared at once; their cosines stay within the cache of a core."""


@dataclass(frozen=True, eq=False)
class Evidence:
    """What a question has in common with what can be found.

    Attributes
    ----------
    form, vector
        The question in its one form, and its vector.
    meanings, compared
        ESCO's meanings, and the cosine with each; ``None`` until somebody asks for ``known``.
    meaning, letters
        Cosines with each name; float32, shape (n_names,).
    features
        ``FEATURES`` of each owner; float32, shape (n_owners, n_features).
    scores
        The mix; float32, shape (n_owners,).
    """

    form: str
    vector: NDArray[np.float32]
    meanings: Meanings
    compared: NDArray[np.float32] | None
    meaning: NDArray[np.float32]
    letters: NDArray[np.float32]
    features: NDArray[np.float32]
    scores: NDArray[np.float32]

    @cached_property
    def known(self) -> NDArray[np.float32]:
        """Cosine with each meaning of ESCO; float32."""
        return self.meanings.nearest(self.vector) if self.compared is None else self.compared


@dataclass(frozen=True, slots=True, eq=False)
class TitleFinder:
    """An index over names that reads meaning and letters.

    Attributes
    ----------
    names
        The names as they are shown.
    owners
        What each name belongs to; int32, shape (n_names,), in rising order.
    links
        Position of each owner's meaning in ``meanings``, or ``NOT_LINKED``; int32, shape (n_owners,).
    letters
        n-grams of the names in their one form.
    vectors, centres
        Embedding of the names, and the mean of each owner; float32, on the grid of ``models.titles.mix.on_grid``.
    mix, meanings, embedding
        What was learned.
    starts
        Where the names of each owner start, and the end of the last; int64, shape (n_owners + 1,).
    linked
        Whether an owner has a meaning of ESCO.
    """

    names: TextColumn
    owners: NDArray[np.int32]
    links: NDArray[np.int32]
    letters: NameMatcher
    vectors: NDArray[np.float32]
    centres: NDArray[np.float32]
    mix: Mix
    meanings: Meanings
    embedding: StaticEmbedding
    starts: NDArray[np.int64] = field(init=False)
    linked: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "linked", bool((self.links >= 0).any()))
        object.__setattr__(self, "starts", np.searchsorted(self.owners, np.arange(len(self.centres) + 1)))

    @classmethod
    def fit(
        cls,
        names: Sequence[str],
        owners: Iterable[int] | None = None,
        links: Iterable[int] | None = None,
        *,
        embedding: StaticEmbedding | None = None,
        what: tuple[Mix, Meanings] | None = None,
    ) -> "TitleFinder":
        """Index names.

        Parameters
        ----------
        owners
            What each name belongs to; by default its own position. Every number up to the largest is an owner.
        links
            Position of the ESCO meaning of each owner; by default none.
        embedding, what
            By default what comes with the project.
        """
        order = np.argsort(own := np.asarray(range(len(names)) if owners is None else list(owners)), kind="stable")
        sorted_owners = own[order].astype(np.int32) if len(own) else np.zeros(0, np.int32)
        shown = [names[row] for row in order.tolist()]
        count = int(sorted_owners.max(initial=-1)) + 1
        forms = [canonical(name) for name in shown]
        reader = embedding or served()
        vectors = reader.encode(forms)
        mix, meanings = what or learned()
        linked = np.full(count, NOT_LINKED, np.int32) if links is None else np.asarray(list(links), dtype=np.int32)
        return cls(
            names=TextColumn.of(shown),
            owners=sorted_owners,
            links=linked,
            letters=NameMatcher.fit(forms),
            vectors=on_grid(vectors),
            centres=on_grid(centres_of(vectors, sorted_owners, count)),
            mix=mix,
            meanings=meanings,
            embedding=reader,
        )

    def learned_by(self, what: tuple[Mix, Meanings]) -> "TitleFinder":
        """Return the finder over the same names with other weights, and its owners linked to other meanings.

        Names and vectors stay: a matcher that was learned with another embedding is refused when it is read.
        """
        mix, meanings = what
        if mix is self.mix and meanings is self.meanings:
            return self
        place = {concept: row for row, concept in enumerate(meanings.concepts)}
        links = [place.get(self.meanings.concepts[row], NOT_LINKED) if row >= 0 else row for row in self.links.tolist()]
        return replace(self, mix=mix, meanings=meanings, links=np.array(links, dtype=np.int32))

    def best_of(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the largest value of each owner's names, 0 for one without a name; shape (..., n_owners).

        Parameters
        ----------
        values
            Shape (..., n_names).
        """
        found = np.zeros((*values.shape[:-1], len(self.centres)), dtype=np.float32)
        named = np.flatnonzero(np.diff(self.starts) > 0)
        if len(named):
            found[..., named] = np.maximum.reduceat(values, self.starts[named], axis=-1)
        return found

    def evidence(self, text: str) -> Evidence:
        """Return what each owner has in common with what was typed."""
        return next(self.evidences([text]))

    def evidences(self, texts: Sequence[str]) -> Iterator[Evidence]:
        """Yield what each owner has in common with each text; many at once are cheaper and give the same to the bit."""
        for start in range(0, len(texts), BLOCK):
            yield from self._compared([canonical(text) for text in texts[start : start + BLOCK]])

    def _compared(self, forms: Sequence[str]) -> Iterator[Evidence]:
        asked = on_grid(self.embedding.encode(forms))
        letters, centre = self.letters.similarities_of(forms), asked @ self.centres.T
        known = self.meanings.nearest(asked) if self.linked else None
        nearest = self.best_of(letters)
        # One feature after the other in memory: they are weighed one by one.
        columns = np.empty((len(FEATURES), *centre.shape), dtype=np.float32)
        meant, middle, outside, spelled, same, group, parts = columns
        meant[:] = middle[:] = centre
        outside[:] = self._linked(known, centre)
        spelled[:] = nearest
        same[:] = (nearest > SAME) & (np.array([bool(form) for form in forms])[:, None])
        groups = None if known is None else (asked @ self.meanings.groups.T)[:, self.meanings.group]
        group[:] = self._linked(groups, centre)
        parts[:] = self._parts(forms, outside)
        features = np.moveaxis(columns, 0, -1)
        meaning, scores = self._meaning(asked, features)
        for row, form in enumerate(forms):
            compared = None if known is None else known[row]
            yield Evidence(
                form, asked[row], self.meanings, compared, meaning[row], letters[row], features[row], scores[row]
            )

    def _linked(self, known: NDArray[np.float32] | None, centre: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return what holds for each owner's meaning, or its own centre where it has none; shape (q, n_owners)."""
        if known is None:
            return centre
        found: NDArray[np.float32] = np.where(self.links >= 0, known[:, self.links], centre)
        return found

    def _parts(self, forms: Sequence[str], outside: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return ``outside`` for questions whose compounds are read as two words."""
        apart = [self.meanings.words.apart(form) for form in forms]
        changed = [row for row, form in enumerate(forms) if apart[row] != form]
        if not changed:
            return outside
        asked = on_grid(self.embedding.encode([apart[row] for row in changed]))
        found = outside.copy()
        centre = asked @ self.centres.T if (self.links < 0).any() else outside[changed]
        found[changed] = self._linked(self.meanings.nearest(asked) if self.linked else None, centre)
        return found

    def _meaning(
        self, asked: NDArray[np.float32], features: NDArray[np.float32]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return the cosine with each name and the mix, and put the best cosine of each owner into its features.

        Among many names only those of owners that can come first are compared; the others keep their centre.
        """
        first = FEATURES.index("meaning")
        if len(self.names) <= COMPARED_WHOLE or features.shape[1] <= CAN_COME_FIRST:
            whole: NDArray[np.float32] = asked @ self.vectors.T
            features[..., first] = self.best_of(whole)
            return whole, self.mix.scores(features)
        meaning = np.zeros((len(asked), len(self.names)), dtype=np.float32)
        scores = self.mix.scores(features)
        for row, vector in enumerate(asked):
            possible = largest(scores[row], CAN_COME_FIRST)
            possible = possible[self.starts[possible + 1] > self.starts[possible]]
            names, lengths = gather(self.starts, possible)
            cosines = self.vectors[names] @ vector
            meaning[row, names] = cosines
            if len(possible):
                best = np.maximum.reduceat(cosines, np.cumsum(lengths) - lengths)
                features[row, possible, first] = best
                scores[row, possible] = self.mix.scores(features[row, possible])
        return meaning, scores

    def name_of(self, owner: int, evidence: Evidence) -> str:
        """Return the name of an owner that is nearest to the question."""
        start, end = int(self.starts[owner]), int(self.starts[owner + 1])
        if end == start:
            return ""
        values = evidence.meaning[start:end] + evidence.letters[start:end]
        return self.names[start + int(values.argmax())]

    def ordered(self, evidence: Evidence, limit: int, shown: NDArray[np.bool_] | None = None) -> list[int]:
        """Return positions of names, best first: all of the first meaning when it is sure, else one of each of ten.

        Parameters
        ----------
        shown
            Names that are put in order, at least one of each owner; the others only help to find it. By default all.
        """
        scores = evidence.scores
        if not len(scores):
            return []
        top = largest(scores, max(MEANINGS_ORDERED, SPREAD))
        top = top[np.argsort(-scores[top], kind="stable")]
        belief = np.exp(scores[top] - scores[top[0]])
        top = top[: max(limit, SPREAD)]  # each has a name at least
        place = np.empty(len(scores), dtype=np.int64)
        place[top] = np.arange(len(top))
        owners = np.sort(top)
        rows, lengths = gather(self.starts, owners)
        places = np.repeat(place[owners], lengths)
        if shown is not None:
            rows, places = rows[shown[rows]], places[shown[rows]]
        values = evidence.meaning[rows] + evidence.letters[rows]
        order = np.lexsort((-values, places))
        grouped = rows[order]
        _, starts = np.unique(places[order], return_index=True)
        heads = grouped[starts[:SPREAD]].tolist()
        if belief[0] / belief.sum() >= SURE_TO_GROUP:
            first = grouped[: starts[1] if len(starts) > 1 else None].tolist()
            heads = [*heads[:BEFORE_GROUP], *first, *heads]
        return list(dict.fromkeys([*heads, *grouped.tolist()]))[:limit]

    def similarities(self, text: str) -> NDArray[np.float32]:
        """Return the score of each name's owner; shape (n_names,)."""
        found: NDArray[np.float32] = self.evidence(text).scores[self.owners]
        return found

    def to_arrays(self, prefix: str) -> dict[str, NDArray[Any]]:
        """Return all that must be stored, each array under a name that begins with ``prefix``."""
        own: dict[str, NDArray[Any]] = {
            "shown.data": self.names.data,
            "shown.offsets": self.names.offsets,
            "links": self.links,
            "vectors": self.vectors,
            "centres": self.centres,
            "of": self.owners,
        }
        return {f"{prefix}.{name}": array for name, array in own.items()} | self.letters.to_arrays(prefix)

    @classmethod
    def from_arrays(cls, prefix: str, arrays: Mapping[str, NDArray[Any]]) -> "TitleFinder":
        """Rebuild an index from stored arrays; they may be memory-mapped."""
        mix, meanings = learned()
        return cls(
            names=TextColumn(arrays[f"{prefix}.shown.data"], arrays[f"{prefix}.shown.offsets"]),
            owners=arrays[f"{prefix}.of"],
            links=arrays[f"{prefix}.links"],
            letters=NameMatcher.from_arrays(prefix, arrays),
            vectors=arrays[f"{prefix}.vectors"],
            centres=arrays[f"{prefix}.centres"],
            mix=mix,
            meanings=meanings,
            embedding=served(),
        )
