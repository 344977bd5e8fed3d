"""The table of Belgian postcodes: find one, search by name, and say how far places lie from each other.

Upstream: ``postcodes.csv`` beside this file (the README has its sources). Downstream: vacancies near a person and the
register of career centres.
"""

import csv
import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from item_bank.postcodes.distance import distance_km
from item_bank.postcodes.finding import Finder
from item_bank.postcodes.naming import fold
from item_bank.schema import CatalogueError

FILE = Path(__file__).with_name("postcodes.csv")

COLUMNS = ("postcode", "municipality", "nis", "province", "latitude", "longitude", "localities", "aliases")

PROVINCES = (
    "Antwerpen",
    "Brussels Hoofdstedelijk Gewest",
    "Henegouwen",
    "Limburg",
    "Luik",
    "Luxemburg",
    "Namen",
    "Oost-Vlaanderen",
    "Vlaams-Brabant",
    "Waals-Brabant",
    "West-Vlaanderen",
)
"""The ten provinces and the Brussels-Capital Region, which lies in none."""

FLEMISH = frozenset({"Antwerpen", "Limburg", "Oost-Vlaanderen", "Vlaams-Brabant", "West-Vlaanderen"})
"""The provinces of Flanders."""

LATITUDES, LONGITUDES = (49.45, 51.55), (2.5, 6.45)
"""Bounds of Belgium in degrees; a point outside is a mistake."""

TYPED_MAX = 200
"""Letters of what somebody typed that are read."""

