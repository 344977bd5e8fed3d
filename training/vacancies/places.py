"""Where the work is: postcodes of Belgium out of what people write, and places abroad as they are written.

A number is a Belgian postcode only when the country does not say otherwise and a place has it. A place without a code
is found by its name when one place has that name; a municipality comes before its namesakes.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from item_bank.postcodes.naming import fold
from item_bank.postcodes.table import Place, postcodes
from item_bank.vacancies.countries import BELGIUM, country_code, is_country
from training.vacancies.text import plain

LONGEST = 120
MOST_PLACES = 50

_PREFIXES = {
    "b": BELGIUM,
    "be": BELGIUM,
    "l": "LU",
    "lu": "LU",
    "nl": "NL",
    "f": "FR",
    "fr": "FR",
    "d": "DE",
    "de": "DE",
}
_PREFIXES |= {"ch": "CH", "a": "AT", "at": "AT"}
_ABROAD = {
    name: code
    for code, names in {
        "NL": "amsterdam rotterdam utrecht eindhoven maastricht breda tilburg nijmegen arnhem roosendaal terneuzen",
        "FR": "paris parijs roubaix tourcoing dunkerque duinkerke valenciennes strasbourg lyon",
        "DE": "berlin berlijn koln keulen aachen aken dusseldorf hamburg munchen frankfurt",
        "LU": "luxembourg luxemburg",
        "GB": "london londen",
    }.items()
    for name in names.split()
}
"""Towns that Belgium has none of by that name, where an address without a country often lies."""
_CODE = re.compile(
    r"(?<![\w.,-])(?:(?P<prefix>BE|B|LU|L|NL|FR|F|DE|D|CH|AT|A)\s?[-–]?\s?)?(?P<digits>[1-9]\d{3,4})(?![\d-])"
    r"(?:[.,]0+(?!\d))?(?:\s?(?P<dutch>[A-Z]{2})(?![\w]))?"
)
_REMOTE = re.compile(
    r"telecommut|tele[- ]?work|telewerk|t[ée]l[ée][- ]?travail|\bremote\b|thuiswerk|home[- ]?(?:office|work)"
    r"|van thuis|op afstand"
    r"|work[- ]from[- ]home|\bwfh\b|[àa] distance|\bthuis\b",
    re.IGNORECASE,
)
_HYBRID = re.compile(r"hybrid|gedeeltelijk|deels|partial|partiel", re.IGNORECASE)
_SEVERAL = re.compile(r"\s*[/;|]\s*|\s+(?:en|of|et|ou|and|or)\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Workplace:
    """One place of work.

    Attributes
    ----------
    postcode
        Belgian postcode, ``None`` abroad and where it is not known.
    written
        Postal code as written, of a place that is not Belgian.
    """

    postcode: int | None = None
    municipality: str = ""
    country: str | None = None
    written: str = ""


@dataclass(slots=True, kw_only=True)
class Places:
    """Where the work of one vacancy is.

    Attributes
    ----------
    found
        Belgian places, each postcode once; only where there are none, the first other place.
    remote
        Whether it is done from home.
    left_out
        Members that could not be used.
    """

    found: tuple[Workplace, ...] = ()
    remote: bool = False
    left_out: list[str] = field(default_factory=list)


def _list(value: object) -> list[Any]:
    return value[:MOST_PLACES] if isinstance(value, list) else [] if value in (None, "") else [value]


def _text(value: object) -> str:
    """Return the text of a member that may be text, a number or a thing with a name."""
    if isinstance(value, list):
        value = next((one for one in value if one not in (None, "")), "")
    if isinstance(value, Mapping):
        value = next((value[key] for key in ("name", "identifier", "value", "@id") if value.get(key)), "")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(int(value)) if value == value // 1 else ""
    return plain(value, LONGEST).replace("\n", " ") if isinstance(value, str) else ""


@lru_cache(maxsize=1)
def _named() -> dict[str, tuple[Place, ...]]:
    """Return the places of each name: that of a municipality first, then parts of other municipalities."""
    found: dict[str, list[tuple[int, Place]]] = {}
    for place in postcodes().places:
        own = (place.municipality, *place.aliases)
        for name in dict.fromkeys((*place.localities, *own)):
            main = place.localities[:1] == (place.municipality,)
            rank = (0 if main else 1) if name in own else 2
            found.setdefault(fold(name), []).append((rank, place))
    return {name: tuple(place for _, place in sorted(rows, key=lambda row: row[0])) for name, rows in found.items()}


@lru_cache(maxsize=8_192)
def by_name(name: str, region: str = "") -> Place | None:
    """Return the place of a name; ``None`` when there is none, or several and nothing says which.

    Examples
    --------
    >>> by_name("Gent").postcode, by_name("Aalst").postcode, by_name("Utrecht")
    ('9000', '9300', None)
    """
    places = _named().get(fold(name), ())
    wanted = fold(region)
    near = [place for place in places if wanted and wanted in (fold(place.province), fold(place.municipality))]
    places = tuple(near) or places
    if not places:
        return None
    first = places[0]
    towns = {place.nis for place in places}
    return first if len(towns) == 1 or fold(first.municipality) == fold(name) or fold(name) in _own(first) else None


def _own(place: Place) -> set[str]:
    main = place.localities[:1] == (place.municipality,)
    return set(map(fold, place.aliases)) if main else set()


@lru_cache(maxsize=8_192)
def _names_of(code: str) -> tuple[str, ...]:
    place = postcodes().find(code)
    return () if place is None else tuple(map(fold, (*place.localities, place.municipality, *place.aliases)))


def _beside(text: str, start: int, end: int, code: str) -> int:
    """Return how well what stands beside a number says that it is a postcode: 2 its place, 1 a word, 0 nothing."""
    after, before = fold(text[end : end + 60]), fold(text[max(0, start - 60) : start])
    if any(after.startswith(name) or before.endswith(name) for name in _names_of(code)):
        return 2
    return int(bool(re.match(r"\s*[^\W\d_]{3}", text[end:])))


def _from_code(text: str, country: str | None) -> tuple[int | None, str | None]:
    """Return the Belgian postcode in a text, and the country that the way it is written says."""
    best: tuple[int, int, int | None, str | None] | None = None
    for number, found in enumerate(_CODE.finditer(text)):
        digits, said = found["digits"], _PREFIXES.get((found["prefix"] or "").lower())
        dutch = found["dutch"] if country != BELGIUM and said is None else None
        if dutch not in (None, "BE") and len(digits) == len("9000"):
            said = "NL"
        known = len(digits) == len("9000") and said in (None, BELGIUM) and postcodes().find(digits) is not None
        abroad = said not in (None, BELGIUM)
        rank = _beside(text, found.start("digits"), found.end("digits"), digits) + (3 if said else 0)
        if (known or abroad) and (best is None or (rank, number) >= best[:2]):
            best = (rank, number, int(digits) if known else None, said)
    return (None, None) if best is None else best[2:]


def _in_line(text: str, country: str | None, region: str = "") -> Workplace:
    """Return the place of an address on one line: its code and place, or its place alone."""
    parts = [part.strip() for part in re.split(r"[,\n()]", text) if part.strip()]
    if country is None and len(parts) > 1 and is_country(parts[-1]) and by_name(parts[-1]) is None:
        country = country_code(parts[-1])
    if country not in (None, BELGIUM):
        return Workplace(municipality=text, country=country)
    code, said = _from_code(text, country)
    if said not in (None, BELGIUM) and country is None:
        return Workplace(municipality=text, country=said)
    if code is not None:
        place = postcodes().find(str(code))
        return Workplace(postcode=code, municipality=place.municipality if place else text, country=BELGIUM)
    for part in reversed(parts):
        place = by_name(re.sub(r"^\s*(?:B(?:E)?-)?\d{4}\s*", "", part), region)
        if place is not None:
            return Workplace(postcode=int(place.postcode), municipality=part, country=BELGIUM)
    return Workplace(municipality=text, country=country)


def _of_address(code: str, town: str, country: str | None, region: str, left_out: list[str]) -> Workplace:
    """Return the place of an address in members."""
    country = country or _ABROAD.get(fold(town))
    if country not in (None, BELGIUM):
        known = _from_code(code, None)[0] if code else None
        # A country that nobody knows may be a mistake in writing; code and place together say more.
        if known is None or len(country or "") == len("BE") or fold(town) not in _names_of(str(known)):
            return Workplace(municipality=town, country=country, written=code)
    if not code:
        return _in_line(town, country, region)
    postcode, said = _from_code(code, country)
    if said not in (None, BELGIUM):
        if country is None:
            return Workplace(municipality=town, country=said, written=code)
    elif postcode is not None:
        return Workplace(postcode=postcode, municipality=town, country=BELGIUM)
    if country == BELGIUM or len(re.sub(r"\D", "", code)) <= len("9000"):
        left_out.append("postalCode")
        by_town = _in_line(town, country, region)
        return by_town if by_town.postcode else Workplace(municipality=town, country=country, written=code)
    left_out.append("postalCode")
    return Workplace(municipality=town, country=None, written=code)


def _addresses(value: object) -> Iterator[Mapping[str, Any] | str]:
    for place in _list(value):
        if not isinstance(place, Mapping):
            yield place if isinstance(place, str) else ""
            continue
        inner = _list(place.get("address"))
        if not inner and not any(place.get(key) for key in ("postalCode", "addressLocality")):
            inner = _list(place.get("name"))
        yield from (one if isinstance(one, Mapping | str) else "" for one in inner or [place])


@lru_cache(maxsize=16_384)
def _kept(code: str, town: str, country: str, region: str) -> tuple[Workplace, bool]:
    """Return the place of an address in plain members, and whether its code could not be used; few places come back."""
    left_out: list[str] = []
    place = _of_address(code, plain(town, LONGEST), country_code(country), region, left_out)
    return place, bool(left_out)


def _simple(address: Mapping[str, Any]) -> tuple[Workplace, bool] | None:
    """Return the place of an address as nearly all are; ``None`` when it needs a closer look."""
    code, town = address.get("postalCode"), address.get("addressLocality")
    country, region = address.get("addressCountry") or "", address.get("addressRegion") or ""
    if not (isinstance(code, str) and code and isinstance(country, str) and isinstance(region, str)):
        return None
    if not (town is None or isinstance(town, str)) or len(code) + len(town or "") > LONGEST or not code.isalnum():
        return None
    return _kept(code, town or "", country, region)


def _workplaces(address: Mapping[str, Any] | str, left_out: list[str]) -> Iterable[Workplace]:
    if isinstance(address, str):
        text = plain(address, LONGEST)
        return [_in_line(text, None)] if text else []
    if simple := _simple(address):
        left_out += ["postalCode"] * simple[1]
        return [simple[0]]
    country = country_code(_text(address.get("addressCountry")))
    codes, texts = _list(address.get("postalCode")), list(map(_text, _list(address.get("addressLocality"))))
    if len(texts) == 1 and not codes and by_name(texts[0]) is None:
        texts = _SEVERAL.split(texts[0])
    if not codes and not texts:
        line = _text(address.get("streetAddress") or address.get("name"))
        return [_in_line(line, country)] if line else [Workplace(country=country)]
    region = _text(address.get("addressRegion"))
    pairs = max(len(codes), len(texts))
    whole = [*map(_text, codes), *[""] * pairs][:pairs], [*texts, *texts[-1:] * pairs, *[""] * pairs][:pairs]
    return [_of_address(code, town, country, region, left_out) for code, town in zip(*whole, strict=True)]


def _distinct(places: Iterable[Workplace]) -> tuple[Workplace, ...]:
    by_code: dict[int, Workplace] = {}
    for place in places:
        if place.postcode is not None:
            by_code.setdefault(place.postcode, place)
    return tuple(by_code.values())


@lru_cache(maxsize=16_384)
def _is_home(name: str) -> bool:
    return bool(_REMOTE.search(name) and not _HYBRID.search(name) and not re.search(r"\d{4}", name))


def _from_home(name: object) -> bool:
    """Return whether the name of a place says that the work is done from home."""
    return isinstance(name, str) and len(name) < LONGEST and _is_home(name)


def read_places(row: Mapping[str, Any]) -> Places:
    """Return where the work of a ``JobPosting`` is.

    Examples
    --------
    >>> found = read_places({"jobLocation": {"address": "9000 Gent, Voorbeeldstraat 1200"}})
    >>> found.found[0].postcode
    9000
    >>> read_places({"jobLocation": {"address": {"postalCode": "3511AB", "addressCountry": "NL"}}}).found[0].postcode
    """
    places = Places()
    if row.get("jobLocationType"):
        kinds = [_text(kind) for kind in _list(row["jobLocationType"])]
        places.remote = any(_REMOTE.search(kind) and not _HYBRID.search(kind) for kind in kinds)
        places.left_out += ["jobLocationType"] * (not places.remote)
    found: list[Workplace] = []
    left_out: list[str] = []
    for address in _addresses(row.get("jobLocation")):
        if _from_home(address if isinstance(address, str) else address.get("addressLocality")):
            places.remote = True
        else:
            found += _workplaces(address, left_out)
    if row.get("jobLocation") not in (None, "", [], {}) and not found and not places.remote:
        left_out.append("jobLocation")
    if len(found) == 1:
        first = found[0]
        places.found = tuple(found) if first.postcode or first.municipality or first.written or first.country else ()
        places.left_out += [] if first.postcode else left_out[:1]
        return places
    belgian = _distinct(found)
    other = [place for place in found if place.municipality or place.written or place.country]
    places.found = belgian or tuple(other[:1])
    places.left_out += [] if belgian else left_out[:1]
    return places
