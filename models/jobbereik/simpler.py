"""Which simpler work the lists leave out for who did such work too: chosen by what the experiences bring."""

import numpy as np
from numpy.typing import NDArray

from models.jobbereik.decision import FAR, WITH_TRAINING, WITHIN_REACH, Scored, told

SIMPLER = 2
"""Who did work of more than one level sees at most so many rows below the own level for each row that a list has at
least; what is sure or likely where these experiences put it is never left out, nor does another row decide. A reviewer
measured with the served trees, on 45 origins of three jobs: .836 of the steps within reach and .890 of both lists are
found, .851 and .972 of what is shown is right; with two for each other row it was .760, .810, .864 and .972."""


def _first(chosen: NDArray[np.bool_], scores: NDArray[np.float64], room: int) -> NDArray[np.int64]:
    """Return the positions of the first of the chosen occupations, ties by position."""
    positions = np.flatnonzero(chosen)
    return positions[np.argsort(-scores[positions], kind="stable")][:room]


def left_out(
    simpler: NDArray[np.bool_],
    open_: NDArray[np.bool_],
    side: NDArray[np.int8],
    scores: NDArray[np.float64],
    reference: tuple[Scored, Scored],
    person: tuple[Scored, Scored],
    *,
    likely: float,
    least: int,
) -> NDArray[np.bool_]:
    """Return which simpler work no list shows; bool, shape (n,).

    What has a place is chosen by the experiences and the filters alone, as what fills the lists is: a competence or
    licence more, which moves one row forward, takes no place of another.

    Parameters
    ----------
    simpler
        Work below the own level of somebody who did such work too; shape (n,).
    open_
        Occupations that the lists may show; shape (n,).
    side, scores
        Where each stands for who has what the experiences typically bring, and in which order; shape (n,).
    reference, person
        Both heads for that one, and for the person.
    likely
        The chance from which nothing is left out.
    least
        Rows that a list has at least.
    """
    firm = told(side, *(head.chance for head in reference)) >= likely
    loose, room, kept = simpler & open_ & ~firm, SIMPLER * least, firm.copy()
    for one in (WITHIN_REACH, WITH_TRAINING):
        kept[_first(loose & (side == one), scores, room)] = True
    room = 2 * room - int((kept & loose).sum())
    kept[_first(loose & (side == FAR), scores, room)] = True
    return simpler & ~kept & (told(side, *(head.chance for head in person)) < likely)