_CODE = re.compile(r"[1-9][0-9]{3}")
_NIS = re.compile(r"[0-9]{5}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One postcode.

    Attributes
    ----------
    municipality
        Dutch name of the municipality as it is since the mergers of 2025.
    nis
        Code of the municipality at Statbel, five digits.
    province
        One of :data:`PROVINCES`.
    latitude, longitude
        The middle in degrees: of the main place, else the median of its places.
    localities
        Places that share the postcode, the main one first; empty for a business park.
    aliases
        Other names that people type: French ones, mostly.

    Raises
    ------
    CatalogueError
        When a value cannot be right.
    """

    postcode: str
    municipality: str
    nis: str
    province: str
    latitude: float
    longitude: float
    localities: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        where = f"postcode {self.postcode!r}"
        if not _CODE.fullmatch(self.postcode):
            raise CatalogueError(f"{where}: allowed are four digits from 1000 to 9999")
        if not self.municipality:
            raise CatalogueError(f"{where}: the municipality is empty")
        if not _NIS.fullmatch(self.nis):
            raise CatalogueError(f"{where}: nis is {self.nis!r}; allowed are five digits")
        if self.province not in PROVINCES:
            raise CatalogueError(f"{where}: province is {self.province!r}; allowed are {', '.join(PROVINCES)}")
        for name, value, (low, high) in (
            ("latitude", self.latitude, LATITUDES),
            ("longitude", self.longitude, LONGITUDES),
        ):
            if not low <= value <= high:
                raise CatalogueError(f"{where}: {name} is {value}; Belgium lies between {low} and {high}")

    @property
    def flemish(self) -> bool:
        """Whether it lies in Flanders; Brussels does not."""
        return self.province in FLEMISH

    @property
    def label(self) -> str:
        """Return what people call it: the place and its municipality, or the municipality of several places.

        Examples
        --------
        >>> postcodes().find("3001").label, postcodes().find("9000").label, postcodes().find("8380").label
        ('3001 Heverlee (Leuven)', '9000 Gent', '8380 Brugge')
        """
        only = self.localities[0] if len(self.localities) == 1 else self.municipality
        return self._labelled(only)

    def called(self, typed: str) -> str:
        """Return the label with the name of the part that somebody typed, so that namesakes can be told apart.

        Examples
        --------
        >>> [place.called("aalst") for place in postcodes().meant("aalst")]
        ['9300 Aalst', '3800 Aalst (Sint-Truiden)']
        """
        wanted = fold(typed)
        return next((self._labelled(name) for name in self.localities if fold(name) == wanted), self.label)

    def _labelled(self, name: str) -> str:
        beside = "" if name == self.municipality else f" ({self.municipality})"
        return f"{self.postcode} {name}{beside}"


@dataclass(frozen=True, slots=True, eq=False)
class Postcodes:
    """All postcodes, in the order of their numbers.

    Attributes
    ----------
    places
        One for each postcode.
    latitudes, longitudes
        Of each place in degrees; float64, shape (n,).
    """

    places: tuple[Place, ...]
    latitudes: NDArray[np.float64]
    longitudes: NDArray[np.float64]
    _positions: Mapping[str, int] = field(repr=False)
    _finder: Finder = field(repr=False)

    @classmethod
    def of(cls, places: Sequence[Place]) -> "Postcodes":
        """Put places in order.

        Raises
        ------
        CatalogueError
            When a postcode stands there twice.
        """
        ordered = tuple(sorted(places, key=lambda place: place.postcode))
        positions = {place.postcode: position for position, place in enumerate(ordered)}
        if len(positions) != len(ordered):
            twice = next(a.postcode for a, b in itertools.pairwise(ordered) if a.postcode == b.postcode)
            raise CatalogueError(f"postcode {twice!r} stands there twice; each may stand there once")
        return cls(
            ordered,
            np.array([place.latitude for place in ordered], dtype=np.float64),
            np.array([place.longitude for place in ordered], dtype=np.float64),
            positions,
            Finder.of(ordered),
        )

    def __len__(self) -> int:
        return len(self.places)

    def find(self, postcode: str) -> Place | None:
        """Return the place of a postcode, or ``None`` when Belgium has no such postcode for places.

        Examples
        --------
        >>> postcodes().find("1030").municipality
        'Schaarbeek'
        >>> postcodes().find("9999") is None
        True
        """
        position = self._positions.get(postcode)
        return None if position is None else self.places[position]

    def positions(self, codes: Iterable[str | None]) -> NDArray[np.int32]:
        """Return the position of each postcode, -1 where it is absent or does not exist; int32."""
        return np.array([self._positions.get(code or "", -1) for code in codes], dtype=np.int32)

    def search(self, text: str, *, limit: int = 10) -> tuple[Place, ...]:
        """Return places by the start of a postcode or of a name, the best first; empty when nothing fits.

        A name that is typed in full comes before a longer one, a municipality before its namesakes.

        Examples
        --------
        >>> [place.label for place in postcodes().search("heverlee", limit=1)]
        ['3001 Heverlee (Leuven)']
        >>> [place.label for place in postcodes().search("904")][:2]
        ['9040 Sint-Amandsberg (Gent)', '9041 Oostakker (Gent)']
        """
        wanted = fold(text)
        if not wanted:
            return ()
        if wanted.isdigit():
            return tuple(place for place in self.places if place.postcode.startswith(wanted))[:limit]
        found = dict.fromkeys((*self._finder.meant(text), *self._finder.ranked(text)))
        return tuple(self.places[position] for position in list(found)[:limit])

    def meant(self, text: str) -> tuple[Place, ...]:
        """Return the place that somebody means, then its namesakes in other municipalities; empty when nothing fits.

        Understood are postcodes (``B-9000``), names in Dutch, French, English and German, names of before the mergers
        of 2019 and 2025, short forms (``OLV Waver``) and a municipality beside the place (``Heverlee (Leuven)``).

        Examples
        --------
        >>> [place.label for place in postcodes().meant("Aalst")]
        ['9300 Aalst', '3800 Sint-Truiden']
        >>> [postcodes().meant(typed)[0].postcode for typed in ("Ghent", "Beveren", "B-8500", "Berchem (Antwerpen)")]
        ['9000', '9120', '8500', '2600']
        """
        return tuple(self.places[position] for position in self._finder.meant(text[:TYPED_MAX]))

    def distances_from(self, place: Place) -> NDArray[np.float64]:
        """Return how far each place lies from one, as the crow flies; kilometres, float64, shape (n,)."""
        return distance_km(place.latitude, place.longitude, self.latitudes, self.longitudes)

    def within(self, place: Place, radius_km: float) -> tuple[tuple[Place, float], ...]:
        """Return the places at most ``radius_km`` away with their distance, nearest first, itself included."""
        distances = self.distances_from(place)
        inside = np.flatnonzero(distances <= radius_km)
        order = inside[np.argsort(distances[inside], kind="stable")]
        return tuple((self.places[position], float(distances[position])) for position in order)


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def read_postcodes(path: Path) -> Postcodes:
    """Read a table of postcodes.

    Raises
    ------
    CatalogueError
        When a column is missing or a value cannot be right; the message names the file, the row and the value.
    """
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise CatalogueError(f"{path}: columns are {reader.fieldnames}; allowed are {list(COLUMNS)}")
        places = []
        for number, row in enumerate(reader, start=2):
            try:
                places.append(
                    Place(
                        postcode=row["postcode"],
                        municipality=row["municipality"],
                        nis=row["nis"],
                        province=row["province"],
                        latitude=float(row["latitude"]),
                        longitude=float(row["longitude"]),
                        localities=_split(row["localities"]),
                        aliases=_split(row["aliases"]),
                    )
                )
            except ValueError as error:
                raise CatalogueError(f"{path}, line {number}: {error}") from error
    return Postcodes.of(places)


@lru_cache(maxsize=1)
def postcodes() -> Postcodes:
    """Return the postcodes of Belgium; read once.

    Examples
    --------
    >>> gent, brugge = postcodes().find("9000"), postcodes().find("8000")
    >>> round(float(distance_km(gent.latitude, gent.longitude, brugge.latitude, brugge.longitude)))
    40
    """
    return read_postcodes(FILE)


@lru_cache(maxsize=4_096)
def find_place(text: str) -> Place | None:
    """Return the place that somebody typed: see :meth:`Postcodes.meant`.

    Examples
    --------
    >>> find_place("9000").municipality, find_place("leuven").postcode, find_place("nergens")
    ('Gent', '3000', None)
    """
    found = postcodes().meant(text)
    return found[0] if found else None
