"""Open vacancies as members of JSON, and the questions that pages and JSON share."""

from datetime import date
from typing import Any

from pydantic_core import to_json

from api.vacancies import service, texts
from api.vacancies.schemas import NearIn
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
    found = item.vacancy
    return {
        "id": found.id,
        "title": found.title,
        "occupationId": found.occupation_id,
        "postcode": None if found.postcode is None else str(found.postcode),
        "municipality": service.municipality(item),
        "distanceKm": None if item.distance_km is None else round(item.distance_km, 1),
        "salary": _salary(found.salary),
        "datePosted": found.posted,
        "validThrough": found.valid_through,
        "employmentType": found.employment_type,
        "hours": found.hours,
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
        "minValue": found.low_cents / 100,
        "maxValue": found.high_cents / 100,
        "unitText": found.unit.value,
    }
    return {"@type": "MonetaryAmount", "currency": "EUR", "value": value}


def _location(item: Near) -> dict[str, Any] | None:
    municipality = service.municipality(item)
    if municipality is None:
        return None
    address = {
        "@type": "PostalAddress",
        "addressCountry": "BE",
        "addressLocality": municipality,
        "postalCode": None if item.place is None else item.place.postcode,
        "addressRegion": None if item.place is None else item.place.province,
    }
    return {"@type": "Place", "address": _known(address)}


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
            "employmentType": None if found.employment_type is None else found.employment_type.value,
            "hiringOrganization": None if found.employer is None else {"@type": "Organization", "name": found.employer},
            "jobLocation": _location(item),
            "baseSalary": None if found.salary is None else _pay(found.salary),
            "workHours": None if found.hours is None else f"{found.hours:g} uur per week",
            "occupationalCategory": service.occupation_label(engine, found),
            "skills": [label for _, label in service.competences(engine, found)],
            "inLanguage": "nl",
        }
    )
