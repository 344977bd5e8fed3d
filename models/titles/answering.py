"""From evidence to an answer: found, a choice between meanings, near to something known, or honestly nothing.

Upstream: ``models.titles.finder``. Downstream: ``models.jobbereik.engine``.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from models.titles import readings
from models.titles.finder import Evidence, TitleFinder

FOUND = 0.50
"""Chance from which the first occupation is stated; below it the answer is a choice, something near or nothing."""

CHOICE = 0.08
"""Chance from which several occupations are worth a choice."""

SLIPPED = 0.9
"""Chance of the one occupation whose name was typed with one wrong letter."""

LEADING = 0.33
"""Chance that the first of a choice must have; below it nothing is found, with suggestions."""

NEAR = 0.55
"""Cosine with a meaning of ESCO from which a title that the catalogue does not know is told with what is near."""

NEAR_ENOUGH = 0.24
"""Chance that the first of what is near must have, unless ESCO has the title as a name."""

SUGGESTIONS = 3
SUGGESTED = 0.35
"""Evidence (larger of both cosines) that an occupation needs to be suggested at all."""

SUGGESTED_BY_BOTH = 0.60
"""Evidence that it needs of meaning and letters together: meaning alone is near to nonsense as well."""

UNIT_GROUP, MINOR_GROUP, MAJOR_GROUP = 0.25, 0.12, 0.03
"""Added to the cosine of two meanings that share four, three or one digits of ISCO-08."""


class Kind(StrEnum):
    """What an answer is."""

    FOUND = "found"
    AMBIGUOUS = "ambiguous"
    NEAR = "near"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An occupation, the name of it that came nearest, and the chance that it is meant."""

    owner: int
    name: str
    chance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to a title.

    Attributes
    ----------
    kind
        What it is.
    hits
        What may be meant, surest first: one stated and what resembles it, the choices, or what is near; empty when
        nothing is found.
    known_as
        For ``near``: the name that ESCO has for the title.
    suggestions
        For ``nothing``: up to three occupations for "bedoel je ...?".
    """

    kind: Kind
    hits: tuple[Hit, ...] = ()
    known_as: str | None = None
    suggestions: tuple[Hit, ...] = ()


def chance_evidence(finder: TitleFinder, evidence: Evidence) -> list[float]:
    """Return the row of ``CHANCE_FEATURES`` of the first owner."""
    scores = evidence.scores
    first = int(scores.argmax())
    lead = float(scores[first] - max(scores[:first].max(initial=-np.inf), scores[first + 1 :].max(initial=-np.inf)))
    lead = lead if len(scores) > 1 else float(scores[first])
    meaning, _, outside, letters, same, *_ = evidence.features[first].tolist()
    near = evidence.known
    named = finder.meanings.named(evidence.form) if evidence.form else []
    link = int(finder.links[first])
    return [
        float(scores[first]), lead, meaning, letters, same, float(near.max(initial=0.0)) - outside,
        float(bool(named) and link not in named),
    ]  # fmt: skip


def hits(finder: TitleFinder, evidence: Evidence, limit: int) -> list[Hit]:
    """Return the nearest owners with their chances: the first one's is learned, the others share by their scores."""
    scores = evidence.scores
    if not evidence.form or not len(scores) or not (evidence.meaning.max() > 0 or evidence.letters.max() > 0):
        return []
    chance = finder.mix.probability(chance_evidence(finder, evidence))
    order = np.lexsort((np.arange(len(scores)), -scores))[:limit].tolist()
    shares = np.exp(scores[order] - scores[order[0]])
    return [
        Hit(owner=owner, name=finder.name_of(owner, evidence), chance=round(chance * float(share), 4))
        for owner, share in zip(order, shares, strict=True)
    ]


@lru_cache(maxsize=8)
def _numbers(isco08: tuple[str | None, ...]) -> NDArray[np.int64]:
    """Return groups of ISCO-08 as numbers, -1 for unknown."""
    return np.array([int(group[:4]) if group else -1 for group in isco08], dtype=np.int64)


