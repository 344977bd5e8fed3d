"""What centres say of themselves since the register was made, put over that register.

The register says who holds a mandate and that stays; what a centre published itself is newer than what a register
says of its offer, its locations and the words of its counsellors. Upstream: the register. Downstream: ``search``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from item_bank.loopbaancentra.schema import Centre, Location, Profile, Register

ASKED_EVERY = timedelta(days=182)
"""How long what is said of a passive location holds before the centre is asked again: twice a year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A counsellor's own text that the centre approved."""

    text: str
    approved_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a centre published.

    Attributes
    ----------
    offer
        Its own words and what it offers; ``None``: as in the register.
    locations
        By id; ``None`` for one where it stopped.
    words
        Texts of counsellors, by id.
    """

    offer: Profile | None = None
    locations: Mapping[str, Location | None] = field(default_factory=dict)
    words: Mapping[str, Words] = field(default_factory=dict)


def centre_as_told(centre: Centre, said: Said) -> Centre:
    """Return a centre with what it published; a counsellor who left the register is not brought back.

    Examples
    --------
    >>> from item_bank.loopbaancentra.snapshot import examples
    >>> centre = examples().centres[0]
    >>> centre_as_told(centre, Said(locations={centre.locations[0].id: None})).locations == centre.locations[1:]
    True
    """
    places = {str(one.id): one for one in centre.locations} | dict(said.locations)
    people = tuple(
        replace(one, text=words.text, approved_on=words.approved_on) if (words := said.words.get(one.id)) else one
        for one in centre.counsellors
    )
    return replace(
        centre,
        profile=centre.profile if said.offer is None else said.offer,
        locations=tuple(place for _, place in sorted(places.items()) if place is not None),
        counsellors=people,
    )


def register_as_told(register: Register, published: Mapping[str, Said]) -> Register:
    """Return a register with what centres published."""
    known = {str(centre.id) for centre in register.centres} & set(published)
    if not known:
        return register
    centres = tuple(
        centre_as_told(centre, published[centre.id]) if centre.id in known else centre for centre in register.centres
    )
    return replace(register, centres=centres)


def asked_again(location: Location, said_on: date, on: date) -> bool:
    """Return whether a centre is asked whether a passive location still is.

    Parameters
    ----------
    said_on
        Day on which the centre, or the register, last said so.

    Examples
    --------
    >>> from item_bank.loopbaancentra.snapshot import examples
    >>> location = replace(examples().centres[0].locations[0], active=False)
    >>> [asked_again(location, date(2026, 1, 1), day) for day in (date(2026, 7, 1), date(2026, 7, 2))]
    [False, True]
    """
    return not location.active and on >= said_on + ASKED_EVERY
