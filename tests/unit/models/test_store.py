"""Artifacts load only when their hash agrees, and are saved only with a card."""

from pathlib import Path

import numpy as np
import pytest

from models import store
from models.jobbereik.calibration import FOLDER, KIND, ReachModel

CARD = "\n".join(store.CARD_SECTIONS)


@pytest.fixture
def artifact(tmp_path: Path) -> Path:
    return store.save(tmp_path / "a" / "1.0.0", {"x": np.arange(5)}, kind="test", metadata={}, card=CARD)


def test_what_is_saved_is_loaded(artifact: Path) -> None:
    np.testing.assert_array_equal(store.load(artifact, kind="test").arrays["x"], np.arange(5))


@pytest.mark.parametrize("name", ["x.npy", "MODEL_CARD.md"])
def test_any_changed_byte_is_refused(artifact: Path, name: str) -> None:
    path = artifact / name
    for position in range(0, path.stat().st_size, 7):
        original = path.read_bytes()
        path.write_bytes(original[:position] + bytes([original[position] ^ 1]) + original[position + 1 :])
        with pytest.raises(store.ArtifactError, match="sha256"):
            store.load(artifact, kind="test")
        path.write_bytes(original)


@pytest.mark.parametrize("name", ["x.npy", "manifest.json"])
def test_a_missing_file_is_refused(artifact: Path, name: str) -> None:
    (artifact / name).unlink()
    with pytest.raises(store.ArtifactError, match="missing"):
        store.load(artifact, kind="test")


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9])
def test_half_a_manifest_is_refused(artifact: Path, share: float) -> None:
    path = artifact / "manifest.json"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: int(len(text) * share)], encoding="utf-8")
    with pytest.raises(store.ArtifactError, match="cannot be read"):
        store.load(artifact, kind="test")


def test_another_kind_is_refused(artifact: Path) -> None:
    with pytest.raises(store.ArtifactError, match="kind"):
        store.load(artifact, kind="other")


def test_a_manifest_cannot_point_outside_its_folder(artifact: Path) -> None:
    path = artifact / "manifest.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"x.npy"', '"../x.npy"'), encoding="utf-8")
    with pytest.raises(store.ArtifactError, match="missing"):
        store.load(artifact, kind="test")


def test_a_card_without_its_weak_spots_is_refused(tmp_path: Path) -> None:
    with pytest.raises(store.ArtifactError, match="Where it fails"):
        store.save(tmp_path / "b", {}, kind="test", metadata={}, card=CARD.replace("## Where it fails", ""))


def test_the_calibration_that_ships_is_whole_and_has_a_card() -> None:
    manifest = store.load(FOLDER, kind=KIND).manifest
    assert {"dataSha256", "seed", "libraries", "catalogueVersion", "bankVersion"} <= manifest.metadata.keys()
    card = (FOLDER / store.CARD).read_text(encoding="utf-8")
    assert all(section in card for section in store.CARD_SECTIONS)
    for heads in ReachModel.load().slices.values():
        estimate = heads["near"].curve.estimate(0.0)
        assert 0 < estimate.low <= estimate.value <= estimate.high < 1
        assert estimate.n > 0


def test_certainty_is_never_claimed() -> None:
    for heads in ReachModel.load().slices.values():
        for head in ("near", "any"):
            assert heads[head].curve.estimate(99.0).value < 1.0
