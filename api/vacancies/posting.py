"""A vacancy as schema.org JobPosting, for the JSON-LD block of its page."""

from typing import Any

from api.vacancies import answers, texts
from item_bank.vacancies.records import Salary, VacancySource
from models.jobbereik.engine import Jobbereik
from models.vacancies.nearby import Near

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
    municipality = answers.municipality(item)
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
            "occupationalCategory": answers.occupation_label(engine, found),
            "skills": [label for _, label in answers.competences(engine, found)],
            "inLanguage": "nl",
        }
    )
