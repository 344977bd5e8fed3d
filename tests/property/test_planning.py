"""What to learn next and the shortest way agree with a recount by the engine, on catalogues drawn by chance."""

import itertools
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.jobbereik.engine import Jobbereik
from models.jobbereik.planning import learn_next, learning_path
from models.jobbereik.schema import Experience, Profile
from tests.catalogues import random_engine

ON = date(2026, 11, 24)
ALL = 10_000


def within(engine: Jobbereik, profile: Profile) -> set[str]:
    return {c.occupation.id for c in engine.reach(profile, limit=ALL, on=ON).within_reach}


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 30), held=st.sets(st.integers(0, 29), min_size=1, max_size=8))
def test_what_one_competence_adds_equals_a_recount(seed: int, held: set[int]) -> None:
    engine = random_engine(seed)
    own = Profile(competence_ids=tuple(f"c{c}" for c in sorted(held)))
    before = within(engine, own)
    stated = {
        item.competence.competence.id: {o.id for o in item.occupations}
        for item in learn_next(engine, own, limit=ALL, on=ON).items
    }
    for c in range(engine.catalogue.n_competences):
        if c in held:
            continue
        more = replace(own, competence_ids=(*own.competence_ids, f"c{c}"))
        assert within(engine, more) - before == stated.get(f"c{c}", set())


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 30), held=st.sets(st.integers(0, 29), max_size=5), target=st.integers(0, 11))
def test_no_smaller_set_brings_an_occupation_within_reach(seed: int, held: set[int], target: int) -> None:
    engine = random_engine(seed)
    own = Profile(competence_ids=tuple(f"c{c}" for c in sorted(held)))
    found = learning_path(engine, own, f"o{target}", on=ON)
    ids = [item.competence.id for item in found.missing]
    if found.within_reach_now:
        assert ids == []
        return
    after = replace(own, competence_ids=(*own.competence_ids, *ids))
    assert (f"o{target}" in within(engine, after)) == found.reachable
    asked = {c.id for c, _ in engine.catalogue.competences_of(target)} - set(own.competence_ids)
    for smaller in itertools.combinations(sorted(asked), max(0, len(ids) - 1)) if found.reachable else ():
        less = replace(own, competence_ids=(*own.competence_ids, *smaller))
        assert f"o{target}" not in within(engine, less)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Jobbereik:
    data: Path = tmp_path_factory.mktemp("data")
    return Jobbereik.load(data)


@pytest.mark.parametrize("own", ["winkelbediende", "lasser", "zorgkundige", "administratief-medewerker"])
def test_the_built_in_catalogue_agrees_with_a_recount(engine: Jobbereik, own: str) -> None:
    told = Profile(experiences=(Experience(occupation_id=own, months=60),))
    reading = engine.suggest_competences(told.experiences, on=ON, limit=ALL)
    confirmed = replace(told, competence_ids=tuple(s.competence.id for s in reading if s.probability > 0.5))
    before = within(engine, confirmed)
    items = learn_next(engine, confirmed, limit=10, on=ON).items
    assert items
    for item in items:
        more = replace(confirmed, competence_ids=(*confirmed.competence_ids, item.competence.competence.id))
        assert within(engine, more) - before == {o.id for o in item.occupations}


def test_a_gate_stands_in_the_way_whatever_is_learned(engine: Jobbereik) -> None:
    told = Profile(experiences=(Experience(occupation_id="koerier", months=60),))
    found = learning_path(engine, told, "vrachtwagenchauffeur", on=ON)
    assert not found.within_reach_now
    assert {gate.gate.id for gate in found.gates} == {"rijbewijs-c", "code-95"}
    assert set(found.trainings[0].gates) & {"rijbewijs-c", "code-95"}
