"""Labels from which nothing may be learned, and figures by which nothing may be promoted: a clear error each."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from item_bank.catalogue.builtin import catalogue
from models import registry
from tests.used import AT
from training.jobbereik import learning
from training.jobbereik.data import read_steps, with_further
from training.jobbereik.examples import Examples
from training.jobbereik.train import RECIPES, learn_slice
from training.models import promoting
from training.models.gate import RefusedError
from training.tables import InputError

HEADER = "from_id,to_id,grade_a,grade_b\n"
RECIPE = RECIPES["built-in"]["any"]


def steps(tmp_path: Path, rows: str) -> Path:
    path = tmp_path / "steps.csv"
    path.write_text(HEADER + rows, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("kok,bakker,3,\nkok,nergens,3,\n", "line 3: 'kok' to 'nergens' is no step"),
        ("kok,kok,3,\n", "line 2: 'kok' to 'kok' is no step"),
        ("kok,bakker,nan,\n", r"line 2: grades are \['nan', ''\]"),
        ("kok,bakker,,\n", "line 2: grades are"),
        ("kok,bakker,4,\n", "allowed are 0, 1, 2, 3"),
        ("", "no step in the file"),
    ],
)
def test_steps_that_cannot_be_learned_from_are_named(tmp_path: Path, rows: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_steps(steps(tmp_path, rows), catalogue())


def test_what_was_judged_goes_before_what_was_observed(tmp_path: Path) -> None:
    place = {name: catalogue().occupation_index(name) or 0 for name in ("kok", "bakker", "slager")}
    judged = {place["kok"]: {place["bakker"]: 1.0}}
    further = steps(tmp_path, "kok,bakker,3,\nkok,slager,2,\nbakker,kok,2,\n")
    assert with_further(judged, further, catalogue()) == {
        place["kok"]: {place["bakker"]: 1.0, place["slager"]: 2.0},
        place["bakker"]: {place["kok"]: 2.0},
    }
    assert with_further(judged, None, catalogue()) == judged


def examples(grades: Sequence[float], origins: Sequence[int]) -> Examples:
    n = len(grades)
    return Examples(
        rows=np.zeros((n, 4), dtype=np.int16),
        origin=np.array(origins),
        target=np.arange(n) + 500,
        grade=np.array(grades, dtype=np.float64),
        weight=np.ones(n),
        whole=np.ones(n, dtype=np.bool_),
    )


@pytest.mark.parametrize("grades", [[3.0, 3.0, 2.0], [0.0, 0.0, 1.0]])
def test_one_class_only_is_refused(grades: list[float]) -> None:
    with pytest.raises(InputError, match="3 examples are all of one class"):
        learning.learn(examples(grades, [1, 2, 3]), RECIPE)


def test_a_grade_that_is_no_number_is_refused() -> None:
    with pytest.raises(InputError, match="not a number"):
        learning.learn(examples([3.0, float("nan"), 0.0], [1, 2, 3]), RECIPE)


@pytest.mark.parametrize(
    ("origins", "message"),
    [([1, 2, 3], "is empty: 3 origins over 5 folds"), ([1, 1, 2, 3, 4, 5], "stands in two folds")],
)
def test_folds_that_are_empty_or_share_an_origin_are_refused(origins: list[int], message: str) -> None:
    found = examples([3.0, 0.0] * 3, range(6))
    with pytest.raises(InputError, match=message):
        learn_slice("built-in", found, found.whole, origins, Console(quiet=True))


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"figures": {"S@10": float("nan")}}, "S@10 is not a number"),
        ({"requires": {"catalogueVersion": "rome-1"}}, "was made for catalogue rome-1; served is"),
        ({"requires": {"libraries": {"numpy": "0.9"}}}, "needs numpy 0.9; installed is"),
    ],
)
def test_what_does_not_fit_or_is_no_number_is_never_promoted(
    tmp_path: Path, facts: dict[str, object], message: str
) -> None:
    def run(arguments: Sequence[str]) -> int:
        base = registry.base("orient")
        shutil.copytree(base, Path(arguments[-1]) / "orient" / base.name)
        return 0

    made = promoting.train(tmp_path, "orient", [], run, AT, facts=facts)
    with pytest.raises(RefusedError, match=message):
        promoting.promote(tmp_path, "orient", made.name, reason="toch", clock=lambda: AT)
    assert registry.folder(tmp_path, "orient") == registry.base("orient")
    assert registry.history(tmp_path, "orient") == ()
