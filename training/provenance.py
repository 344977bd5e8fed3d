"""Where an artifact comes from: data hashes, library versions and the commit."""

import hashlib
import platform
import subprocess
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

LIBRARIES = ("numpy", "scipy", "scikit-learn")
ROOT = Path(__file__).parents[1]
CODE = ("item_bank", "models", "training")
"""Packages that what is learned depends on."""

SERVED_WITH = ("numpy",)
"""Libraries that read an artifact; one with another major version has to be tried first."""


def data_hash(paths: Iterable[Path]) -> str:
    """Return a SHA-256 over the bytes of some files, in the order of their names."""
    digest = hashlib.sha256()
    for path in sorted(paths, key=lambda p: p.name):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def library_versions() -> dict[str, str]:
    """Return the versions of what was learned with."""
    return {"python": platform.python_version()} | {name: version(name) for name in LIBRARIES}


def versions_of(names: Iterable[str]) -> dict[str, str]:
    """Return the versions of further libraries that a recipe used."""
    return {name: version(name) for name in names}


def code_hash(root: Path = ROOT) -> str:
    """Return a SHA-256 over our own code, by the names of its files within the project.

    Unlike a commit it stays true when commits are squashed, and is there without a repository: whoever has the same
    code gets the same hash.
    """
    digest = hashlib.sha256()
    for name in sorted(
        path.relative_to(root).as_posix() for package in CODE for path in (root / package).rglob("*.py")
    ):
        digest.update(name.encode())
        digest.update(hashlib.sha256((root / name).read_bytes()).digest())
    return digest.hexdigest()


def made_by() -> dict[str, str | None]:
    """Return which code made something: its hash, and the commit as far as there is one."""
    return {"codeSha256": code_hash(), "commit": commit()}


def requires() -> dict[str, object]:
    """Return what an artifact made here needs to be served; ``models promote`` looks at it."""
    return {"libraries": {name: f"{version(name).split('.')[0]}." for name in SERVED_WITH}}


def commit() -> str | None:
    """Return the commit of the working tree, or ``None`` outside a repository."""
    command = ["git", "rev-parse", "HEAD"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - fixed words
    return done.stdout.strip() or None
