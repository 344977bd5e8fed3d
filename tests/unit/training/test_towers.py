"""Towers are learned from steps of one part of the occupations, and never see the others."""

import numpy as np
import pytest

pytest.importorskip("torch", reason="the extra 'training' is not installed")

from models.jobbereik.features.table import PairTable
from models.jobbereik.features.towers import HEADS
from training.jobbereik import towers as learning
from training.tables import InputError

N, FIGURES = 40, 12


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("UNITS", 8), ("EPOCHS", 100), ("RATE", 0.02), ("NETWORKS", 1)):
        monkeypatch.setattr(learning, name, value)


def world() -> tuple[np.ndarray, dict[int, dict[int, float]]]:
    """Return occupations of four sorts: within reach is the same sort, a development the next one."""
    rng = np.random.default_rng(5)
    sort = np.arange(N) % 4
    single = (rng.standard_normal((4, FIGURES))[sort] + 0.3 * rng.standard_normal((N, FIGURES))).astype(np.float32)
    steps = {}
    for origin in range(0, N, 2):
        same = {int(t): 2.0 for t in np.flatnonzero(sort == sort[origin])[:5] if t != origin}
        following = {int(t): 1.0 for t in np.flatnonzero(sort == (sort[origin] + 1) % 4)[:4]}
        steps[origin] = {**following, **same}
    return single, steps


def said(single: np.ndarray, steps: dict[int, dict[int, float]], held: frozenset[int]) -> dict[str, np.ndarray]:
    """Return what towers say of every pair, by head."""
    candidates = np.tile(np.arange(N, dtype=np.int32), (N, 1))
    table = PairTable(candidates=candidates, values=np.zeros((N, N, 1), dtype=np.int16), single=single)
    found = learning.learn_towers(single, steps, held, 1).columns(table).astype(float)
    return {head: found[:, :, number] for number, head in enumerate(HEADS)}


def test_towers_tell_where_steps_lead_from_origins_they_never_saw() -> None:
    single, steps = world()
    held = frozenset(range(0, 12))
    found = said(single, steps, held)
    sort = np.arange(N) % 4
    for origin in held & steps.keys():
        same, following, other = (sort == (sort[origin] + ahead) % 4 for ahead in (0, 1, 2))
        assert found["near"][origin][same].mean() > found["near"][origin][other].mean() + 1000
        assert found["development"][origin][following].mean() > found["development"][origin][other].mean() + 1000


def test_the_same_seed_gives_the_same_bytes_and_what_is_held_apart_changes_none() -> None:
    single, steps = world()
    held = frozenset({0, 2, 5})
    once = learning.learn_towers(single, steps, held, 3).to_arrays()
    others = {**steps, 0: {1: 2.0}, 2: {3: 1.0, 9: 2.0}, 4: {**steps[4], 5: 2.0, 0: 1.0}}
    for again in (steps, others):
        made = learning.learn_towers(single, again, held, 3).to_arrays()
        assert {name: row.tobytes() for name, row in made.items()} == {
            name: row.tobytes() for name, row in once.items()
        }
    other = learning.learn_towers(single, steps, frozenset(), 3).to_arrays()
    assert any((other[name] != once[name]).any() for name in once), "what is not held apart counts"


def test_steps_of_one_kind_only_are_refused() -> None:
    single, steps = world()
    near = {origin: {t: g for t, g in named.items() if g == 2.0} for origin, named in steps.items()}
    with pytest.raises(InputError, match="20 origins name no step of one kind"):
        learning.learn_towers(single, near, frozenset(), 1)
