"""The name of a result: the same profile, catalogue, model and vacancies give the same one."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date

from models.jobbereik.schema import Profile


def _canonical(profile: Profile, on: date) -> dict[str, object]:
    """Return all of a profile that a result depends on, in one fixed form."""
    filters = profile.filters
    experiences = [
        [e.occupation_id, e.months, e.kind.value, e.ended_on.isoformat() if e.ended_on else None]
        for e in profile.experiences
    ]
    faded = any(e.ended_on for e in profile.experiences)
    told: dict[str, object] = {
        "experiences": sorted(experiences, key=str),
        "competences": None if profile.competence_ids is None else sorted(set(profile.competence_ids)),
        "licences": sorted(profile.licences_held),
        "denied": sorted(profile.licences_not_held),
        "eqf": filters.eqf_level,
        "sectors": sorted(filters.sectors),
        "avoid": sorted(filters.avoid),
        "surprising": filters.include_surprising,
        "below": filters.below_level,
        "region": [filters.postcode, filters.radius_km] if filters.postcode else None,
        "on": on.isoformat() if faded or filters.postcode else None,
    }
    return told | {"beside": sorted(set(profile.beside))} if profile.beside else told


def result_id(profile: Profile, on: date, *, versions: Sequence[str | None]) -> str:
    """Return what names a result.

    Parameters
    ----------
    versions
        Of everything that was learned or read: catalogue, model and vacancies.
    """
    body = [*versions, _canonical(profile, on)]
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode("utf-8")).hexdigest()[:16]
