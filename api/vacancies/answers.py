"""Open vacancies as members of JSON, and the questions that pages and JSON share."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from pydantic_core import to_json

from api.vacancies import service, texts
from api.vacancies.schemas import NearIn
from item_bank.vacancies.countries import BELGIUM
from item_bank.vacancies.records import Salary, VacancySource
from models.jobbereik.engine import Jobbereik
from models.vacancies.nearby import Near


def vacancies(engine: Jobbereik, query: NearIn, on: date) -> bytes:
    """Return the open vacancies that are asked as JSON."""
    found = service.find(engine, query, on)
    known = engine.vacancies
    area = service.area_of(query)
    return to_json(
        {
            "items": [in_short(item) for item in found.items],
            "total": found.total,
            "placeUnknown": found.place_unknown,
            "radiusKm": None if area is None else area.radius_km,
            "source": None if known is None else known.source,
            "vacanciesVersion": None if known is None else known.version,
        }
    )


def _salary(found: Salary | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "lowCents": found.low_cents,
        "highCents": found.high_cents,
        "currency": "EUR",
        "unit": found.unit,
        "text": texts.salary(found),
    }


def in_short(item: Near) -> dict[str, Any]:
    """Return an open vacancy in short."""
    found, hours = item.vacancy, item.vacancy.hours
    return {
        "id": found.id,
        "title": found.title,
        "occupationId": found.occupation_id,
        "postcode": None if item.place is None else item.place.postcode,
        "municipality": service.municipality(item),
        "places": [{"postcode": place.postcode, "municipality": place.municipality} for place in item.places],
        "country": BELGIUM if item.places else found.country,
        "remote": found.remote,
        "where": texts.where(item),
        "distanceKm": None if item.distance_km is None else round(item.distance_km, 1),
        "salary": _salary(found.salary),
        "datePosted": found.posted,
        "validThrough": found.valid_through,
        "employmentType": found.employment_types[0] if found.employment_types else None,
        "employmentTypes": found.employment_types,
        "hours": None if hours is None else hours.exact,
        "hoursMin": None if hours is None else hours.low,
        "hoursMax": None if hours is None else hours.high,
        "employer": found.employer,
        "source": found.source,
    }


def vacancy(engine: Jobbereik, id_: str, on: date) -> bytes:
    """Return an open vacancy in full as JSON."""
    item = service.find_one(engine, id_, on)
    found = item.vacancy
    more = {
        "description": found.description,
        "occupationLabel": service.occupation_label(engine, found),
        "occupationCertainty": found.occupation_certainty,
        "competences": [{"id": id_, "label": label} for id_, label in service.competences(engine, found)],
        "url": service.link(found),
        "vacanciesVersion": None if engine.vacancies is None else engine.vacancies.version,
    }
    return to_json(in_short(item) | more)


SAMPLE_NAME = "Voorbeeldvacature: "


def _pay(found: Salary) -> dict[str, Any]:
    value = {
        "@type": "QuantitativeValue",
        "minValue": None if found.low_cents is None else found.low_cents / 100,
        "maxValue": None if found.high_cents is None else found.high_cents / 100,
        "unitText": found.unit.value,
    }
    return {"@type": "MonetaryAmount", "currency": "EUR", "value": _known(value)}


def _location(item: Near) -> list[dict[str, Any]]:
    """Return the places in Belgium, else the place as it was written: its country only when that is known."""
    found = item.vacancy
    addresses: list[dict[str, str | None]] = [
        {
            "addressCountry": BELGIUM,
            "addressLocality": place.municipality,
            "postalCode": place.postcode,
            "addressRegion": place.province,
        }
        for place in item.places
    ] or [{"addressCountry": found.country, "addressLocality": found.municipality, "postalCode": found.written}]
    known = [address for address in map(_known, addresses) if address]
    return [{"@type": "Place", "address": {"@type": "PostalAddress"} | address} for address in known]


def _one_or_all(values: Sequence[Any]) -> object:
    return values[0] if len(values) == 1 else list(values)


def _known(members: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value not in (None, [], "")}


def job_posting(engine: Jobbereik, item: Near) -> dict[str, Any]:
    """Return a vacancy as a JobPosting; what is not known is left out, and a sample says that it is one."""
    found = item.vacancy
    sample = found.source is VacancySource.SAMPLE
    text = f"Dit is een voorbeeldvacature. {texts.SAMPLE} {found.description}" if sample else found.description
    return _known(
        {
            "@context": "https://schema.org",
            "@type": "JobPosting",
            "title": f"{SAMPLE_NAME}{found.title}" if sample else found.title,
            "description": text,
            "identifier": {"@type": "PropertyValue", "name": "Loopbaanspiegel", "value": found.id},
            "datePosted": found.posted.isoformat(),
            "validThrough": None if found.valid_through is None else found.valid_through.isoformat(),
            "employmentType": _one_or_all([kind.value for kind in found.employment_types]),
            "hiringOrganization": None if found.employer is None else {"@type": "Organization", "name": found.employer},
            "jobLocation": _one_or_all(_location(item)),
            "jobLocationType": "TELECOMMUTE" if found.remote else None,
            "baseSalary": None if found.salary is None else _pay(found.salary),
            "workHours": texts.hours(found.hours),
            "occupationalCategory": service.occupation_label(engine, found),
            "skills": [label for _, label in service.competences(engine, found)],
            "inLanguage": "nl",
        }
    )
