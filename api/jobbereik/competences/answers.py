"""Parts of answers as JSON, written once: what occupations ask, what one person has, and what vacancies say about it.

Upstream: ``api.jobbereik.answers``. A result holds up to two thousand competences; most are the same for everybody.
"""

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from functools import partial
from typing import Any

from api.catalogue.answers import evidence_in_full, evidence_members
from api.web.fragments import Fragment, fragment
from item_bank.schema import Competence
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

    def of(
        self, items: Sequence[CompetenceInPlay], members: Callable[[CompetenceInPlay], dict[str, Any]]
    ) -> list[Fragment]:
        """Return items as they were written; what is new is written now."""
        known = self.written
        try:
            return list(map(known.__getitem__, map(id, items)))
        except KeyError:
            for item in items:
                if id(item) not in known:
                    self.items.append(item)
                    known[id(item)] = fragment(members(item))
            return [known[id(item)] for item in items]


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
        return self._kept.items.of(items, self._members_of(occupation))

    def shared(self, items: Sequence[CompetenceInPlay]) -> list[Fragment]:
        """Return items of this person that stand beside many occupations each written."""
        return self._own.of(items, self._members_of(None))

    def once(self, items: Iterable[CompetenceInPlay], occupation: int | None) -> list[dict[str, Any]]:
        """Return items of this person and one occupation, to be written with the answer: nobody asks them again."""
        return list(map(self._members_of(occupation), items))

    def _members_of(self, occupation: int | None) -> Callable[[CompetenceInPlay], dict[str, Any]]:
        """Return what gives the members of items of one occupation."""
        known, fixed = self._kept.fixed, self._fixed
        vacancies = self._kept.engine.vacancies
        # Of an occupation without a vacancy nothing is known: asked once, not for each competence.
        evidence = None
        if vacancies is not None and occupation is not None and vacancies.counted(occupation):
            evidence = partial(self._evidence, occupation)

        def members(item: CompetenceInPlay) -> dict[str, Any]:
            id_ = item.competence.id
            return {
                **(known.get(id_) or fixed(item.competence)),
                "importance": item.importance,
                "essential": item.essential,
                "probability": item.probability,
                "evidence": UNKNOWN if evidence is None else evidence(item),
            }

        return members

    def _fixed(self, competence: Competence) -> dict[str, Any]:
        """Return what is the same wherever a competence stands."""
        made = {"id": competence.id, "label": competence.names.label("nl"), "kind": competence.kind}
        self._kept.fixed[competence.id] = made
        return made

    def _evidence(self, occupation: int, item: CompetenceInPlay) -> Fragment:
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
