"""Simulated persons who walk through sessions, so that the list can be compared with a truth that is known.

What a person likes is drawn from the prior. Items behave as the bank believes, or (``doubt``) as drawn around those
beliefs, so that the engine is wrong about its items as much as its standard errors say. They are drawn anew for every
person: means are those over all banks that the beliefs allow, and their intervals hold that doubt too. A simulation
shows how the parts work together; it does not show that people are like this.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from models.orient.engine import Orient
from models.orient.graded import Array, Positions, probabilities
from models.orient.schema import QuestionKind, Replies
from models.orient.start.space import TYPES

FAR = 10**6

SMALLEST_SLOPE = 0.3
"""Of an item as it really is: a question that tells nothing at all would not stay in a bank."""


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """Items as they really are, and persons.

    Attributes
    ----------
    directions
        Of the items in the person vector, of length 1; shape (J, d).
    slopes, thresholds
        Of the items as each person meets them, slopes included; shapes (P, J) and (P, J, 4).
    persons
        Person vectors; shape (P, d).
    fit
        True fit of each occupation; shape (P, N).
    seed
        Of the answers.
    """

    directions: Array
    slopes: Array
    thresholds: Array
    persons: Array
    fit: Array
    seed: int

    @classmethod
    def draw(cls, engine: Orient, persons: int, seed: int, *, doubt: bool = False) -> "World":
        """Draw a world for the bank and the catalogue of an engine."""
        rng = np.random.default_rng(seed)
        reader, items = engine.reader, engine.bank.items
        prior = reader.space.covariance
        vectors = rng.multivariate_normal(np.zeros(len(prior)), prior, size=persons, method="cholesky")
        own = rng.standard_normal((persons, len(reader.jobs.own))) * np.sqrt(reader.jobs.own)
        noise = doubt * rng.standard_normal((2, persons, len(items)))
        slopes = np.array([item.slope for item in items]) + noise[0] * [item.slope_se for item in items]
        slopes = np.maximum(slopes, SMALLEST_SLOPE)
        directions = reader.items.loadings / np.linalg.norm(reader.items.loadings, axis=1, keepdims=True)
        shift = noise[1] * [item.threshold_se for item in items]
        thresholds = np.array([item.thresholds for item in items]) + shift[:, :, None]
        return cls(
            directions=directions,
            slopes=slopes,
            thresholds=thresholds * slopes[:, :, None],
            persons=vectors,
            fit=vectors @ reader.jobs.weights.T + own,
            seed=seed,
        )

    def answer(self, person: int, item: int) -> int:
        """Return this person's answer to an item: always the same one."""
        place = self.slopes[person, [item]] * (self.directions[item] @ self.persons[person])
        return _drawn(probabilities(place, self.thresholds[person, [item]])[0], self.seed, person, item)

    def rate(self, engine: Orient, person: int, occupation: int) -> int:
        """Return this person's rating of an occupation."""
        slope = engine.figures.rating_slope
        place = np.array([slope * self.fit[person, occupation]])
        return _drawn(
            probabilities(place, engine.reader.rating_thresholds[None])[0], self.seed, person, FAR + occupation
        )


def _drawn(chances: Array, *key: int) -> int:
    number = np.random.default_rng(key).random()
    return 1 + min(int(np.searchsorted(np.cumsum(chances), number)), len(chances) - 1)


def variant(engine: Orient, *, common: bool, ratings: bool = True) -> Orient:
    """Return the engine without draw, try-out or exploration; with or without the common block and ratings."""
    figures = replace(engine.figures, best_of=1, items_evenly=0.0, explore_one_in=FAR, try_out_places=(FAR, FAR))
    if not ratings:
        figures = replace(figures, ratings_first=0, ratings_per_items=(0, 1))
    learned = engine.learned if common else replace(engine.learned, first=())
    return replace(engine, figures=figures, learned=learned, reader=replace(engine.reader, figures=figures))


