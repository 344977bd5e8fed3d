"""The words of doubt follow the chance of the list in which a row stands, and no list is left short or only simpler."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest

from models.jobbereik.engine import Jobbereik
from models.jobbereik.explanation import doubt_of
from models.jobbereik.listing import SIMPLER
from models.jobbereik.profile import read_profile
from models.jobbereik.schema import Candidate, Doubt, Experience, Filters, NoteCode, Profile, Reach, Verdict
from training.models.bench import load_engine

ON = date(2026, 11, 29)
LEAST = 5
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
        assert all(row.verdict is Verdict.WITHIN_REACH for row in reach.within_reach)
        assert all(row.verdict is Verdict.WITH_TRAINING for row in reach.with_training)


def test_no_word_is_said_of_nearly_every_row(everybody: dict[str, Reach]) -> None:
    for verdict in (Verdict.WITHIN_REACH, Verdict.WITH_TRAINING):
        words = Counter(row.doubt for row in rows_of(everybody) if row.verdict is verdict)
        assert max(words.values()) <= 0.7 * words.total(), (verdict, words)
        assert len(words) >= 3, (verdict, words)


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
def test_simpler_work_beside_a_higher_level_never_takes_the_lists_over(
    engine: Jobbereik, higher: str, simpler: str
) -> None:
    found = engine.reach(told(higher, simpler), limit=100, on=ON)
    for rows in (found.within_reach, found.with_training):
        below = [row.below_level for row in rows]
        assert below == sorted(below), "work of the own level stands first"
        assert below.count(False) >= LEAST
        assert below.count(True) <= SIMPLER * below.count(False)
    asked = engine.reach(told(higher, simpler, filters=Filters(below_level=True)), limit=100, on=ON)
    shown, all_of_it = (sum(row.below_level for row in rows_of({"": reach})) for reach in (found, asked))
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
