"""Makes the example register: centres that do not exist, spread over the provinces as table 2 of the report is.

Nothing is taken from a real centre: no names, addresses, numbers or texts. Only the counts are published figures.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.random import Generator

from item_bank.loopbaancentra import reading
from item_bank.loopbaancentra.codes import Access, CareerTheme, Role, Status, SupportLanguage, TargetGroup, Way
from item_bank.loopbaancentra.schema import (
    Centre,
    CentreId,
    Counsellor,
    CounsellorId,
    Location,
    LocationId,
    Mandate,
    Profile,
)
from item_bank.postcodes.table import Place, postcodes

SEED = 20_210_701
AS_OF = date(2026, 11, 25)
PASSIVE = 12
"""Passive centres of the 277 (report, 2.1)."""


@dataclass(frozen=True, slots=True)
class Spread:
    """A province in table 2: head offices, centres that are active there, and locations."""

    province: str
    head_offices: int
    centres: int
    locations: int


TABLE_2 = (
    Spread("Antwerpen", 62, 149, 1018),
    Spread("Limburg", 45, 112, 490),
    Spread("Oost-Vlaanderen", 61, 145, 932),
    Spread("Vlaams-Brabant", 52, 127, 630),
    Spread("West-Vlaanderen", 28, 101, 580),  # printed as 480; 580 fits the percentages and the total of 3,776
    Spread("Brussels Hoofdstedelijk Gewest", 17, 55, 126),
)
"""Situation on 1 July 2021 (VDAB, monitoring July 2019 to June 2021)."""

ROLES = (Role.SUBCONTRACTOR, Role.EMPLOYEE, Role.OWNER)
ROLE_SHARES = (0.751, 0.228, 0.021)
"""Counsellors by role (table 3)."""

OPENING = "Dit is een voorbeeld en geen bestaand centrum. Zo kan een centrum vertellen hoe het werkt. "
PROFILES = (
    "We beginnen met luisteren. In het eerste gesprek maken we samen je vraag helder. Daarna kiezen we oefeningen die "
    "bij jou passen.",
    "We werken in kleine stappen. Na elk gesprek neem je een opdracht mee naar huis, zodat je ook zelf verder kan.",
    "We gaan graag naar buiten. Al wandelend praten mensen vaak vrijer over hun werk.",
    "We kijken eerst naar wat je energie geeft en wat je energie kost. Daarna zoeken we wat je op je werk kan "
    "veranderen.",
    "We zetten je talenten op een rij en toetsen ze aan echte jobs. Je gaat weg met een plan waarmee je morgen kan "
    "starten.",
    "We maken tijd voor twijfel. Je hoeft niet te weten wat je wil voor je binnenkomt.",
)
WORDS = (
    "Dit is een voorbeeld. Ik stel veel vragen en geef weinig raad: jij kent je werk het best.",
    "Dit is een voorbeeld. Ik werk met kaarten en tekeningen, want niet iedereen denkt in woorden.",
    "Dit is een voorbeeld. Ik help je om een lastig gesprek op je werk voor te bereiden.",
    "Dit is een voorbeeld. Ik ken de weg naar opleidingen en premies en zoek ze samen met jou uit.",
)
CITIES = frozenset(
    ("Aalst", "Antwerpen", "Brugge", "Genk", "Gent", "Hasselt", "Kortrijk", "Leuven", "Mechelen", "Oostende")
)
CITY_WEIGHT = 8.0

Code = TypeVar("Code")


def _some(rng: Generator, codes: type[Code], chance: float, *, silent: float = 0.12) -> frozenset[Code] | None:
    """Return the codes that a centre names, or ``None`` when it does not say."""
    said = rng.random() >= silent
    chosen = [code for code in codes if rng.random() < chance]  # type: ignore[attr-defined] # an enumeration
    return frozenset(chosen) if said else None


def _places(province: str) -> tuple[tuple[Place, ...], np.ndarray]:
    found = tuple(place for place in postcodes().places if place.province == province and place.localities)
    weights = np.array([CITY_WEIGHT if place.municipality in CITIES else 1.0 for place in found])
    return found, weights / weights.sum()


def _heads(rng: Generator) -> list[tuple[str, bool]]:
    """Return the province of each head office and whether the centre is passive, in random order."""
    heads = [(row.province, False) for row in TABLE_2 for _ in range(row.head_offices)]
    total = sum(row.head_offices for row in TABLE_2)
    for index in rng.choice(total, size=PASSIVE, replace=False):
        heads.append((heads[index][0], True))
    return [heads[index] for index in rng.permutation(len(heads))]


def _counts(rng: Generator, heads: list[tuple[str, bool]], row: Spread, most: int) -> dict[int, int]:
    """Return how many locations each centre has in a province."""
    at_home = [i for i, (province, passive) in enumerate(heads) if province == row.province and not passive]
    away = [i for i, (province, passive) in enumerate(heads) if province != row.province and not passive]
    guests = rng.choice(away, size=row.centres - len(at_home), replace=False)
    centres = [*at_home, *(int(i) for i in guests)]
    counts = dict.fromkeys(centres, 1)
    weights = rng.lognormal(sigma=1.1, size=len(centres))
    while sum(counts.values()) < row.locations:
        index = centres[int(rng.choice(len(centres), p=weights / weights.sum()))]
        counts[index] += counts[index] < most
    return counts


def _locations(rng: Generator, heads: list[tuple[str, bool]]) -> dict[int, list[Place]]:
    found: dict[int, list[Place]] = {i: [] for i in range(len(heads))}
    for row in TABLE_2:
        places, weights = _places(row.province)
        for index, count in _counts(rng, heads, row, len(places) // 2).items():
            chosen = rng.choice(len(places), size=count, replace=False, p=weights)
            found[index] += [places[i] for i in sorted(chosen)]
    return found


def _location(rng: Generator, centre: str, number: int, place: Place) -> Location:
    return Location(
        id=LocationId(f"{centre}-{number:02}"),
        centre_id=CentreId(centre),
        street=f"Voorbeeldstraat {int(rng.integers(1, 200))}",
        postcode=place.postcode,
        access=_some(rng, Access, 0.35),
        evening=None if rng.random() < 0.15 else bool(rng.random() < 0.5),
    )


def _counsellors(rng: Generator, centre: str) -> tuple[Counsellor, ...]:
    count = int(rng.integers(1, 4))
    approved = AS_OF - timedelta(days=int(rng.integers(30, 400)))
    return tuple(
        Counsellor(
            id=CounsellorId(f"{centre}-{letter.lower()}"),
            centre_id=CentreId(centre),
            name=f"Voorbeeldbegeleider {letter}",
            role=ROLES[int(rng.choice(len(ROLES), p=ROLE_SHARES))],
            text=WORDS[int(rng.integers(len(WORDS)))],
            approved_on=approved if rng.random() < 0.85 else None,
        )
        for letter in "ABC"[:count]
    )


def _centre(rng: Generator, number: int, head: tuple[str, bool], places: list[Place]) -> Centre:
    province, passive = head
    id_ = f"voorbeeldcentrum-{number:03}"
    at_home = [place for place in places if place.province == province]
    office = at_home[0] if at_home else _places(province)[0][int(rng.integers(10))]
    starts_on = date(2023, 1, 2) + timedelta(days=int(rng.integers(0, 1_300)))
    ways = _some(rng, Way, 0.55, silent=0.06)
    return Centre(
        id=CentreId(id_),
        name=f"Voorbeeldcentrum {number} ({office.municipality})",
        sample=True,
        enterprise_number=None,
        head_office=office.postcode,
        vat=bool(rng.random() < 0.6),
        mandate=Mandate(
            starts_on=starts_on,
            status=Status.PASSIVE if passive else Status.ACTIVE,
            status_since=starts_on,
        ),
        profile=Profile(
            text=OPENING + PROFILES[int(rng.integers(len(PROFILES)))],
            target_groups=_some(rng, TargetGroup, 0.3),
            themes=_some(rng, CareerTheme, 0.45),
            languages=_some(rng, SupportLanguage, 0.15),
            ways=None if ways is None else ways | {Way.ON_SITE},
        ),
        locations=tuple(_location(rng, id_, i, place) for i, place in enumerate(places, start=1)),
        counsellors=_counsellors(rng, id_),
    )


def make(seed: int = SEED) -> tuple[Centre, ...]:
    """Return the example centres; the same seed gives the same ones."""
    rng = np.random.default_rng(seed)
    heads = _heads(rng)
    places = _locations(rng, heads)
    return tuple(_centre(rng, number, head, places[number - 1]) for number, head in enumerate(heads, start=1))


def write(folder: Path) -> tuple[Centre, ...]:
    """Write the example register as it ships."""
    centres = make()
    reading.write(centres, folder)
    (folder / "register.yaml").write_text(f"name: voorbeeld\nas_of: {AS_OF}\n", encoding="utf-8")
    return centres