def near_owners(finder: TitleFinder, meaning: int, isco08: Sequence[str | None]) -> list[tuple[int, float]]:
    """Return owners near to a meaning of ESCO, nearest first: by vectors and shared digits of ISCO-08."""
    centre = finder.meanings.centres[meaning]
    inside = finder.centres @ centre
    outside = np.where(finder.links >= 0, finder.meanings.centres[finder.links] @ centre, inside)
    values = (np.maximum(outside, inside) + outside) / 2
    code, others = int(finder.meanings.isco08[meaning]), _numbers(tuple(isco08))
    for bonus, digits in ((MAJOR_GROUP, 1000), (MINOR_GROUP - MAJOR_GROUP, 10), (UNIT_GROUP - MINOR_GROUP, 1)):
        values = values + np.where((others >= 0) & (others // digits == code // digits), np.float32(bonus), 0)
    values = np.where(finder.links == meaning, values + 1.0, values)
    order = np.lexsort((np.arange(len(values)), -values))
    return [(owner, float(values[owner])) for owner in order[: SUGGESTIONS * 2].tolist()]


def answer(
    finder: TitleFinder,
    text: str,
    typed: Callable[[], Sequence[Hit]],
    *,
    named: Sequence[tuple[str, str | None]],
    limit: int,
) -> Answer:
    """Answer a title.

    Parameters
    ----------
    typed
        Gives owners with a name that begins with what was typed: the person may not be finished.
    named
        Id and group of ISCO-08 of each owner.
    limit
        Most occupations in the answer.
    """
    return _answered(finder, text, finder.evidence(text), typed, named, limit)


def answers(
    finder: TitleFinder, texts: Sequence[str], *, named: Sequence[tuple[str, str | None]], limit: int
) -> Iterator[Answer]:
    """Yield the answer to each of many titles that are finished; the same as ``answer`` gives one by one."""
    for text, evidence in zip(texts, finder.evidences(texts), strict=True):
        yield _answered(finder, text, evidence, tuple, named, limit)


def _answered(
    finder: TitleFinder,
    text: str,
    evidence: Evidence,
    typed: Callable[[], Sequence[Hit]],
    named: Sequence[tuple[str, str | None]],
    limit: int,
) -> Answer:
    if not any(char.isalpha() for char in evidence.form):
        return Answer(kind=Kind.NOTHING)
    meant = _listed(finder, evidence, named, limit)
    if meant is not None:
        return meant
    found = hits(finder, evidence, max(limit, SUGGESTIONS))
    same = readings.same_form(evidence)
    if len(same) > 1:
        return _choice(finder, evidence, sorted(same, key=lambda o: -float(evidence.scores[o])), found, limit)
    own = same[0] if same else readings.slipped(finder, evidence)
    if own is None and found and found[0].chance >= FOUND and _resembles(evidence, found[0]):
        work = readings.where_and_what(finder, text, found[0].owner)
        if work is not None:
            return _choice(finder, evidence, [work, found[0].owner], found, limit)
        return Answer(kind=Kind.FOUND, hits=tuple(found[:limit]))
    if own is not None:
        lead = Hit(owner=own, name=finder.name_of(own, evidence), chance=1.0 if same else SLIPPED)
        rest = tuple(
            Hit(owner=h.owner, name=h.name, chance=min(h.chance, lead.chance)) for h in found if h.owner != own
        )
        return Answer(kind=Kind.FOUND, hits=(lead, *rest)[:limit])
    begun = typed()
    if begun:
        more = [hit for hit in found if hit.owner not in {b.owner for b in begun} and hit.chance >= CHOICE]
        return Answer(kind=Kind.AMBIGUOUS, hits=tuple([*begun, *more][:limit]))
    return _near(finder, evidence, found, [group for _, group in named], limit)


def _listed(
    finder: TitleFinder, evidence: Evidence, named: Sequence[tuple[str, str | None]], limit: int
) -> Answer | None:
    """Answer a title of ``several.yaml``: a choice, or nothing where it names no work; ``None`` for any other."""
    wanted = readings.listed(evidence.form)
    if wanted is None:
        return None
    place = {id_: owner for owner, (id_, _) in enumerate(named)}
    chosen = [place[id_] for id_ in wanted if id_ in place]
    if wanted and not chosen:
        return None
    share = round(1 / max(len(chosen), 1), 4)
    meant = tuple(Hit(owner=o, name=finder.name_of(o, evidence), chance=share) for o in chosen[:limit])
    return Answer(kind=Kind.AMBIGUOUS if meant else Kind.NOTHING, hits=meant)


def _choice(finder: TitleFinder, evidence: Evidence, first: Sequence[int], found: Sequence[Hit], limit: int) -> Answer:
    """Ask between owners, with what else may be meant after them."""
    known = {hit.owner: hit for hit in found}
    asked = [known.get(o) or Hit(owner=o, name=finder.name_of(o, evidence), chance=CHOICE) for o in first]
    return Answer(kind=Kind.AMBIGUOUS, hits=tuple([*asked, *(h for h in found if h.owner not in first)][:limit]))


def _near(
    finder: TitleFinder, evidence: Evidence, found: Sequence[Hit], isco08: Sequence[str | None], limit: int
) -> Answer:
    """Answer a title that the catalogue does not know: what is near to ESCO's meaning of it, a choice, or nothing."""
    cosines = evidence.known
    named = finder.meanings.named(evidence.form)
    meaning = max(named, key=lambda row: float(cosines[row])) if named else int(cosines.argmax())
    close = near_owners(finder, meaning, isco08)
    if named or (float(cosines[meaning]) >= NEAR and close and close[0][1] * FOUND >= NEAR_ENOUGH):
        near = tuple(
            Hit(owner=owner, name=finder.name_of(owner, evidence), chance=round(min(max(value, 0.0), 1.0) * FOUND, 4))
            for owner, value in close[: min(limit, SUGGESTIONS)]
        )
        return Answer(kind=Kind.NEAR, hits=near, known_as=finder.meanings.labels[meaning])
    choices = tuple(hit for hit in found[:limit] if hit.chance >= CHOICE)
    if len(choices) > 1 and choices[0].chance >= LEADING:
        return Answer(kind=Kind.AMBIGUOUS, hits=choices)
    strong = [hit for hit in found if _resembles(evidence, hit)]
    return Answer(kind=Kind.NOTHING, suggestions=tuple(strong[:SUGGESTIONS]))


def _resembles(evidence: Evidence, hit: Hit) -> bool:
    """Return whether meaning and letters together say that it is more than nonsense that happens to lie near."""
    two = float(evidence.features[hit.owner, 0]), float(evidence.features[hit.owner, 3])
    return max(two) >= SUGGESTED and sum(two) >= SUGGESTED_BY_BOTH
