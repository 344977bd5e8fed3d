"""The map of vacancies: a dot for each place, larger for more of them, over the pattern of all postcodes."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from api.web.map import KM_PER_DEGREE, View
from item_bank.postcodes.table import LATITUDES, LONGITUDES, Place
from models.vacancies.nearby import Area

WIDTH = 1_000

MARGIN = 1.12
SMALLEST_KM = 8.0
"""A smaller radius is not drawn larger than this: a map of one village says nothing."""

LABELS = 8
LETTER, LINE = 21, 44
"""Width of a letter and height of a line of labels, in units of the map."""

DOT, DOT_MAX = 11, 34


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """Vacancies of one place on the map.

    Attributes
    ----------
    x, y, r
        In units of the map.
    label
        Name of the municipality; empty where a label would run into another.
    side
        ``start`` or ``end``: the end of the label that stands at the dot.
    """

    x: int
    y: int
    r: int
    count: int
    label: str
    side: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """Figures of one map.

    Attributes
    ----------
    height
        The width is ``WIDTH``.
    ground
        SVG path with a point for each postcode.
    circle
        Middle and radius of what was asked, or ``None``.
    """

    height: int
    ground: str
    dots: tuple[Dot, ...]
    circle: tuple[int, int, int] | None


def _view(area: Area | None) -> View:
    if area is not None:
        half = MARGIN * max(area.radius_km, SMALLEST_KM)
        return View.around(area.place.latitude, area.place.longitude, half, WIDTH)
    squeeze = math.cos(math.radians(sum(LATITUDES) / 2))
    scale = WIDTH / ((LONGITUDES[1] - LONGITUDES[0]) * KM_PER_DEGREE * squeeze)
    height = round((LATITUDES[1] - LATITUDES[0]) * KM_PER_DEGREE * scale)
    return View(west=LONGITUDES[0], north=LATITUDES[1], scale=scale, squeeze=squeeze, width=WIDTH, height=height)


def draw(places: Sequence[tuple[Place, int]], area: Area | None) -> Map:
    """Return the figures of a map of places with how many vacancies each has, most first."""
    view = _view(area)
    circle = None
    if area is not None:
        x, y = map(round, view.at(area.place))
        circle = (x, y, round(area.radius_km * view.scale))
    return Map(height=round(view.height), ground=view.dots(digits=0), dots=_dots(places, view), circle=circle)


def _dots(places: Sequence[tuple[Place, int]], view: View) -> tuple[Dot, ...]:
    most = max((count for _, count in places), default=1)
    taken: list[tuple[int, int, int]] = []
    named: set[str] = set()
    dots = []
    for place, count in places:
        x, y = map(round, view.at(place))
        r = round(DOT + (DOT_MAX - DOT) * math.sqrt((count - 1) / max(most - 1, 1)))
        name = place.municipality
        long = r + 8 + LETTER * len(name)
        side = "end" if x + long > WIDTH else "start"
        left = x - long if side == "end" else x
        free = (
            all(abs(y - other) > LINE or left > end or left + long < start for start, end, other in taken) and left >= 0
        )
        shown = free and len(taken) < LABELS and name not in named
        if shown:
            taken.append((left, left + long, y))
            named.add(name)
        dots.append(Dot(x=x, y=y, r=r, count=count, label=name if shown else "", side=side))
    return tuple(dots)
