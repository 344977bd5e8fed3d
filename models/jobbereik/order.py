"""In which order a list stands: what is told of a row decides, then what is near, and what is one's own."""

import numpy as np
from numpy.typing import NDArray

from models.jobbereik.decision import EITHER
from models.jobbereik.parameters import Parameters

BELOW = 1.0
"""Work below the own level is put in order after all other: its score is so much lower."""

HARDLY = 2.0
"""What has hardly any chance for today is put in order after all other, also after work below the own level."""

FIRST = 3.0
"""The first list is put in order by another chance than the rest, so what moves up to it gets so much more: its score
never falls, even where it has hardly any chance for today."""

BESIDE, LOWER = 0.03, 0.02
"""Within one word of doubt: what the chance of the other list puts forward at most, and what each level lower puts
back."""

COMMON = 0.2
"""Within one word of doubt: what puts work back that is named to many, by the share of occupations from which it is.
Teaching led a sixth of all second lists: whoever has a diploma can learn it, and a coach first names what is nearer."""

LEVELS = 7
"""So many levels lie between the lowest and the highest."""

TIES = 1e-6
"""What counts between equals: the score of the trees; and without an experience, what is covered."""


def in_order(
    chance: NDArray[np.float64],
    beside: NDArray[np.float64],
    lower: NDArray[np.int64],
    common: NDArray[np.float64],
    parameters: Parameters,
) -> NDArray[np.float64]:
    """Return what puts a list in order: its words of doubt, then what is nearer, not lower, and not named to everybody.

    The words never go up again along a list, since a chance keeps between the borders of its word. Of what is a guess
    anyhow, what more would train for comes first.

    Parameters
    ----------
    chance
        The chance that is told of each occupation; float64, shape (n,).
    beside
        The chance of the other list; float64, shape (n,).
    lower
        How many levels lower than the own one each occupation is, 0 when it is not or is not known; shape (n,).
    common
        Share of the occupations from which each is a step, 0 to 1; float64, shape (n,).
    """
    borders = np.array([0.0, parameters.doubt_possible, parameters.doubt_likely, parameters.doubt_sure, 1.0])
    word = np.searchsorted(borders[1:-1], chance, side="right")
    more, less = np.where(word == 0, EITHER, BESIDE), LOWER * LEVELS + COMMON
    start, width = borders[word], borders[word + 1] - borders[word]
    moved = chance + more * beside - LOWER * np.minimum(lower, LEVELS) - COMMON * common
    within = (moved - start + less) / (width + more + less)  # all of a word's chances, moved as far as can be: 0 to 1
    return np.asarray(start + width * within, dtype=np.float64)
