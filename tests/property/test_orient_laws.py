"""Laws of the engine of Oriënt, tried on replies drawn by chance."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from models.orient.schema import QuestionKind, Replies
from tests.orient import engine

ITEMS = [item.id for item in engine().bank.items]
OCCUPATIONS = [engine().catalogue.occupation(i).id for i in range(engine().catalogue.n_occupations)]

values = st.none() | st.integers(1, 5)
some_replies = st.builds(
    Replies,
    answers=st.dictionaries(st.sampled_from(ITEMS), values, max_size=25),
    ratings=st.dictionaries(st.sampled_from(OCCUPATIONS), values, max_size=8),
    hidden=st.frozensets(st.sampled_from(OCCUPATIONS), max_size=4),
    volunteered=st.frozensets(st.sampled_from(OCCUPATIONS), max_size=40),
)
few = settings(max_examples=40, deadline=None)


@few
@given(some_replies, st.randoms())
def test_the_order_of_replies_changes_no_bit(replies: Replies, random: object) -> None:
    answers, ratings = list(replies.answers.items()), list(replies.ratings.items())
    random.shuffle(answers)  # type: ignore[attr-defined]
    random.shuffle(ratings)  # type: ignore[attr-defined]
    again = replace(replies, answers=dict(answers), ratings=dict(ratings))
    one, other = engine().state(replies), engine().state(again)
    assert one.fit.tobytes() == other.fit.tobytes()
    assert one.posterior.covariance.tobytes() == other.posterior.covariance.tobytes()
    assert engine().result(one) == engine().result(other)


@few
@given(some_replies, st.sampled_from(ITEMS), st.integers(1, 5), st.integers(1, 5))
def test_changing_an_answer_is_as_if_it_had_been_so_from_the_start(
    replies: Replies, item: str, before: int, after: int
) -> None:
    first = Replies(answers={**replies.answers, item: before}, ratings=replies.ratings)
    engine().next(engine().state(first), seed="s")
    changed = engine().state(Replies(answers={**first.answers, item: after}, ratings=replies.ratings))
    straight = engine().state(Replies(answers={**replies.answers, item: after}, ratings=replies.ratings))
    assert changed.fit.tobytes() == straight.fit.tobytes()
    assert engine().next(changed, seed="s") == engine().next(straight, seed="s")


@few
@given(some_replies, st.text(max_size=5))
def test_a_next_question_is_new_allowed_and_drawn_with_a_true_chance(replies: Replies, seed: str) -> None:
    question = engine().next(engine().state(replies), seed=seed)
    assert 0.0 < question.propensity <= 1.0
    if question.kind is QuestionKind.ITEM:
        assert question.item is not None
        assert question.item.id not in replies.answers
    elif question.kind is QuestionKind.OCCUPATION:
        assert question.occupation is not None
        assert question.occupation.id not in replies.ratings
        assert question.occupation.id not in replies.hidden
    else:
        assert replies.asked >= engine().figures.most


@few
@given(some_replies, st.integers(1, 12), st.none() | st.integers(1, 8))
def test_a_result_keeps_its_promises(replies: Replies, limit: int, level: int | None) -> None:
    state = engine().state(replies)
    result = engine().result(state, limit=limit, eqf_level=level)
    ids = [s.occupation.id for s in result.occupations]
    assert len(ids) == len(set(ids)) <= limit
    assert not set(ids) & replies.hidden
    assert all(0.0 <= s.probability_top10 <= 1.0 for s in result.occupations)
    assert all(s.occupation.eqf is None or level is None or s.occupation.eqf <= level for s in result.occupations)
    assert 0 <= result.removed_by_level <= 10
    assert all(0.0 <= i.low <= i.value <= i.high <= 100.0 for i in result.interests)
    if limit >= 7 and level is None:
        assert len({s.family.code for s in result.occupations[:7]}) >= 3


@few
@given(some_replies)
def test_knowing_more_never_widens_the_doubt_about_the_person(replies: Replies) -> None:
    covariance = engine().state(replies).posterior.covariance
    prior = engine().reader.space.covariance
    assert np.linalg.eigvalsh(prior - covariance).min() > -1e-8
    assert np.linalg.eigvalsh(covariance).min() > -1e-8


@few
@given(some_replies)
def test_progress_is_a_range_within_the_limits(replies: Replies) -> None:
    progress = engine().progress(engine().state(replies))
    assert 0 <= progress.remaining_low <= progress.remaining_high <= max(40 - replies.asked, 0)
    assert progress.answered == replies.answered
    if progress.answered < 15 and replies.asked < 40:
        assert not progress.may_stop
        assert progress.remaining_low >= min(15 - progress.answered, 40 - replies.asked)


@few
@given(some_replies)
def test_weet_ik_niet_tells_nothing(replies: Replies) -> None:
    known = Replies(
        answers={k: v for k, v in replies.answers.items() if v is not None},
        ratings={k: v for k, v in replies.ratings.items() if v is not None},
        hidden=replies.hidden,
    )
    assert engine().state(known).fit.tobytes() == engine().state(replies).fit.tobytes()
