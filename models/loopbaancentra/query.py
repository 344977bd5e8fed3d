"""What someone looks for among career centres, and what is found."""

from dataclasses import dataclass

from item_bank.loopbaancentra.codes import Access, CareerTheme, SupportLanguage, TargetGroup, Way
from item_bank.loopbaancentra.schema import Centre, Location
from item_bank.postcodes.table import Place

BANDS_KM = (5, 10, 20, 50)
"""Bounds of the distance bands; within a band nobody is nearer for the order."""

NO_ADDRESS = len(BANDS_KM) + 1
"""Band of a centre that has no address of its own, only online guidance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a centre must say that it offers; empty means no wish."""

    languages: frozenset[SupportLanguage] = frozenset()
    ways: frozenset[Way] = frozenset()
    target_groups: frozenset[TargetGroup] = frozenset()
    themes: frozenset[CareerTheme] = frozenset()
    access: frozenset[Access] = frozenset()
    evening: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A search.

    Attributes
    ----------
    place
        From where distances are measured; ``None`` measures none.
    radius_km
        Largest distance; ``None`` means none. Needs a place.
    """

    place: Place | None = None
    radius_km: float | None = None
    wishes: Wishes = Wishes()

    def __post_init__(self) -> None:
        if self.radius_km is not None and (self.place is None or self.radius_km <= 0):
            raise ValueError("a radius is more than 0 km and needs a place")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A centre that was found, at its nearest location that fits.

    Attributes
    ----------
    location
        ``None`` for a centre without an address.
    distance_km
        As the crow flies between the middles of two postcodes; ``None`` without a place or an address.
    band
        Number of the distance band, 0 is nearest.
    locations
        How many of its locations fit.
    """

    centre: Centre
    location: Location | None
    distance_km: float | None
    band: int
    locations: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Centres in a fair order.

    Attributes
    ----------
    hits
        The part that was asked for.
    total
        Centres that fit.
    unsaid
        Centres that are left out only because they did not say whether they offer what is wished.
    """

    hits: tuple[Hit, ...]
    total: int
    unsaid: int
