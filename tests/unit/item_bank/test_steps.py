"""The grades of steps that the ranker reads: of this catalogue, of every occupation, and never of an imported one."""

import csv

from item_bank.catalogue import builtin, steps
from item_bank.catalogue.table import Catalogue
from training.models.labels import STEPS, STEPS_REST


def test_every_occupation_has_graded_steps_of_the_catalogue() -> None:
    ours = builtin.catalogue()
    found = steps.grades(ours)
    assert len(found) == len(steps.judged()), "an id is not in the catalogue"
    assert all(origin != target for origin, target in found)
    assert {origin for origin, _ in found} == set(range(ours.n_occupations))
    assert set(found.values()) == {0, 1, 2, 3}


def test_an_imported_catalogue_was_not_judged() -> None:
    ours = builtin.catalogue()
    other = Catalogue(name="copy", columns=ours.columns, records=ours.records, built_in=False)
    assert other.occupation_index("verpleegkundige") == ours.occupation_index("verpleegkundige")
    assert steps.grades(other) == {}


def test_what_is_measured_was_graded_by_others() -> None:
    labels: dict[tuple[str, str], str] = {}
    for path in (STEPS, STEPS_REST):
        with path.open(encoding="utf-8", newline="") as file:
            labels |= {(row["from_id"], row["to_id"]): row["grade_a"] for row in csv.DictReader(file)}
    read = steps.judged()
    assert labels.keys() <= read.keys()
    equal = sum(str(read[step]) == grade for step, grade in labels.items()) / len(labels)
    assert 0.7 < equal < 0.95, "the feature must not be a copy of the labels"
