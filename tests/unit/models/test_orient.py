"""Oriënt: graded answers, the posterior, the course of a session, and what a result says."""

import numpy as np
import pytest

from models.orient.estimation.posterior import laplace
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


def test_the_item_that_is_tried_out_comes_in_its_places() -> None:
    orient = engine()
    low, high = orient.figures.try_out_places
    places = set()
    for seed in "abcdef":
        for count in range(low - 1, high):
            question = orient.next(walk(LIKES, count, seed=seed), seed=seed)
            if question.reason is Reason.TRY_OUT:
                assert question.position == count + 1
                places.add((seed, question.position))
    assert len(places) == 6
    assert all(low <= place <= high for _, place in places)


def test_occupations_come_right_after_the_first_ten_and_then_in_turn() -> None:
    orient = engine()
    figures = orient.figures
    seen = walk(LIKES, figures.first + figures.ratings_first).replies
    assert len(seen.answers) - figures.first <= 1  # the item that is tried out
    assert len(seen.ratings) >= figures.ratings_first - 1
    later = walk(LIKES, 40).replies
    assert len(later.ratings) - figures.ratings_first == pytest.approx(len(later.answers) - figures.first, abs=1)


def test_ratings_that_were_not_asked_are_evidence_and_take_no_questions_place() -> None:
    orient = engine()
    seen = walk(LIKES, 25).replies
    free = [orient.catalogue.occupation(i).id for i in range(60)]
    own = {id_: 4 for id_ in free if id_ not in seen.ratings}
    more = Replies(answers=seen.answers, ratings={**seen.ratings, **own}, volunteered=frozenset(own))
    assert more.asked == seen.asked
    before, after = orient.state(seen), orient.state(more)
    assert before.fit.tobytes() != after.fit.tobytes()
    one, other = orient.next(before, seed="walk"), orient.next(after, seed="walk")
    assert (one.kind, one.position) == (other.kind, other.position)
    assert orient.progress(after).remaining_high <= orient.figures.most - seen.asked
    assert orient.next(after, seed="walk").kind is not QuestionKind.FINISHED
    # The same ratings, had they been asked, would have ended the session.
    asked = Replies(answers=seen.answers, ratings=more.ratings)
    assert orient.next(orient.state(asked), seed="walk").kind is QuestionKind.FINISHED


def test_every_item_may_be_drawn_and_its_chance_is_the_true_one() -> None:
    orient = engine()
    tried = next(item.id for item in orient.bank.items if item.try_out)
    answers: dict[str, int | None] = dict.fromkeys((*orient.learned.first, tried), 3)
    ratings: dict[str, int | None] = dict.fromkeys(
        (orient.catalogue.occupation(i).id for i in range(orient.figures.ratings_first + 1)), 3
    )
    state = orient.state(Replies(answers=answers, ratings=ratings))
    drawn: dict[str, list[float]] = {}
    sessions = 1500
    for number in range(sessions):
        question = orient.next(state, seed=f"{number}")
        if question.reason is Reason.CHOSEN and question.item is not None:
            drawn.setdefault(question.item.id, []).append(question.propensity)
    count = sum(map(len, drawn.values()))
    assert count == sessions
    assert len({orient.bank.items[orient.bank.position(id_) or 0].basic_interest for id_ in drawn}) > 20
    for id_, chances in drawn.items():
        expected = chances[0] * count
        assert set(chances) == {chances[0]}
        assert abs(len(chances) - expected) < 4.5 * expected**0.5 + 1, id_


def test_one_rating_in_five_may_be_of_any_occupation() -> None:
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
    evenly = orient.figures.explore_evenly / orient.catalogue.n_occupations
    assert all(chance >= evenly for chance in explored)


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
