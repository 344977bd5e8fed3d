"""The title matcher goes through the registry as the ranker does: tried, judged, promoted, rolled back."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from item_bank.manifest import MANIFEST, seal, verify
from models import canary, registry
from models.jobbereik.engine import MODELS
from models.serving import Promoted
from models.store import ArtifactError
from models.titles.mix import KIND
from training.models import promoting, versions
from training.models.bench import load_engine
from training.models.gate import RefusedError, judge
from training.titles.version import made_up, stated_share

AT = datetime(2026, 11, 29, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def made(folder: Path, version: str, **facts: object) -> Path:
    """Return the matcher of the release under another version, surer of itself; facts change what its manifest says."""
    target = shutil.copytree(registry.base(KIND), folder / version)
    metadata = verify(target, kind=KIND).metadata
    (target / MANIFEST).unlink()
    chance = np.load(target / "chance.npy")
    chance[-1] += 1.0
    np.save(target / "chance.npy", chance)
    seal(target, kind=KIND, metadata={**metadata, **facts, "version": version})
    return target


def test_a_promoted_matcher_answers_and_a_rollback_brings_the_old_one_back(tmp_path: Path) -> None:
    registry.add(made(tmp_path / "made", "8.0.0"), tmp_path, KIND)
    before = load_engine().read_title("poetsvrouw op een school", limit=3)
    following = Promoted(tmp_path, MODELS, AT)
    assert following.changed() is None
    registry.promote(tmp_path, KIND, "8.0.0", reason="zekerder van zichzelf", at=AT + HOUR)
    folder = registry.folder(tmp_path, KIND)
    assert folder.name == "8.0.0"
    promoted = load_engine({KIND: folder})
    after = promoted.read_title("poetsvrouw op een school", limit=3)
    assert [hit.owner for hit in after.hits] == [hit.owner for hit in before.hits]
    assert after.hits[0].chance > before.hits[0].chance
    assert promoted.index.titles_found.links.tolist() == load_engine().index.titles_found.links.tolist()
    registry.rollback(tmp_path, KIND, reason="te zeker", at=AT + 2 * HOUR)
    back = load_engine({KIND: registry.folder(tmp_path, KIND)})
    assert back.read_title("poetsvrouw op een school", limit=3) == before


def test_a_matcher_is_tried_before_it_serves(tmp_path: Path) -> None:
    other = made(tmp_path / "made", "8.1.0", embeddingSha256="0" * 64)
    with pytest.raises(ArtifactError, match="embeddingSha256 is '00000"):
        canary.attempt(KIND, other, tmp_path)
    silent = made(tmp_path / "made", "8.2.0")
    chance = np.load(silent / "chance.npy")
    chance[:] = np.nan
    np.save(silent / "chance.npy", chance)
    with pytest.raises(ArtifactError, match=r"chance\.npy"):
        canary.attempt(KIND, silent, tmp_path)


def test_the_matcher_that_ships_holds_its_gate_and_one_that_finds_nothing_or_states_nonsense_does_not(
    tmp_path: Path,
) -> None:
    base = registry.base(KIND)
    figures = versions.measure(KIND, base, base).figures
    judge(KIND, figures)
    with pytest.raises(RefusedError, match=r"own\.found is 0\.5; at least 0\.99"):
        judge(KIND, {**figures, "own.found": 0.5})
    surer = stated_share(made_up(load_engine({KIND: made(tmp_path, "8.3.0")})))
    with pytest.raises(RefusedError, match=r"madeUp\.stated is 0\.\d+; at most 0\.04 \(a word that means nothing"):
        judge(KIND, {**figures, "madeUp.stated": surer})


def test_what_other_models_rest_on_is_not_promoted(tmp_path: Path) -> None:
    name = "title-embedding"
    registry.add(shutil.copytree(registry.base(name), tmp_path / "8.0.0"), tmp_path / "data", name)
    with pytest.raises(RefusedError, match="comes with a release: features of pairs and stored indexes rest on it"):
        promoting.promote(tmp_path / "data", name, "8.0.0", reason="nieuwer", clock=lambda: AT)
    assert registry.history(tmp_path / "data", name) == ()
