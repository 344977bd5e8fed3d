"""Which place somebody means: a municipality before its namesakes, old names, other languages, short forms.

Upstream: the names of each postcode, and :mod:`item_bank.postcodes.naming`. Downstream: ``Postcodes`` in ``table.py``.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Protocol, Self

from item_bank.postcodes.naming import fold, loose, mergers, other_names


class Named(Protocol):
    """What a place tells of its names."""

    @property
    def postcode(self) -> str:
        """Four digits."""

    @property
    def municipality(self) -> str:
        """Dutch name of the municipality."""

    @property
    def province(self) -> str:
        """Name of the province."""

    @property
    def localities(self) -> tuple[str, ...]:
        """Places that share the postcode."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other names of them."""


class Tier(IntEnum):
    """What a name is for a place, the first meant before the later."""

    MUNICIPALITY = 0
    FORMER = 1
    OTHER = 2
    LOCALITY = 3
    SHARED = 4
    BELONGS = 5


class _How(IntEnum):
    """How well what was typed fits a name."""

    EXACT = 0
    LOOSE = 1
    START = 2
    SHORTENED = 3
    INSIDE = 4


@dataclass(frozen=True, slots=True)
class _Name:
    text: str
    tier: Tier
    position: int
    abroad: bool


_PROVINCES: Mapping[str, tuple[str, ...]] = {
    "Antwerpen": ("antwerpen", "prov antwerpen", "a"),
    "Limburg": ("limburg", "limb", "lim"),
    "Oost-Vlaanderen": ("oost vlaanderen", "o vl", "o vlaanderen", "ovl", "oost vl", "waas", "waasland"),
    "Vlaams-Brabant": ("vlaams brabant", "vl br", "vl brabant", "brabant", "vlb", "vlaams br"),
    "West-Vlaanderen": ("west vlaanderen", "w vl", "w vlaanderen", "wvl", "west vl"),
    "Brussels Hoofdstedelijk Gewest": ("brussel", "bruxelles", "brussels", "bxl"),
    "Luik": ("luik", "liege"),
    "Henegouwen": ("henegouwen", "hainaut"),
    "Namen": ("namen", "namur"),
    "Luxemburg": ("luxemburg", "luxembourg"),
    "Waals-Brabant": ("waals brabant", "brabant wallon"),
}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HERE = _words("belgie belgium belgique belgien be b bel vlaanderen flanders flandre wallonie wallonia")
_ELSEWHERE = _words(
    "nederland netherlands holland nl frankrijk france fr duitsland germany deutschland luxemburg luxembourg lu "
    "groothertogdom engeland uk england usa"
)
_NOISE = _words(
    "stad centrum centre center city ville regio region omgeving gemeente groot grote rond rondom in te nabij buurt "
    "van en de het deelgemeente noord zuid oost west near around omstreken provincie district"
)
_FOREIGN = re.compile(r"\b(?:nl|fr?|d|lu?|uk|gb)[\s-]?\d|\d{5,}", re.IGNORECASE)
_DUTCH_CODE = re.compile(r"\b\d{4}\s?([a-z]{2})\b(?!\.)", re.IGNORECASE)
_BELGIAN_CODE = re.compile(r"(?<![0-9])(?:\bB(?:E|EL)?[\s.-]{0,2})?([1-9][0-9]{3})(?![0-9])", re.IGNORECASE)
_DIGIT = re.compile(r"[0-9]")
_PARTS = re.compile(r"[(),/;|\[\]]| [-–—] |\s+bij\s+|\bdeelgemeente van\b", re.IGNORECASE)
_NORTH = ("1", "2", "3", "8", "9")


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds places by what people type."""

    names: tuple[_Name, ...]
    codes: Mapping[str, int]
    _exact: Mapping[str, tuple[_Name, ...]] = field(repr=False)
    _loose: Mapping[str, tuple[_Name, ...]] = field(repr=False)
    _carried: tuple[frozenset[str], ...] = field(repr=False)
    _nis: tuple[str, ...] = field(repr=False)

    @classmethod
    def of(cls, places: Sequence[Named]) -> Self:
        """Collect all names; a name in :mod:`naming` whose postcode these places lack is left out."""
        names = _names_of(places)
        exact, alike = defaultdict(list), defaultdict(list)
        for name in sorted(names, key=_order):
            exact[name.text].append(name)
            alike[loose(name.text)].append(name)
        carried: list[set[str]] = [{*_PROVINCES.get(place.province, ())} for place in places]
        for name in names:
            carried[name.position].add(name.text)
        return cls(
            tuple(names),
            {place.postcode: i for i, place in enumerate(places)},
            {text: tuple(found) for text, found in exact.items()},
            {text: tuple(found) for text, found in alike.items()},
            tuple(map(frozenset, carried)),
            tuple(place.municipality for place in places),
        )

    def ranked(self, text: str) -> list[int]:
        """Return the positions of places whose names fit what was typed so far, the best first."""
        wanted = fold(text)
        if not wanted:
            return []
        best: dict[int, tuple[int, int, bool, int]] = {}
        tight = loose(wanted)
        for name in self.names:
            how = _fits(wanted, tight, name.text)
            if how is not None:
                key = (how, name.tier, name.abroad, len(name.text) if how is _How.START else 0)
                best[name.position] = min(best.get(name.position, key), key)
        return sorted(best, key=lambda position: (best[position], position))

    def meant(self, text: str) -> list[int]:
        """Return the positions of the places that somebody may mean: the likeliest first, then its namesakes.

        Empty when nothing fits, and for what lies in another country.
        """
        dutch = _DUTCH_CODE.search(text)
        if _FOREIGN.search(text) or (dutch and fold(dutch[1]) not in self._exact.keys() | _HERE | _NOISE):
            return []
        codes = [self.codes[code] for code in _BELGIAN_CODE.findall(text) if code in self.codes]
        rest = _BELGIAN_CODE.sub(" ", text)
        parts = [
            part for part in map(fold, _PARTS.split(rest)) if part and part not in _HERE and not _DIGIT.search(part)
        ]
        if codes:
            said = [code for code in codes if self._carried[code].intersection(parts)]
            return (said or codes)[-1:]
        if any(part in _ELSEWHERE for part in parts[1:]):
            return []
        whole = self._exact.get(fold(rest))
        return self._apart([name.position for name in whole]) if whole else self._by_parts(parts)

    def _by_parts(self, parts: list[str]) -> list[int]:
        if not parts:
            return []
        joined = self._exact.get(" ".join(parts)) or self._exact.get(f"{parts[0]} bij {' '.join(parts[1:])}")
        together = [name.position for name in joined] if joined else self._together(parts[0], parts[1:])
        if together:
            return self._apart(together)
        for part in parts:
            found = self._by_name(part)
            if found:
                return found
        return self._apart(self.ranked(parts[0]))

    def _by_name(self, wanted: str) -> list[int]:
        """Return places that are called so, or of which the words tell two names, or one name and no more."""
        if wanted in self._exact:
            return self._apart([name.position for name in self._exact[wanted]])
        if loose(wanted) in self._loose:
            return self._apart([name.position for name in self._loose[loose(wanted)]])
        words = wanted.split()
        for cut in range(1, len(words)) if len(words) <= 8 else ():
            one, other = " ".join(words[:cut]), " ".join(words[cut:])
            found = self._together(one, [other]) or self._together(other, [one])
            if found:
                return found
        kept = [word for word in words if word not in _NOISE and word not in _HERE]
        return self._by_name(" ".join(kept)) if kept and len(kept) < len(words) else []

    def _together(self, wanted: str, others: Sequence[str]) -> list[int]:
        """Return the places that carry all names, those first of which the rarer name is the place itself."""
        names = self._exact.get(wanted) or self._loose.get(loose(wanted), ()) if others else ()
        wide = [set(self._carried[name.position]) for name in names]
        found = [
            name for name, carried in zip(names, wide, strict=True) if all(_told(other, carried) for other in others)
        ]
        own = [name for name in found if name.tier in {Tier.LOCALITY, Tier.SHARED, Tier.FORMER}]
        turned = [] if own else [n for other in others for n in self._exact.get(other, ())]
        narrower = [n for n in turned if n.tier in {Tier.LOCALITY, Tier.SHARED} and wanted in self._carried[n.position]]
        return self._apart([name.position for name in own or narrower or found])

    def _apart(self, positions: Sequence[int]) -> list[int]:
        """Return one place for each municipality, in order."""
        seen: dict[str, int] = {}
        for position in positions:
            seen.setdefault(self._nis[position], position)
        return list(seen.values())


def _told(other: str, carried: set[str]) -> bool:
    return other in carried or any(name.startswith(f"{other} ") for name in carried)


def _fits(wanted: str, tight: str, name: str) -> _How | None:
    if name == wanted:
        return _How.EXACT
    if loose(name) == tight:
        return _How.LOOSE
    if name.startswith(wanted):
        return _How.START
    if " " in wanted and _shortened(wanted, name):
        return _How.SHORTENED
    return _How.INSIDE if f" {wanted}" in name else None


def _shortened(wanted: str, name: str) -> bool:
    typed, words = wanted.split(), name.split()
    return len(typed) == len(words) and all(w.startswith(t) for t, w in zip(typed, words, strict=True))


def _order(name: _Name) -> tuple[int, bool, int]:
    return name.tier, name.abroad, name.position


def _mains(places: Sequence[Named]) -> dict[str, int]:
    """Return where the main postcode of each municipality stands: of its name, else of its largest part."""
    largest: dict[str, str] = {}
    for merger in mergers():
        largest.setdefault(merger.new_name, merger.postcodes[0])
    own: dict[str, int] = {}
    for i, place in enumerate(places):
        named = place.municipality in place.localities
        if place.municipality not in own or (
            named and place.municipality not in places[own[place.municipality]].localities
        ):
            own[place.municipality] = i
    for i, place in enumerate(places):
        named = place.municipality in places[own[place.municipality]].localities
        if not named and largest.get(place.municipality) == place.postcode:
            own[place.municipality] = i
    return own


def _names_of(places: Sequence[Named]) -> list[_Name]:
    mains, codes = _mains(places), {place.postcode: i for i, place in enumerate(places)}
    told: list[tuple[str, Tier, int]] = []
    for i, place in enumerate(places):
        main = mains[place.municipality] == i
        told.append((place.municipality, Tier.MUNICIPALITY if main else Tier.BELONGS, i))
        parts = [name for name in place.localities if name != place.municipality]
        first = place.localities[:1]
        told += [(name, Tier.LOCALITY if name in first else Tier.SHARED, i) for name in parts]
        told += [(name, Tier.OTHER if main else Tier.BELONGS, i) for name in place.aliases]
    for merger in mergers():
        ranks = (Tier.FORMER, *(Tier.BELONGS,) * (len(merger.postcodes) - 1))
        named = zip(merger.postcodes, ranks, strict=True)
        told += [(merger.old_name, tier, codes[code]) for code, tier in named if code in codes]
    told += [(name, Tier.OTHER, codes[code]) for name, code in other_names() if code in codes]
    return [_Name(fold(name), tier, i, not places[i].postcode.startswith(_NORTH)) for name, tier, i in told]
