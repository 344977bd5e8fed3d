"""Laws of ranking and reach that hold for every catalogue and every profile."""

from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from item_bank.schema import CompetenceId, OccupationId
from models.jobbereik.baselines import RANKERS, make_ranker
from models.jobbereik.engine import Jobbereik
from models.jobbereik.profile import read_profile
from models.jobbereik.ranking import HybridRanker, Query
from models.jobbereik.schema import Experience, Filters, Profile
from tests.catalogues import random_engine

ON = date(2026, 11, 23)
SEEDS = st.integers(0, 7)
COMPETENCES = st.lists(st.integers(0, 29), unique=True, max_size=12)


@cache
def engine(seed: int) -> Jobbereik:
    return random_engine(seed)


def query(competences: list[int], occupations: list[int]) -> Query:
    return Query(
        competences=np.array(sorted(competences), dtype=np.int64),
        weights=np.ones(len(competences), dtype=np.float32),
        occupations=np.array(occupations, dtype=np.int64),
        shares=np.ones(len(occupations), dtype=np.float32),
    )


@settings(max_examples=150, deadline=None, derandomize=True)
@given(seed=SEEDS, held=COMPETENCES, origin=st.lists(st.integers(0, 11), max_size=2), added=st.integers(0, 29))
def test_one_more_competence_never_lowers_a_score_or_probability(
    seed: int, held: list[int], origin: list[int], added: int
) -> None:
    jobbereik = engine(seed)
    ranker = HybridRanker(jobbereik.index)
    before, after = ranker.score(query(held, origin)), ranker.score(query([*{*held, added}], origin))
    assert (after >= before - 1e-6).all()
    told = Profile(
        experiences=tuple(Experience(occupation_id=OccupationId(f"o{o}"), months=30) for o in origin),
        competence_ids=tuple(CompetenceId(f"c{c}") for c in held),
    )
    more = replace(told, competence_ids=tuple(CompetenceId(f"c{c}") for c in {*held, added}))
    never_lower(jobbereik, told, more)


def never_lower(jobbereik: Jobbereik, told: Profile, more: Profile) -> None:
    less, rest = (
        jobbereik.decide(profile, read_profile(jobbereik.catalogue, profile, jobbereik.parameters, ON))
        for profile in (told, more)
    )
    assert (rest.near.raw >= less.near.raw).all()
    assert (rest.any.chance >= less.any.chance).all()
    assert (rest.near.chance >= less.near.chance).all()
    assert (rest.scores >= less.scores).all()
    assert (rest.side >= less.side).all()


@settings(max_examples=100, deadline=None, derandomize=True)
@given(seed=SEEDS, held=COMPETENCES, level=st.one_of(st.none(), st.integers(1, 8)))
def test_a_result_holds_together(seed: int, held: list[int], level: int | None) -> None:
    jobbereik = engine(seed)
    profile = Profile(
        experiences=(Experience(occupation_id=OccupationId("o0"), months=30),),
        competence_ids=tuple(CompetenceId(f"c{c}") for c in held),
        filters=Filters(eqf_level=level),
    )
    reach = jobbereik.reach(profile, limit=20, on=ON)
    shown = [c.occupation.id for c in (*reach.within_reach, *reach.with_training)]
    assert "o0" not in shown
    assert len(set(shown)) == len(shown)
    for candidates in (reach.within_reach, reach.with_training):
        scores = [c.score for c in candidates]
        assert scores == sorted(scores, reverse=True)
        for candidate in candidates:
            ids = {c.competence.id for c in (*candidate.matched, *candidate.missing)}
            asked = jobbereik.catalogue.occupation_index(candidate.occupation.id)
            assert ids == {c.id for c, _ in jobbereik.catalogue.competences_of(asked)}
            assert {c.competence.id for c in (*candidate.matched, *candidate.unused)} == set(profile.competence_ids)
            assert 0 <= candidate.probability.low <= candidate.probability.value <= candidate.probability.high <= 1


@settings(max_examples=50, deadline=None, derandomize=True)
@given(seed=SEEDS, held=COMPETENCES.filter(bool), data=st.data())
def test_the_order_in_which_a_person_tells_things_does_not_matter(
    seed: int, held: list[int], data: st.DataObject
) -> None:
    jobbereik = engine(seed)
    shuffled = data.draw(st.permutations(held))
    results = [
        jobbereik.reach(Profile(competence_ids=tuple(CompetenceId(f"c{c}") for c in ids)), limit=9, on=ON)
        for ids in (held, shuffled)
    ]
    assert results[0] == results[1]


@pytest.mark.parametrize("name", RANKERS)
def test_every_ranker_scores_every_occupation_with_a_number(name: str) -> None:
    jobbereik = engine(3)
    ranker = make_ranker(name, jobbereik.catalogue, jobbereik.index)
    for held, origin in (([], []), ([1, 2, 3], []), ([4, 5], [2])):
        scores = ranker.score(query(held, origin))
        assert scores.shape == (12,)
        assert np.isfinite(scores).all()
