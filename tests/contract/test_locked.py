"""What is installed is named by the hash of each of its files, at the versions of the constraints; nothing else is."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from api.sbom import normal
from tests.lock import BASE, DEV, blocks

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def locked(name: str) -> dict[str, str]:
    return blocks((ROOT / name).read_text(encoding="utf-8"))


def versions() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return {normal(name): version for name, _, version in (line.partition("==") for line in lines)}


def test_every_line_of_a_lock_is_a_version_with_hashes() -> None:
    for name in (BASE, DEV):
        text, found = (ROOT / name).read_text(encoding="utf-8"), locked(name)
        head, *rest = text.splitlines(keepends=True)
        assert head.startswith("# Made by `make lock`")
        assert "".join(rest) == "".join(found.values()), name
        for lines in found.values():
            assert re.fullmatch(r"[^\n]+ \\\n(    --hash=sha256:[0-9a-f]{64}( \\)?\n)+", lines), lines[:80]
    assert not locked(BASE).keys() & locked(DEV).keys()


def test_locks_hold_what_is_asked_at_the_versions_of_the_constraints() -> None:
    base, dev, pinned = locked(BASE), locked(DEV), versions()
    assert {normal(Requirement(line).name) for line in PROJECT["dependencies"]} <= base.keys()
    asked = {normal(Requirement(line).name) for line in PROJECT["optional-dependencies"]["dev"]}
    assert asked <= base.keys() | dev.keys()
    found = {name: re.match(r"[\w.-]+==([^\s;]+)", lines)[1] for name, lines in (base | dev).items()}
    assert {name: found[name] for name in found.keys() & pinned.keys()} == {
        name: pinned[name] for name in found.keys() & pinned.keys()
    }
    # Without a pin are those of other machines, and what builds the package.
    free = {name: lines for name, lines in (base | dev).items() if name not in pinned and name != "setuptools"}
    assert [name for name, lines in free.items() if ";" not in lines.partition("\n")[0]] == []


@pytest.mark.parametrize("name", ["Makefile", "compose.yaml", "tests/matrix.py"])
def test_everything_that_installs_asks_the_hashes(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "--require-hashes" in text
    assert "--no-build-isolation" in text, "what builds the package has a hash too"


def test_a_file_that_differs_is_refused(tmp_path: Path) -> None:
    """pip itself refuses it, with no registry in reach."""
    wheel = tmp_path / "leeg-1-py3-none-any.whl"
    wheel.write_bytes(b"not what was looked at")
    lock = tmp_path / "requirements.lock"
    lock.write_text(f"leeg==1 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    command = ["-m", "pip", "install", "--no-index", "--find-links", str(tmp_path), "--require-hashes"]
    told = subprocess.run(
        [sys.executable, *command, "--target", str(tmp_path / "to"), "--requirement", str(lock)],
        check=False,
        capture_output=True,
        text=True,
    )
    assert told.returncode != 0
    assert "DO NOT MATCH THE HASHES" in told.stderr
