"""Simulated sessions and what is measured on them; small, so that they are fast."""

import numpy as np
import pytest

from tests.orient import engine
from training.orient import careless, certainty, remaining
from training.orient.fairness import differential, effect, list_difference
from training.orient.first import MOST_OF_A_TYPE
from training.orient.listing import quality
from training.orient.plots import lines
from training.orient.simulate import World, fixed_order, sessions, variant


@pytest.fixture(scope="module")
def world() -> World:
    return World.draw(engine(), 6, 3)


def test_a_session_asks_nothing_twice_and_keeps_to_its_course(world: World) -> None:
    for _, found in sessions(engine(), world, (12, 20)):
        assert found[12].asked == 12
        assert found[20].asked == 20
        assert list(found[20].answers)[:10] == list(engine().learned.first)
        assert len(found[20].ratings) >= 4


def test_the_same_seed_gives_the_same_sessions(world: World) -> None:
    one, other = (dict(sessions(engine(), world, (14,))) for _ in range(2))
    assert one == other


def test_the_engine_itself_has_no_common_block_and_no_try_out(world: World) -> None:
    free = variant(engine(), common=False)
    asked = [tuple(found[15].answers) for _, found in sessions(free, world, (15,))]
    assert len({items[:10] for items in asked}) > 1
    tried = {item.id for item in engine().bank.items if item.try_out}
    assert not tried & {item for items in asked for item in items}


def test_quality_is_measured_against_the_truth(world: World) -> None:
    found = quality(engine(), world, sessions(engine(), world, (15,)), (15,))
    assert (found.regret[15] >= 0).all()
    assert ((found.overlap[15] >= 0) & (found.overlap[15] <= 1)).all()
    assert ((found.covered >= 0) & (found.covered <= 1)).all()
    assert found.exposure.max() == 1.0


def test_a_probability_is_held_against_what_is_true(world: World) -> None:
    stated, true, shown = certainty.stated_and_true(engine(), world, 20)
    assert true.sum() == shown.sum() / 7 * 10 == 10 * len(world.persons)
    assert stated.sum() == pytest.approx(10 * len(world.persons), rel=0.01)  # ten places are given away to each
    assert stated[shown].min() > np.median(stated)
    found = certainty.groups(stated, true)
    assert sum(group.count for group in found) == len(stated)
    # What always says the wrong thing is found out.
    assert certainty.error(certainty.groups(1.0 - stated, true)) > 0.5 > certainty.error(found)


def test_spoiled_answers_make_the_list_worse_and_are_noticed(world: World) -> None:
    found = careless.noticed(engine(), world, (25,), 1)
    honest, chance = found["zoals gegeven"][25], found["alles op goed geluk"][25]
    assert chance.regret.mean() > honest.regret.mean()
    assert chance.odds.mean() < honest.odds.mean() - 2
    for name in ("altijd het midden", "altijd 'heel graag'", "om de beurt 'liever niet' en 'graag'"):
        assert found[name][25].flat.all()
        assert not found[name][25].contradictory.any()


def test_honest_persons_are_seldom_told_that_their_answers_do_not_go_together() -> None:
    orient = engine()
    found = careless.noticed(orient, World.draw(orient, 40, 31, doubt=True), (25,), 1)
    flat = found["vlak profiel, eerlijk"][25]
    assert found["zoals gegeven"][25].contradictory.mean() <= 0.1
    assert flat.contradictory.mean() <= 0.1
    assert flat.flat.mean() > 2 * found["zoals gegeven"][25].flat.mean()
    assert careless.bound(found["zoals gegeven"][25], found["alles op goed geluk"][25]) > 0.25


def test_the_range_of_remaining_questions_holds_what_really_comes() -> None:
    orient = engine()
    walked = remaining.walk(orient, [World.draw(orient, 16, 77, doubt=True)])
    found = remaining.measure(orient.horizon, walked)
    assert found.covered.mean() > 0.85
    assert found.rises.max() <= 1
    assert 18 <= np.median(found.stop) <= 35
    assert walked.answered[0].tolist() == list(range(41))


def test_a_range_is_learned_from_sessions_alone() -> None:
    rng = np.random.default_rng(2)
    features = np.column_stack([np.ones(2000), rng.uniform(0, 10, 2000)])
    values = 3.0 + 2.0 * features[:, 1] + rng.uniform(-1.0, 1.0, 2000)
    low, high = (remaining.quantile(features, values, share) for share in (0.1, 0.9))
    assert low == pytest.approx([2.2, 2.0], abs=0.1)
    assert high == pytest.approx([3.8, 2.0], abs=0.1)


def test_silent_persons_say_weet_ik_niet(world: World) -> None:
    shares = np.array([0.0, 0.5] * 3)
    found = [r[20] for _, r in sessions(engine(), world, (20,), silent=shares)]
    assert all((replies.answered == 20) == (share == 0.0) for replies, share in zip(found, shares, strict=True))


def test_the_fixed_order_takes_the_types_in_turn() -> None:
    orient = engine()
    for spread in (False, True):
        order = fixed_order(orient, 12, spread=spread)
        assert len(set(order)) == 12
        assert [orient.bank.items[i].type for i in order] == list("RIASEC") * 2
    basics = [orient.bank.items[i].basic_interest for i in fixed_order(orient, 12, spread=True)]
    assert len(set(basics)) == 12


def test_the_common_ten_are_familiar_and_spread() -> None:
    orient = engine()
    items = [orient.bank.items[orient.bank.position(id_) or 0] for id_ in orient.learned.first]
    assert len(items) == orient.figures.first
    assert all(item.familiar and not item.try_out for item in items)
    assert max([i.type for i in items].count(code) for code in "RIASEC") <= MOST_OF_A_TYPE
    assert len({item.basic_interest for item in items}) == len(items)


def test_dif_finds_an_item_that_depends_on_the_group() -> None:
    rng = np.random.default_rng(8)
    group = (np.arange(600) % 2).astype(float)
    liking = rng.standard_normal((600, 1)) + 0.7 * rng.standard_normal((600, 6))
    liking[:, 2] += 1.2 * group
    values = 1 + (liking[:, :, None] > np.array([-1.2, -0.4, 0.4, 1.2])).sum(axis=2)
    found = differential(values, np.zeros(6, dtype=np.int64), list("abcdef"), group)
    assert max(found, key=lambda row: row.gain).item == "c"
    assert found[2].size == "large"
    assert found[0].size == "negligible"


def test_differences_between_lists_follow_the_interests() -> None:
    figures = np.array([[3.0, 0, 0, -3.0, 0, 0]] * 12 + [[-3.0, 0, 0, 3.0, 0, 0]] * 12)
    sums = np.array([[30.0, 20, 20, 10, 20, 20], [31.0, 20, 20, 9, 20, 20]] * 5 + [[10.0, 20, 20, 30, 20, 20]] * 10)
    group = np.array([1.0] * 10 + [0.0] * 10)
    assert list_difference(sums, figures, group) > 1
    assert effect(sums[:, 3], group) < 0


def test_a_plot_names_every_line() -> None:
    svg = lines("title", "n", "r", {"one & two": {10: 0.5, 20: 0.6}, "three": {10: 0.4, 20: 0.4}})
    assert "one &amp; two" in svg
    assert svg.count("<path") == 5 + 2
