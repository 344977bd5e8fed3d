"""From evidence to an answer: found, a choice between meanings, near to something known, or honestly nothing.

Upstream: ``models.titles.finder``. Downstream: ``models.jobbereik.engine``.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from models.titles import readings, spoken
from models.titles.finder import Evidence, TitleFinder
from models.titles.forms import canonical

FOUND = 0.50
"""Chance from which the first occupation is stated; below it the answer is a choice, something near or nothing."""

CHOICE = 0.08
"""Chance from which several occupations are worth a choice."""

SLIPPED = 0.9
"""Chance of the one occupation whose name was typed with one wrong letter."""

LEADING = 0.33
"""Chance that the first of a choice must have; below it nothing is found, with suggestions."""

NEAR = 0.60
"""Cosine with a meaning of ESCO from which a title that the catalogue does not know is told with what is near."""

READ = 0.5
"""Share of a title that must stand in pieces which say something, unless ESCO has it as a name: of a word that means
nothing some meaning is always nearest."""

NEAR_ENOUGH = 0.24
"""Chance that the first of what is near must have, unless ESCO has the title as a name."""

SUGGESTIONS = 3
PLACED = 0.9
"""Chance from which a title with a place in it is first what the whole was read as, then what stands before it."""

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
    """An occupation that may be meant.

    Attributes
    ----------
    owner, name
        The occupation, and the name of it that came nearest.
    chance
        That it is meant.
    resembles
        Whether meaning and letters say that it has more to do with the title than any other.
    """

    owner: int
    name: str
    chance: float
    resembles: bool = True


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
    silence
        For ``nothing``: what the title says instead of work, where that is known.
    several_jobs
        For ``ambiguous``: whether more jobs than one stand in the line.
    named
        For ``near``: whether the title, or what it begins with, is a name.
    task
        For ``near``: the task that was typed, when that is what the occupations have in common.
    """

    kind: Kind
    hits: tuple[Hit, ...] = ()
    known_as: str | None = None
    suggestions: tuple[Hit, ...] = ()
    silence: spoken.Silence | None = None
    several_jobs: bool = False
    named: bool = False
    task: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What is asked, of whom, and how much of an answer is wanted.

    Attributes
    ----------
    typed
        Gives owners with a name that begins with what was typed.
    named
        Id and group of ISCO-08 of each owner.
    """

    finder: TitleFinder
    text: str
    typed: Callable[[], Sequence[Hit]]
    named: Sequence[tuple[str, str | None]]
    limit: int

    def of(self, text: str) -> "_Asked":
        """Return the same of a part of it, which is finished."""
        return replace(self, text=text, typed=tuple)

    def hits_of(self, ids: Sequence[str], evidence: Evidence, chance: float | None = None) -> tuple[Hit, ...]:
        """Return a choice between ids, as far as they are known; by default each with the same share."""
        place = {id_: owner for owner, (id_, _) in enumerate(self.named)}
        chosen = [place[id_] for id_ in ids if id_ in place]
        share = round(1 / max(len(chosen), 1), 4) if chance is None else chance
        return tuple(Hit(owner=o, name=self.finder.name_of(o, evidence), chance=share) for o in chosen[: self.limit])


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
        float(bool(named) and link not in named), finder.embedding.pieces.recognised(evidence.form),
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
        Hit(
            owner=owner,
            name=finder.name_of(owner, evidence),
            chance=round(chance * float(share), 4),
            resembles=readings.resembles(evidence, owner),
        )
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
    told = _bare(finder, text)
    return _answered(_Asked(finder=finder, text=told, typed=typed, named=named, limit=limit), finder.evidence(told))


def _bare(finder: TitleFinder, text: str) -> str:
    """Return a title without what is said around work; a name that has such words itself keeps them."""
    left = spoken.bare(text)
    return text if left != text and readings.named(finder, canonical(text)) else left


def answers(
    finder: TitleFinder, texts: Sequence[str], *, named: Sequence[tuple[str, str | None]], limit: int
) -> Iterator[Answer]:
    """Yield the answer to each of many titles that are finished; the same as ``answer`` gives one by one."""
    told = [_bare(finder, text) for text in texts]
    for text, evidence in zip(told, finder.evidences(told), strict=True):
        yield _answered(_Asked(finder=finder, text=text, typed=tuple, named=named, limit=limit), evidence)


def _answered(asked: _Asked, evidence: Evidence) -> Answer:
    if not any(char.isalpha() for char in evidence.form):
        return Answer(kind=Kind.NOTHING)
    meant = _listed(asked, evidence)
    if meant is not None:
        return meant
    found = hits(asked.finder, evidence, max(asked.limit, SUGGESTIONS))
    same = readings.same_form(evidence)
    if len(same) > 1:
        return _choice(asked, evidence, sorted(same, key=lambda o: -float(evidence.scores[o])), found)
    own = same[0] if same else readings.slipped(asked.finder, evidence, asked.text)
    if own is not None:
        lead = Hit(owner=own, name=asked.finder.name_of(own, evidence), chance=1.0 if same else SLIPPED)
        rest = (replace(h, chance=min(h.chance, lead.chance)) for h in found if h.owner != own)
        return Answer(kind=Kind.FOUND, hits=(lead, *rest)[: asked.limit])
    around = _around(asked, evidence, found)
    if around is not None:
        return around
    begun = asked.typed()
    if begun:
        more = [hit for hit in found if hit.owner not in {b.owner for b in begun} and hit.chance >= CHOICE]
        return Answer(kind=Kind.AMBIGUOUS, hits=tuple([*begun, *more][: asked.limit]))
    return _near(asked.finder, evidence, found, [group for _, group in asked.named], asked.limit)


def _around(asked: _Asked, evidence: Evidence, found: Sequence[Hit]) -> Answer | None:
    """Answer a title that is no name: a sector, several jobs, what was found, or what stands beside a place."""
    there = readings.place(evidence.form)
    if there:
        return _there(asked, evidence, there)
    apart = _apart(asked, evidence)
    if apart is not None:
        return apart
    at = readings.employer(asked.finder, asked.text)
    if found and found[0].chance >= FOUND and found[0].resembles:
        placed = readings.where_and_what(asked.finder, asked.text, found[0].owner)
        if placed or not at or found[0].chance >= PLACED:
            return _placed(asked, evidence, found, placed)
        return _there(asked, evidence, at)
    there = readings.place(evidence.form, anybody=True)
    if there:
        return _there(asked, evidence, there)
    parts = (
        (readings.split_place(asked.text)[0], SLIPPED),
        (spoken.without_company(asked.text), SLIPPED if at else FOUND),
    )
    for part, least in parts:
        told = _answered(asked.of(part), asked.finder.evidence(part)) if part else None
        sure = told is not None and told.kind is Kind.FOUND and told.hits[0].chance >= least
        if told is not None and (sure or told.kind is Kind.AMBIGUOUS):
            return told
    return _there(asked, evidence, at) if at else _beginning(asked, evidence, found)


def _beginning(asked: _Asked, evidence: Evidence, found: Sequence[Hit]) -> Answer | None:
    """Ask between the work that a title begins with and what the whole resembles, or what one does at its place."""
    start = readings.begins_with(asked.finder, asked.text)
    if not start:
        there = readings.place(canonical(readings.split_place(asked.text)[1]))
        return _there(asked, evidence, there) if there else None
    told = _answered(asked.of(start), asked.finder.evidence(start))
    first = told.hits[:1] if told.kind is Kind.FOUND else told.hits
    more = [hit for hit in found[:SUGGESTIONS] if hit.resembles and hit.owner not in {hit.owner for hit in first}]
    several = len(first) + len(more) > 1
    return Answer(kind=Kind.AMBIGUOUS if several else Kind.NEAR, hits=(*first, *more)[: asked.limit], named=True)


def _there(asked: _Asked, evidence: Evidence, ids: Sequence[str]) -> Answer:
    """Ask what somebody does in a sector or for an employer, with the names that begin so after it."""
    meant = asked.hits_of(ids, evidence)
    begun = (hit for hit in asked.typed() if hit.owner not in {hit.owner for hit in meant})
    return Answer(kind=Kind.AMBIGUOUS, hits=(*meant, *begun)[: asked.limit])


def _placed(asked: _Asked, evidence: Evidence, found: Sequence[Hit], placed: readings.Placed | None) -> Answer:
    """Answer a title that was found; where it says a place, what stands before that is asked as well."""
    if placed is None:
        return Answer(kind=Kind.FOUND, hits=tuple(found[: asked.limit]))
    whole = found[0].owner
    if placed.work is None:
        meant = asked.hits_of(placed.ids, evidence, CHOICE)
        return Answer(kind=Kind.AMBIGUOUS, hits=(*meant, found[0])[: asked.limit])
    first = [placed.work, whole] if placed.place_read or found[0].chance < PLACED else [whole, placed.work]
    return _choice(asked, evidence, first, found)


def _slipped(finder: TitleFinder, part: str) -> int | None:
    return readings.slipped(finder, finder.evidence(part), part)


def _apart(asked: _Asked, whole: Evidence) -> Answer | None:
    """Ask between the jobs of a line, each of which is a name; ``None`` for a line that is not put together so."""
    named: dict[int, None] = {}
    wide: dict[int, None] = {}
    for told in spoken.jobs(asked.text):
        part = readings.work_of(asked.finder, spoken.bare(told))
        form = canonical(part)
        meant, same = readings.listed(form), readings.named(asked.finder, form)
        if meant:
            wide |= dict.fromkeys(hit.owner for hit in asked.hits_of(meant, whole))
            continue
        own = same[0] if len(same) == 1 else None if same else _slipped(asked.finder, part)
        if meant is not None or own is None:
            return None
        named[own] = None
    if not named:
        return None
    owners = list(named | wide)
    share = round(1 / len(owners), 4)
    hits_ = tuple(Hit(owner=o, name=asked.finder.name_of(o, whole), chance=share) for o in owners[: asked.limit])
    one = len(owners) == 1
    return Answer(kind=Kind.FOUND if one else Kind.AMBIGUOUS, hits=hits_, several_jobs=not one)


def _listed(asked: _Asked, evidence: Evidence) -> Answer | None:
    """Answer a title of ``several.yaml``: a choice, or nothing where it names no work; ``None`` for any other."""
    wanted = readings.listed(evidence.form)
    if wanted is None:
        return None
    meant = asked.hits_of(wanted, evidence)
    if meant:
        return Answer(kind=Kind.AMBIGUOUS if len(wanted) > 1 else Kind.FOUND, hits=meant)
    if wanted:
        return None
    silent = spoken.no_work(evidence.form)
    near = asked.hits_of(silent.near, evidence) if silent else ()
    unfinished = silent is not None and silent.why is spoken.Silence.VAGUE  # "dienst" may become "dienstencheques"
    suggested = near or (tuple(asked.typed()) if unfinished else ())
    return Answer(kind=Kind.NOTHING, suggestions=suggested[:SUGGESTIONS], silence=silent.why if silent else None)


def _choice(asked: _Asked, evidence: Evidence, first: Sequence[int], found: Sequence[Hit]) -> Answer:
    """Ask between owners, with what else may be meant after them."""
    known = {hit.owner: hit for hit in found}
    meant = [known.get(o) or Hit(owner=o, name=asked.finder.name_of(o, evidence), chance=CHOICE) for o in first]
    return Answer(kind=Kind.AMBIGUOUS, hits=tuple([*meant, *(h for h in found if h.owner not in first)][: asked.limit]))


def _near(
    finder: TitleFinder, evidence: Evidence, found: Sequence[Hit], isco08: Sequence[str | None], limit: int
) -> Answer:
    """Answer a title that the catalogue does not know: what is near to ESCO's meaning of it, a choice, or nothing."""
    cosines = evidence.known
    named = finder.meanings.named(evidence.form)
    meaning = max(named, key=lambda row: float(cosines[row])) if named else int(cosines.argmax())
    close = near_owners(finder, meaning, isco08)
    read = finder.embedding.pieces.recognised(evidence.form) >= READ
    if named or (read and float(cosines[meaning]) >= NEAR and close and close[0][1] * FOUND >= NEAR_ENOUGH):
        near = tuple(
            Hit(owner=owner, name=finder.name_of(owner, evidence), chance=round(min(max(value, 0.0), 1.0) * FOUND, 4))
            for owner, value in close[: min(limit, SUGGESTIONS)]
        )
        return Answer(kind=Kind.NEAR, hits=near, known_as=finder.meanings.labels[meaning], named=bool(named))
    choices = tuple(hit for hit in found[:limit] if hit.chance >= CHOICE)
    if len(choices) > 1 and choices[0].chance >= LEADING:
        return Answer(kind=Kind.AMBIGUOUS, hits=choices)
    strong = [hit for hit in found if hit.resembles]
    return Answer(kind=Kind.NOTHING, suggestions=tuple(strong[:SUGGESTIONS]))
