"""Laws of the lists over the catalogue of the project, with its licences: more never takes anything away."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from item_bank.catalogue.builtin import catalogue
from item_bank.catalogue.columns import TextColumn
from item_bank.catalogue.table import Catalogue
from item_bank.schema import CompetenceId, GateId, OccupationId
from models.jobbereik.calibration import ReachModel
from models.jobbereik.decision import Decision
from models.jobbereik.decision import told as told_of
from models.jobbereik.engine import Jobbereik
from models.jobbereik.index import build_index
from models.jobbereik.listing import lists
from models.jobbereik.profile import read_profile
from models.jobbereik.schema import Experience, ExperienceKind, Profile

ON = date(2026, 11, 29)
GATES = sorted(catalogue().gates)
OCCUPATIONS = [catalogue().occupation(i).id for i in range(catalogue().n_occupations)]
LEVELS = [catalogue().occupation(i).eqf or 0 for i in range(catalogue().n_occupations)]

ENGINES: list[Jobbereik] = []


@pytest.fixture(scope="module", autouse=True)
def engine(tmp_path_factory: pytest.TempPathFactory) -> Jobbereik:
    ENGINES.append(Jobbereik.load(tmp_path_factory.mktemp("data")))
    return ENGINES[-1]


def decided(profile: Profile) -> Decision:
    engine = ENGINES[-1]
    return engine.decide(profile, read_profile(engine.catalogue, profile, engine.parameters, ON))


def shown(profile: Profile, decision: Decision) -> tuple[set[int], set[int]]:
    """Return what stands on the first list, and on either of them, however long they are."""
    engine = ENGINES[-1]
    reading = read_profile(engine.catalogue, profile, engine.parameters, ON)
    found = lists(decision, engine.facts, reading, profile, 1.0, engine.parameters, len(OCCUPATIONS))
    return {*found.within}, {*found.within, *found.training}


def never_lower(less: Profile, more: Profile) -> None:
    one, other = decided(less), decided(more)
    rows = zip(shown(less, one), shown(more, other), strict=True)
    assert all(before <= after for before, after in rows), "no list loses a row"
    assert (other.any.chance >= one.any.chance).all()
    assert (other.near.chance >= one.near.chance).all()
    assert (other.scores >= one.scores).all()
    assert (other.side >= one.side).all()
    same = other.side == one.side
    said = [told_of(decision.side, decision.near.chance, decision.any.chance)[same] for decision in (one, other)]
    assert (said[1] >= said[0]).all(), "within a list the chance that is told never falls"


EXPERIENCES = st.lists(
    st.tuples(st.sampled_from(OCCUPATIONS), st.sampled_from([1, 12, 60]), st.sampled_from(sorted(ExperienceKind))),
    min_size=1,
    max_size=3,
)


def told(rows: list[tuple[str, int, ExperienceKind]]) -> Profile:
    return Profile(experiences=tuple(Experience(occupation_id=i, months=m, kind=k) for i, m, k in rows))  # type: ignore[arg-type]


@settings(max_examples=30, deadline=None, derandomize=True)
@given(rows=EXPERIENCES, gates=st.sets(st.sampled_from(GATES), max_size=4), gate=st.sampled_from(GATES))
def test_a_licence_more_never_lowers_and_one_struck_never_raises(
    rows: list[tuple[str, int, ExperienceKind]], gates: set[GateId], gate: GateId
) -> None:
    plain = replace(told(rows), licences_not_held=frozenset(gates - {gate}))
    never_lower(replace(plain, licences_not_held=frozenset({*gates, gate})), plain)
    never_lower(plain, replace(plain, licences_held=frozenset({gate})))


@pytest.mark.parametrize(("own", "target"), [("militair", "verhuizer"), ("treinbestuurder", "kraanbestuurder")])
def test_a_licence_struck_fills_the_lists_with_nothing_nearer(own: str, target: str) -> None:
    plain = told([(own, 60, ExperienceKind.JOB)])
    struck = replace(plain, licences_not_held=frozenset({GateId("rijbewijs-b")}))
    never_lower(struck, plain)
    position = catalogue().occupation_index(OccupationId(target))
    assert decided(struck).side[position] == decided(plain).side[position]


@settings(max_examples=30, deadline=None, derandomize=True)
@given(rows=EXPERIENCES, data=st.data(), denied=st.sets(st.sampled_from(GATES), max_size=2))
def test_a_competence_struck_never_raises_and_one_added_never_lowers(
    rows: list[tuple[str, int, ExperienceKind]], data: st.DataObject, denied: set[GateId]
) -> None:
    everything = [
        c.id for id_, *_ in rows for c, _ in catalogue().competences_of(catalogue().occupation_index(id_) or 0)
    ]
    kept = data.draw(st.sets(st.sampled_from(sorted(set(everything))), min_size=1))
    struck = data.draw(st.sampled_from(sorted(kept)))
    added = data.draw(st.sampled_from(list(catalogue().columns.texts["competence.id"])))
    profile = replace(told(rows), licences_not_held=frozenset(denied))
    ids = [tuple(map(CompetenceId, sorted(row))) for row in (kept - {struck}, kept, {*kept, added})]
    less, same, more = (replace(profile, competence_ids=row) for row in ids)
    if less.competence_ids:
        never_lower(less, same)
    never_lower(same, more)


MIXED = st.tuples(
    *(
        st.sampled_from([id_ for id_, level in zip(OCCUPATIONS, LEVELS, strict=True) if low <= level <= high])
        for low, high in ((1, 3), (5, 8))
    )
)


@settings(max_examples=20, deadline=None, derandomize=True)
@given(jobs=MIXED, hobby=st.sampled_from([None, *OCCUPATIONS]), data=st.data())
def test_a_competence_of_what_is_listed_takes_no_row_away_beside_simpler_work(
    jobs: tuple[str, str], hobby: str | None, data: st.DataObject
) -> None:
    rows = [(id_, 60, ExperienceKind.JOB) for id_ in jobs]
    plain = told(rows if hobby is None else [*rows, (hobby, 60, ExperienceKind.HOBBY)])
    held = [row.competence.id for row in ENGINES[-1].suggest_competences(plain.experiences, on=ON, limit=999)]
    profile = replace(plain, competence_ids=tuple(held))
    listed = shown(profile, decided(profile))[1]
    asked = {c.id for position in listed for c, _ in catalogue().competences_of(position)} - {*held}
    for added in data.draw(st.lists(st.sampled_from(sorted(asked)), min_size=8, max_size=16, unique=True)):
        never_lower(profile, replace(profile, competence_ids=(*held, added)))


@pytest.mark.parametrize("months", [1, 12, 60])
def test_every_occupation_has_lists_of_five_and_months_do_not_change_them(months: int) -> None:
    engine = ENGINES[-1]
    for id_ in OCCUPATIONS[:: 9 if months != 60 else 3]:
        found, known = (engine.reach(told([(id_, m, ExperienceKind.JOB)]), limit=20, on=ON) for m in (months, 60))
        assert len(found.within_reach) >= 5
        assert len(found.with_training) >= 5
        one, other = ({c.occupation.id for c in row.within_reach} for row in (found, known))
        assert one == other


def unlabelled() -> Catalogue:
    """Return the catalogue without the related occupations that its authors wrote."""
    known = catalogue()
    nothing = TextColumn.of([""] * known.n_occupations)
    texts = {**known.columns.texts, "occupation.near": nothing, "occupation.development": nothing}
    columns = replace(known.columns, texts=texts)
    return Catalogue(name=known.name, columns=columns, records=known.records, built_in=True)


def test_no_list_knows_the_steps_that_anybody_wrote_or_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    """Labels are for learning only: without any within reach, features and scores have the same bytes."""
    monkeypatch.setenv("REFERENCE_DIR", "")
    monkeypatch.setattr("training.models.labels.STEPS", Path("nowhere"))
    engine, bare = ENGINES[-1], unlabelled()
    assert not any(bare.occupation(i).near for i in range(bare.n_occupations))
    other = Jobbereik.of(bare, build_index(bare), ReachModel.load())
    pairs = [e.index.pairs for e in (engine, other)]
    assert pairs[0] is not None
    assert pairs[1] is not None
    assert pairs[0].values.tobytes() == pairs[1].values.tobytes()
    assert pairs[0].candidates.tobytes() == pairs[1].candidates.tobytes()
    for id_ in OCCUPATIONS[::20]:
        profile = told([(id_, 60, ExperienceKind.JOB)])
        one, two = (e.decide(profile, read_profile(e.catalogue, profile, e.parameters, ON)) for e in (engine, other))
        assert one.scores.tobytes() == two.scores.tobytes()
        assert one.side.tobytes() == two.side.tobytes()
