"""A folder of files that can prove it is whole: written once, with a SHA-256 of each file in ``manifest.json``.

Catalogue snapshots (``item_bank.catalogue.snapshot``) and model artifacts (``models.store``) are such folders. A reader
gets the files only when every hash agrees, so a damaged or half-written folder is never used.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

MANIFEST = "manifest.json"
"""Name of the file that lists the others; written last."""

FORMAT_VERSION = 1
"""Raised when the layout of the manifest changes."""


class ManifestError(ValueError):
    """A folder that may not be used; the message names the folder, the file, and what is wrong with it."""


class Facts(dict[str, Any]):
    """Facts of a manifest; one that is asked and not there makes the folder unusable, like any other damage.

    Examples
    --------
    >>> Facts({"version": "1"})["asOf"]
    Traceback (most recent call last):
    ...
    item_bank.manifest.ManifestError: the manifest says nothing about 'asOf'
    """

    def __init__(self, facts: Mapping[str, Any], error: type[Exception] = ManifestError) -> None:
        super().__init__(facts)
        self.error = error

    def __missing__(self, name: str) -> Any:  # noqa: ANN401 - a JSON value
        """Refuse the folder."""
        raise self.error(f"the manifest says nothing about {name!r}")


UNREADABLE = (KeyError, IndexError, TypeError, ValueError, AttributeError, OverflowError, RecursionError)
"""What reading raises on content that this release never writes, such as a flipped bit or nesting without end."""


@contextmanager
def refusing(folder: Path) -> Iterator[None]:
    """Turn whatever goes wrong in reading a folder into the one error that says it may not be used.

    Raises
    ------
    ManifestError
        When it holds what no release writes.
    """
    try:
        yield
    except ManifestError:
        raise
    except UNREADABLE as error:
        raise ManifestError(f"{folder}: not what this release writes ({type(error).__name__}: {error})") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a folder says about itself.

    Attributes
    ----------
    kind
        What the folder holds, for example ``catalogue``.
    metadata
        Facts of the writer: names, versions, counts; JSON values only.
    hashes
        SHA-256 in hexadecimal by file name.
    """

    kind: str
    metadata: Mapping[str, Any]
    hashes: Mapping[str, str]


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_text_durably(path: Path, text: str) -> None:
    """Replace a file in one step: after a crash it holds the old text or the new one, never a mixture."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    partial.write_text(text, encoding="utf-8")
    _sync(partial)
    partial.replace(path)
    _sync(path.parent)


def seal(folder: Path, *, kind: str, metadata: Mapping[str, Any]) -> Manifest:
    """Write the manifest of all files that stand in a folder now.

    Parameters
    ----------
    folder
        Folder with the files; an old manifest is replaced.
    kind
        What the folder holds.
    metadata
        Facts of the writer; JSON values only.
    """
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name != MANIFEST)
    hashes = {path.name: sha256_of(path) for path in files}
    for path in files:
        _sync(path)
    body = {"formatVersion": FORMAT_VERSION, "kind": kind, "metadata": dict(metadata), "files": hashes}
    write_text_durably(folder / MANIFEST, json.dumps(body, indent=2, ensure_ascii=False, sort_keys=True) + "\n")
    return Manifest(kind=kind, metadata=dict(metadata), hashes=hashes)


def read_manifest(folder: Path, *, kind: str) -> Manifest:
    """Read what a folder says about itself, without checking its files.

    Raises
    ------
    ManifestError
        When the manifest is absent, cannot be read, or is of another kind or format.
    """
    path = folder / MANIFEST
    try:
        body = json.loads(path.read_text(encoding="utf-8"))
        hashes = {str(name): str(digest) for name, digest in body["files"].items()}
        manifest = Manifest(kind=body["kind"], metadata=Facts(body["metadata"]), hashes=hashes)
        version = body["formatVersion"]
    except FileNotFoundError as error:
        raise ManifestError(f"{folder}: {MANIFEST} is missing, so the folder is not whole") from error
    except (OSError, *UNREADABLE) as error:
        raise ManifestError(f"{path}: cannot be read as a manifest ({error})") from error
    if version != FORMAT_VERSION:
        raise ManifestError(f"{path}: formatVersion is {version!r}; this release reads {FORMAT_VERSION}")
    if manifest.kind != kind:
        raise ManifestError(f"{path}: kind is {manifest.kind!r}; expected {kind!r}")
    return manifest


def verify(folder: Path, *, kind: str) -> Manifest:
    """Read the manifest and check every file against its hash.

    Raises
    ------
    ManifestError
        When the manifest is unusable, a file is missing, or a hash does not agree.
    """
    manifest = read_manifest(folder, kind=kind)
    for name, expected in manifest.hashes.items():
        path = folder / name
        if Path(name).name != name or not path.is_file():
            raise ManifestError(f"{folder}: {name} is named in the manifest but missing")
        found = sha256_of(path)
        if found != expected:
            raise ManifestError(f"{path}: sha256 is {found[:12]}..., the manifest says {str(expected)[:12]}...")
    return manifest


def publish(partial: Path, final: Path) -> None:
    """Give a finished folder its final name in one step; a folder that already has that name is kept."""
    _sync(partial)
    if final.exists():
        shutil.rmtree(partial)
        return
    partial.rename(final)
    _sync(final.parent)


def mapped(path: Path) -> NDArray[Any]:
    """Return a stored array, memory-mapped; as a plain array, because numpy's own type for it is slow to index."""
    return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))
