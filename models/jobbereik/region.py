"""Where a person wants to work: what it takes away from the lists, and what must be said beside it."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from item_bank.postcodes.table import postcodes
from item_bank.vacancies.records import VacancySource
from models.jobbereik.schema import Filters, NoteCode
from models.vacancies import nearby
from models.vacancies.nearby import Area, Counts
from models.vacancies.statistics import VacancyStatistics


def area_of(filters: Filters) -> Area | None:
    """Return the circle that a person told, or ``None`` without a postcode that exists."""
    place = None if filters.postcode is None else postcodes().find(filters.postcode)
    return None if place is None else Area(place=place, radius_km=filters.radius_km or nearby.RADIUS_KM)


def open_vacancies(vacancies: VacancyStatistics | None, filters: Filters, on: date) -> Counts | None:
    """Return how many open vacancies each occupation has where the person wants to work, else everywhere."""
    return None if vacancies is None else nearby.counts(vacancies, on, area_of(filters))


def outside(vacancies: VacancyStatistics, filters: Filters, on: date) -> NDArray[np.bool_]:
    """Return which occupations surely have no open vacancy where the person wants to work; bool, shape (n,).

    What the vacancies do not know stays, and so does an occupation with a vacancy of which the place is not known.
    """
    area = area_of(filters)
    if area is None:
        return np.zeros(len(vacancies.owner), dtype=bool)
    return nearby.counts(vacancies, on, area).none_here


def region_notes(vacancies: VacancyStatistics | None, filters: Filters, on: date) -> tuple[NoteCode, ...]:
    """Return what must be said: that samples decide, that places are not known, or that the region does not count."""
    if filters.postcode is None and filters.radius_km is None:
        return ()
    area = area_of(filters)
    if area is None or vacancies is None or not vacancies.known.any():
        return (NoteCode.REGION_NOT_USED,)
    found = []
    if vacancies.source is VacancySource.SAMPLE:
        found.append(NoteCode.REGION_OF_SAMPLES)
    if nearby.counts(vacancies, on, area).place_unknown.any():
        found.append(NoteCode.REGION_PLACES_UNKNOWN)
    return tuple(found)
