"""Oriënt beside catsim, an adaptive test by others: on the one case that both know they must say the same.

That case is one dimension and two answers (a graded item whose four thresholds coincide is only answered 1 or 5), and a
prior so wide that the posterior stands where the likelihood does.
"""

from typing import Any

import numpy as np
import pytest
from catsim.estimation import NumericalSearchEstimator
from catsim.item_bank import ItemBank
from catsim.selection import MaxInfoSelector

from models.orient.estimation.posterior import Posterior, laplace
from models.orient.graded import Array, bounded
from models.orient.selection.gain import gains

WIDE = 400.0
"""Variance of the prior: it moves the estimate by less than the search of catsim leaves open."""

ITEMS, ANSWERED = 60, 25


def drawn(seed: int, *, equal_slopes: bool) -> tuple[Array, Array, list[bool]]:
    """Slopes, difficulties, and what a person in the middle answers."""
    rng = np.random.default_rng(seed)
    slopes = np.ones(ITEMS) if equal_slopes else rng.uniform(0.7, 2.0, ITEMS)
    places = rng.normal(0.0, 1.2, ITEMS)
    chance = 1.0 / (1.0 + np.exp(-slopes * (0.4 - places)))
    return slopes, places, (rng.random(ITEMS) < chance).tolist()


def theirs(slopes: Array, places: Array) -> Any:
    return ItemBank(np.column_stack([slopes, places, np.zeros(ITEMS), np.ones(ITEMS)]))


def thresholds(slopes: Array, places: Array) -> Array:
    return np.repeat((slopes * places)[:, None], 4, axis=1)


def ours(slopes: Array, places: Array, asked: list[int], rights: list[bool]) -> Posterior:
    edges, rows = bounded(thresholds(slopes, places)), np.array(asked)
    values = np.where(rights, 5, 1)
    loadings = slopes[rows, None]
    gram = WIDE * loadings @ loadings.T
    return laplace(WIDE * loadings, gram, edges[rows, values - 1], edges[rows, values], np.full((1, 1), WIDE))


@pytest.mark.parametrize("seed", range(4))
def test_the_estimate_is_that_of_catsim(seed: int) -> None:
    slopes, places, answers = drawn(seed, equal_slopes=False)
    asked = list(range(ANSWERED))
    rights = answers[:ANSWERED]
    found = NumericalSearchEstimator().estimate(
        item_bank=theirs(slopes, places), administered_items=asked, response_vector=rights, est_theta=0.0
    )
    mine = ours(slopes, places, asked, rights)
    # The prior draws by about variance / WIDE of the distance to 0, some .001; the search of catsim ends within .01.
    assert mine.mean[0] == pytest.approx(found, abs=0.02)
    # The variance is one over the information, which catsim's own curve gives at that place.
    chance = 1.0 / (1.0 + np.exp(-slopes * (mine.mean[0] - places)))
    told = (slopes**2 * chance * (1.0 - chance))[:ANSWERED].sum()
    assert mine.covariance[0, 0] == pytest.approx(1.0 / (told + 1.0 / WIDE), rel=1e-3)


@pytest.mark.parametrize("seed", range(4))
def test_with_equal_slopes_a_whole_session_asks_what_catsim_asks(seed: int) -> None:
    # What is not known of the place flattens all items alike then, so the order of what they tell cannot change.
    slopes, places, answers = drawn(seed, equal_slopes=True)
    asked = [int(np.argmin(places)), int(np.argmax(places))]
    rights = [True, False]  # the likelihood has a top from the start
    for _ in range(ANSWERED):
        known = ours(slopes, places, asked, rights)
        worth = gains(known, np.ones((1, 1)), slopes[:, None], thresholds(slopes, places))
        worth[asked] = -1.0
        wanted = MaxInfoSelector().select(
            item_bank=theirs(slopes, places), administered_items=asked, est_theta=float(known.mean[0])
        )
        assert int(worth.argmax()) == wanted
        asked.append(int(worth.argmax()))
        rights.append(answers[asked[-1]])


@pytest.mark.parametrize("seed", range(4))
def test_with_other_slopes_the_choice_tells_almost_as_much_as_that_of_catsim(seed: int) -> None:
    # catsim takes the place for certain; ours asks steep items less as long as it may be elsewhere. After 25 answers
    # little of that is left: what our choice tells at the estimated place is within a tenth of the most.
    slopes, places, answers = drawn(seed, equal_slopes=False)
    asked = list(range(ANSWERED))
    known = ours(slopes, places, asked, answers[:ANSWERED])
    worth = gains(known, np.ones((1, 1)), slopes[:, None], thresholds(slopes, places))
    worth[asked] = -1.0
    wanted = MaxInfoSelector().select(
        item_bank=theirs(slopes, places), administered_items=asked, est_theta=float(known.mean[0])
    )
    chance = 1.0 / (1.0 + np.exp(-slopes * (known.mean[0] - places)))
    told = slopes**2 * chance * (1.0 - chance)
    assert told[int(worth.argmax())] >= 0.9 * told[wanted]
