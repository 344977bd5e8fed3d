"""Whose level a person has, what a study proves, and in which order a list stands."""

from datetime import date
from functools import cache

import numpy as np

from item_bank.catalogue import builtin
from models.jobbereik.calibration import ReachModel
from models.jobbereik.engine import Jobbereik
from models.jobbereik.explanation import doubt_of
from models.jobbereik.index import build_index
from models.jobbereik.order import in_order
from models.jobbereik.parameters import parameters
from models.jobbereik.schema import Experience, ExperienceKind, Profile, Reach

ON = date(2026, 11, 29)
ORDER = ("sure", "likely", "possible", "guess")


@cache
def engine() -> Jobbereik:
    return Jobbereik.of(builtin.catalogue(), build_index(builtin.catalogue()), ReachModel.load())


def reach(*rows: tuple[str, int, ExperienceKind]) -> Reach:
    told = tuple(Experience(occupation_id=id_, months=months, kind=kind) for id_, months, kind in rows)  # type: ignore[arg-type]
    return engine().reach(Profile(experiences=told), limit=20, on=ON)


def test_a_hobby_does_not_raise_the_level_that_work_is_held_against() -> None:
    found = reach(("automecanicien", 48, ExperienceKind.JOB), ("muzikant", 96, ExperienceKind.HOBBY))
    assert not any(row.below_level for row in (*found.within_reach, *found.with_training))
    assert max(row.occupation.eqf or 0 for row in found.within_reach) <= 4
    alone = reach(("muzikant", 96, ExperienceKind.HOBBY))
    assert max(row.occupation.eqf or 0 for row in alone.within_reach) >= 5, "nothing else tells the level"


def test_a_study_that_cannot_be_finished_proves_no_paper() -> None:
    begun, done = (reach(("verpleegkundige", months, ExperienceKind.STUDY)) for months in (12, 36))
    assert not begun.licences_assumed
    assert done.licences_assumed
    assert "zorgkundige" not in [row.occupation.id for row in begun.within_reach]
    assert "zorgkundige" in [row.occupation.id for row in done.within_reach]
    licences = reach(("verpleegkundige", 12, ExperienceKind.JOB)).licences_assumed
    met = [gate.level_meets is not None for gate in licences]
    assert (met[0], met) == (False, sorted(met)), "papers come before what a level of study meets"


def test_one_level_less_is_not_below_and_what_is_less_comes_later() -> None:
    bank = reach(("kredietadviseur", 60, ExperienceKind.JOB)).within_reach
    assert {(row.occupation.id, row.below_level) for row in bank[:2]} == {
        ("bankbediende", False),
        ("verzekeringsadviseur", False),
    }
    rows = reach(("vertaler", 120, ExperienceKind.JOB)).within_reach
    below = [row.below_level for row in rows]
    assert below == sorted(below)
    assert {row.occupation.eqf for row in rows if not row.below_level} <= {6, 7}
    assert all((row.occupation.eqf or 0) <= 5 for row in rows if row.below_level)


def test_the_words_of_doubt_never_go_up_along_a_list() -> None:
    figures = parameters()
    rng = np.random.default_rng(3)
    either = np.sort(rng.uniform(0, 1, 400).round(2))
    near, lower, common = either * rng.uniform(0, 1, 400), rng.integers(0, 5, 400), rng.uniform(0, 1, 400)
    order = in_order(either, near, lower, common, figures)
    assert (in_order(either, near, lower, np.minimum(1.0, common + 0.1), figures) <= order).all()
    placed = np.argsort(-order, kind="stable")
    words = [ORDER.index(doubt_of(float(either[i]), figures).value) for i in placed]
    assert words == sorted(words)
    assert set(words) == {0, 1, 2, 3}
    levels = [row.occupation.eqf or 0 for row in reach(("kelner", 168, ExperienceKind.JOB)).within_reach]
    assert levels[0] == 3, "work of the own level stands before simpler work that is as likely"


def test_what_is_a_step_from_everywhere_leads_few_lists() -> None:
    """Teaching led a sixth of all second lists: a coach names first what is nearer to this person."""
    ours = engine()
    common = ours.facts.common
    assert 0.3 < common.max() < 0.6
    assert ours.catalogue.occupation(int(common.argmax())).id == "leraar-secundair-onderwijs"
    ids = [ours.catalogue.occupation(i).id for i in range(0, ours.catalogue.n_occupations, 3)]
    leads = [reach((id_, 60, ExperienceKind.JOB)).with_training[0].occupation.id for id_ in ids]
    assert max(map(leads.count, leads)) <= 0.09 * len(ids)
