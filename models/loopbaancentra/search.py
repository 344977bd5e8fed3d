"""Search over the register: columns and bit masks, so that thousands of locations take well under a millisecond.

The order is fair. Distances are cut into bands; within a band the centres are shuffled by the day, so that no centre
is always first and having many locations gives one place in the list, not many. Upstream: the register and the
postcodes. Downstream: ``referral`` and the service.
"""

from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from item_bank.loopbaancentra.codes import Access, CareerTheme, Status, SupportLanguage, TargetGroup, Way
from item_bank.loopbaancentra.schema import Centre, Location, Register
from item_bank.postcodes.distance import distance_km
from item_bank.postcodes.table import Place, Postcodes, postcodes
from models.loopbaancentra.query import BANDS_KM, NO_ADDRESS, Found, Hit, Query, Wishes

Bits = NDArray[np.uint32]
Flags = NDArray[np.bool_]


@cache
def _bits(kind: type[StrEnum]) -> dict[StrEnum, int]:
    return {code: 1 << position for position, code in enumerate(kind)}


def _mask(codes: Iterable[StrEnum], kind: type[StrEnum]) -> int:
    bits = _bits(kind)
    return sum([bits.get(code, 0) for code in set(codes)])


class _Column:
    """What each row says about one list of codes, and whether it says anything."""

    def __init__(self, kind: type[StrEnum], values: Iterable[Iterable[StrEnum] | None]) -> None:
        said = list(values)
        self.kind = kind
        self.bits: Bits = np.array([_mask(v or (), kind) for v in said], dtype=np.uint32)
        self.said: Flags = np.array([v is not None for v in said], dtype=bool)

    def fits(self, wanted: Iterable[StrEnum]) -> tuple[Flags, Flags]:
        """Return which rows offer all that is wanted, and which ones do or do not say."""
        mask = np.uint32(_mask(wanted, self.kind))
        yes = (self.bits & mask) == mask
        return yes, yes | ~self.said


