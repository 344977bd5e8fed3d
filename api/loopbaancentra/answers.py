"""Career centres as members of JSON: what a search found, one centre in full, and a referral."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Any

from api.loopbaancentra.service import Referral
from item_bank.loopbaancentra.codes import LABELS, Access, CareerTheme, SupportLanguage, TargetGroup, Way
from item_bank.loopbaancentra.schema import Centre, Location
from item_bank.postcodes.table import postcodes
from models.loopbaancentra.query import Found, Hit
from models.loopbaancentra.search import Directory


def centres(directory: Directory, found: Found) -> dict[str, Any]:
    """Return what a search found as members of an answer."""
    register = directory.register
    return {
        "register_version": register.version,
        "sample": register.sample,
        "as_of": register.as_of,
        "total": found.total,
        "unsaid": found.unsaid,
        "items": [_hit(hit) for hit in found.hits],
    }


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        "id": hit.centre.id,
        "name": hit.centre.name,
        "sample": hit.centre.sample,
        "location": None if hit.location is None else _location(hit.location),
        "distance_km": None if hit.distance_km is None else round(hit.distance_km, 1),
        "band": hit.band,
        "locations": hit.locations,
    }


def _codes(said: frozenset[Any] | None) -> list[str] | None:
    return None if said is None else sorted(said)


def _location(location: Location) -> dict[str, Any]:
    """Return a location as members of an answer."""
    place = postcodes().find(location.postcode)
    return {
        "id": location.id,
        "street": location.street,
        "postcode": location.postcode,
        "municipality": place.municipality if place else "",
        "access": _codes(location.access),
        "evening": location.evening,
        "hours": location.hours,
    }


def details(centre: Centre, on: date) -> dict[str, Any]:
    """Return one centre in full."""
    profile = centre.profile
    return {
        "id": centre.id,
        "name": centre.name,
        "sample": centre.sample,
        "text": profile.text,
        "mandate_starts_on": centre.mandate.starts_on,
        "mandate_ends_before": centre.mandate.ends_before,
        "target_groups": _codes(profile.target_groups),
        "themes": _codes(profile.themes),
        "languages": _codes(profile.languages),
        "ways": _codes(profile.ways),
        "website": centre.website,
        "email": centre.email,
        "phone": centre.phone,
        "locations": [_location(location) for location in centre.locations if location.active],
        "counsellors": [
            {"id": person.id, "name": person.name, "role": person.role, "text": person.shown_text(on)}
            for person in centre.counsellors
        ],
    }


def _terms(kind: Iterable[StrEnum]) -> list[dict[str, str]]:
    """Return codes with their Dutch words."""
    return [{"code": str(code), "label": LABELS[code]} for code in kind]


def vocabulary() -> dict[str, Any]:
    """Return the codes that a search may name."""
    return {
        "languages": _terms(SupportLanguage),
        "ways": _terms(Way),
        "target_groups": _terms(TargetGroup),
        "themes": _terms(CareerTheme),
        "access": _terms(Access),
    }


def referral(directory: Directory, found: Referral) -> dict[str, Any]:
    """Return next steps with their reasons, and the centres that help."""
    return {
        "steps": [
            {"code": step.code, "text": step.text, "address": step.address, "why": step.why} for step in found.steps
        ],
        "centres": None if found.found is None else centres(directory, found.found),
        "notes": list(found.notes),
    }
