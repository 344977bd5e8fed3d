"""Where an artifact comes from: data hashes, library versions and the commit."""

import hashlib
import platform
import subprocess
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

LIBRARIES = ("numpy", "scipy", "scikit-learn")


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


def commit() -> str | None:
    """Return the commit of the working tree, or ``None`` outside a repository."""
    command = ["git", "rev-parse", "HEAD"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - fixed words
    return done.stdout.strip() or None
