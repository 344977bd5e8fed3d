"""Where names stand in the drawing: beside their person, where no line, circle or other name runs through them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

from models.netwerk.layout import SIZE, Place

Anchor = Literal["start", "middle", "end"]
Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""

Segment = tuple[float, float, float, float]

WIDE, UP, DOWN = 0.56, 0.78, 0.24
"""Of the size of the letters: how wide a letter is, and how far it reaches above and below the line it stands on."""

GAP = 5.0
"""Between a circle and its name."""

FARTHER = (0.0, 10.0, 22.0)
"""How much farther a name may stand, where there is no room beside the circle."""

MIDDLE = 34.0
"""Radius of the circle in the middle."""

CROSSED, COVERED, FAR = 1.0, 4.0, 0.02
"""What it costs that a line runs through a name, that something covers it, and that it is not the first choice."""

TURNS = 3
"""Times that each name looks for a better spot, given where the others stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Where a name stands: the point on its line that its anchor names."""

    x: float
    y: float
    anchor: Anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spot:
    """A place where a name could stand, with what it costs by itself."""

    label: Label
    box: Box
    cost: float


def labels(
    found: Sequence[Place], names: Sequence[str], ties: Sequence[tuple[Place, Place]], *, node: float, size: float
) -> tuple[Label, ...]:
    """Return where the name of each place stands; the same drawing always gives the same.

    Parameters
    ----------
    names
        As they are written, in the order of the places.
    ties
        Who knows whom.
    node
        Radius of a circle.
    size
        Of the letters.

    Examples
    --------
    >>> from models.netwerk.layout import NODE, places
    >>> from models.netwerk.schema import Category, Network, Person
    >>> found = places(Network(people=(Person(id="a", alias="An", category=Category.FRIENDS, ring=1),)))
    >>> labels(found, ["An"], [], node=NODE, size=17)[0].anchor
    'middle'
    """
    middle = SIZE / 2
    lines = [(middle, middle, place.x, place.y) for place in found]
    lines += [(one.x, one.y, other.x, other.y) for one, other in ties]
    circles = [(place.x, place.y, node) for place in found] + [(middle, middle, MIDDLE)]
    spots = [
        _spots(place, name, lines, [row for row in circles if row[:2] != (place.x, place.y)], node, size)
        for place, name in zip(found, names, strict=True)
    ]
    chosen = [row[0] for row in spots]
    for _ in range(TURNS):
        for i, row in enumerate(spots):
            others = [one.box for j, one in enumerate(chosen) if j != i]
            chosen[i] = min(row, key=lambda spot: spot.cost + COVERED * sum(_overlap(spot.box, box) for box in others))
    return tuple(spot.label for spot in chosen)


def _spots(
    place: Place,
    name: str,
    lines: Sequence[Segment],
    circles: Sequence[tuple[float, float, float]],
    node: float,
    size: float,
) -> list[_Spot]:
    """Return where a name could stand, the side away from the middle first."""
    out = 1 if place.y > SIZE / 2 else -1
    sides = [(0, out), (1, out), (-1, out), (1, 0), (-1, 0), (1, -out), (-1, -out), (0, -out)]
    found = []
    for order, (farther, (across, down)) in enumerate(product(FARTHER, sides)):
        label, box = _placed(place, across, down, node + GAP + farther, len(name) * WIDE * size, size)
        crossed = sum(_through(line, box) for line in lines)
        covered = sum(_near(circle, box) for circle in circles) + _outside(box)
        found.append(_Spot(label=label, box=box, cost=CROSSED * crossed + COVERED * covered + FAR * order))
    return found


def _placed(place: Place, across: int, down: int, away: float, wide: float, size: float) -> tuple[Label, Box]:
    x = place.x + across * away * (1.0 if down == 0 else 0.6)
    anchor: Anchor = "middle" if across == 0 else "start" if across > 0 else "end"
    left = x - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]
    y = place.y + (size * (UP - DOWN) / 2 if down == 0 else away + UP * size if down > 0 else -away - DOWN * size)
    x, y = round(x, 1), round(y, 1)
    return Label(x=x, y=y, anchor=anchor), (left, y - UP * size, left + wide, y + DOWN * size)


def _outside(box: Box) -> bool:
    return box[0] < 2 or box[1] < 2 or box[2] > SIZE - 2 or box[3] > SIZE - 2


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _near(circle: tuple[float, float, float], box: Box) -> bool:
    x, y, radius = circle
    across, down = max(box[0] - x, 0.0, x - box[2]), max(box[1] - y, 0.0, y - box[3])
    return across * across + down * down < radius * radius


def _through(line: Segment, box: Box) -> bool:
    """Return whether a line runs through a box (Liang and Barsky, 1984, ACM Trans. Graph. 3).

    Examples
    --------
    >>> _through((0, 0, 10, 10), (4, 4, 6, 6)), _through((0, 0, 10, 10), (6, 0, 9, 3))
    (True, False)
    """
    x, y, end_x, end_y = line
    begins, ends = 0.0, 1.0
    for start, way, low, high in ((x, end_x - x, box[0], box[2]), (y, end_y - y, box[1], box[3])):
        if way == 0:
            if not low < start < high:
                return False
            continue
        first, last = sorted(((low - start) / way, (high - start) / way))
        begins, ends = max(begins, first), min(ends, last)
        if begins >= ends:
            return False
    return True
