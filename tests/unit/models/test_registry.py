"""The registry of models: one log whose last line decides, and nothing that is not whole ever serves."""

import errno
import fcntl
import json
import os
import random
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from item_bank.manifest import MANIFEST
from models import canary, registry, signing, store
from models.jobbereik.calibration import KIND, ReachModel
from models.registry import RegistryError
from models.serving import Promoted
from tests.lifted import lifted, spoiled

AT = datetime(2026, 11, 29, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)
FLIPS = 1_000


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "data"
    for version in ("8.1.0", "8.10.0"):
        registry.add(lifted(tmp_path / "made", version, lift=0.01), path, KIND)
    return path


def promote(data: Path, version: str, at: datetime = AT) -> registry.Entry:
    return registry.promote(data, KIND, version, reason="beter op de proef", at=at)


def test_without_a_promotion_what_came_with_the_release_serves(tmp_path: Path) -> None:
    assert registry.folder(tmp_path, KIND) == registry.base(KIND)
    assert registry.history(tmp_path, KIND) == ()


def test_versions_are_ordered_as_numbers(data: Path) -> None:
    assert list(registry.versions(data, KIND))[-2:] == ["8.1.0", "8.10.0"]


def test_the_last_line_decides_and_a_rollback_goes_one_back(data: Path) -> None:
    promote(data, "8.1.0")
    promote(data, "8.10.0", AT + DAY)
    assert registry.folder(data, KIND).name == "8.10.0"
    assert registry.rollback(data, KIND, reason="te hoog", at=AT + 2 * DAY).version == "8.1.0"
    assert registry.folder(data, KIND).name == "8.1.0"
    back = registry.rollback(data, KIND, reason="nog eens", at=AT + 3 * DAY)
    assert back.version == registry.base(KIND).name
    with pytest.raises(RegistryError, match="nothing to roll back to"):
        registry.rollback(data, KIND, reason="nog eens", at=AT + 4 * DAY)
    assert ReachModel.load(registry.folder(data, KIND)).version == back.version


def test_the_history_answers_for_any_past_day(data: Path) -> None:
    registry.note_base(data, KIND, AT)
    registry.note_base(data, KIND, AT + DAY)
    promote(data, "8.1.0", AT + 2 * DAY)
    served = {n: [e.version for e in registry.served_on(data, KIND, (AT + n * DAY).date())] for n in range(-1, 4)}
    base = registry.base(KIND).name
    assert served == {-1: [], 0: [base], 1: [base], 2: [base, "8.1.0"], 3: ["8.1.0"]}
    assert registry.served_on(data, KIND, date(2030, 1, 1))[0].reason == "beter op de proef"


def test_a_changed_or_lost_line_is_noticed(data: Path) -> None:
    promote(data, "8.1.0")
    promote(data, "8.10.0")
    path = registry.home(data, KIND) / registry.HISTORY
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole.replace("beter", "slecht", 1), encoding="utf-8")
    with pytest.raises(RegistryError, match="line 1: was changed"):
        registry.folder(data, KIND)
    path.write_text("".join(whole.splitlines(keepends=True)[1:]), encoding="utf-8")
    with pytest.raises(RegistryError, match="a line before it is lost"):
        registry.folder(data, KIND)


def test_a_line_that_was_never_finished_does_not_count(data: Path) -> None:
    promote(data, "8.1.0")
    with (registry.home(data, KIND) / registry.HISTORY).open("ab") as file:
        file.write(b'{"at": "2026')
    assert registry.folder(data, KIND).name == "8.1.0"
    promote(data, "8.10.0")
    assert registry.folder(data, KIND).name == "8.10.0"


@pytest.mark.parametrize(
    ("version", "message"),
    [("9.9.9", "has no version '9.9.9'"), ("best", "allowed is major.minor.patch"), ("8.10.0", "serves already")],
)
def test_what_cannot_be_promoted_is_refused(data: Path, version: str, message: str) -> None:
    promote(data, "8.10.0")
    with pytest.raises(RegistryError, match=message):
        promote(data, version)
    assert registry.folder(data, KIND).name == "8.10.0"


def test_a_version_is_promoted_only_instead_of_what_it_was_measured_beside(data: Path) -> None:
    before = registry.named(data, KIND)
    promote(data, "8.1.0")
    with pytest.raises(RegistryError, match=f"was measured beside {before}, and 8.1.0 serves meanwhile"):
        registry.promote(data, KIND, "8.10.0", reason="tegelijk", at=AT, instead_of=before)
    assert registry.named(data, KIND) == "8.1.0"


def test_a_reason_is_asked(data: Path) -> None:
    with pytest.raises(RegistryError, match="say why"):
        registry.promote(data, KIND, "8.1.0", reason="  ", at=AT)


