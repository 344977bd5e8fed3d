"""What clumsy, random and flat answers do to the list, and how many of them are noticed; and who is noticed wrongly."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from models.orient.engine import Orient
from models.orient.graded import Array
from models.orient.reporting.consistency import against_chance, log_chance, log_evidence
from models.orient.reporting.explaining import notes
from models.orient.schema import NoteCode, Replies
from training.orient.answers import Answers, Markers
from training.orient.calibrate import fit
from training.orient.crossed import folds
from training.orient.simulate import World, list_quality, sessions

TOP = 10
LENGTHS = (15, 25, 40)
FALSE_ALARMS = 0.05
FLAT = 0.2
"""By how much the interests of flat persons are shrunk; what they like of everything stays."""

Rng = np.random.Generator
Spoil = Callable[[Replies, Rng], Replies]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Noticed:
    """Of one way to answer, after one number of questions; one value a person.

    Attributes
    ----------
    regret
        What the ten best by belief miss, in SD.
    flat, contradictory, told
        Who is told so, and who is told anything about the answers.
    odds
        Log Bayes factor of the model against answers by chance.
    """

    regret: Array
    flat: Array
    contradictory: Array
    told: Array
    odds: Array


def flattened(world: World, engine: Orient) -> World:
    """Return the same persons with hardly any difference between kinds of work."""
    persons = world.persons.copy()
    persons[:, 1:] *= FLAT
    weights = engine.reader.jobs.weights
    return replace(world, persons=persons, fit=world.fit + (persons - world.persons) @ weights.T)


def pooled(
    engine: Orient, worlds: Sequence[World], lengths: tuple[int, ...], seed: int
) -> dict[str, dict[int, Noticed]]:
    """Return :func:`noticed` of all persons of some worlds; within one world all share the same odd items."""
    found = [noticed(engine, world, lengths, seed + turn) for turn, world in enumerate(worlds)]
    return {
        name: {
            n: Noticed(
                **{f.name: np.concatenate([getattr(one[name][n], f.name) for one in found]) for f in fields(Noticed)}
            )
            for n in lengths
        }
        for name in found[0]
    }


def noticed(engine: Orient, world: World, lengths: tuple[int, ...], seed: int) -> dict[str, dict[int, Noticed]]:
    """Let the same persons answer in every way; return what is noticed by way and number of questions."""
    worlds = {name: (world, spoil) for name, spoil in SPOILS.items()}
    worlds["vlak profiel, eerlijk"] = (flattened(world, engine), SPOILS["zoals gegeven"])
    walked = {id(w): dict(sessions(engine, w, lengths)) for w in {id(w): w for w, _ in worlds.values()}.values()}
    rng = np.random.default_rng(seed)
    return {
        name: {
            n: _noticed(engine, owner, {p: spoil(found[n], rng) for p, found in walked[id(owner)].items()})
            for n in lengths
        }
        for name, (owner, spoil) in worlds.items()
    }


def _noticed(engine: Orient, world: World, given: Mapping[int, Replies]) -> Noticed:
    rows = []
    about = {NoteCode.FLAT, NoteCode.CONTRADICTORY, NoteCode.ALL_HIGH, NoteCode.ALL_LOW}
    for person, replies in given.items():
        state = engine.state(replies)
        said, free = set(notes(engine.reader, state)), ~state.excluded
        missed, _ = list_quality(state.fit[free], world.fit[person][free], TOP)
        flags = (NoteCode.FLAT in said, NoteCode.CONTRADICTORY in said, bool(said & about))
        rows.append((missed, *flags, against_chance(state)))
    regret, flat, contradictory, told, odds = np.array(rows, dtype=np.float64).T
    return Noticed(regret=regret, flat=flat, contradictory=contradictory, told=told, odds=odds)


def bound(honest: Noticed, spoiled: Noticed) -> float:
    """Return the largest share of spoiled sessions that any test finds at the allowed rate of false alarms.

    For answers by chance no test does better than the Bayes factor itself (Neyman and Pearson); its level is taken here
    from the honest sessions, so the share is known no better than their number allows.
    """
    return float(np.mean(spoiled.odds < np.quantile(honest.odds, FALSE_ALARMS)))


def _each(change: Callable[[int, int, Rng], int | None]) -> Spoil:
    """Change every reply with a value, given its place and value."""

    def spoil(replies: Replies, rng: Rng) -> Replies:
        place = iter(range(replies.asked))
        answers, ratings = (
            {id_: old if old is None else change(next(place), old, rng) for id_, old in part.items()}
            for part in (replies.answers, replies.ratings)
        )
        return replace(replies, answers=answers, ratings=ratings)

    return spoil


def by_chance(share: float) -> Spoil:
    """Change a share of the replies into ones by chance."""
    return _each(lambda _, old, rng: int(rng.integers(1, 6)) if rng.random() < share else old)


SPOILS: Mapping[str, Spoil] = {
    "zoals gegeven": _each(lambda _, old, __: old),
    "10 % op goed geluk": by_chance(0.1),
    "de helft op goed geluk": by_chance(0.5),
    "alles op goed geluk": by_chance(1.0),
    "20 % 'weet ik niet'": _each(lambda _, old, rng: None if rng.random() < 0.2 else old),
    "altijd het midden": _each(lambda *_: 3),
    "altijd 'heel graag'": _each(lambda *_: 5),
    "om de beurt 'liever niet' en 'graag'": _each(lambda place, *_: 2 + 2 * (place % 2)),
}


def careful(
    markers: Markers, answers: Answers, length: int, level: float, *, seed: int, persons: int | None
) -> tuple[float, float, float]:
    """Return which share of real careful respondents falls below a level against chance, on some of the markers.

    Each fold is judged by a calibration that did not see it; ``length`` items a person are drawn by chance. The second
    share is of the same persons with half of these answers by chance, the third with all of them.
    """
    rng = np.random.default_rng(seed)
    fold = folds(len(answers.values), seed)
    found = []
    for turn in range(int(fold.max()) + 1):
        questionnaire = fit(markers, answers.values[fold != turn]).questionnaire
        for row in answers.values[fold == turn][:persons]:
            asked = np.sort(rng.permutation(len(row))[:length])
            gram = questionnaire.gram[np.ix_(asked, asked)]
            odds = []
            for share in (0.0, 0.5, 1.0):
                values = np.where(rng.random(length) < share, rng.integers(1, 6, length), row[asked])
                lower, upper = questionnaire.edges[asked, values - 1], questionnaire.edges[asked, values]
                dual = questionnaire.posterior(asked, values).dual
                odds.append(log_evidence(gram, lower, upper, dual) - log_chance(length))
            found.append(odds)
    below = (np.array(found) < level).mean(axis=0)
    return float(below[0]), float(below[1]), float(below[2])
