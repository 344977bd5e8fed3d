"""The verbs of ``python -m training kaarten``."""

import argparse

import numpy as np
from rich.console import Console
from rich.table import Table

from models.kaarten.evidence import NOISE
from models.kaarten.moves import Mode
from training.kaarten.simulation import Played, calibration, simulate

PLAYERS = range(10, 5_001)


def add_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verbs to the command line."""
    play = verbs.add_parser("simulate", help="let simulated players play, and measure what is found")
    play.add_argument("--players", type=int, default=300, choices=PLAYERS, metavar="N", help="games for each row (300)")
    play.add_argument(
        "--cards", type=int, default=36, choices=range(8, 101), metavar="N", help="cards in the deck (36)"
    )
    play.add_argument("--noise", type=float, default=NOISE, metavar="SD", help=f"noise in a judgement ({NOISE})")
    play.add_argument("--seed", type=int, default=1)
    play.set_defaults(run=_simulate)


def _row(games: list[Played]) -> tuple[str, ...]:
    found, tau = [np.array([getattr(game, name) for game in games]) for name in ("found", "tau")]
    error = 1.96 / np.sqrt(len(games))
    return (
        f"{np.mean([game.taps for game in games]):.1f}",
        f"{found.mean():.3f} ± {error * found.std():.3f}",
        f"{tau.mean():.3f} ± {error * tau.std():.3f}",
    )


def _simulate(options: argparse.Namespace, console: Console) -> None:
    table = Table("played", "taps", "share of true seven", "order (tau)", title=f"{options.cards} cards, simulated")
    told = Table("played", "told", "cards", "mean told", "held", title="told stability, and how often it held")
    for mode in Mode:
        for compare in (False, True):
            name = f"{mode.value}{' with close calls' if compare else ''}"
            rng = np.random.default_rng(options.seed)
            games = [
                simulate(cards=options.cards, mode=mode, noise=options.noise, compare=compare, rng=rng)
                for _ in range(options.players)
            ]
            table.add_row(name, *_row(games))
            for row in calibration(games):
                told.add_row(name, row.label, str(row.n), f"{row.said:.3f}", f"{row.held:.3f}")
    console.print(table)
    console.print(told)