def sessions(
    engine: Orient, world: World, lengths: Sequence[int], *, silent: Array | None = None
) -> Iterator[tuple[int, dict[int, Replies]]]:
    """Walk every person through a session; yield the replies after each length.

    Person ``p`` says "weet ik niet" to a share ``silent[p]`` of the questions, by chance; ``None`` is never.
    """
    for person in range(len(world.persons)):
        answers: dict[str, int | None] = {}
        ratings: dict[str, int | None] = {}
        found: dict[int, Replies] = {}
        while len(answers) + len(ratings) < max(lengths):
            replies = Replies(answers=dict(answers), ratings=dict(ratings))
            question = engine.next(engine.state(replies), seed=f"{world.seed}-{person}")
            if question.kind is QuestionKind.FINISHED:
                break
            place = len(answers) + len(ratings)
            quiet = silent is not None and np.random.default_rng((world.seed, person, place)).random() < silent[person]
            if question.item is not None:
                position = engine.bank.position(question.item.id) or 0
                answers[question.item.id] = None if quiet else world.answer(person, position)
            elif question.occupation is not None:
                position = engine.catalogue.occupation_index(question.occupation.id) or 0
                ratings[question.occupation.id] = None if quiet else world.rate(engine, person, position)
            if len(answers) + len(ratings) in lengths:
                found[len(answers) + len(ratings)] = Replies(answers=dict(answers), ratings=dict(ratings))
        yield person, found


def fixed_order(engine: Orient, count: int, *, spread: bool = False) -> list[int]:
    """Return items in the order of the bank, one of each type in turn; spread: each time of another basic interest."""
    order: list[int] = []
    types = [item.type for item in engine.bank.items]
    kinds = list(dict.fromkeys(types))
    seen: dict[str, list[str]] = {code: [] for code in kinds}
    while len(order) < count:
        for code in kinds:
            rest = [i for i, item in enumerate(engine.bank.items) if item.type == code and not item.try_out]
            rest = [i for i in rest if i not in order]
            fresh = min(rest, key=lambda i: (spread * seen[code].count(engine.bank.items[i].basic_interest), i))
            seen[code].append(engine.bank.items[fresh].basic_interest)
            order.append(fresh)
    return order[:count]


def fixed_sessions(
    engine: Orient, world: World, lengths: Sequence[int], *, spread: bool = False
) -> Iterator[tuple[int, dict[int, Replies]]]:
    """Ask everybody the same items; yield the replies after each length."""
    order = fixed_order(engine, max(lengths), spread=spread)
    for person in range(len(world.persons)):
        given: list[tuple[str, int | None]] = [(engine.bank.items[i].id, world.answer(person, i)) for i in order]
        yield person, {length: Replies(answers=dict(given[:length])) for length in lengths}


def list_quality(believed: Array, true: Array, top: int) -> tuple[float, float]:
    """Return regret and overlap of the best ``top`` by belief against the best by truth.

    Examples
    --------
    >>> list_quality(np.array([3.0, 2.0, 1.0]), np.array([1.0, 0.0, 2.0]), 1)
    (1.0, 0.0)
    """
    shown, ideal = np.argsort(-believed, kind="stable")[:top], np.argsort(-true, kind="stable")[:top]
    regret = float(true[ideal].mean() - true[shown].mean())
    return regret, len(set(shown.tolist()) & set(ideal.tolist())) / top


def true_types(world: World, engine: Orient) -> Array:
    """Return the true place of every person on the bars of the six types; shape (P, 6)."""
    figures = engine.figures
    size = np.hypot(figures.elevation, figures.type)
    return np.asarray((figures.elevation * world.persons[:, :1] + figures.type * world.persons[:, TYPES]) / size)


def shown_items(engine: Orient, replies: Replies) -> Positions:
    """Return the positions of the items in a session."""
    return np.array([engine.bank.position(id_) or 0 for id_ in replies.answers], dtype=np.int64)