class Directory:
    """A register that can be searched.

    Parameters
    ----------
    register
        All centres; which of them are shown depends on the day.

    Attributes
    ----------
    register
        The same.
    """

    def __init__(self, register: Register, places: Postcodes | None = None) -> None:
        self.register = register
        places = places or postcodes()
        rows = [(c, x) for c, centre in enumerate(register.centres) for x in _addresses(centre)]
        self._locations = [x for _, x in rows]
        self._centre = np.array([c for c, _ in rows], dtype=np.int32)
        positions = places.positions(x.postcode if x else None for x in self._locations)
        known = positions >= 0
        self._latitude = np.where(known, places.latitudes[positions], np.nan)
        self._longitude = np.where(known, places.longitudes[positions], np.nan)
        centres = register.centres
        self._from = np.array([c.mandate.starts_on.toordinal() for c in centres], dtype=np.int64)
        self._until = np.array([_hidden_from(c) for c in centres], dtype=np.int64)
        self._gaps = [(row, *gap) for row, c in enumerate(centres) for gap in _gaps(c)]
        profiles = [centres[c].profile for c, _ in rows]
        self._columns: tuple[tuple[Callable[[Wishes], Iterable[StrEnum]], _Column], ...] = (
            (lambda w: w.languages, _Column(SupportLanguage, (p.languages for p in profiles))),
            (lambda w: w.ways, _Column(Way, (p.ways for p in profiles))),
            (lambda w: w.target_groups, _Column(TargetGroup, (p.target_groups for p in profiles))),
            (lambda w: w.themes, _Column(CareerTheme, (p.themes for p in profiles))),
            (lambda w: w.access, _Column(Access, (x.access if x else None for x in self._locations))),
        )
        self._evening = np.array([bool(x and x.evening) for x in self._locations], dtype=bool)
        self._evening_said = np.array([x is not None and x.evening is not None for x in self._locations], dtype=bool)
        self._by_id = {centre.id: centre for centre in centres}

    def centre(self, id_: str, on: date) -> Centre | None:
        """Return a centre that citizens see on a day, or ``None``."""
        found = self._by_id.get(id_)  # type: ignore[call-overload] # any text may be asked
        return found if found is not None and found.mandate.shown(on) else None

    def mandated(self, id_: str, on: date) -> Centre | None:
        """Return a centre whose mandate holds on a day, shown or not; ``None`` when it is suspended or stopped."""
        found = self._by_id.get(id_)  # type: ignore[call-overload] # any text may be asked
        return found if found is not None and found.mandate.holds(on) else None

    def search(self, query: Query, *, on: date, seed: int, limit: int = 20, offset: int = 0) -> Found:
        """Return the centres that fit, fairly ordered.

        Parameters
        ----------
        on
            The day: only centres with a mandate that are not passive are shown.
        seed
            Shuffles within the bands; the service takes one a day, so that a second page fits the first.

        Examples
        --------
        >>> from item_bank.loopbaancentra.snapshot import examples
        >>> near = Query(place=postcodes().find("9000"), radius_km=5)
        >>> found = Directory(examples()).search(near, on=date(2026, 11, 25), seed=1, limit=2)
        >>> [hit.band for hit in found.hits], found.total > 20
        ([0, 0], True)
        """
        shown = (self._from <= on.toordinal()) & (on.toordinal() < self._until)
        for row, first, after in self._gaps:
            shown[row] &= not first <= on < after
        distances = self._distances(query.place)
        possible = shown[self._centre] & self._near(query, distances)
        yes, maybe = self._fits(query.wishes)
        rows = np.flatnonzero(possible & yes)
        fits = np.unique(self._centre[rows])
        unsaid = np.setdiff1d(self._centre[possible & maybe], fits)
        nearest = self._nearest(rows, distances)
        bands = self._bands(nearest, distances, measured=query.place is not None)
        chance = np.random.default_rng(seed).random(len(self.register.centres))
        order = np.lexsort((chance[self._centre[nearest]], bands))[offset : offset + limit]
        counts = np.bincount(self._centre[rows], minlength=len(self.register.centres))
        hits = tuple(
            self._hit(int(nearest[i]), int(bands[i]), distances, int(counts[self._centre[nearest[i]]])) for i in order
        )
        return Found(hits=hits, total=len(fits), unsaid=len(unsaid))

    def _distances(self, place: Place | None) -> NDArray[np.float64]:
        if place is None:
            return np.full(len(self._centre), np.nan)
        return distance_km(place.latitude, place.longitude, self._latitude, self._longitude)

    def _near(self, query: Query, distances: NDArray[np.float64]) -> Flags:
        if query.radius_km is None:
            return np.ones(len(distances), dtype=bool)
        # Whoever guides online only has no address, so no distance either.
        online = np.isnan(distances) if Way.ONLINE in query.wishes.ways else np.zeros(len(distances), dtype=bool)
        return (distances <= query.radius_km) | online

    def _fits(self, wishes: Wishes) -> tuple[Flags, Flags]:
        yes = np.ones(len(self._centre), dtype=bool)
        maybe = yes.copy()
        for wanted, column in self._columns:
            codes = frozenset(wanted(wishes))
            if codes:
                column_yes, column_maybe = column.fits(codes)
                yes &= column_yes
                maybe &= column_maybe
        if wishes.evening:
            yes &= self._evening
            maybe &= self._evening | ~self._evening_said
        return yes, maybe

    def _nearest(self, rows: NDArray[np.intp], distances: NDArray[np.float64]) -> NDArray[np.intp]:
        """Return one row for each centre: its nearest, the first where none is measured."""
        order = rows[
            np.lexsort((distances[rows], self._centre[rows]))
        ]  # stable: the first row wins where distances tie
        first = np.ones(len(order), dtype=bool)
        first[1:] = self._centre[order][1:] != self._centre[order][:-1]
        return order[first]

    def _bands(self, rows: NDArray[np.intp], distances: NDArray[np.float64], *, measured: bool) -> NDArray[np.int64]:
        if not measured:
            return np.zeros(len(rows), dtype=np.int64)
        bands = np.digitize(distances[rows], BANDS_KM, right=True)
        return np.where(np.isnan(distances[rows]), NO_ADDRESS, bands).astype(np.int64)

    def _hit(self, row: int, band: int, distances: NDArray[np.float64], locations: int) -> Hit:
        distance = float(distances[row])
        return Hit(
            centre=self.register.centres[int(self._centre[row])],
            location=self._locations[row],
            distance_km=None if np.isnan(distance) else distance,
            band=band,
            locations=locations if self._locations[row] is not None else 0,
        )


def _addresses(centre: Centre) -> tuple[Location | None, ...]:
    found = tuple(location for location in centre.locations if location.active)
    return found or (None,)


def _gaps(centre: Centre) -> Iterable[tuple[date, date]]:
    """Return the days between those on which a mandate holds, as when it was suspended for a while."""
    return ((one[1], two[0]) for one, two in pairwise(centre.mandate.spans))


def _hidden_from(centre: Centre) -> int:
    mandate = centre.mandate
    until = mandate.ends_before.toordinal()
    return until if mandate.status is Status.ACTIVE else min(until, mandate.status_since.toordinal())
