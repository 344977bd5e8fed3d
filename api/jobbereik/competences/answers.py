"""Parts of answers as JSON, written once: what occupations ask, what one person has, and what vacancies say about it.

Upstream: ``api.jobbereik.answers``. A result holds up to two thousand competences; most are the same for everybody.
"""

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from typing import Any

from api.catalogue.answers import evidence_in_full, evidence_members
from api.web.fragments import Fragment, fragment
from models.jobbereik.engine import Jobbereik
from models.jobbereik.schema import CompetenceInPlay

UNKNOWN = fragment(None)
"""What vacancies say of a competence that they do not know."""


def _shortly(engine: Jobbereik, occupation: int, competence: int) -> Fragment:
    found = None if engine.vacancies is None else engine.vacancies.evidence(occupation, competence, examples=False)
    return UNKNOWN if found is None else fragment(evidence_members(found))


def _fully(engine: Jobbereik, occupation: int, competence: int, on: date) -> Fragment:
    found = None if engine.vacancies is None else engine.vacancies.evidence(occupation, competence, examples=False)
    if engine.vacancies is None or found is None:
        return UNKNOWN
    examples = engine.vacancies.examples(occupation, competence, on)
    return fragment(evidence_in_full(found, examples))


class _Texts:
    """Items as they were written, by identity; each item is kept, so that it stays alive and its identity its own."""

    def __init__(self) -> None:
        self.written: dict[int, Fragment] = {}
        self.items: list[CompetenceInPlay] = []

    def of(self, items: Sequence[CompetenceInPlay], write: Callable[[CompetenceInPlay], Fragment]) -> list[Fragment]:
        """Return items as they were written; what is new is written now."""
        try:
            return list(map(self.written.__getitem__, map(id, items)))
        except KeyError:
            for item in items:
                if id(item) not in self.written:
                    self.items.append(item)
                    self.written[id(item)] = write(item)
            return [self.written[id(item)] for item in items]


class _Kept:
    """What stays true as long as an engine serves; for evidence in full, as long as the day lasts."""

    def __init__(self, engine: Jobbereik, on: date | None) -> None:
        self.engine, self.on = engine, on
        self.items = _Texts()
        self.fixed: dict[str, dict[str, Any]] = {}
        self.evidence: dict[tuple[int, str], Fragment] = {}
        self.parts: dict[Hashable, Fragment] = {}


_KEPT: deque[_Kept] = deque(maxlen=4)
"""Of the engine that serves and the one before it, in short and in full."""


def _kept(engine: Jobbereik, on: date | None) -> _Kept:
    for known in tuple(_KEPT):  # another thread may add one meanwhile
        if known.engine is engine and known.on == on:
            return known
    made = _Kept(engine, on)
    _KEPT.append(made)
    return made


class Written:
    """Writes the competences of one answer."""

    def __init__(self, kept: _Kept) -> None:
        self._kept = kept
        self._own = _Texts()

    @classmethod
    def of(cls, engine: Jobbereik, on: date | None = None) -> "Written":
        """Return a writer for one answer.

        Parameters
        ----------
        on
            The day, when evidence is written in full: only vacancies that are open then are named as examples.
        """
        return cls(_kept(engine, on))

    def part(self, key: Hashable, make: Callable[[], object]) -> Fragment:
        """Return what is the same in every answer, written when first asked for.

        Parameters
        ----------
        key
            Of a part of the catalogue, so that there are only so many.
        """
        found = self._kept.parts.get(key)
        if found is None:
            found = self._kept.parts[key] = fragment(make())
        return found

    def lasting(self, items: Sequence[CompetenceInPlay], occupation: int | None) -> list[Fragment]:
        """Return items that belong to an occupation, the same for everybody, each written."""
        return self._kept.items.of(items, lambda item: self._write(item, occupation))

    def shared(self, items: Sequence[CompetenceInPlay]) -> list[Fragment]:
        """Return items of this person that stand beside many occupations each written."""
        return self._own.of(items, lambda item: self._write(item, None))

    def once(self, items: Iterable[CompetenceInPlay], occupation: int | None) -> list[dict[str, Any]]:
        """Return items of this person and one occupation, to be written with the answer: nobody asks them again."""
        return [self._members(item, occupation) for item in items]

    def _write(self, item: CompetenceInPlay, occupation: int | None) -> Fragment:
        return fragment(self._members(item, occupation))

    def _members(self, item: CompetenceInPlay, occupation: int | None) -> dict[str, Any]:
        competence, known = item.competence, self._kept.fixed
        fixed = known.get(competence.id)
        if fixed is None:
            fixed = {"id": competence.id, "label": competence.names.label("nl"), "kind": competence.kind}
            known[competence.id] = fixed
        return fixed | {
            "importance": item.importance,
            "essential": item.essential,
            "probability": item.probability,
            "evidence": self._evidence(occupation, item),
        }

    def _evidence(self, occupation: int | None, item: CompetenceInPlay) -> Fragment:
        if occupation is None or self._kept.engine.vacancies is None:
            return UNKNOWN
        key = (occupation, item.competence.id)
        known = self._kept.evidence
        found = known.get(key)
        if found is None:
            found = known[key] = self._look_up(occupation, item)
        return found

    def _look_up(self, occupation: int, item: CompetenceInPlay) -> Fragment:
        engine, on = self._kept.engine, self._kept.on
        competence = engine.catalogue.competence_index(item.competence.id)
        if competence is None:
            return UNKNOWN
        return _shortly(engine, occupation, competence) if on is None else _fully(engine, occupation, competence, on)
