"""The simulated players: what is found stays above what a shuffled deck would give, and told stability holds."""

import numpy as np
import pytest

from models.kaarten.moves import Mode
from training.kaarten.simulation import calibration, simulate


@pytest.mark.parametrize(("mode", "least", "taps"), [(Mode.PILES, 0.78, (43, 43)), (Mode.SHORT, 0.75, (24, 31))])
def test_simulated_players_find_their_seven(mode: Mode, least: float, taps: tuple[int, int]) -> None:
    rng = np.random.default_rng(7)
    games = [simulate(cards=36, mode=mode, noise=0.35, compare=False, rng=rng, draws=40) for _ in range(40)]
    assert np.mean([game.found for game in games]) >= least
    assert all(taps[0] <= game.taps <= taps[1] for game in games)
    bins = calibration(games)
    assert sum(row.n for row in bins) == 7 * len(games)
    firm = bins[-1]
    assert firm.held == pytest.approx(firm.said, abs=0.08)


def test_without_noise_the_seven_are_found_in_order() -> None:
    rng = np.random.default_rng(3)
    for mode in Mode:
        game = simulate(cards=36, mode=mode, noise=1e-9, compare=False, rng=rng, draws=20)
        assert (game.found, game.tau) == (1.0, 1.0)
