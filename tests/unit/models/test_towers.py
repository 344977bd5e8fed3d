"""Towers read occupations alone: what they say of a step never depends on the person, and is what was learned."""

from dataclasses import fields, replace

import numpy as np
import pytest

from models.jobbereik.calibration import leaning
from models.jobbereik.features import towers as columns
from models.jobbereik.features.alone import alone, meanings
from models.jobbereik.features.names import FEATURES, GROUP_NUMBERS, GROUPS
from models.jobbereik.features.outside import mix_of_works
from models.jobbereik.features.pairs import build_pairs
from models.jobbereik.features.table import MISSING, PairTable
from models.jobbereik.forest import LEAVES, Forest, Trees
from models.jobbereik.index import build_index, links_matrix
from models.jobbereik.towers import LEAST, MOST, Towers, columns_of, joined
from models.store import ArtifactError
from tests.unit.models.test_outside_features import CARER, NURSE, WELDER, french

N, KEPT, FIGURES, UNITS = 12, 7, 9, 4


def towers(seed: int = 1) -> Towers:
    rng = np.random.default_rng(seed)
    shapes = {
        "straight": (1, 2, FIGURES, UNITS), "hidden": (1, 2, FIGURES, UNITS), "shift": (1, 2, UNITS),
        "out": (1, 2, UNITS, UNITS), "stretch": (1, 3, UNITS), "pull": (1, 3, FIGURES),
    }  # fmt: skip
    return Towers(**{name: rng.standard_normal(shape).astype(np.float16) for name, shape in shapes.items()})


def pairs(seed: int = 2) -> PairTable:
    rng = np.random.default_rng(seed)
    candidates = np.sort([rng.permutation(N)[:KEPT] for _ in range(N)], axis=1).astype(np.int32)
    single = rng.standard_normal((N, FIGURES)).astype(np.float32)
    return PairTable(candidates=candidates, values=np.zeros((N, KEPT, 1), dtype=np.int16), single=single)


def one_by_one(model: Towers, table: PairTable, origin: int, head: int) -> np.ndarray:
    """Return the column as the networks are written down, one pair after the other."""

    def vector(side: int, figures: np.ndarray, network: int) -> np.ndarray:
        parts = (model.straight, model.hidden, model.shift, model.out)
        straight, hidden, shift, out = (part[network, side].astype(np.float64) for part in parts)
        made = figures @ straight + np.maximum(figures @ hidden + shift, 0) @ out
        return made / np.linalg.norm(made)

    figures, said = table.single.astype(np.float64), []
    for target in table.candidates[origin]:
        total = 0.0
        for network in range(len(model.straight)):
            near = vector(0, figures[origin], network) * vector(1, figures[target], network)
            total += near @ model.stretch[network, head].astype(np.float64)
            total += figures[target] @ model.pull[network, head].astype(np.float64)
        said.append(total)
    return (np.array(said) - np.mean(said)) / np.std(said)


def test_the_columns_are_what_the_networks_say_of_each_pair() -> None:
    both, table = joined([towers(1), towers(3)]), pairs()
    found = both.columns(table)
    assert found.shape == (N, KEPT, len(columns.NAMES))
    for origin, head in ((0, 0), (5, 1), (11, 2)):
        assert np.abs(found[origin, :, head] - 1000 * one_by_one(both, table, origin, head)).max() <= 0.5001
    assert found.min() >= 1000 * LEAST
    assert found.max() <= 1000 * MOST
    assert (found[0] != towers(1).columns(table)[0]).any(), "the second network counts too"


def test_there_and_back_are_two_questions() -> None:
    table = replace(pairs(), candidates=np.tile(np.arange(N, dtype=np.int32), (N, 1)))
    found = towers().columns(table)[:, :, 0].astype(float)
    assert np.abs(found - found.T).max() > 500


def test_without_towers_nothing_is_known_and_nothing_is_added() -> None:
    unknown = columns_of(None, pairs())
    assert (unknown == MISSING).all()
    rows = np.full((3, len(FEATURES)), MISSING, dtype=np.int16)
    assert leaning("near", 1.0).score(rows).tolist() == [0.0, 0.0, 0.0]


def test_what_was_stored_comes_back_and_what_does_not_fit_is_refused() -> None:
    stored = towers().to_arrays()
    assert (Towers.from_arrays(stored).columns(pairs()) == towers().columns(pairs())).all()
    with pytest.raises(ArtifactError, match="shapes"):
        Towers.from_arrays(stored | {"towers.out": stored["towers.out"][:, :1]})
    with pytest.raises(ArtifactError, match="not a number"):
        Towers.from_arrays(stored | {"towers.pull": np.full_like(stored["towers.pull"], np.nan)})
    with pytest.raises(ArtifactError, match="read 9 figures of an occupation; the index has 8"):
        towers().columns(replace(pairs(), single=pairs().single[:, :8]))


def test_a_forest_adds_what_it_leans_on_and_its_explanation_adds_up() -> None:
    rng = np.random.default_rng(4)
    rows = rng.integers(-900, 900, (20, len(FEATURES))).astype(np.int16)
    column = FEATURES.index("tower-near")
    rows[:5, column] = MISSING
    trees = Trees(
        feature=np.array([[0, *[-1] * (LEAVES - 2)]], dtype=np.int16),
        threshold=np.zeros((1, LEAVES - 1), dtype=np.int16),
        left=np.full((1, LEAVES - 1), -1, dtype=np.int8),
        right=np.full((1, LEAVES - 1), -2, dtype=np.int8),
        inner=np.full((1, LEAVES - 1), 0.25),
        leaf=np.array([[-1.0, 2.0, *[0.0] * (LEAVES - 2)]]),
    )
    alone_, leaning_ = Forest.of(trees), Forest.of(trees, leaning("near", 0.5))
    added = np.where(rows[:, column] == MISSING, 0.0, rows[:, column] * 0.0005)
    assert np.allclose(leaning_.score(rows), alone_.score(rows) + added, atol=1e-12)
    assert (leaning_.score(rows[7:8]) == leaning_.score(rows)[7:8]).all(), "one row alone has the same bits"
    moved = leaning_.contributions(rows, leaning_.moves(GROUP_NUMBERS, len(GROUPS)), GROUP_NUMBERS)
    assert np.allclose(moved.sum(axis=1) + 0.25, leaning_.score(rows), atol=1e-9)


def test_every_catalogue_is_read_in_as_many_figures_and_work_that_is_alike_in_like_ones() -> None:
    other = french({})
    mine = mix_of_works(other)
    assert mine is not None
    found = alone(other, links_matrix(other), mine, *meanings(other))
    table = build_pairs(other, build_index(other))
    assert (table.single == found).all()
    assert np.isfinite(found).all()
    assert found.shape == (5, 601)
    unit = found / np.linalg.norm(found, axis=1, keepdims=True)
    assert unit[NURSE] @ unit[CARER] > unit[NURSE] @ unit[WELDER]
    assert {field.name for field in fields(Towers)} == {name.removeprefix("towers.") for name in towers().to_arrays()}
