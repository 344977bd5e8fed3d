"""What career centres answer: search, one in full, and a reasoned list of next steps with centres."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Any

from api.loopbaancentra import schemas
from api.problems import Issue, ProblemError, shown
from item_bank.loopbaancentra.codes import LABELS, Access, CareerTheme, SupportLanguage, TargetGroup, Way
from item_bank.loopbaancentra.schema import Centre, Location
from item_bank.postcodes.table import Place, postcodes
from models.loopbaancentra.query import Found, Hit, Query
from models.loopbaancentra.referral import next_steps, uses_centres
from models.loopbaancentra.search import Directory
from models.loopbaancheque.schema import Outcome

SAMPLE_NOTE = "Dit zijn voorbeelden: deze loopbaancentra bestaan niet. Het echte register is hier nog niet geladen."
PAY_NOTE = "Zonder loopbaancheque betaal je de begeleiding zelf. Vraag vooraf wat het kost."
UNKNOWN_NOTE = "VDAB beslist of je een loopbaancheque krijgt. Betaal niets voor je dat weet."


def day_seed(on: date) -> int:
    """Return the seed of a day: everybody sees the same order, and another one tomorrow."""
    return on.toordinal()


def place_of(postcode: str | None, radius_km: int | None, location: str = "query") -> Place | None:
    """Return the place of a postcode.

    Raises
    ------
    ProblemError
        422 when it does not exist, or a radius has no postcode to start from.
    """
    if postcode is None:
        if radius_km is not None:
            _refuse(location, "/radiusKm", "postcode-needed", "a radius needs a postcode to start from", str(radius_km))
        return None
    found = postcodes().find(postcode)
    if found is None:
        _refuse(location, "/postcode", "unknown-postcode", "allowed is a Belgian postcode that exists", postcode)
    return found


def _refuse(location: str, pointer: str, code: str, detail: str, value: str) -> None:
    issue = Issue(location=location, pointer=pointer, code=code, detail=detail, value=shown(value))
    raise ProblemError(422, "invalid-request", f"1 value cannot be used: {location}{pointer}", issue)


def search(directory: Directory, query: schemas.SearchIn, on: date) -> dict[str, Any]:
    """Return the centres that fit, in the fair order of the day."""
    place = place_of(query.postcode, query.radius_km)
    wanted = Query(place=place, radius_km=query.radius_km, wishes=query.to_wishes())
    found = directory.search(wanted, on=on, seed=day_seed(on), limit=query.limit, offset=query.offset)
    return centres(directory, found)


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
        "location": None if hit.location is None else location_members(hit.location),
        "distance_km": None if hit.distance_km is None else round(hit.distance_km, 1),
        "band": hit.band,
        "locations": hit.locations,
    }


def _codes(said: frozenset[Any] | None) -> list[str] | None:
    return None if said is None else sorted(said)


def location_members(location: Location) -> dict[str, Any]:
    """Return a location as members of an answer."""
    place = postcodes().find(location.postcode)
    return {
        "id": location.id,
        "street": location.street,
        "postcode": location.postcode,
        "municipality": place.municipality if place else "",
        "access": _codes(location.access),
        "evening": location.evening,
    }


def find(directory: Directory, id_: str, on: date) -> Centre:
    """Return a centre that citizens see.

    Raises
    ------
    ProblemError
        404 when it is not there, is passive, or its mandate does not hold.
    """
    centre = directory.centre(id_, on)
    if centre is None:
        raise ProblemError(404, "not-found", f"no centre {shown(id_)!r} shows today")
    return centre


def details(directory: Directory, id_: str, on: date) -> dict[str, Any]:
    """Return one centre in full."""
    centre = find(directory, id_, on)
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
        "locations": [location_members(location) for location in centre.locations if location.active],
        "counsellors": [
            {"id": person.id, "name": person.name, "role": person.role, "text": person.shown_text(on)}
            for person in centre.counsellors
        ],
    }


def terms(kind: Iterable[StrEnum]) -> list[dict[str, str]]:
    """Return codes with their Dutch words."""
    return [{"code": str(code), "label": LABELS[code]} for code in kind]


def vocabulary() -> dict[str, Any]:
    """Return the codes that a search may name."""
    return {
        "languages": terms(SupportLanguage),
        "ways": terms(Way),
        "target_groups": terms(TargetGroup),
        "themes": terms(CareerTheme),
        "access": terms(Access),
    }


def refer(directory: Directory, body: schemas.ReferralIn, on: date) -> dict[str, Any]:
    """Return next steps with their reasons, and centres near the citizen where these help."""
    place = place_of(body.postcode, body.radius_km, "body")
    situation = body.to_situation()
    found = None
    notes = []
    if uses_centres(situation):
        wanted = Query(place=place, radius_km=body.radius_km, wishes=body.wishes.to_wishes())
        found = directory.search(wanted, on=on, seed=day_seed(on), limit=body.limit)
        notes = [SAMPLE_NOTE] if directory.register.sample else []
        notes += [PAY_NOTE] if situation.outcome is Outcome.NOT_ELIGIBLE else []
        notes += [UNKNOWN_NOTE] if situation.outcome in (Outcome.UNKNOWN, None) else []
    return {
        "steps": [
            {"code": step.code, "text": step.text, "address": step.address, "why": step.why}
            for step in next_steps(situation, on)
        ],
        "centres": None if found is None else centres(directory, found),
        "notes": notes,
    }
