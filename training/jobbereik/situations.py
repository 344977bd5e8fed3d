"""What a chance is worth after little work, a study or a hobby: one judge's grades for five years of work and for that.

``steps_situations.csv`` holds 400 steps from lists of version 2.2.0, drawn by chance. One language model graded each
twice, without seeing chance, order or other grades: once for who did the work for five years, once for this experience.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from item_bank.catalogue.table import Catalogue
from models.jobbereik.engine import Jobbereik
from models.jobbereik.profile import read_profile
from models.jobbereik.schema import Experience, ExperienceKind, Profile
from training.jobbereik.judging import FEASIBLE, NOW, ON
from training.tables import InputError, read_columns

FILE = Path(__file__).with_name("steps_situations.csv")
KINDS = {kind.value: kind for kind in ExperienceKind}
GRADES = ("0", "1", "2", "3")


@dataclass(frozen=True, slots=True, kw_only=True)
class Situated:
    """A step, graded for five years of work and for one experience.

    Attributes
    ----------
    origin, target
        Positions of the occupations.
    after_five_years, grade
        0 to 3 each.
    """

    origin: int
    target: int
    kind: ExperienceKind
    months: int
    after_five_years: float
    grade: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Shares of the steps of one sort of experience, for feasible and for within reach now.

    Attributes
    ----------
    after_five_years, here
        What the judge says after five years of work, and after this.
    stated
        What the model says after this, on average.
    """

    n: int
    after_five_years: tuple[float, float]
    here: tuple[float, float]
    stated: tuple[float, float]


def read(catalogue: Catalogue, path: Path = FILE) -> list[Situated]:
    """Read steps that were graded for five years and for another experience.

    Raises
    ------
    InputError
        When a row names what the catalogue does not have, or a kind, grade or number of months that is none.
    """
    found = []
    columns = ["from_id", "to_id", "kind", "months", "grade_five_years", "grade"]
    for line, (start, end, kind, months, full, grade) in read_columns(path, columns):
        origin, target = catalogue.occupation_index(start), catalogue.occupation_index(end)
        known = kind in KINDS and months.isdecimal() and full in GRADES and grade in GRADES
        if origin is None or target is None or not known:
            raise InputError(f"{path}, line {line}: {[start, end, kind, months, full, grade]} is no graded step")
        found.append(
            Situated(
                origin=origin,
                target=target,
                kind=KINDS[kind],
                months=int(months),
                after_five_years=float(full),
                grade=float(grade),
            )
        )
    return found


def _asked(
    steps: list[Situated], engine_of: Callable[[int], Jobbereik]
) -> dict[tuple[str, int], list[tuple[float, ...]]]:
    """Return by experience what judge and model say of each step: after five years, here and stated, any and now."""
    rows: dict[tuple[str, int], list[tuple[float, ...]]] = {}
    for step in steps:
        engine = engine_of(step.origin)
        id_ = engine.catalogue.occupation(step.origin).id
        profile = Profile(experiences=(Experience(occupation_id=id_, months=step.months, kind=step.kind),))
        decided = engine.decide(profile, read_profile(engine.catalogue, profile, engine.parameters, ON), ON)
        told = (float(decided.any.chance[step.target]), float(decided.near.chance[step.target]))
        graded = [float(g >= least) for g in (step.after_five_years, step.grade) for least in (FEASIBLE, NOW)]
        rows.setdefault((step.kind.value, step.months), []).append((*graded, *told))
    return dict(sorted(rows.items()))


def measure(steps: list[Situated], engine_of: Callable[[int], Jobbereik]) -> dict[tuple[str, int], Agreement]:
    """Return what judge and model say of each sort of experience."""
    found = {}
    for sort, values in _asked(steps, engine_of).items():
        a, b, c, d, e, f = np.mean(values, axis=0).tolist()
        found[sort] = Agreement(n=len(values), after_five_years=(a, b), here=(c, d), stated=(e, f))
    return found


def graded(
    steps: list[Situated], engine_of: Callable[[int], Jobbereik]
) -> dict[tuple[str, int], dict[str, tuple[NDArray[np.float64], NDArray[np.bool_]]]]:
    """Return the stated chance of each step of an experience beside what its judge says, feasible and now."""
    found = {}
    for sort, values in _asked(steps, engine_of).items():
        table = np.array(values)
        found[sort] = {"feasible": (table[:, 4], table[:, 2] > 0), "now": (table[:, 5], table[:, 3] > 0)}
    return found
