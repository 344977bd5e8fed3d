"""Competences by the words that people use: what many occupations ask comes before what few ask.

Upstream: the names of a catalogue, ``models.embedding`` and ``everyday.yaml``. Downstream: ``models.jobbereik.engine``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from item_bank.catalogue.table import Catalogue
from models.embedding.static import StaticEmbedding, served
from models.titles.analysis import fold
from models.titles.forms import canonical
from models.titles.matcher import NameMatcher

FILE = Path(__file__).with_name("everyday.yaml")

LETTERS, MEANING, BEGINS, GENERAL, SAME = 0.50, 0.80, 0.35, 0.45, 0.50
"""What counts: cosine of letters and of meaning of the nearest name, a word of it that begins with what was typed, how
many occupations ask the competence (on a scale of logarithms), and a name that is exactly what was typed."""

ALL = LETTERS + MEANING + BEGINS + GENERAL + SAME

LETTERS_ENOUGH, MEANING_ENOUGH = 0.40, 0.55
"""A competence is found when one of its names comes so near, or has a word that begins with what was typed."""

SHARE_OF_BEST = 0.4
"""What scores less than this share of the best is left out: it shares letters and nothing else."""

LETTERS_READ = 0.05
"""Names with fewer letters in common are not read for a word that begins with what was typed."""

COMPARED_WHOLE = 8_000
"""Up to so many names the meaning of all is compared; else that of the nearest by letters."""

COMPARED = 120

STEM = 4
"""Letters by which a word of what is done is known again."""

SURE = 0.99
"""Score of the first competence that a broad word means; each next one is a little less."""


@cache
def _body() -> dict[str, Any]:
    body: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return body


@cache
def everyday() -> Mapping[str, tuple[str, ...]]:
    """Return the ids that each broad word means, by its one form, read once."""
    return {canonical(typed): tuple(row["means"]) for row in _body()["words"] for typed in row["typed"]}


@cache
def _fillers() -> frozenset[str]:
    return frozenset(map(canonical, _body()["fillers"]))


def meant_by(form: str) -> tuple[str, ...]:
    """Return the ids that a broad word means, whatever changes nothing beside it; none for any other.

    Examples
    --------
    >>> meant_by("zware dingen tillen") == meant_by("tillen") != (), meant_by("beton storten")
    (True, ())
    """
    known = everyday()
    return known.get(form) or known.get(" ".join(word for word in form.split() if word not in _fillers()), ())


@cache
def _same() -> Mapping[str, str]:
    """Return the word of the catalogue by each word that people use for it, both without signs and capitals."""
    return {fold(typed): fold(word) for word, said in _body()["same"].items() for typed in said}


def as_the_catalogue_says(text: str) -> str | None:
    """Return what was typed with the catalogue's own words in it; ``None`` where it has those, or is one word only.

    Examples
    --------
    >>> as_the_catalogue_says("Patiënten verplaatsen"), as_the_catalogue_says("lasten verplaatsen")
    ('zorgvragers verplaatsen', None)
    """
    words = fold(text).split()
    said = [_same().get(word, word) for word in words]
    return " ".join(said) if said != words and len(words) > 1 else None


def _names_one(name: str, stems: Sequence[str]) -> bool:
    return any(word.startswith(stem) for word in name.split() for stem in stems)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A competence that was found, the name of it that came nearest, and a score from 0 to 1."""

    index: int
    name: str
    score: float


