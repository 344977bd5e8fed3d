"""Exploration slots of simulated sessions: the values of policies that come back are the true ones."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import pytest

from models.orient.graded import logistic
from models.orient.schema import QuestionKind, Reason, Replies
from tests.orient import engine
from tests.used import event, session
from training.orient.simulate import World
from training.tables import InputError
from training.use import replaying, reporting
from training.use.records import Event, Session
from training.use.replaying import RANDOM, SERVED, SHOWN

PERSONS, QUESTIONS = 40, 27


def walked(world: World, person: int) -> Session:
    """Return the log of a person who answers so many questions, as the service keeps it."""
    orient = engine()
    answers: dict[str, int | None] = {}
    ratings: dict[str, int | None] = {}
    events = []
    question = orient.next(orient.state(Replies()), seed=f"use-{person}")
    while len(events) < QUESTIONS and question.kind is not QuestionKind.FINISHED:
        asked = question.item or question.occupation
        assert asked is not None
        if question.item is not None:
            answers[asked.id] = world.answer(person, orient.bank.position(asked.id) or 0)
        else:
            ratings[asked.id] = world.rate(orient, person, orient.catalogue.occupation_index(asked.id) or 0)
        value = (answers | ratings)[asked.id]
        kind = "answer" if question.item is not None else "rating"
        question = orient.next(orient.state(Replies(answers=answers, ratings=ratings)), seed=f"use-{person}")
        later = question.item or question.occupation
        following = {
            "kind": question.kind.value,
            "id": later.id if later else "",
            "propensity": question.propensity,
            "reason": question.reason.value,
        }
        events.append(event(len(events), kind, asked.id, value, following))
    return session(person, events=events)


@cache
def simulated() -> tuple[World, tuple[Session, ...]]:
    world = World.draw(engine(), PERSONS, 7)
    return world, tuple(walked(world, person) for person in range(PERSONS))


def truths(world: World, found: replaying.Slots) -> dict[str, float]:
    """Return how much of what each policy shows would be liked, from what the simulation knows of the persons."""
    orient = engine()
    values: dict[str, list[float]] = {SERVED: [], RANDOM: [], "worst": []}
    for slot in found.rows:
        person, state = int(slot.person.split("-")[1]), orient.state(slot.replies)
        place = orient.figures.rating_slope * world.fit[person] - orient.reader.rating_thresholds[2]
        liked, free = logistic(place), replaying._free(orient, state)
        values[SERVED].append(liked[replaying._best(state.fit, free, SHOWN)].mean())
        values["worst"].append(liked[replaying._best(-state.fit, free, SHOWN)].mean())
        values[RANDOM].append(liked[free].mean())
    return {name: float(np.mean(rows)) for name, rows in values.items()}


def test_the_true_value_of_each_policy_comes_back() -> None:
    world, sessions = simulated()
    found = replaying.replay(engine(), sessions)
    true = truths(world, found.slots)
    assert found.persons == PERSONS
    for name, value in true.items():
        told = found.by[name].by["dr"]
        assert abs(told.estimate.value - value) < 4 * told.variance**0.5 + 0.02, name
        assert abs(found.by[name].by["direct"].estimate.value - value) < 0.08, name
        clipped = found.by[name].by["dr-clipped"].estimate
        assert clipped.low - 0.03 <= value <= clipped.high + 0.03, name
    assert found.gains["worst"].high < 0
    assert true[SERVED] > true[RANDOM] > true["worst"]
    text = replaying.table(found)
    assert len(text.splitlines()) == 2 + len(found.by)
    made = reporting.replay_report(found)
    assert set(made.figures) == {f"{name}.dr-clipped" for name in found.by}
    assert made.sections[1].plots["policies"].startswith("<svg")
    assert f"{len(found.slots.rows)} exploration slots of {PERSONS} persons" in replaying.words(found)


def test_propensities_are_those_of_the_draw() -> None:
    _, sessions = simulated()
    found = replaying.slots(engine(), sessions)
    even = engine().figures.explore_evenly / engine().catalogue.n_occupations
    assert all(even <= slot.propensity <= 1 for slot in found.rows)
    drawn = replaying.draws(engine(), found, replaying.POLICIES)
    assert drawn[RANDOM].weight.mean() == pytest.approx(1.0, abs=0.35)
    assert np.array_equal(drawn[SERVED].reward, drawn[RANDOM].reward)


def offered(number: int, value: int | None, occupation: str = "kok") -> Iterator[Event]:
    following = {"kind": "occupation", "id": occupation, "propensity": 0.01, "reason": Reason.EXPLORATION.value}
    yield event(0, "answer", "q1", 3, following)
    if number % 2:
        yield event(1, "hide", "bakker", None, None)
        yield event(2, "show", "bakker", None, None)
    yield event(3, "rating", occupation, value, None)
    yield event(4, "rating", occupation, 5, None)


def test_only_the_first_reply_to_a_slot_counts_and_what_is_left_out_is_counted() -> None:
    people = [session(n, events=list(offered(n, None if n == 0 else 2))) for n in range(12)]
    people += [session(20, events=list(offered(0, 4))[:1]), session(21, events=list(offered(0, 4, "weg")))]
    found = replaying.slots(engine(), people)
    assert (len(found.rows), found.unknown, found.unanswered, found.gone) == (12, 1, 1, 1)
    assert {slot.reward for slot in found.rows} == {0.0}
    assert all(not slot.replies.hidden and not slot.replies.ratings for slot in found.rows)
    with pytest.raises(InputError, match="9 persons with an exploration slot; figures need 10"):
        replaying.replay(engine(), people[:9])
