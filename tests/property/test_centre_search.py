"""Search over career centres: fair over days, exact against a plain loop, and never a centre that may not show."""

from collections import Counter
from datetime import date, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chisquare

from item_bank.loopbaancentra.codes import Access, CareerTheme, Status, SupportLanguage, TargetGroup, Way
from item_bank.loopbaancentra.schema import (
    Centre,
    CentreId,
    Location,
    LocationId,
    Mandate,
    Profile,
    Register,
)
from item_bank.loopbaancentra.snapshot import examples
from item_bank.postcodes.distance import distance_km
from item_bank.postcodes.table import postcodes
from models.loopbaancentra.query import BANDS_KM, NO_ADDRESS, Query, Wishes
from models.loopbaancentra.search import Directory

TODAY = date(2026, 11, 25)
GENT = postcodes().find("9000")
DIRECTORY = Directory(examples())
CODES = ["9000", "9030", "9050", "9800", "8000", "1000", "2000", "3500"]


def lists(kind: type) -> st.SearchStrategy:
    return st.none() | st.frozensets(st.sampled_from(list(kind)), max_size=3)


@st.composite
def registers(draw: st.DrawFn) -> Register:
    centres = []
    for number in range(draw(st.integers(1, 8))):
        id_ = f"vb-{number}"
        start = date(2021, 1, 1) + timedelta(days=draw(st.integers(-400, 2200)))
        places = tuple(
            Location(
                id=LocationId(f"{id_}-{i}"),
                centre_id=CentreId(id_),
                street="Voorbeeldstraat",
                postcode=draw(st.sampled_from(CODES)),
                active=draw(st.booleans()),
                access=draw(lists(Access)),
                evening=draw(st.none() | st.booleans()),
            )
            for i in range(draw(st.integers(0, 4)))
        )
        centres.append(
            Centre(
                id=CentreId(id_),
                name=f"Voorbeeldcentrum {number}",
                sample=True,
                enterprise_number=None,
                head_office="9000",
                vat=False,
                mandate=Mandate(
                    starts_on=start,
                    status=draw(st.sampled_from(Status)),
                    status_since=start + timedelta(days=draw(st.integers(0, 900))),
                ),
                profile=Profile(
                    target_groups=draw(lists(TargetGroup)),
                    themes=draw(lists(CareerTheme)),
                    languages=draw(lists(SupportLanguage)),
                    ways=draw(lists(Way)),
                ),
                locations=places,
            )
        )
    return Register(version="proef-0", as_of=TODAY, centres=tuple(centres))


WISHES = st.builds(
    Wishes,
    languages=st.frozensets(st.sampled_from(list(SupportLanguage)[:3]), max_size=1),
    ways=st.frozensets(st.sampled_from(list(Way)), max_size=1),
    target_groups=st.frozensets(st.sampled_from(list(TargetGroup)[:3]), max_size=1),
    themes=st.frozensets(st.sampled_from(list(CareerTheme)[:3]), max_size=1),
    access=st.frozensets(st.sampled_from(list(Access)[:2]), max_size=1),
    evening=st.booleans(),
)


def answers(centre: Centre, place: Location | None, wishes: Wishes) -> list[bool | None]:
    """Say for each wish whether it is met: yes, no, or not said."""
    profile = centre.profile
    pairs = (
        (wishes.languages, profile.languages),
        (wishes.ways, profile.ways),
        (wishes.target_groups, profile.target_groups),
        (wishes.themes, profile.themes),
        (wishes.access, place.access if place else None),
    )
    found = [None if said is None else wanted <= said for wanted, said in pairs if wanted]
    return [*found, place.evening if place else None] if wishes.evening else found


@settings(max_examples=60, deadline=None)
@given(registers(), WISHES, st.none() | st.sampled_from(CODES), st.none() | st.sampled_from([3, 15, 60]))
def test_search_agrees_with_a_plain_loop(
    register: Register, wishes: Wishes, code: str | None, radius: int | None
) -> None:
    place = postcodes().find(code) if code else None
    radius = radius if place else None
    expected: dict[str, int] = {}
    unsaid = set()
    for centre in register.centres:
        if not centre.mandate.shown(TODAY):
            continue
        nearest = []
        for location in [x for x in centre.locations if x.active] or [None]:
            there = postcodes().find(location.postcode) if location else None
            far = None
            if place and there:
                far = float(distance_km(place.latitude, place.longitude, there.latitude, there.longitude))
            online = location is None and Way.ONLINE in wishes.ways
            if radius is not None and not online and (far is None or far > radius):
                continue
            said = answers(centre, location, wishes)
            if all(said):
                nearest.append(far)
            elif False not in said:
                unsaid.add(centre.id)
        if nearest:
            best = min((far for far in nearest if far is not None), default=None)
            band = 0 if place is None else NO_ADDRESS if best is None else sum(best > bound for bound in BANDS_KM)
            expected[centre.id] = band
    found = Directory(register).search(Query(place=place, radius_km=radius, wishes=wishes), on=TODAY, seed=7, limit=100)
    assert {hit.centre.id: hit.band for hit in found.hits} == expected
    assert [hit.band for hit in found.hits] == sorted(hit.band for hit in found.hits)
    assert found.total == len(expected)
    assert found.unsaid == len(unsaid - expected.keys())


def test_first_places_are_uniform_over_five_thousand_days() -> None:
    query = Query(place=GENT, radius_km=5)
    near = DIRECTORY.search(query, on=TODAY, seed=0, limit=1_000)
    first_band = [hit.centre.id for hit in near.hits if hit.band == 0]
    firsts = Counter(DIRECTORY.search(query, on=TODAY, seed=seed, limit=1).hits[0].centre.id for seed in range(5_000))
    assert set(firsts) == set(first_band), "every centre of the nearest band is first now and then"
    assert chisquare([firsts[id_] for id_ in first_band]).pvalue > 0.001


def test_pages_of_one_day_fit_together() -> None:
    query = Query(place=GENT)
    whole = DIRECTORY.search(query, on=TODAY, seed=3, limit=1_000).hits
    pages = [DIRECTORY.search(query, on=TODAY, seed=3, limit=50, offset=at).hits for at in range(0, 300, 50)]
    assert tuple(hit for page in pages for hit in page) == whole
    assert DIRECTORY.search(query, on=TODAY, seed=4, limit=50).hits != whole[:50]


def test_passive_centres_never_show() -> None:
    passive = {c.id for c in examples().centres if c.mandate.status is not Status.ACTIVE}
    shown = {hit.centre.id for hit in DIRECTORY.search(Query(), on=TODAY, seed=1, limit=1_000).hits}
    assert len(shown) == 265
    assert not shown & passive
    assert all(DIRECTORY.centre(id_, TODAY) is None for id_ in passive)
    assert np.all([DIRECTORY.centre(id_, TODAY) is not None for id_ in shown])
