"""Open vacancies near a place, and what is known of one."""

from datetime import date

from api.catalogue.service import check_postcode
from api.problems import Issue, ProblemError, pointer, shown
from api.vacancies.schemas import NearIn
from item_bank.postcodes.table import postcodes
from item_bank.vacancies.records import Vacancy
from models.jobbereik.engine import Jobbereik
from models.vacancies import nearby
from models.vacancies.nearby import Area, Near, Nearby

NOTHING = Nearby(items=(), total=0, place_unknown=0)


def area_of(query: NearIn) -> Area | None:
    """Return the circle that is asked, or ``None`` when everywhere is meant."""
    place = None if query.postcode is None else postcodes().find(query.postcode)
    return None if place is None else Area(place=place, radius_km=query.radius_km or nearby.RADIUS_KM)


def find(engine: Jobbereik, query: NearIn, on: date) -> Nearby:
    """Return the open vacancies that are asked.

    Raises
    ------
    ProblemError
        422 when the occupation or the postcode does not exist, or a radius has no postcode to measure from.
    """
    if query.radius_km is not None and query.postcode is None:
        detail = "a radius is measured from a postcode; give postcode too, or leave radiusKm out"
        issue = Issue(location="query", pointer="/radiusKm", code="postcode-missing", detail=detail)
        raise ProblemError(422, "invalid-request", "radiusKm needs a postcode", issue)
    check_postcode(query.postcode, "query", "postcode")
    occupation = None if query.occupation_id is None else _occupation(engine, query.occupation_id)
    if engine.vacancies is None:
        return NOTHING
    return nearby.find(
        engine.vacancies,
        on=on,
        occupation=occupation,
        area=area_of(query),
        limit=query.limit,
        offset=query.offset,
    )


def _occupation(engine: Jobbereik, id_: str) -> int:
    found = engine.catalogue.occupation_index(id_)
    if found is None:
        detail = "the active catalogue does not have this occupation; GET /occupations gives those it has"
        issue = Issue(
            location="query", pointer=pointer(("occupationId",)), code="unknown-id", detail=detail, value=shown(id_)
        )
        raise ProblemError(422, "unknown-id", "occupationId is not in the active catalogue", issue)
    return found


def municipality(item: Near) -> str | None:
    """Return the municipality: as the postcode says, else as written in the vacancy."""
    return item.place.municipality if item.place is not None else item.vacancy.municipality


def link(found: Vacancy) -> str | None:
    """Return the address where it was published, when that is one of the web."""
    address = found.url or ""
    return address if address.startswith(("https://", "http://")) else None


def find_one(engine: Jobbereik, id_: str, on: date) -> Near:
    """Return an open vacancy.

    Raises
    ------
    ProblemError
        404 when there is none with this id, or its last day is past.
    """
    found = None if engine.vacancies is None else engine.vacancies.vacancy(id_)
    if found is None or not found.open_on(on):
        raise ProblemError(404, "not-found", f"there is no open vacancy {shown(id_)!r}")
    return Near(vacancy=found, places=nearby.places_of(found), distance_km=None)


def competences(engine: Jobbereik, found: Vacancy) -> list[tuple[str, str]]:
    """Return the competences that were found in a vacancy, as far as the catalogue has them: id and label."""
    positions = (engine.catalogue.competence_index(id_) for id_ in found.competence_ids)
    rows = (engine.catalogue.competence(position) for position in positions if position is not None)
    return [(row.id, row.names.label("nl")) for row in rows]


def occupation_label(engine: Jobbereik, found: Vacancy) -> str | None:
    """Return the name of the occupation that the title was read as; ``None`` when not known."""
    position = None if found.occupation_id is None else engine.catalogue.occupation_index(found.occupation_id)
    return None if position is None else engine.catalogue.occupation(position).names.label("nl")