@dataclass(slots=True, eq=False)
class CompetenceFinder:
    """An index over the names of competences.

    Attributes
    ----------
    names
        All names, with their competences.
    find, label
        Position of a competence by its id, and the name to show by its position.
    asked
        How many occupations ask each competence; shape (n_competences,).
    embedding
        What gives names a meaning.
    """

    names: NameMatcher
    find: Callable[[str], int | None]
    label: Callable[[int], str]
    asked: NDArray[np.int64]
    embedding: StaticEmbedding = field(default_factory=served)
    _vectors: NDArray[np.float32] | None = None
    _folded: tuple[str, ...] | None = None

    @classmethod
    def of(cls, catalogue: Catalogue, names: NameMatcher) -> "CompetenceFinder":
        """Put the names of a catalogue together with how general its competences are."""
        asked = np.bincount(np.array(catalogue.link_competence, dtype=np.int64), minlength=catalogue.n_competences)
        return cls(
            names=names,
            find=catalogue.competence_index,
            label=lambda position: catalogue.competence(position).names.label("nl"),
            asked=asked,
        )

    def search(self, text: str, limit: int) -> list[Match]:
        """Find competences, best first; empty when nothing resembles what was typed.

        A broad word gives the general ones that it means first, then what has the word in its name.
        """
        form = canonical(text)
        if not form:
            return []
        meant = [position for id_ in meant_by(form) if (position := self.find(id_)) is not None]
        first = [
            Match(index=position, name=self.label(position), score=round(SURE - 0.01 * place, 4))
            for place, position in enumerate(meant)
        ]
        rest = [match for match in self._found(text, form) if match.index not in meant]
        least = first[-1].score if first else 1.0
        return [*first, *(Match(index=m.index, name=m.name, score=min(m.score, least)) for m in rest)][:limit]

    def _found(self, text: str, form: str) -> list[Match]:
        """Return what is found; first of all what says in the catalogue's own words who is meant and what is done."""
        found, other = self._ranked(text, form), as_the_catalogue_says(text)
        if other is None:
            return found
        typed = fold(text).split()
        who = [_same()[word][:-1] for word in typed if word in _same()]
        done = [word[:STEM] for word in typed if word not in _same() and len(word) >= STEM]
        ranked = self._ranked(other, canonical(other))
        nearer = [m for m in ranked if _names_one(fold(m.name), who) and _names_one(fold(m.name), done)]
        first = {match.index for match in nearer}
        most = nearer[-1].score if nearer else 1.0
        rest = [m for m in found if m.index not in first]
        return [*nearer, *(Match(index=m.index, name=m.name, score=min(m.score, most)) for m in rest)]

    def _ranked(self, text: str, form: str) -> list[Match]:
        letters = self.names.similarities(text)
        begins, same = self._spelled(fold(text), letters)
        meaning = self._meanings(form, letters)
        general = np.log1p(self.asked) / np.log1p(max(int(self.asked.max(initial=0)), 1))
        owners = np.asarray(self.names.owners)
        scores = LETTERS * letters + MEANING * np.maximum(meaning, 0) + BEGINS * begins + SAME * same
        scores = (scores + GENERAL * general[owners]) / ALL
        rows = np.flatnonzero((letters >= LETTERS_ENOUGH) | (meaning >= MEANING_ENOUGH) | begins)
        found: dict[int, Match] = {}
        for row in rows[np.lexsort((rows, -scores[rows]))].tolist():
            owner = int(owners[row])
            if owner not in found:
                found[owner] = Match(index=owner, name=self.names.names[row], score=round(float(scores[row]), 4))
        best = max((match.score for match in found.values()), default=0.0)
        return [match for match in found.values() if match.score >= SHARE_OF_BEST * best]

    def _spelled(self, typed: str, letters: NDArray[np.float32]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Return whether a word of each name begins with what was typed, and whether the name is just that."""
        begins, same = np.zeros(len(letters), dtype=bool), np.zeros(len(letters), dtype=bool)
        if self._folded is None:
            self._folded = tuple(f" {fold(self.names.names[row])} " for row in range(len(letters)))
        for row in np.flatnonzero(letters > LETTERS_READ).tolist():
            begins[row] = f" {typed}" in self._folded[row]
            same[row] = f" {typed} " == self._folded[row]
        return begins, same

    def _meanings(self, form: str, letters: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the cosine of meaning with each name, 0 for one that is not compared."""
        vector = self.embedding.encode([form])[0]
        if len(letters) <= COMPARED_WHOLE:
            if self._vectors is None:
                self._vectors = self._encoded(range(len(letters)))
            whole: NDArray[np.float32] = self._vectors @ vector
            return whole
        found = np.zeros(len(letters), dtype=np.float32)
        rows = np.argsort(-letters, kind="stable")[:COMPARED].tolist()
        found[rows] = self._encoded(rows) @ vector
        return found

    def _encoded(self, rows: Sequence[int]) -> NDArray[np.float32]:
        return self.embedding.encode([canonical(self.names.names[row]) for row in rows])
