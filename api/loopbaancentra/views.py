"""What the pages of career centres show, as words."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from starlette.datastructures import QueryParams

from api.loopbaancentra import drawing, forms, service, texts
from item_bank.loopbaancentra.codes import LABELS, Way
from item_bank.loopbaancentra.schema import Centre, Location
from item_bank.postcodes.distance import distance_km
from item_bank.postcodes.table import Place, postcodes
from models.loopbaancentra.query import BANDS_KM, NO_ADDRESS, Hit
from models.loopbaancentra.search import Directory
from models.wording import say

CHOSEN_MAX = 12
"""Centres that somebody can put side by side."""


def labels(said: Iterable[StrEnum] | None) -> str:
    """Return what a centre says about a list, in words."""
    if said is None:
        return texts.UNSAID
    words = sorted(LABELS[code] for code in said)
    return ", ".join(words) if words else say("geen")


def band_words(band: int, *, measured: bool) -> str:
    """Return what a distance band means.

    Examples
    --------
    >>> band_words(0, measured=True), band_words(4, measured=True)
    ('Tot 5 km', 'Verder dan 50 km')
    """
    if not measured:
        return ""
    if band == NO_ADDRESS:
        return texts.ONLY_ONLINE
    if band == len(BANDS_KM):
        return say("Verder dan {bands_km} km", bands_km=BANDS_KM[-1])
    return (
        say("Tot {bands_km} km", bands_km=BANDS_KM[0])
        if band == 0
        else say("{bands_km} tot {bands_km2} km", bands_km=BANDS_KM[band - 1], bands_km2=BANDS_KM[band])
    )


def place_words(location: Location) -> str:
    """Return the address of a location."""
    place = postcodes().find(location.postcode)
    return f"{location.street}, {place.label if place else location.postcode}"


def _distance(km: float | None) -> str:
    if km is None:
        return ""
    return say("in jouw gemeente of vlakbij") if km < 1 else say("ongeveer {km} km", km=round(km))


def _row(number: int, hit: Hit) -> dict[str, Any]:
    location = hit.location
    return {
        "number": number,
        "centre": hit.centre,
        "address": texts.NO_ADDRESS if location is None else place_words(location),
        "distance": _distance(hit.distance_km),
        "more": hit.locations - 1,
        "ways": labels(hit.centre.profile.ways),
        "languages": labels(hit.centre.profile.languages),
        "evening": evening_words(location),
    }


def evening_words(location: Location | None) -> str:
    """Return what a location says about the evening."""
    if location is None or location.evening is None:
        return texts.UNSAID
    return "ja" if location.evening else "nee"


def _bands(rows: Sequence[tuple[Hit, dict[str, Any]]], *, measured: bool) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for hit, row in rows:
        words = band_words(hit.band, measured=measured)
        if not found or found[-1]["title"] != words:
            found.append({"title": words, "rows": []})
        found[-1]["rows"].append(row)
    return found


def index(directory: Directory, form: forms.Draft, on: date) -> dict[str, Any]:
    """Return what the search page shows."""
    first = (form.page - 1) * forms.PER_PAGE
    query = form.query()
    shows = bool(form.place or form.wished) and not form.problem
    found = directory.search(
        query, on=on, seed=service.day_seed(on), limit=forms.PER_PAGE if shows else 0, offset=first
    )
    rows = [(hit, _row(number, hit)) for number, hit in enumerate(found.hits, start=first + 1)]
    pages = -(-found.total // forms.PER_PAGE)
    return {
        "form": form,
        "groups": forms.groups(form),
        "radii": forms.RADII,
        "sample": directory.register.sample,
        "as_of": directory.register.as_of,
        "searched": shows,
        "found": found,
        "bands": _bands(rows, measured=form.place is not None),
        "drawing": drawing.draw(found.hits, place=form.place, first=first + 1),
        "previous": form.address(page=form.page - 1) if form.page > 1 else "",
        "next": form.address(page=form.page + 1) if form.page < pages else "",
        "pages": pages,
        "where": "" if form.place is None else form.place.called(form.typed),
        "others": [(place.called(form.typed), form.address(typed=place.postcode)) for place in form.others],
        "wider": form.address() if not found.total else "",
        "chosen_max": CHOSEN_MAX,
    }


def _locations(centre: Centre, near: Place | None) -> list[dict[str, Any]]:
    rows = []
    for location in centre.locations:
        place = postcodes().find(location.postcode)
        if not location.active or place is None:
            continue
        far = 0.0
        if near is not None:
            far = float(distance_km(near.latitude, near.longitude, place.latitude, place.longitude))
        rows.append(
            {
                "address": place_words(location),
                "distance": _distance(far) if near else "",
                "evening": evening_words(location),
                "hours": location.hours,
                "access": labels(location.access),
                "order": (far, location.postcode, location.id),
            }
        )
    return sorted(rows, key=lambda row: row["order"])


def facts(centre: Centre) -> list[tuple[str, str]]:
    """Return what a centre says about what it offers."""
    profile = centre.profile
    return [
        (say("Hoe"), labels(profile.ways)),
        (say("Hulp in een andere taal"), labels(profile.languages)),
        (say("Thema's"), labels(profile.themes)),
        (say("Kent goed"), labels(profile.target_groups)),
    ]


def page(directory: Directory, id_: str, on: date, typed: str) -> dict[str, Any]:
    """Return what the page of one centre shows."""
    return shown(service.find(directory, id_, on), directory.register.as_of, on, typed)


def shown(centre: Centre, as_of: date, on: date, typed: str = "") -> dict[str, Any]:
    """Return what the page of a centre shows, whether or not citizens see that centre today."""
    form = forms.read(QueryParams({"plaats": typed}))
    return {
        "centre": centre,
        "facts": facts(centre),
        "near": form.place,
        "locations": _locations(centre, form.place),
        "online": Way.ONLINE in (centre.profile.ways or ()),
        "counsellors": [
            {"name": person.name, "role": LABELS[person.role], "text": person.shown_text(on)}
            for person in centre.counsellors
        ],
        "as_of": as_of,
    }


def chosen(directory: Directory, ids: Sequence[str], on: date) -> dict[str, Any]:
    """Return the centres that somebody chose, side by side, and how many are not there any more."""
    wanted = list(dict.fromkeys(ids))[:CHOSEN_MAX]
    found = [centre for id_ in wanted if (centre := directory.centre(id_, on)) is not None]
    return {
        "centres": [
            {
                "centre": centre,
                "facts": facts(centre),
                "addresses": [place_words(x) for x in centre.locations if x.active][:3],
                "more": max(0, sum(x.active for x in centre.locations) - 3),
            }
            for centre in found
        ],
        "gone": len(wanted) - len(found),
        "ids": [centre.id for centre in found],
        "sample": directory.register.sample,
        "as_of": directory.register.as_of,
    }


def chosen_text(directory: Directory, ids: Sequence[str], on: date) -> str:
    """Return the same as a file of plain text."""
    lines = [f"Mijn keuze van loopbaancentra, {on:%d/%m/%Y}", ""]
    if directory.register.sample:
        lines += [texts.SAMPLE_NOTE, ""]
    for row in chosen(directory, ids, on)["centres"]:
        lines += [row["centre"].name, *(f"  {address}" for address in row["addresses"])]
        lines += [f"  {name}: {words}" for name, words in row["facts"]]
        contact = (row["centre"].phone, row["centre"].email, row["centre"].website)
        lines += [*(f"  {value}" for value in contact if value), ""]
    return "\n".join(lines)
