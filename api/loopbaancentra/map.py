"""A simple map as numbers for an SVG: postcodes as faint dots, distances as rings, centres as numbered points.

There are no borders or roads: the dots of all postcodes show the shape of the country. North is up.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from item_bank.postcodes.table import Place, postcodes
from models.loopbaancentra.query import Hit

SIZE = 400.0
MARGIN = 16.0
KM_PER_DEGREE = 111.32
SMALLEST_KM = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Centres at one postcode; ``numbers`` are their places in the list."""

    x: float
    y: float
    label: str
    numbers: tuple[int, ...]

    @property
    def text(self) -> str:
        """Return what stands in the point: its number, or how many there are."""
        return str(self.numbers[0]) if len(self.numbers) == 1 else f"{len(self.numbers)}×"

    @property
    def words(self) -> str:
        """Return what the point means in words."""
        which = "nummer" if len(self.numbers) == 1 else "nummers"
        return f"{self.label}: {which} {', '.join(map(str, self.numbers))}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """What the template draws.

    Attributes
    ----------
    dots
        Path of faint dots, one for each postcode in view.
    rings
        Radius in drawing units and in kilometres.
    place
        Where the person is, or ``None``.
    """

    dots: str
    rings: tuple[tuple[float, int], ...]
    points: tuple[Point, ...]
    place: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class _View:
    """Turns degrees into drawing units: a flat map that is right near its middle."""

    latitude: float
    longitude: float
    km: float

    def at(self, place: Place) -> tuple[float, float]:
        scale = (SIZE / 2 - MARGIN) / self.km
        east = (place.longitude - self.longitude) * KM_PER_DEGREE * math.cos(math.radians(self.latitude))
        north = (place.latitude - self.latitude) * KM_PER_DEGREE
        return round(SIZE / 2 + east * scale, 1), round(SIZE / 2 - north * scale, 1)


def _inside(x: float, y: float) -> bool:
    return 0 <= x <= SIZE and 0 <= y <= SIZE


def _points(hits: Sequence[Hit], first: int, view: _View) -> tuple[Point, ...]:
    numbers: dict[str, list[int]] = {}
    for number, hit in enumerate(hits, start=first):
        if hit.location is not None:
            numbers.setdefault(hit.location.postcode, []).append(number)
    found = []
    for code, which in numbers.items():
        place = postcodes().find(code)
        if place is not None:
            x, y = view.at(place)
            found.append(Point(x=x, y=y, label=place.label, numbers=tuple(which)))
    return tuple(point for point in found if _inside(point.x, point.y))


def _rings(km: float) -> tuple[tuple[float, int], ...]:
    scale = (SIZE / 2 - MARGIN) / km
    steps = [step for step in (1, 2, 5, 10, 20, 50, 100) if km / 6 <= step <= km]
    return tuple((round(step * scale, 1), step) for step in steps)


def draw(hits: Sequence[Hit], *, place: Place | None, first: int = 1) -> Drawing:
    """Return the map of a list; its edge lies a little beyond the farthest centre.

    Parameters
    ----------
    place
        In the middle; without one the map shows Flanders and Brussels.
    first
        Number of the first in the list.

    Examples
    --------
    >>> drawing = draw((), place=postcodes().find("9000"))
    >>> drawing.place, [km for _, km in drawing.rings]
    ((200.0, 200.0), [1, 2, 5])
    """
    if place is None:
        view = _View(51.0, 4.25, 115.0)
    else:
        far = max((hit.distance_km or 0.0 for hit in hits), default=SMALLEST_KM)
        view = _View(place.latitude, place.longitude, max(far * 1.15, SMALLEST_KM))
    shown = (view.at(found) for found in postcodes().places if place is not None or found.province != "Luxemburg")
    return Drawing(
        dots="".join(f"M{x:g} {y:g}h0" for x, y in shown if _inside(x, y)),
        rings=_rings(view.km) if place is not None else (),
        points=_points(hits, first, view),
        place=None if place is None else view.at(place),
    )
