"""What to learn next and the shortest way agree with a recount by the engine, on catalogues drawn by chance."""

import itertools
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from item_bank.schema import CompetenceId, GateId, Names, Training, TrainingId, TrainingKind
from models.jobbereik.engine import Jobbereik
from models.jobbereik.path import EXACT_UP_TO, fewest_trainings
from models.jobbereik.planning import learn_next, learning_path
from models.jobbereik.schema import Experience, ExperienceKind, Filters, Profile, Verdict
from models.vacancies.statistics import VacancyStatistics
from tests.catalogues import random_engine
from tests.vacancies import vacancy, write_version

ON = date(2026, 11, 24)
ALL = 10_000
NOTHING_BY_ITSELF = {"zorgkundige"}
"""Work from which no single competence may bring an occupation onto the first list, and saying nothing is right."""


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


IDS = st.sampled_from([CompetenceId(f"c{i}") for i in range(8)])


@st.composite
def trainings(draw: st.DrawFn) -> list[Training]:
    return [
        Training(
            id=TrainingId(f"t{i}"),
            names=Names(labels={"nl": f"opleiding {i}"}),
            kind=TrainingKind.VDAB,
            eqf=None,
            hours=draw(st.one_of(st.none(), st.integers(1, 9))),
            competences=tuple(draw(st.sets(IDS, max_size=4))),
            gates=tuple(draw(st.sets(st.sampled_from([GateId("g0"), GateId("g1")]), max_size=1))),
        )
        for i in range(draw(st.integers(0, 9)))
    ]


def done(rows: Iterable[Training], wanted: set[str]) -> set[str]:
    return wanted & {id_ for row in rows for id_ in (*row.competences, *row.gates)}


@settings(max_examples=150, deadline=None)
@given(offered=trainings(), wanted=st.sets(IDS, max_size=8), gates=st.sets(st.sampled_from(["g0", "g1"])))
def test_no_fewer_trainings_do_as_much(offered: list[Training], wanted: set[CompetenceId], gates: set[str]) -> None:
    goal = {*wanted, *gates}
    found = fewest_trainings(sorted(wanted), sorted(map(GateId, gates)), offered, {})
    assert found.exact
    assert done(found.trainings, goal) == done(offered, goal)
    for smaller in itertools.combinations(offered, max(0, len(found.trainings) - 1)) if found.trainings else ():
        assert done(smaller, goal) != done(offered, goal)
    hours = [row.hours for row in found.trainings]
    for same in itertools.combinations(offered, len(hours)):
        if done(same, goal) == done(offered, goal) and None not in [*hours, *(row.hours for row in same)]:
            assert sum(hours) <= sum(row.hours for row in same)


def test_many_wishes_are_covered_one_by_one_and_that_is_said() -> None:
    many = [CompetenceId(f"c{i}") for i in range(EXACT_UP_TO + 4)]
    shape = {"names": Names(labels={"nl": "x"}), "kind": TrainingKind.VDAB, "eqf": None, "hours": None, "gates": ()}
    rows = [Training(id=TrainingId(f"t{i}"), competences=tuple(many[i : i + 4]), **shape) for i in range(0, 16, 4)]
    found = fewest_trainings(many, [], rows, {})
    assert (len(found.trainings), found.exact) == (4, False)
    assert fewest_trainings(many, [], rows[:1], {}).exact, "with one training there is nothing to choose"


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 15), held=st.sets(st.integers(0, 29), min_size=1, max_size=8), region=st.booleans())
def test_vacancies_that_come_within_reach_equal_a_recount(seed: int, held: set[int], region: bool) -> None:
    plain = random_engine(seed)
    rng = np.random.default_rng(seed)
    codes, last = (9000, 9050, 2000, 4000, None), (None, date(2026, 11, 23), ON)
    rows = [
        vacancy(i, f"o{rng.integers(12)}", [], postcode=codes[rng.integers(5)], valid_through=last[rng.integers(3)])
        for i in range(150)
    ]
    with tempfile.TemporaryDirectory() as folder:
        known = VacancyStatistics.read(write_version(Path(folder) / "v", rows, plain.catalogue), plain.catalogue)
        engine = replace(plain, vacancies=known)
        filters = Filters(postcode="9000", radius_km=20) if region else Filters()
        own = Profile(competence_ids=tuple(f"c{c}" for c in sorted(held)), filters=filters)
        before = within(engine, own)
        for item in learn_next(engine, own, limit=ALL, on=ON).items:
            more = replace(own, competence_ids=(*own.competence_ids, item.competence.competence.id))
            new = within(engine, more) - before
            assert new == {occupation.id for occupation in item.occupations}
            assert item.vacancies == sum(
                row.occupation_id in new
                and (row.valid_through is None or row.valid_through >= ON)
                and (not region or row.postcode in (9000, 9050))
                for row in rows
            )


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Jobbereik:
    data: Path = tmp_path_factory.mktemp("data")
    return Jobbereik.load(data)


