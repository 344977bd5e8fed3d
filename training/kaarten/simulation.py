"""Simulated players of the card games.

Each player has a value for every card, drawn from a standard normal distribution, and judges with noise that is drawn
anew for every card and every judgement (Thurstone). What is found is compared with the seven of the highest value. This
simulates: it compares ways of playing, it does not say how people play.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from item_bank.kaarten.schema import SEVEN, CardId
from models.kaarten.game import play
from models.kaarten.moves import Choose, Compare, Mode, Move, Pile, Sort
from models.kaarten.results import result
from models.kaarten.stability import closest_call
from models.kaarten.state import Stage, State

Judge = Callable[[tuple[CardId, ...]], CardId]


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """What one simulated game gave.

    Attributes
    ----------
    found
        Share of the true seven that are among the seven that were found.
    tau
        Kendall's tau between true and found order of the seven that were found.
    said, kept
        For each of the seven: the stability that was told, and whether the card truly is one of the seven.
    """

    taps: int
    found: float
    tau: float
    said: tuple[float, ...]
    kept: tuple[bool, ...]


def _sorts(
    order: tuple[CardId, ...], values: NDArray[np.float64], noise: float, rng: np.random.Generator
) -> list[Sort]:
    heard = values + noise * rng.standard_normal(len(order))
    spread = float(np.hypot(1.0, noise))
    low, high = spread * np.array([-0.4307, 0.4307])  # thirds of a normal distribution
    piles = [Pile.HIGH if x > high else Pile.LOW if x < low else Pile.MIDDLE for x in heard]
    return [Sort(card=card, pile=pile) for card, pile in zip(order, piles, strict=True)]


def simulate(
    *, cards: int, mode: Mode, noise: float, compare: bool, rng: np.random.Generator, draws: int = 500
) -> Played:
    """Play one game with a simulated player.

    Parameters
    ----------
    compare
        Whether the player also answers the close calls.
    """
    order = tuple(CardId(f"card-{i}") for i in range(cards))
    values = rng.standard_normal(cards)
    worth = dict(zip(order, values, strict=True))

    def judge(among: tuple[CardId, ...]) -> CardId:
        heard = [worth[card] + noise * rng.standard_normal() for card in among]
        return among[int(np.argmax(heard))]

    moves: list[Move] = []
    if mode is Mode.PILES:
        moves += _sorts(order, values, noise, rng)
    state = play(order, moves, mode=mode)
    while state.stage is Stage.CHOOSE or (compare and state.stage is Stage.COMPARE):
        moves.append(_answer(state, judge))
        state = play(order, moves, mode=mode)
    best = [order[i] for i in np.argsort(-values, kind="stable")[:SEVEN]]
    placed = result(state, draws=draws).placements
    return Played(
        taps=len(moves),
        found=len(set(best) & set(state.ranking)) / SEVEN,
        tau=_tau([worth[card] for card in state.ranking]),
        said=tuple(item.in_seven for item in placed),
        kept=tuple(item.card in best for item in placed),
    )


def _answer(state: State, judge: Judge) -> Move:
    if state.stage is Stage.CHOOSE:
        return Choose(card=judge(state.open()))
    pair = closest_call(state)
    assert pair is not None  # noqa: S101 - the seventh can always be compared with a card outside
    return Compare(cards=pair, card=judge(pair))


def _tau(values: list[float]) -> float:
    """Return Kendall's tau of a list that should fall.

    Examples
    --------
    >>> _tau([3.0, 2.0, 1.0]), _tau([1.0, 2.0])
    (1.0, -1.0)
    """
    signs = [np.sign(values[i] - values[j]) for i in range(len(values)) for j in range(i + 1, len(values))]
    return float(np.mean(signs))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Cards whose told stability lies in one range: how many, the mean that was told, and the share that held."""

    label: str
    n: int
    said: float
    held: float


def calibration(games: list[Played], bounds: tuple[float, ...] = (0.0, 0.5, 0.65, 0.85, 1.0)) -> list[Bin]:
    """Return for each range of told stability whether it held; ranges without cards are left out."""
    said = np.array([x for game in games for x in game.said])
    kept = np.array([x for game in games for x in game.kept])
    which = np.clip(np.searchsorted(bounds, said, side="right") - 1, 0, len(bounds) - 2)
    return [
        Bin(
            label=f"{bounds[i]:.2f} to {bounds[i + 1]:.2f}",
            n=int((which == i).sum()),
            said=float(said[which == i].mean()),
            held=float(kept[which == i].mean()),
        )
        for i in range(len(bounds) - 1)
        if (which == i).any()
    ]
