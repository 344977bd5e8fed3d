"""When Oriënt proposes to stop, and what it tells of the questions that remain."""

from pathlib import Path

import numpy as np
import pytest

from models import store
from models.orient import artifact
from models.orient.ranking.top import best
from models.orient.ranking.top import expected_regret as drawn_regret
from models.orient.schema import Replies
from models.orient.stopping.horizon import told
from models.orient.stopping.regret import expected_regret, regret
from tests.orient import LIKES, engine, walk

HORIZON = engine().horizon


def known(answered: int, asked: int | None = None) -> Replies:
    return Replies(answers={str(i): 3 if i < answered else None for i in range(asked or answered)})


@pytest.mark.parametrize(("apart", "first", "second"), [(0.0, 1.0, 1.0), (0.7, 0.5, 2.0), (2.0, 0.1, 0.9)])
def test_the_regret_of_one_against_one_rival_is_exact(apart: float, first: float, second: float) -> None:
    spread = np.sqrt(first + second)
    drawn = spread * np.random.default_rng(1).standard_normal(400_000) - apart
    found = expected_regret(np.array([apart, 0.0]), np.diag([first, second]), 1)
    assert found == pytest.approx(np.maximum(drawn, 0.0).mean(), abs=0.006)


@pytest.mark.parametrize("questions", [0, 10, 20, 40])
def test_the_closed_form_stays_near_the_mean_of_many_draws(questions: int) -> None:
    orient = engine()
    state = walk(LIKES, questions)
    rivals = best(state.fit, ~state.excluded, orient.figures.rivals)
    drawn = drawn_regret(orient.full.fits(orient.reader, state, rivals), orient.figures.shown)
    assert regret(orient.reader, state) == pytest.approx(drawn, rel=0.12)


def test_what_all_occupations_share_is_no_regret() -> None:
    fit = np.linspace(1.0, 0.0, 20)
    apart = 0.3 * np.eye(20)
    assert expected_regret(fit, apart + 5.0, 7) == pytest.approx(expected_regret(fit, apart, 7), rel=1e-6)
    assert expected_regret(fit[:7], apart[:7, :7], 7) == 0.0


def test_a_stop_is_proposed_for_a_small_regret_or_a_small_gain_within_the_limits() -> None:
    figures = HORIZON.figures
    small, large = 0.9 * figures.regret_bound, 3.0
    assert not HORIZON.enough(small, known(figures.least - 1))
    assert HORIZON.enough(small, known(figures.least))
    assert not HORIZON.enough(large, known(figures.most - 1))
    assert HORIZON.enough(large, known(20, figures.most))
    middle = 1.1 * figures.regret_bound
    stops = [n for n in range(figures.least, figures.most) if HORIZON.enough(middle, known(n))]
    assert HORIZON.gain(middle, stops[0]) < figures.gain_bound <= HORIZON.gain(middle, stops[0] - 1)


def test_more_regret_never_tells_fewer_questions_and_an_answer_adds_one_at_most() -> None:
    regrets = np.linspace(0.2, 2.0, 40)
    for answered in (0, 8, 15, 25, 39):
        told_ = [HORIZON.between(value, known(answered)) for value in regrets]
        assert told_ == sorted(told_)
    for value in regrets:
        highs = [HORIZON.between(value, known(n))[1] for n in range(40)]
        assert max(np.diff(highs)) <= 1
        assert all(1 <= low <= high <= 40 - n for n in range(40) for low, high in [HORIZON.between(value, known(n))])


def test_weet_ik_niet_makes_the_way_longer() -> None:
    assert told(known(10)) == 1.0
    assert HORIZON.between(1.2, known(8, 12))[0] > HORIZON.between(1.2, known(8))[0]


def test_an_artifact_without_the_learned_range_is_refused(tmp_path: Path) -> None:
    found = store.load(artifact.FOLDER, kind=artifact.KIND)
    arrays = {name: np.array(array) for name, array in found.arrays.items() if name != "remaining_high"}
    folder = store.save(tmp_path / "orient" / "0", arrays, kind=artifact.KIND, metadata={"version": "0"})
    with pytest.raises(store.ArtifactError, match="has no 'remaining_high'; make it again"):
        artifact.load(folder)