@pytest.mark.parametrize("own", ["klusjesman", "plaatwerker", "liftmonteur", "zorgkundige"])
def test_the_built_in_catalogue_agrees_with_a_recount(engine: Jobbereik, own: str) -> None:
    told = Profile(experiences=(Experience(occupation_id=own, months=60),))
    reading = engine.suggest_competences(told.experiences, on=ON, limit=ALL)
    confirmed = replace(told, competence_ids=tuple(s.competence.id for s in reading if s.probability > 0.5))
    before = within(engine, confirmed)
    items = learn_next(engine, confirmed, limit=10, on=ON).items
    assert items or own in NOTHING_BY_ITSELF
    for item in items:
        more = replace(confirmed, competence_ids=(*confirmed.competence_ids, item.competence.competence.id))
        assert within(engine, more) - before == {o.id for o in item.occupations}


@pytest.mark.parametrize(
    ("own", "target"),
    [
        ("visser", "onderhoudsmecanicien"),
        ("ict-lesgever", "docent-hogeschool"),
        ("metselaar", "tegelzetter"),
    ],
)
def test_what_a_way_promises_is_what_is_told_once_it_is_learned(engine: Jobbereik, own: str, target: str) -> None:
    told = Profile(experiences=(Experience(occupation_id=own, months=60),))
    way = learning_path(engine, told, target, on=ON)
    held = [row.competence.id for row in engine.suggest_competences(told.experiences, on=ON, limit=ALL)]
    after = replace(
        told,
        competence_ids=(*held, *(item.competence.id for item in way.missing)),
        licences_held=frozenset(way.occupation.gates or ()),
    )
    found = engine.gap(after, target, on=ON)
    assert way.missing
    assert (way.verdict_after, way.probability_after) == (found.verdict, found.candidate.told)
    before = engine.gap(told, target, on=ON).candidate
    like = before.probability_now if way.verdict_after is Verdict.WITHIN_REACH else before.probability
    assert way.probability_after.value >= like.value, "like beside like: who learned is never told less"


