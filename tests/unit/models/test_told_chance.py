"""Months and the kind of an experience change how sure a step is, and never which list it stands in."""

import itertools
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from item_bank.catalogue import builtin
from models.jobbereik.decision import Decision
from models.jobbereik.engine import Jobbereik
from models.jobbereik.profile import read_profile
from models.jobbereik.schema import Experience, ExperienceKind, Profile
from training.jobbereik import situations
from training.models.bench import load_engine
from training.tables import InputError

ON = date(2026, 11, 29)
OCCUPATIONS = ("kok", "verpleegkundige", "magazijnier", "boekhouder")


@pytest.fixture(scope="module")
def engine() -> Jobbereik:
    return load_engine()


def decided(engine: Jobbereik, id_: str, months: int, kind: ExperienceKind = ExperienceKind.JOB) -> Decision:
    profile = Profile(experiences=(Experience(occupation_id=id_, months=months, kind=kind),))
    return engine.decide(profile, read_profile(engine.catalogue, profile, engine.parameters, ON), ON)


@pytest.mark.parametrize("id_", OCCUPATIONS)
def test_fewer_months_are_less_sure_and_the_same_lists(engine: Jobbereik, id_: str) -> None:
    by_months = [decided(engine, id_, months) for months in (1, 12, 60)]
    for less, more in itertools.pairwise(by_months):
        assert (less.side == more.side).all()
        assert (less.near.chance <= more.near.chance).all()
        assert (less.any.chance <= more.any.chance).all()
    listed = by_months[-1].side > 0
    assert by_months[0].any.chance[listed].mean() < by_months[-1].any.chance[listed].mean()


@pytest.mark.parametrize("id_", OCCUPATIONS)
def test_a_hobby_is_less_sure_than_a_study_and_that_than_a_job(engine: Jobbereik, id_: str) -> None:
    hobby, study, job = (
        decided(engine, id_, 60, kind) for kind in (ExperienceKind.HOBBY, ExperienceKind.STUDY, ExperienceKind.JOB)
    )
    assert (hobby.near.chance <= study.near.chance).all()
    assert (study.near.chance <= job.near.chance).all()
    listed = job.near.chance > 0.5
    assert hobby.near.chance[listed].max() < job.near.chance[listed].max()


def test_what_is_stated_agrees_with_the_judge(engine: Jobbereik) -> None:
    """The card has the figures fold by fold; these trees saw the steps, so the bound is wide."""
    found = situations.measure(situations.read(engine.catalogue), lambda _: engine)
    assert sum(agreement.n for agreement in found.values()) == 400
    for sort, agreement in found.items():
        gap = np.abs(np.array(agreement.stated) - agreement.here)
        assert (gap <= 0.15).all(), (sort, agreement)


def test_a_row_that_is_no_graded_step_is_named(tmp_path: Path) -> None:
    file = tmp_path / "steps.csv"
    for row in ("kok,nergens,job,12,3,2", "kok,bakker,sport,12,3,2", "kok,bakker,job,12,3,5"):
        file.write_text(f"from_id,to_id,kind,months,grade_five_years,grade\n{row}\n", encoding="utf-8")
        with pytest.raises(InputError, match="line 2"):
            situations.read(builtin.catalogue(), file)
