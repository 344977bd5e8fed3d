"""What a centre says of itself as lines of the store, and back."""

import logging
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter, ValidationError

from api.storage.profiles import ProfileLine
from item_bank.loopbaancentra.schema import Location, Profile
from item_bank.schema import CatalogueError
from models.loopbaancentra.profile import Said, Words

_LOG = logging.getLogger(__name__)
_OFFERS, _LOCATIONS = TypeAdapter(Profile), TypeAdapter(Location)

OFFER = "offer"


class About(StrEnum):
    """What subjects of lines begin with."""

    LOCATION = "location"
    COUNSELLOR = "counsellor"

    def of(self, id_: str) -> str:
        """Return the subject of a location or a counsellor."""
        return f"{self}:{id_}"


def content(found: Profile | Location | str | None) -> dict[str, Any]:
    """Return what is said as JSON; nothing for a location that stopped.

    Examples
    --------
    >>> content("Ik luister."), content(None)
    ({'text': 'Ik luister.'}, {})
    """
    if found is None:
        return {}
    if isinstance(found, str):
        return {"text": found}
    kind = _OFFERS if isinstance(found, Profile) else _LOCATIONS
    members: dict[str, Any] = kind.dump_python(found, mode="json")  # type: ignore[arg-type] # the one of its type
    return {name: sorted(value) if isinstance(value, list) else value for name, value in members.items()}


def offer(members: Mapping[str, Any]) -> Profile:
    """Return an offer as it was written."""
    return _OFFERS.validate_python(members)


def location(members: Mapping[str, Any]) -> Location | None:
    """Return a location as it was written; ``None`` when it stopped."""
    return _LOCATIONS.validate_python(members) if members else None


UNREADABLE = (ValidationError, CatalogueError, KeyError)
"""What a line of an older release is: it has a code that is gone, or lacks what is needed now."""


def readable(line: ProfileLine) -> Profile | Location | None:
    """Return the offer or location of a line; ``None`` for one that stopped, and for what cannot be read any more."""
    try:
        return offer(line.content) if line.subject == OFFER else location(line.content)
    except UNREADABLE:
        return None


def said(lines: Iterable[ProfileLine]) -> Said:
    """Return what lines of one centre say, one of each subject."""
    told: Profile | None = None
    places: dict[str, Location | None] = {}
    words: dict[str, Words] = {}
    for line in lines:
        about, _, id_ = line.subject.partition(":")
        try:
            if about == OFFER:
                told = offer(line.content)
            elif about == About.LOCATION:
                places[id_] = location(line.content)
            else:
                words[id_] = Words(text=str(line.content["text"]), approved_on=line.said_on)
        except UNREADABLE:
            _LOG.error("what a centre said of %s cannot be read any more; the register's own words show", about)
    return Said(offer=told, locations=places, words=words)


def published(lines: Iterable[ProfileLine]) -> dict[str, Said]:
    """Return what holds, by centre."""
    by_centre: dict[str, list[ProfileLine]] = {}
    for line in lines:
        by_centre.setdefault(line.centre_id, []).append(line)
    return {centre_id: said(mine) for centre_id, mine in by_centre.items()}
