"""Maps as numbers for an SVG: a flat view that is right near its middle, over the pattern that all postcodes make.

No tiles, no borders, no roads: the faint dots are the middles of the postcodes themselves. North is up.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

from item_bank.postcodes.distance import EARTH_KM
from item_bank.postcodes.table import Place, postcodes

KM_PER_DEGREE = EARTH_KM * math.pi / 180
"""Kilometres of one degree of latitude, on the sphere that distances between postcodes are measured on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Turns degrees into drawing units.

    Attributes
    ----------
    west, north
        Degrees at the upper left corner.
    scale
        Drawing units of a kilometre.
    squeeze
        How much shorter a degree of longitude is than one of latitude here, 0 to 1.
    width, height
        Size of the drawing in its own units.
    """

    west: float
    north: float
    scale: float
    squeeze: float
    width: float
    height: float

    @classmethod
    def around(cls, latitude: float, longitude: float, half_km: float, width: float, margin: float = 0.0) -> "View":
        """Return a square view with a point in its middle and ``half_km`` from there to each side.

        Examples
        --------
        >>> ghent = postcodes().find("9000")
        >>> View.around(ghent.latitude, ghent.longitude, 10.0, 400.0).at(ghent)
        (200.0, 200.0)
        """
        scale = (width / 2 - margin) / half_km
        squeeze = math.cos(math.radians(latitude))
        degrees = width / 2 / scale / KM_PER_DEGREE
        return cls(
            west=longitude - degrees / squeeze,
            north=latitude + degrees,
            scale=scale,
            squeeze=squeeze,
            width=width,
            height=width,
        )

    def at(self, place: Place) -> tuple[float, float]:
        """Return where a place stands, in drawing units to one decimal."""
        x = (place.longitude - self.west) * KM_PER_DEGREE * self.squeeze * self.scale
        y = (self.north - place.latitude) * KM_PER_DEGREE * self.scale
        return round(x, 1), round(y, 1)

    def shows(self, x: float, y: float) -> bool:
        """Return whether a point lies on the drawing."""
        return 0 <= x <= self.width and 0 <= y <= self.height

    def dots(self, wanted: Callable[[Place], bool] = lambda place: True, digits: int = 1) -> str:
        """Return a path with a dot for each postcode in view; dots that fall together are drawn once."""
        points = (self.at(place) for place in postcodes().places if wanted(place))
        shown = dict.fromkeys((round(x, digits), round(y, digits)) for x, y in points if self.shows(x, y))
        return "".join(f"M{x:g} {y:g}h0" for x, y in shown)
