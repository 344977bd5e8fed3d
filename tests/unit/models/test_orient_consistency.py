"""Bayes factors of replies: the closed forms against brute force, and what they say of clear cases."""

import numpy as np
import pytest

from models.orient.estimation.posterior import laplace
from models.orient.graded import bounded, probabilities
from models.orient.reporting.consistency import (
    against_chance,
    against_flat,
    against_habit,
    flat_evidence,
    log_evidence,
    log_habit,
    model_evidence,
)
from models.orient.schema import NoteCode, Replies
from tests.orient import LIKES, engine, walk

THRESHOLDS = np.array([[-1.5, -0.5, 0.5, 1.5]])


def by_grid(loadings: np.ndarray, thresholds: np.ndarray, values: np.ndarray) -> float:
    grid = np.linspace(-8.0, 8.0, 4001)
    density = np.exp(-grid * grid / 2) / np.sqrt(2 * np.pi)
    for slope, row, value in zip(loadings, thresholds, values, strict=True):
        density = density * probabilities(slope * grid, row[None].repeat(len(grid), axis=0))[:, value - 1]
    return float(np.log(np.trapezoid(density, grid)))


@pytest.mark.parametrize("values", [[3], [5, 5, 4], [1, 5, 3, 2, 4, 3], [2] * 12])
def test_the_evidence_is_that_of_numerical_integration(values: list[int]) -> None:
    given = np.array(values)
    loadings = np.linspace(0.8, 1.6, len(given))
    thresholds = np.repeat(THRESHOLDS, len(given), axis=0)
    edges, rows = bounded(thresholds), np.arange(len(given))
    lower, upper = edges[rows, given - 1], edges[rows, given]
    gram = np.outer(loadings, loadings)
    dual = laplace(loadings[:, None], gram, lower, upper, np.eye(1)).dual
    exact = by_grid(loadings, thresholds, given)
    assert log_evidence(gram, lower, upper, dual) == pytest.approx(exact, abs=0.12)


def test_the_probabilities_of_a_habit_sum_to_one() -> None:
    every = [np.array([a, b, c]) for a in range(1, 6) for b in range(1, 6) for c in range(1, 6)]
    assert sum(np.exp(log_habit(values)) for values in every) == pytest.approx(1.0)


def test_a_flat_profile_is_judged_on_elevation_alone() -> None:
    orient = engine()
    state = orient.state(Replies(answers=dict.fromkeys(orient.learned.first[:4], 4)))
    asked = state.evidence.items
    exact = by_grid(
        orient.reader.items.loadings[asked, 0], orient.reader.items.thresholds[asked], state.evidence.values
    )
    assert flat_evidence(orient.reader, state.evidence) == pytest.approx(exact, abs=0.1)


def test_clear_interests_speak_against_chance_habit_and_a_flat_profile() -> None:
    state = walk(LIKES, 30, rating=None)
    assert against_chance(state) > 3
    assert against_flat(engine().reader, state) > 3
    assert against_habit(state) > 0
    assert NoteCode.CONTRADICTORY not in engine().result(state).notes


def test_opposite_answers_to_like_items_contradict() -> None:
    orient = engine()
    kinds = sorted({item.basic_interest for item in orient.bank.items})[:6]
    like = [[i.id for i in orient.bank.items if i.basic_interest == kind and not i.try_out][:4] for kind in kinds]
    apart = orient.state(Replies(answers={id_: (1, 5, 5, 1)[k] for ids in like for k, id_ in enumerate(ids)}))
    agree = orient.state(Replies(answers={id_: 5 if j % 2 else 1 for j, ids in enumerate(like) for id_ in ids}))
    assert against_chance(apart) < orient.figures.chance_evidence < against_chance(agree)
    assert model_evidence(apart) < model_evidence(agree)


def test_nothing_said_is_no_evidence() -> None:
    state = engine().state(Replies())
    assert against_chance(state) == against_habit(state) == against_flat(engine().reader, state) == 0.0
