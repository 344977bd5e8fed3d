"""Oriënt: graded answers, the posterior, the course of a session, and what a result says."""

import numpy as np
import pytest

from models.orient.estimation import laplace
from models.orient.graded import bounded, information, probabilities
from models.orient.schema import NoteCode, QuestionKind, Reason, Replies, UnknownReplyError
from tests.orient import LIKES, engine, walk

THRESHOLDS = np.array([[-1.5, -0.5, 0.5, 1.5]])


def test_information_is_the_expected_curvature() -> None:
    for place in (-2.0, 0.0, 1.3):
        x = np.array([place])
        chance = probabilities(x, THRESHOLDS)[0]
        step = 1e-4
        log = [np.log(probabilities(x + d, THRESHOLDS)[0]) for d in (-step, 0.0, step)]
        curvature = -(log[0] - 2 * log[1] + log[2]) / step**2
        assert information(x, THRESHOLDS)[0] == pytest.approx(float(chance @ curvature), rel=1e-4)


def test_the_posterior_stands_at_the_top_of_its_density() -> None:
    edges = bounded(np.repeat(THRESHOLDS, 3, axis=0))
    lower, upper = edges[[0, 1, 2], [4, 3, 4]], edges[[0, 1, 2], [5, 4, 5]]
    found = laplace(np.ones((3, 1)), np.ones((3, 3)), lower, upper, np.eye(1))

    def height(z: float) -> float:
        chance = [probabilities(np.array([z]), THRESHOLDS)[0][k] for k in (4, 3, 4)]
        return float(np.log(chance).sum() - z * z / 2)

    grid = np.linspace(-4, 4, 8001)
    assert found.mean[0] == pytest.approx(grid[np.argmax([height(z) for z in grid])], abs=2e-3)


def test_the_first_ten_are_the_same_for_everyone_and_cover_the_types() -> None:
    asked = {seed: list(walk(LIKES, 10, seed=seed).replies.answers) for seed in ("a", "b")}
    assert asked["a"] == asked["b"] == list(engine().learned.first)
    assert {engine().bank.items[engine().bank.position(i) or 0].type for i in asked["a"]} == set("RIASEC")


def test_a_session_ends_after_forty_and_asks_nothing_twice() -> None:
    state = walk(LIKES, 60)
    assert state.replies.asked == 40
    assert engine().next(state, seed="walk").kind is QuestionKind.FINISHED
    assert engine().progress(state).may_stop
    assert engine().progress(state).remaining_high == 0


def test_one_item_a_session_is_tried_out_and_does_not_count() -> None:
    orient = engine()
    state = walk(LIKES, 40)
    tried = [i for i in state.replies.answers if orient.bank.items[orient.bank.position(i) or 0].try_out]
    assert len(tried) == 1
    without = Replies(
        answers={k: v for k, v in state.replies.answers.items() if k != tried[0]}, ratings=state.replies.ratings
    )
    assert orient.state(without).fit.tobytes() == state.fit.tobytes()


def test_one_rating_in_five_is_drawn_from_all_occupations() -> None:
    orient = engine()
    answers: dict[str, int | None] = dict.fromkeys(orient.learned.first, 4)
    ratings: dict[str, int | None] = {}
    reasons = []
    while len(answers) + len(ratings) < 40:
        question = orient.next(orient.state(Replies(answers=answers, ratings=ratings)), seed="explore")
        if question.occupation is not None:
            ratings[question.occupation.id] = 3
            reasons.append((question.reason, question.propensity))
        elif question.item is not None:
            answers[question.item.id] = 3
    explored = [chance for reason, chance in reasons if reason is Reason.EXPLORATION]
    assert len(reasons) >= 10
    assert len(reasons) // 5 <= len(explored) <= len(reasons) // 5 + 1
    assert all(chance < 0.01 for chance in explored)


def test_a_person_who_likes_to_make_sees_makers_and_is_told_why() -> None:
    result = engine().result(walk(LIKES, 30, rating=None))
    assert result.interests[2].value == max(i.value for i in result.interests)
    first = result.occupations[0]
    figures = first.occupation.interests
    assert figures is not None
    assert figures.artistic > 5
    assert first.reasons
    assert all(reason.weight > 0 for reason in first.reasons)
    refused = engine().why(walk(LIKES, 30, rating=None), "boekhouder")
    assert refused is not None
    assert refused.probability_top10 < 0.1
    assert all(weight.weight < 0 for weight in refused.against)


def test_a_rating_moves_the_occupation_and_its_family() -> None:
    orient = engine()
    before = orient.state(Replies())
    after = orient.state(Replies(ratings={"kok": 5}))
    kok, bakker, jurist = (orient.catalogue.occupation_index(i) or 0 for i in ("kok", "ober", "jurist"))
    assert after.fit[kok] - before.fit[kok] > after.fit[bakker] - before.fit[bakker] > 0
    assert after.fit[kok] - before.fit[kok] > after.fit[jurist] - before.fit[jurist]


def test_hidden_occupations_leave_the_list_and_can_still_be_explained() -> None:
    orient = engine()
    state = walk(LIKES, 20)
    top = orient.result(state).occupations[0].occupation.id
    hidden = orient.state(
        Replies(answers=state.replies.answers, ratings=state.replies.ratings, hidden=frozenset({top}))
    )
    assert top not in {s.occupation.id for s in orient.result(hidden, limit=100).occupations}
    assert orient.why(hidden, top) is not None
    assert orient.why(hidden, "geen-beroep") is None


def test_a_level_removes_and_says_how_many() -> None:
    state = walk({"R": 1, "I": 5, "A": 2, "S": 2, "E": 1, "C": 2}, 25)
    low, free = engine().result(state, eqf_level=3), engine().result(state)
    assert free.removed_by_level == 0
    assert low.removed_by_level > 0
    assert all((s.occupation.eqf or 0) <= 3 for s in low.occupations)


@pytest.mark.parametrize(
    ("likes", "note"),
    [
        (dict.fromkeys("RIASEC", 5), NoteCode.ALL_HIGH),
        (dict.fromkeys("RIASEC", 1), NoteCode.ALL_LOW),
        (dict.fromkeys("RIASEC", 3), NoteCode.FLAT),
    ],
)
def test_flat_and_extreme_answers_are_said(likes: dict[str, int], note: NoteCode) -> None:
    assert note in engine().result(walk(likes, 25)).notes


def test_few_answers_are_said() -> None:
    assert engine().result(engine().state(Replies())).notes == (NoteCode.FEW_ANSWERS,)


@pytest.mark.parametrize("value", [0, 6, -1, True])
def test_a_value_out_of_scale_is_refused(value: int) -> None:
    with pytest.raises(UnknownReplyError, match="allowed are 1 to 5"):
        engine().state(Replies(answers={"mechanics-01": value}))


@pytest.mark.parametrize(("limit", "level"), [(0, None), (101, None), (7, 0), (7, 9)])
def test_a_result_out_of_range_is_refused(limit: int, level: int | None) -> None:
    with pytest.raises(ValueError, match="allowed is"):
        engine().result(engine().state(Replies()), limit=limit, eqf_level=level)
