"""A small map as figures for SVG: where vacancies are, over the pattern that all postcodes of Belgium make.

No map tiles, no outlines of others: the grey dots are the middles of the postcodes themselves.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from item_bank.postcodes.table import LATITUDES, LONGITUDES, Place, postcodes
from models.vacancies.nearby import Area

WIDTH = 1_000
KM_LATITUDE = 111.2
"""Kilometres of one degree of latitude."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class _View:
    west: float
    north: float
    scale: float
    squeeze: float
    height: int

    def at(self, place: Place) -> tuple[int, int]:
        x = (place.longitude - self.west) * KM_LATITUDE * self.squeeze * self.scale
        y = (self.north - place.latitude) * KM_LATITUDE * self.scale
        return round(x), round(y)

    def shows(self, x: int, y: int) -> bool:
        return 0 <= x <= WIDTH and 0 <= y <= self.height


def _view(area: Area | None) -> _View:
    if area is None:
        squeeze = math.cos(math.radians(sum(LATITUDES) / 2))
        wide = (LONGITUDES[1] - LONGITUDES[0]) * KM_LATITUDE * squeeze
        scale = WIDTH / wide
        height = round((LATITUDES[1] - LATITUDES[0]) * KM_LATITUDE * scale)
        return _View(west=LONGITUDES[0], north=LATITUDES[1], scale=scale, squeeze=squeeze, height=height)
    place, half = area.place, MARGIN * max(area.radius_km, SMALLEST_KM)
    squeeze = math.cos(math.radians(place.latitude))
    west = place.longitude - half / (KM_LATITUDE * squeeze)
    scale = WIDTH / (2 * half)
    return _View(west=west, north=place.latitude + half / KM_LATITUDE, scale=scale, squeeze=squeeze, height=WIDTH)


def draw(places: Sequence[tuple[Place, int]], area: Area | None) -> Map:
    """Return the figures of a map of places with how many vacancies each has, most first."""
    view = _view(area)
    points = (view.at(place) for place in postcodes().places)
    ground = "".join(f"M{x} {y}h0" for x, y in dict.fromkeys(points) if view.shows(x, y))
    circle = None
    if area is not None:
        x, y = view.at(area.place)
        circle = (x, y, round(area.radius_km * view.scale))
    return Map(height=view.height, ground=ground, dots=_dots(places, view), circle=circle)


def _dots(places: Sequence[tuple[Place, int]], view: _View) -> tuple[Dot, ...]:
    most = max((count for _, count in places), default=1)
    taken: list[tuple[int, int, int]] = []
    named: set[str] = set()
    dots = []
    for place, count in places:
        x, y = view.at(place)
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
