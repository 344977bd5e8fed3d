"""A title as a person types it, read against a catalogue; what names a task instead leads to the work that asks it.

Upstream: ``models.titles.answering`` and ``models.competences``. Downstream: ``models.jobbereik.engine``.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from item_bank.catalogue.table import Catalogue
from models.competences.finder import CompetenceFinder
from models.jobbereik.index import Index
from models.titles.analysis import fold
from models.titles.answering import FOUND, Answer, Hit, Kind, answer
from models.titles.forms import LONGEST, canonical

ALSO = 0.002
"""Chance from which another occupation is shown after the one that was found."""

TASK = 0.60
"""Score from which a competence is what was typed: one of its names in other words at most."""

TELLING = 12
"""A task that more occupations ask says too little of the work."""


def read_title(
    catalogue: Catalogue,
    index: Index,
    competences: CompetenceFinder,
    text: str,
    *,
    named: Sequence[tuple[str, str | None]],
    limit: int,
) -> Answer:
    """Answer a title: found, a choice, near to something known or to a task, or nothing.

    Parameters
    ----------
    named
        Id and group of ISCO-08 of each occupation.
    """
    typed = text[:LONGEST]
    names = index.occupation_names

    def begun(start: str) -> list[Hit]:
        found = names.search(start, limit) if start and names.begins(start) else []
        return [
            Hit(owner=owner, name=name, chance=round(score * FOUND, 4))
            for owner, name, score in found
            if fold(name).startswith(start)
        ]

    def begins() -> list[Hit]:
        # Not finished yet, or a form of a word that others begin with: "consulenten" as "consulent".
        return begun(canonical(typed)) or begun(fold(typed))

    told = answer(index.titles_found, typed, begins, named=named, limit=limit)
    if told.kind is Kind.FOUND:
        # A person who is shown a midwife beside "klinkers leggen" laughs, and no longer trusts what comes first.
        return replace(told, hits=(told.hits[0], *(h for h in told.hits[1:] if h.resembles and h.chance >= ALSO)))
    doubted = told.kind is Kind.NOTHING and told.silence is None and any(char.isalpha() for char in fold(typed))
    if not doubted and (told.kind is not Kind.NEAR or told.named):
        return told
    return _by_task(catalogue, index, competences, typed, limit) or told


def _by_task(
    catalogue: Catalogue, index: Index, competences: CompetenceFinder, typed: str, limit: int
) -> Answer | None:
    """Return the occupations that a task belongs to; ``None`` where none was typed, or one of everybody."""
    task = next((match for match in competences.search(typed, 1) if match.score >= TASK), None)
    if task is None:
        return None
    asking = np.flatnonzero(catalogue.link_competence == task.index)
    essential = asking[catalogue.link_essential[asking] > 0]
    owners = np.searchsorted(catalogue.indptr, essential if len(essential) else asking, side="right") - 1
    if not 0 < len(owners) <= TELLING:
        return None
    scores = index.titles_found.evidence(typed).scores
    first = owners[np.argsort(-scores[owners], kind="stable")].tolist()
    share = round(FOUND / len(first), 4)
    hits = tuple(Hit(owner=owner, name=task.name, chance=share) for owner in first[:limit])
    return Answer(kind=Kind.NEAR, hits=hits, task=task.name)
