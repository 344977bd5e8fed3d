"""The map of career centres: distances as rings, centres as numbered points."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.web.map import View
from item_bank.postcodes.table import Place, postcodes
from models.loopbaancentra.query import Hit

SIZE = 400.0
MARGIN = 16.0
SMALLEST_KM = 5.0
FLANDERS, FLANDERS_KM = (51.0, 4.25), 115.0
"""Middle, in degrees, and half the width of the map that shows Flanders and Brussels."""


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


def _points(hits: Sequence[Hit], first: int, view: View) -> tuple[Point, ...]:
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
    return tuple(point for point in found if view.shows(point.x, point.y))


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
        km, middle = FLANDERS_KM, FLANDERS
    else:
        far = max((hit.distance_km or 0.0 for hit in hits), default=SMALLEST_KM)
        km, middle = max(far * 1.15, SMALLEST_KM), (place.latitude, place.longitude)
    view = View.around(*middle, km, SIZE, MARGIN)
    return Drawing(
        dots=view.dots(lambda found: place is not None or found.province != "Luxemburg"),
        rings=_rings(km) if place is not None else (),
        points=_points(hits, first, view),
        place=None if place is None else view.at(place),
    )
