"""The words of doubt follow the chance of the list in which a row stands, and no list is left short or only simpler."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from item_bank.catalogue.steps import grades
from models.jobbereik.decision import WITHIN_REACH, Reference, sides
from models.jobbereik.engine import VERDICTS, Jobbereik
from models.jobbereik.explanation import doubt_of
from models.jobbereik.listing import unlisted
from models.jobbereik.profile import read_profile
from models.jobbereik.schema import (
    Candidate,
    Doubt,
    Experience,
    ExperienceKind,
    Filters,
    NoteCode,
    Profile,
    Reach,
    Unlisted,
    Verdict,
)
from models.jobbereik.shortfall import Wish
from models.jobbereik.simpler import SIMPLER
from training.models.bench import load_engine

ON = date(2026, 11, 29)
LEAST = 5
LOOSE = (Doubt.POSSIBLE, Doubt.GUESS)
FILLING = 0.5
"""What only fills the first list up has a smaller chance for today than this."""


@pytest.fixture(scope="module")
def engine() -> Jobbereik:
    return load_engine()


def told(*ids: str, months: int = 60, filters: Filters = Filters()) -> Profile:  # noqa: B008 - it is frozen
    return Profile(experiences=tuple(Experience(occupation_id=i, months=months) for i in ids), filters=filters)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def everybody(engine: Jobbereik) -> dict[str, Reach]:
    ids = [engine.catalogue.occupation(i).id for i in range(0, engine.catalogue.n_occupations, 4)]
    return {id_: engine.reach(told(id_), limit=20, on=ON) for id_ in ids}


def rows_of(found: dict[str, Reach]) -> Iterator[Candidate]:
    for reach in found.values():
        yield from (*reach.within_reach, *reach.with_training)


def test_each_word_follows_the_chance_of_the_list_that_the_row_stands_in(
    engine: Jobbereik, everybody: dict[str, Reach]
) -> None:
    for row in rows_of(everybody):
        now = row.verdict is Verdict.WITHIN_REACH
        assert row.told == (row.probability_now if now else row.probability)
        assert row.doubt is doubt_of(row.told.value, engine.parameters)
        if now and row.told.value < FILLING:
            assert row.doubt in (Doubt.POSSIBLE, Doubt.GUESS), "it only fills the list up"
    for reach in everybody.values():
        assert not reach.short
        assert all(row.verdict is Verdict.WITHIN_REACH for row in reach.within_reach)
        assert all(row.verdict is Verdict.WITH_TRAINING for row in reach.with_training)


def test_no_word_is_said_of_nearly_every_row(everybody: dict[str, Reach]) -> None:
    for verdict, least in ((Verdict.WITHIN_REACH, 3), (Verdict.WITH_TRAINING, 2)):
        words = Counter(row.doubt for row in rows_of(everybody) if row.verdict is verdict)
        assert max(words.values()) <= 0.7 * words.total(), (verdict, words)
        assert len(words) >= least, (verdict, words)


def test_words_only_go_down_along_a_list(everybody: dict[str, Reach]) -> None:
    order = list(Doubt)
    for reach in everybody.values():
        for rows in (reach.within_reach, reach.with_training):
            for below in (False, True):
                said = [order.index(row.doubt) for row in rows if row.below_level is below]
                assert said == sorted(said)


@pytest.mark.parametrize(
    ("higher", "simpler"), [("tolk", "kelner"), ("projectingenieur-bouw", "magazijnier"), ("jurist", "kassamedewerker")]
)
def test_simpler_work_beside_a_higher_level_takes_the_lists_over_only_where_it_is_likely(
    engine: Jobbereik, higher: str, simpler: str
) -> None:
    found = engine.reach(told(higher, simpler), limit=100, on=ON)
    least = engine.parameters.sideways_least
    assert all(row.below_level or row.told.value >= least for row in found.within_reach), "nobody begins at 1 of 25"
    assert sum(not row.below_level for row in found.with_training) >= LEAST
    for rows in (found.within_reach, found.with_training):
        below = [row.below_level for row in rows]
        assert below == sorted(below), "work of the own level stands first"
        assert sum(row.below_level and row.doubt in LOOSE for row in rows) <= SIMPLER * LEAST
    asked = engine.reach(told(higher, simpler, filters=Filters(below_level=True)), limit=100, on=ON)
    shown, all_of_it = (sum(row.below_level for row in rows_of({"": reach})) for reach in (found, asked))
    firm = {row.occupation.id for row in rows_of({"": asked}) if row.below_level and row.doubt not in LOOSE}
    assert firm <= {row.occupation.id for row in rows_of({"": found})}, "what is sure or likely is never left out"
    assert (NoteCode.SIMPLER_LEFT_OUT in found.notes) == (shown < all_of_it)
    assert NoteCode.SIMPLER_LEFT_OUT not in asked.notes


@pytest.mark.parametrize(
    "held",
    [["verkopen"], ["klantgericht-werken", "betalingen-ontvangen"], ["mensen-aansturen"], ["software-programmeren"]],
)
def test_a_few_competences_without_any_experience_fill_both_lists(engine: Jobbereik, held: list[str]) -> None:
    found = engine.reach(Profile(competence_ids=tuple(held)), limit=20, on=ON)  # type: ignore[arg-type]
    simple = [
        engine.catalogue.occupation(i)
        for i in range(engine.catalogue.n_occupations)
        if {c.id for c, _ in engine.catalogue.competences_of(i)} & {*held}
        and not engine.decider.see(read_profile(engine.catalogue, Profile(), engine.parameters, ON)).barriers[i] > 0
        and (engine.catalogue.occupation(i).eqf or 9) <= engine.parameters.level_at_start
    ]
    assert len(found.within_reach) >= min(LEAST, len(simple))
    assert len(found.with_training) >= LEAST
    assert all(row.matched for row in (*found.within_reach, *found.with_training))
    assert {row.doubt for row in found.within_reach} <= {Doubt.GUESS, Doubt.POSSIBLE}
    if not simple:
        assert NoteCode.NOTHING_WITHIN_REACH in found.notes


@pytest.mark.parametrize(
    ("jobs", "added", "kept"),
    [
        (("projectingenieur-bouw", "magazijnier"), "ergonomisch-tillen", "winkelbediende"),
        (("rekkenvuller", "masseur"), "zuinig-en-defensief-rijden", "heftruckchauffeur"),
        (("carwashmedewerker", "journalist"), "bestelwagen-besturen", "afvalophaler"),
    ],
)
def test_a_competence_more_keeps_every_row_beside_simpler_work(
    engine: Jobbereik, jobs: tuple[str, str], added: str, kept: str
) -> None:
    both = told(*jobs)
    ids = [row.competence.id for row in engine.suggest_competences(both.experiences, on=ON, limit=999)]
    less, more = (
        {row.occupation.id for row in rows_of({"": engine.reach(replace(both, competence_ids=held), limit=100, on=ON)})}
        for held in (tuple(id_ for id_ in ids if id_ != added), (*ids, *({added} - {*ids})))
    )
    assert kept in less
    assert less <= more


def test_a_diploma_alone_puts_no_managers_in_the_first_list(engine: Jobbereik) -> None:
    for level in (None, 3, 7):
        profile = Profile(competence_ids=("verkopen",), filters=Filters(eqf_level=level))  # type: ignore[arg-type]
        levels = [row.occupation.eqf for row in engine.reach(profile, limit=20, on=ON).within_reach]
        assert len(levels) >= LEAST
        assert max(row or 9 for row in levels) <= engine.parameters.level_at_start, level


def test_a_wish_that_leaves_a_few_competences_nothing_is_named(engine: Jobbereik) -> None:
    profile = Profile(competence_ids=("verkopen",))  # type: ignore[arg-type]
    free, only = (
        engine.reach(replace(profile, filters=Filters(sectors=sectors)), limit=20, on=ON)
        for sectors in (frozenset(), frozenset({"metal"}))
    )
    assert (free.removed_by_filters, NoteCode.FILTERS_REMOVE_MOST in free.notes) == (0, False)
    assert not only.within_reach
    assert only.removed_by_filters >= 2 * LEAST
    assert NoteCode.FILTERS_REMOVE_MOST in only.notes


def test_lists_are_filled_from_chances_of_which_now_or_trained_is_never_the_smaller(
    engine: Jobbereik, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[Reference] = []

    def keep(*given: Any) -> NDArray[np.int8]:
        found.append(given[5])
        return sides(*given)

    monkeypatch.setattr("models.jobbereik.decision.sides", keep)
    for id_ in ("klusjesman", "zorgkundige", "inpakker"):
        profile = replace(told(id_), competence_ids=("verkopen",))  # type: ignore[arg-type]
        engine.decide(profile, read_profile(engine.catalogue, profile, engine.parameters, ON))
    assert len(found) == 3
    assert all((row.any_chance >= row.near_chance).all() for row in found)


@pytest.mark.parametrize("id_", ["kassamedewerker", "verpleegkundige", "lasser"])
def test_a_sector_alone_leaves_what_the_catalogue_has_of_it(engine: Jobbereik, id_: str) -> None:
    facts = engine.facts
    for sector in sorted({*facts.sector.tolist()} - {""}):
        profile = told(id_, filters=Filters(sectors=frozenset({sector})))
        found = engine.reach(profile, limit=20, on=ON)
        rows = {row.occupation.id for row in (*found.within_reach, *found.with_training)}
        gaps = engine.gaps(
            profile, [engine.catalogue.occupation(int(i)).id for i in (facts.sector == sector).nonzero()[0]], on=ON
        )
        assert len(rows) >= LEAST or all(
            gap.verdict is Verdict.FAR or gap.candidate.occupation.id in {*rows, id_} for gap in gaps
        )


@pytest.mark.parametrize(
    ("id_", "sector"),
    [
        ("leraar-secundair-onderwijs", "ict-media"),
        ("lasser", "business-services"),
        ("kassamedewerker", "construction"),
        ("kassamedewerker", "health-care"),
    ],
)
def test_a_wish_fills_no_list_with_what_does_not_fit_and_tells_why_it_is_short(
    engine: Jobbereik, id_: str, sector: str
) -> None:
    profile, figures = told(id_, filters=Filters(sectors=frozenset({sector}))), engine.parameters
    found = engine.reach(profile, limit=20, on=ON)
    for row in found.within_reach:
        assert row.told.value >= figures.fill_least or (row.occupation.eqf or 9) <= figures.level_of_anybody
    assert found.with_training, "the nearest first step that way"
    assert all(row.told.value >= figures.fill_least_training for row in found.with_training[1:])
    assert Verdict.WITHIN_REACH in found.short
    assert (Verdict.WITH_TRAINING in found.short) == (len(found.with_training) < LEAST)
    short, first = found.short[Verdict.WITHIN_REACH], {row.occupation.id for row in found.within_reach}
    others = [engine.catalogue.occupation(int(i)).id for i in (engine.facts.sector == sector).nonzero()[0]]
    gaps = [gap.candidate for gap in engine.gaps(profile, [o for o in others if o not in first], on=ON)]
    barred = sum(any(gate.in_the_way for gate in row.gates) for row in gaps)
    assert (short.rows, short.looked_at, short.law) == (len(first), len(gaps), barred)
    free = engine.reach(told(id_), limit=100, on=ON)
    assert (short.wish, short.without_wish) == (Wish.SECTORS, len(free.within_reach))
    counted = Counter(row.occupation.sector for row in free.within_reach)
    assert all(counted[code] == rows for code, rows in short.sectors)
    assert not free.short


@pytest.mark.parametrize(
    ("work", "hobby", "not_shown"),
    [
        ("jurist", "tuinaanlegger", {"bosarbeider", "wegenwerker", "medewerker-plantenkwekerij"}),
        ("softwareontwikkelaar", "bakker", {"keukenhulp", "productieoperator", "voedingsoperator"}),
        ("verpleegkundige", "hondentrimmer", {"landbouwadviseur", "winkelbediende", "dierenverzorger"}),
    ],
)
def test_a_hobby_brings_no_simple_work_to_who_worked_at_a_higher_level(
    engine: Jobbereik, work: str, hobby: str, not_shown: set[str]
) -> None:
    beside = Experience(occupation_id=hobby, months=60, kind=ExperienceKind.HOBBY)  # type: ignore[arg-type]
    profile = replace(told(work), experiences=(*told(work).experiences, beside))
    first = {row.occupation.id for row in engine.reach(told(work), limit=20, on=ON).within_reach}
    for held in (None, tuple(row.competence.id for row in engine.suggest_competences(profile.experiences, on=ON))):
        found = engine.reach(replace(profile, competence_ids=held), limit=20, on=ON)
        assert not found.short
        assert not not_shown & {row.occupation.id for row in found.within_reach}
        for row in found.within_reach:
            if row.below_level and row.occupation.id not in {*first, hobby}:
                assert (row.occupation.eqf or 9) >= engine.parameters.hobby_from_level
    asked = engine.reach(replace(profile, filters=Filters(below_level=True)), limit=20, on=ON)
    assert not_shown & {row.occupation.id for row in (*asked.within_reach, *asked.with_training)}


STUDIED = ["verpleegkundige", "huisarts", "kok", "psycholoog", "boekhouder", "groenteteler", "kassamedewerker"]


@pytest.mark.parametrize("id_", STUDIED)
def test_who_finished_a_study_or_worked_without_pay_is_first_told_that_very_work(engine: Jobbereik, id_: str) -> None:
    for kind in (ExperienceKind.STUDY, ExperienceKind.VOLUNTEERING):
        done = Experience(occupation_id=id_, months=84, kind=kind)  # type: ignore[arg-type]
        first = engine.reach(Profile(experiences=(done,)), limit=10, on=ON).within_reach[0]
        assert (first.occupation.id, first.told_as) == (id_, kind)
        unable = engine.gap(Profile(experiences=(done,), competence_ids=()), id_, on=ON).candidate  # type: ignore[arg-type]
        assert (unable.verdict, unable.doubt is Doubt.SURE) == (Verdict.FAR, False), "who can do nothing of it"
    worked = engine.reach(told(id_), limit=20, on=ON)
    assert id_ not in {row.occupation.id for row in (*worked.within_reach, *worked.with_training, *worked.further)}


def test_a_hobby_and_a_study_that_cannot_be_finished_yet_stand_where_their_chance_puts_them(engine: Jobbereik) -> None:
    hobby = Experience(occupation_id="bakker", months=60, kind=ExperienceKind.HOBBY)  # type: ignore[arg-type]
    profile = replace(told("boekhouder"), experiences=(*told("boekhouder").experiences, hobby))
    rows = {row.occupation.id: row for row in engine.reach(profile, limit=20, on=ON).within_reach}
    assert rows["bakker"].told_as is ExperienceKind.HOBBY
    assert rows["bakker"].doubt is not Doubt.SURE
    begun = Experience(occupation_id="huisarts", months=12, kind=ExperienceKind.STUDY)  # type: ignore[arg-type]
    found = engine.reach(Profile(experiences=(begun,)), limit=20, on=ON)
    assert "huisarts" not in {row.occupation.id for row in (*found.within_reach, *found.with_training)}


def test_simpler_work_is_never_first_without_a_word_and_first_lists_are_graded(engine: Jobbereik) -> None:
    found: list[str] = []
    rows: list[tuple[int, int]] = []
    for i in range(engine.catalogue.n_occupations):
        id_ = engine.catalogue.occupation(i).id
        decided = engine.decide(told(id_), read_profile(engine.catalogue, told(id_), engine.parameters, ON), ON)
        first, *others = decided.best((decided.side == WITHIN_REACH) & decided.shown & ~decided.left_out, 20)
        rows += [(i, position) for position in (first, *others)]
        if decided.below[first] or i % 20 == 0:
            notes = engine.reach(told(id_), limit=1, on=ON).notes
            assert (NoteCode.SIMPLER_FIRST in notes) == decided.below[first]
        if decided.below[first]:
            found.append(id_)
            own = [p for p in others if not decided.below[p]]
            assert (decided.near.chance[own] < engine.parameters.last_below).all(), "own work with a chance comes first"
    assert 0 < len(found) <= 10, found
    graded = [grades(engine.catalogue).get(step) for step in rows]
    assert graded.count(None) <= 0.01 * len(rows), "what nobody graded stands in few first lists"
    assert graded.count(0) == 0, "nothing absurd stands in one"
    asked = replace(told(found[0]), filters=Filters(below_level=True))
    assert NoteCode.SIMPLER_FIRST not in engine.reach(asked, limit=LEAST, on=ON).notes


def test_what_falls_on_the_side_of_a_list_stands_there_or_says_why_not(engine: Jobbereik) -> None:
    """The page of hobby work said "binnen je bereik" of what no list shows."""
    hobby = Experience(occupation_id="tuinaanlegger", months=60, kind=ExperienceKind.HOBBY)  # type: ignore[arg-type]
    law = replace(told("jurist"), experiences=(*told("jurist").experiences, hobby))
    both = told("jurist", "kassamedewerker", filters=Filters(sectors=frozenset({"trade"})))
    told_of: Counter[Unlisted | None] = Counter()
    simpler = told("rekkenvuller", "masseur")
    for profile in (law, both, simpler, told("bewakingsagent")):
        reach = engine.reach(profile, limit=engine.catalogue.n_occupations, on=ON)
        sides = {row.occupation.id: row.verdict for row in rows_of({"": reach})}
        decided = engine.decide(profile, read_profile(engine.catalogue, profile, engine.parameters, ON), ON)
        for i in range(engine.catalogue.n_occupations):
            id_, side, why = engine.catalogue.occupation(i).id, VERDICTS[int(decided.side[i])], unlisted(decided, i)
            told_of[why] += 1
            if side is Verdict.FAR:
                assert (id_ in sides, why) == (False, None)
            else:
                assert (sides.get(id_) is side) == (why is None), (id_, why)
    gap = engine.gap(told("jurist"), "jurist", on=ON)  # type: ignore[arg-type]
    assert gap.candidate.unlisted is Unlisted.OWN
    assert told_of.keys() == {None, *Unlisted}


def test_a_wish_brings_no_guess_below_the_level_and_no_study_of_years_as_a_first_step(engine: Jobbereik) -> None:
    """A nurse without nights read that she may wash dishes, a data analyst that a dietitian is nearest in health."""
    calm = told("verpleegkundige", filters=Filters(avoid=frozenset({"nights", "weekends", "shifts"})))
    rows = engine.reach(calm, limit=20, on=ON).within_reach
    assert rows
    assert all(not row.below_level or row.told.value >= engine.parameters.sideways_least for row in rows)
    care = engine.reach(told("data-analist", filters=Filters(sectors=frozenset({"health-care"}))), limit=20, on=ON)
    assert len(care.with_training) == 1
    assert not any(item.gate.study_years for row in care.with_training for item in row.gates if item.in_the_way)


def test_what_has_hardly_any_chance_for_today_stands_last(everybody: dict[str, Reach], engine: Jobbereik) -> None:
    hardly = [[row.told.value < engine.parameters.last_below for row in r.within_reach] for r in everybody.values()]
    assert any(map(any, hardly))
    assert all(row == sorted(row) for row in hardly)


def test_a_few_competences_say_why_nothing_is_shown_of_them(engine: Jobbereik) -> None:
    found = engine.reach(Profile(competence_ids=("software-programmeren",)), limit=20, on=ON)  # type: ignore[arg-type]
    short = found.short[Verdict.WITHIN_REACH]
    assert (short.rows, short.experience, short.wish) == (0, False, None)
    assert short.level == short.looked_at >= len(found.with_training) > 0


def test_first_work_is_that_of_anybody_or_where_the_competence_is_essential(engine: Jobbereik) -> None:
    found = engine.reach(Profile(competence_ids=("verkopen",)), limit=20, on=ON)  # type: ignore[arg-type]
    for row in found.within_reach:
        essential = any(item.essential for item in row.matched)
        assert essential or (row.occupation.eqf or 9) <= engine.parameters.level_of_anybody
