"""The six interests as a drawing: a hexagon of types with a band, from 0 in the middle to 100 at the corner."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from api.orient.schemas import InterestOut

CENTRE, RADIUS = 160.0, 100.0
"""Middle and size of the drawing in its own units: it is 320 wide and high."""

LABEL_DISTANCE = 118.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Corner:
    """One type: where its axis ends and where its name stands."""

    label: str
    x: float
    y: float
    text_x: float
    text_y: float
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hexagon:
    """Points of each line as SVG wants them.

    Attributes
    ----------
    band
        The outer line and, backwards, the inner line: filled by the even-odd rule it is the 80 % band.
    grid
        Rings at 25, 50, 75 and 100.
    """

    corners: tuple[Corner, ...]
    grid: tuple[str, ...]
    value: str
    band: str


def _point(position: int, distance: float) -> tuple[float, float]:
    angle = pi / 3 * position - pi / 2
    return round(CENTRE + distance * cos(angle), 1), round(CENTRE + distance * sin(angle), 1)


def _line(distances: Sequence[float]) -> str:
    points = (_point(i, distance) for i, distance in enumerate(distances))
    return " ".join(f"{x},{y}" for x, y in points)


def _path(distances: Sequence[float]) -> str:
    return "M" + " L".join(_line(distances).split(" ")) + " Z"


def hexagon(interests: Sequence[InterestOut]) -> Hexagon:
    """Return the drawing of six interests, in the order R I A S E C.

    Examples
    --------
    >>> six = [InterestOut(type=t, label=t, value=50, low=40, high=60) for t in "RIASEC"]
    >>> drawn = hexagon(six)
    >>> drawn.value.split(" ")[0], len(drawn.grid)
    ('160.0,110.0', 4)
    """
    corners = []
    for i, row in enumerate(interests):
        (x, y), (text_x, text_y) = _point(i, RADIUS), _point(i, LABEL_DISTANCE)
        anchor = "middle" if abs(text_x - CENTRE) < 1 else "start" if text_x > CENTRE else "end"
        corners.append(Corner(label=row.label, x=x, y=y, text_x=text_x, text_y=text_y, anchor=anchor))
    scale = RADIUS / 100
    return Hexagon(
        corners=tuple(corners),
        grid=tuple(_line([ring * scale] * 6) for ring in (25, 50, 75, 100)),
        value=_line([row.value * scale for row in interests]),
        band=_path([row.high * scale for row in interests]) + " " + _path([row.low * scale for row in interests]),
    )