def test_two_promotions_at_once_one_is_told_so(data: Path) -> None:
    with (registry.home(data, KIND) / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(RegistryError, match="another promotion or rollback is running"):
            promote(data, "8.1.0")
    assert registry.folder(data, KIND) == registry.base(KIND)
    promote(data, "8.1.0")


def test_a_disk_that_fills_while_promoting_leaves_the_old_version(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    promote(data, "8.1.0")
    full = OSError(errno.ENOSPC, "No space left on device")

    def fsync(_: int) -> None:
        raise full

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(OSError, match="No space"):
        promote(data, "8.10.0")
    monkeypatch.undo()
    assert registry.folder(data, KIND).name == "8.1.0"
    assert len(registry.history(data, KIND)) == 1


def test_a_disk_that_fills_while_adding_leaves_nothing(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = lifted(tmp_path / "made", "9.0.0")

    def copytree(source: Path, target: Path, *, dirs_exist_ok: bool) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "copytree", copytree)
    with pytest.raises(OSError, match="No space"):
        registry.add(made, data, KIND)
    assert "9.0.0" not in registry.versions(data, KIND)
    assert not list(registry.home(data, KIND).glob(".*.partial"))


def test_what_a_killed_command_left_is_swept_and_never_a_version(data: Path, tmp_path: Path) -> None:
    left = registry.home(data, KIND) / ".9.0.0.123.partial"
    shutil.copytree(registry.versions(data, KIND)["8.1.0"], left)
    assert "9.0.0" not in registry.versions(data, KIND)
    registry.add(lifted(tmp_path / "made", "9.0.0"), data, KIND)
    assert not left.exists()


def test_a_version_is_never_replaced(data: Path, tmp_path: Path) -> None:
    registry.add(lifted(tmp_path / "same", "8.1.0", lift=0.01), data, KIND)
    with pytest.raises(RegistryError, match="other content; raise the version"):
        registry.add(lifted(tmp_path / "other", "8.1.0", lift=0.02), data, KIND)


def test_a_trusted_key_asks_a_signature(data: Path, tmp_path: Path) -> None:
    private = tmp_path / "key.pem"
    signing.make_key(private, data / "models" / signing.TRUSTED)
    assert private.stat().st_mode & 0o077 == 0
    with pytest.raises(FileExistsError):
        signing.make_key(private, tmp_path / "public.pem")
    with pytest.raises(store.ArtifactError, match="not signed"):
        promote(data, "8.1.0")
    signing.sign(registry.versions(data, KIND)["8.1.0"], private)
    promote(data, "8.1.0")
    other = tmp_path / "other.pem"
    signing.make_key(other, tmp_path / "public.pem")
    signing.sign(registry.versions(data, KIND)["8.10.0"], other)
    with pytest.raises(store.ArtifactError, match="the signature is not by"):
        promote(data, "8.10.0")
    with pytest.raises(store.ArtifactError, match="not a private key"):
        signing.sign(registry.versions(data, KIND)["8.10.0"], registry.versions(data, KIND)["8.1.0"] / MANIFEST)


def test_a_thousand_flipped_bits_and_none_served(data: Path) -> None:
    promote(data, "8.1.0")
    served = registry.folder(data, KIND)
    files = sorted(path for path in served.iterdir() if path.is_file())
    rng, refused = random.Random(7), 0  # noqa: S311 - which bits, not a secret
    for _ in range(FLIPS):
        path = rng.choice(files)
        whole = path.read_bytes()
        place = rng.randrange(len(whole) * 8)
        broken = bytearray(whole)
        broken[place // 8] ^= 1 << place % 8
        path.write_bytes(bytes(broken))
        try:
            ReachModel.load(registry.folder(data, KIND))
        except store.ArtifactError:
            refused += 1
        finally:
            path.write_bytes(whole)
    assert refused == FLIPS
    assert ReachModel.load(registry.folder(data, KIND)).version == "8.1.0"


def test_what_is_refused_when_tried_changes_nothing(data: Path, tmp_path: Path) -> None:
    promoted = Promoted(data, (KIND,), AT)
    assert promoted.folders[KIND] == registry.base(KIND)
    assert promoted.changed() is None
    registry.add(spoiled(tmp_path, "9.0.0"), data, KIND)
    promote(data, "9.0.0")
    assert promoted.changed() is None
    assert "must rise within 0 to 1" in promoted.problem
    assert promoted.folders[KIND] == registry.base(KIND)
    registry.rollback(data, KIND, reason="geweigerd", at=AT)
    folders = promoted.changed()
    assert folders == {KIND: registry.base(KIND)}
    promoted.accept(folders)
    assert promoted.problem == ""


def test_a_service_that_starts_trusts_the_trial_of_an_earlier_one(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    promote(data, "8.1.0")
    assert Promoted(data, (KIND,), AT).folders[KIND].name == "8.1.0"

    def check(*_: object) -> None:
        raise store.ArtifactError("tried again")

    monkeypatch.setattr(canary, "check", check)
    assert Promoted(data, (KIND,), AT).folders[KIND].name == "8.1.0"
    monkeypatch.setattr(canary, "surroundings", lambda: "other")
    again = Promoted(data, (KIND,), AT)
    assert (again.folders[KIND], again.problem) == (registry.base(KIND), "tried again")


def test_a_version_that_takes_too_long_is_refused(data: Path) -> None:
    with pytest.raises(store.ArtifactError, match="no answer within 0 s"):
        canary.check(KIND, registry.base(KIND), data, seconds=0.01)


def test_a_model_that_nobody_knows_has_its_arrays_read(tmp_path: Path) -> None:
    good = store.save(tmp_path / "x" / "1.0.0", {"a": np.ones(2)}, kind="x", metadata={})
    canary.attempt("x", good, tmp_path)
    bad = store.save(tmp_path / "x" / "8.1.0", {"a": np.array([np.nan])}, kind="x", metadata={})
    with pytest.raises(store.ArtifactError, match="not finite"):
        canary.attempt("x", bad, tmp_path)


def test_names_and_what_a_version_says(data: Path) -> None:
    assert KIND in registry.names()
    assert registry.metadata(registry.versions(data, KIND)["8.1.0"])["version"] == "8.1.0"
    assert not registry.signed(registry.base(KIND))
    for name in ("../x", "nergens"):
        with pytest.raises(RegistryError, match=r"model is|no model is named"):
            registry.promote(data, name, "1.0.0", reason="x", at=AT)
    promote(data, "8.1.0")
    line = json.loads((registry.home(data, KIND) / registry.HISTORY).read_text(encoding="utf-8"))
    assert (line["version"], line["previous"]) == ("8.1.0", registry.base(KIND).name)
