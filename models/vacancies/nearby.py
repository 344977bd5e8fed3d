"""Open vacancies near a place: which there are, how far away, and how many each occupation has.

Distances are those between the middles of postcodes, as the crow flies. A vacancy whose place is not known is never
near: it is counted apart. Upstream: :class:`models.vacancies.statistics.VacancyStatistics` and ``item_bank.postcodes``.
Downstream: ``models.jobbereik`` and ``api``.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from item_bank.postcodes.table import Place, postcodes
from item_bank.vacancies.bank import VacancyBank
from item_bank.vacancies.records import Vacancy
from models.vacancies.statistics import VacancyStatistics

RADIUS_KM = 30
"""Radius when a person names a place and no distance."""

RADIUS_MAX_KM = 300
"""No two places in Belgium lie further apart than this."""

UNKNOWN_PLACE = np.float32(np.nan)
_CODES = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A circle around a place.

    Attributes
    ----------
    radius_km
        Above 0 to ``RADIUS_MAX_KM``.

    Raises
    ------
    ValueError
        When the radius is out of range.
    """

    place: Place
    radius_km: float = RADIUS_KM

    def __post_init__(self) -> None:
        if not 0 < self.radius_km <= RADIUS_MAX_KM:
            raise ValueError(f"radius is {self.radius_km} km; allowed is above 0 to {RADIUS_MAX_KM}")

    def distances(self) -> NDArray[np.float32]:
        """Return the distance to each postcode number, NaN where no place has it; float32, shape (10000,)."""
        table = postcodes()
        found = np.full(_CODES, UNKNOWN_PLACE)
        found[[int(place.postcode) for place in table.places]] = table.distances_from(self.place)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """An open vacancy, and how far away it is.

    Attributes
    ----------
    places
        Where it is in Belgium, nearest first; empty when not known.
    distance_km
        From the place that was asked to the nearest of them; ``None`` when no place was asked, or where it is is not
        known.
    """

    vacancy: Vacancy
    places: tuple[Place, ...]
    distance_km: float | None

    @property
    def place(self) -> Place | None:
        """Return the nearest place; ``None`` when not known."""
        return self.places[0] if self.places else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearby:
    """Open vacancies: a page of them, and how many there are.

    Attributes
    ----------
    items
        Nearest first when a place was asked, else newest first; ties newest first, then by id.
    total
        All of them.
    place_unknown
        Open vacancies that were left out because nobody knows where they are; 0 when no place was asked.
    """

    items: tuple[Near, ...]
    total: int
    place_unknown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Open vacancies of every occupation.

    Attributes
    ----------
    open
        Within the area, or everywhere when none was asked; -1 where the vacancies do not know the occupation; int64,
        shape (n,).
    place_unknown
        Those that nobody knows the place of; 0 when no area was asked; int64, shape (n,).
    """

    open: NDArray[np.int64]
    place_unknown: NDArray[np.int64]

    def of(self, occupation: int) -> int | None:
        """Return how many an occupation has, or ``None`` when the vacancies do not know it."""
        found = int(self.open[occupation])
        return None if found < 0 else found

    def total(self, occupations: tuple[int, ...]) -> int | None:
        """Return how many these occupations have together, or ``None`` when none of them is known."""
        found = [count for count in map(self.of, occupations) if count is not None]
        return sum(found) if found else None

    @property
    def none_here(self) -> NDArray[np.bool_]:
        """Return which occupations surely have no open vacancy here; what is not known is not among them."""
        return np.asarray((self.open == 0) & (self.place_unknown == 0))


def places_of(vacancy: Vacancy, area: Area | None = None) -> tuple[Place, ...]:
    """Return the Belgian places of a vacancy, those nearest to the middle of an area first."""
    found = tuple(place for code in vacancy.postcodes if (place := postcodes().find(str(code))) is not None)
    if area is None or len(found) < len(("one", "other")):
        return found
    distances = area.distances()
    return tuple(sorted(found, key=lambda place: float(distances[int(place.postcode)])))


@lru_cache(maxsize=32)
def counts(statistics: VacancyStatistics, on: date, area: Area | None = None) -> Counts:
    """Count the open vacancies of every occupation on a day, in an area or everywhere."""
    n = len(statistics.owner)
    if area is None:
        found = np.where(statistics.known, statistics.open_counts(on), -1)
        return Counts(open=found, place_unknown=np.zeros(n, dtype=np.int64))
    last = np.asarray(statistics.bank.valid_through)
    still = (last == 0) | (last >= on.toordinal())
    distances = _distances(statistics.bank, area)
    near = _by_occupation(still & (distances <= area.radius_km), statistics)
    return Counts(
        open=np.where(statistics.known, near, -1),
        place_unknown=_by_occupation(still & np.isnan(distances), statistics),
    )


@lru_cache(maxsize=2)
def _further(bank: VacancyBank) -> tuple[NDArray[np.int32], NDArray[np.uint16]]:
    return bank.further()


def _distances(bank: VacancyBank, area: Area) -> NDArray[np.float32]:
    """Return how far each vacancy is, at the nearest of its places; NaN where none is known; float32, shape (n,)."""
    of_code = area.distances()
    found: NDArray[np.float32] = of_code[np.asarray(bank.postcodes)]
    at, codes = _further(bank)
    np.fmin.at(found, at, of_code[codes])
    return found


def _by_occupation(chosen: NDArray[np.bool_], statistics: VacancyStatistics) -> NDArray[np.int64]:
    sums = np.cumsum(np.concatenate([[0], chosen]), dtype=np.int64)
    by_bank = np.append(np.diff(sums[np.asarray(statistics.bank.indptr)]), 0)
    return np.asarray(by_bank[statistics.owner], dtype=np.int64)


def find(
    statistics: VacancyStatistics,
    *,
    on: date,
    occupation: int | None = None,
    area: Area | None = None,
    limit: int = 20,
    offset: int = 0,
) -> Nearby:
    """Return the open vacancies of an occupation, or of all, in an area or everywhere.

    Parameters
    ----------
    on
        The day; a vacancy whose last day is past is never found.
    occupation
        Position in the catalogue.
    """
    bank = statistics.bank
    found, distances, unknown = _chosen(statistics, on, occupation, area)
    order = _order(bank.numbers["posted"][found], found, distances)
    shown = order[offset : offset + limit]
    return Nearby(
        items=tuple(
            _near(bank.vacancy(int(found[i])), area, None if distances is None else float(distances[i]))
            for i in shown.tolist()
        ),
        total=len(found),
        place_unknown=unknown,
    )


def by_place(
    statistics: VacancyStatistics, *, on: date, occupation: int | None = None, area: Area | None = None
) -> tuple[tuple[Place, int], ...]:
    """Return how many of the same vacancies each place has, most first; those of unknown places are left out.

    A vacancy with several places counts at each of them that lies in the area.
    """
    found, _, _ = _chosen(statistics, on, occupation, area)
    chosen = np.zeros(len(statistics.bank), dtype=np.bool_)
    chosen[found] = True
    at, more = _further(statistics.bank)
    every = np.concatenate([np.asarray(statistics.bank.postcodes)[found], more[chosen[at]]])
    codes, sizes = np.unique(every, return_counts=True)
    far = None if area is None else area.distances() > area.radius_km
    places = ((postcodes().find(str(code)), int(size)) for code, size in zip(codes.tolist(), sizes, strict=True))
    known = [
        (place, size) for place, size in places if place is not None and (far is None or not far[int(place.postcode)])
    ]
    return tuple(sorted(known, key=lambda pair: (-pair[1], pair[0].postcode)))


def _chosen(
    statistics: VacancyStatistics, on: date, occupation: int | None, area: Area | None
) -> tuple[NDArray[np.int64], NDArray[np.float32] | None, int]:
    """Return positions of open vacancies, their distances when a place was asked, and how many have no known place."""
    bank = statistics.bank
    positions = range(len(bank)) if occupation is None else statistics.positions_of(occupation)
    found = bank.open_on(positions, on)
    if area is None:
        return found, None, 0
    distances = _distances(bank, area)[found]
    inside = distances <= area.radius_km
    return found[inside], distances[inside], int(np.isnan(distances).sum())


def _order(
    posted: NDArray[np.int32], positions: NDArray[np.int64], distances: NDArray[np.float32] | None
) -> NDArray[np.int64]:
    """Return the order: by whole kilometres when there are distances, then newest first."""
    newest = -np.asarray(posted, dtype=np.int64)
    keys = (positions, newest) if distances is None else (positions, newest, np.round(distances))
    return np.asarray(np.lexsort(keys), dtype=np.int64)


def _near(vacancy: Vacancy, area: Area | None, distance: float | None) -> Near:
    return Near(vacancy=vacancy, places=places_of(vacancy, area), distance_km=distance)