@pytest.mark.parametrize(
    ("work", "hobby", "now", "later"),
    [
        ("verpleegkundige", "hondentrimmer", "winkelbediende", "landbouwadviseur"),
        ("jurist", "tuinaanlegger", "wegenwerker", "schoonmaker"),
    ],
)
def test_beside_a_hobby_all_that_is_told_of_simple_work_is_what_is_served(
    engine: Jobbereik, work: str, hobby: str, now: str, later: str
) -> None:
    job = Experience(occupation_id=work, months=60)
    told = Profile(experiences=(job, Experience(occupation_id=hobby, months=60, kind=ExperienceKind.HOBBY)))
    held = tuple(row.competence.id for row in engine.suggest_competences(told.experiences, on=ON, limit=ALL))
    everything = replace(told, competence_ids=held)
    shown, alone = within(engine, everything), Profile(experiences=(job,))
    for target in (hobby, now, later):
        less, more = (engine.gap(profile, target, on=ON).candidate for profile in (alone, everything))
        assert more.probability.value >= less.probability.value, "a hobby lowers no chance"
        assert (target in shown) == (target == hobby), "simple work is left out, but for what one told oneself"
        way = learning_path(engine, everything, target, on=ON)
        ids = (*held, *(item.competence.id for item in way.missing))
        gates = frozenset(way.occupation.gates or ())
        found = engine.gap(replace(told, competence_ids=ids, licences_held=gates), target, on=ON)
        assert (way.verdict_after, way.probability_after) == (found.verdict, found.candidate.told)
        assert way.reachable == (found.verdict is Verdict.WITHIN_REACH)
        assert way.within_reach_now == (engine.gap(everything, target, on=ON).verdict is Verdict.WITHIN_REACH)
    assert engine.gap(everything, now, on=ON).verdict is Verdict.WITHIN_REACH
    for item in learn_next(engine, everything, limit=5, on=ON).items:
        after = replace(told, competence_ids=(*held, item.competence.competence.id))
        assert {o.id for o in item.occupations} <= within(engine, after) - shown


def test_what_somebody_can_do_beside_a_hobby_counts_for_simple_work(engine: Jobbereik) -> None:
    job = Experience(occupation_id="bedrijfsconsultant", months=60)
    hobby = Experience(occupation_id="geluidstechnicus", months=60, kind=ExperienceKind.HOBBY)
    both = Profile(experiences=(job, hobby))
    position = engine.catalogue.occupation_index("magazijnier")
    assert position is not None
    asked = tuple(competence.id for competence, _ in engine.catalogue.competences_of(position))
    held = tuple(row.competence.id for row in engine.suggest_competences(both.experiences, on=ON, limit=ALL))
    shown = [within(engine, replace(both, competence_ids=ids)) for ids in (held, (*held, *asked))]
    assert ["magazijnier" in row for row in shown] == [False, True]
    assert shown[0] <= shown[1]


@pytest.mark.parametrize("hobby", ["bakker", "kok"])
def test_a_hobby_takes_no_simple_work_away_that_the_job_alone_brings(engine: Jobbereik, hobby: str) -> None:
    job = Experience(occupation_id="verpleegkundige", months=60)
    beside = Experience(occupation_id=hobby, months=60, kind=ExperienceKind.HOBBY)
    for experiences in ((job,), (job, beside)):
        assert "logistiek-medewerker-zorg" in within(engine, Profile(experiences=experiences))


def test_what_only_fits_something_is_no_work_to_begin_now(engine: Jobbereik) -> None:
    told = Profile(competence_ids=("verkopen",))
    first = engine.reach(told, limit=5, on=ON).within_reach[0]
    way = learning_path(engine, told, first.occupation.id, on=ON)
    assert first.spare
    assert not way.within_reach_now
    assert way.reachable
    assert way.missing, "what to learn is told"


def test_who_has_all_that_is_asked_has_nothing_to_learn(engine: Jobbereik) -> None:
    position = engine.catalogue.occupation_index("kok")
    held = tuple(competence.id for competence, _ in engine.catalogue.competences_of(position))
    told = Profile(experiences=(Experience(occupation_id="kraanbestuurder", months=2),), competence_ids=held)
    assert learning_path(engine, told, "kok", on=ON).missing == ()


def test_a_gate_stands_in_the_way_whatever_is_learned(engine: Jobbereik) -> None:
    told = Profile(experiences=(Experience(occupation_id="koerier", months=60),))
    found = learning_path(engine, told, "vrachtwagenchauffeur", on=ON)
    assert not found.within_reach_now
    assert {gate.gate.id for gate in found.gates} == {"rijbewijs-c", "code-95"}
    assert set(found.trainings[0].gates) & {"rijbewijs-c", "code-95"}
