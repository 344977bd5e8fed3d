"""Imported catalogues on disk: one folder a version of memory-mapped columns, and a pointer to the active one.

``DATA_DIR/catalogues/<version>/`` holds the columns and a manifest with their hashes;
``DATA_DIR/catalogues/active.json`` names the version that is served.
Both are written in one step, so a reader never sees half of either.
"""

import json
import os
import re
import shutil
from pathlib import Path

import numpy as np

from item_bank.catalogue.columns import TextColumn
from item_bank.catalogue.table import Catalogue, Columns
from item_bank.manifest import ManifestError, mapped, publish, seal, verify, write_text_durably
from item_bank.schema import CatalogueError

KIND = "catalogue"
BUILT_IN = "built-in"
"""The name that activates the catalogue that comes with the project."""

NAME_PATTERN = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")
"""A catalogue name becomes part of a folder name, so it is plain."""

RECORDS = "records.json"

LAYOUT = 2
"""Raised when the columns change, so that a snapshot of another release is refused with words, not half read."""


def catalogues_dir(data_dir: Path) -> Path:
    """Return the folder in which imported catalogues stand."""
    return data_dir / "catalogues"


def check_name(name: str) -> str:
    """Return the name of a catalogue when it is usable.

    Raises
    ------
    CatalogueError
        When it is not lower-case letters, digits and hyphens, or is that of the built-in catalogue.
    """
    if not NAME_PATTERN.fullmatch(name) or name == BUILT_IN:
        raise CatalogueError(
            f"name is {name!r}; allowed are up to 41 lower-case letters, digits and hyphens, not {BUILT_IN!r}"
        )
    return name


def write(catalogue: Catalogue, data_dir: Path) -> tuple[Path, bool]:
    """Write a catalogue as a snapshot.

    Returns
    -------
    Its folder, and whether it is new: the same content again changes nothing.

    Raises
    ------
    OSError
        When the disk is full or not writable; nothing is left behind then.
    """
    final = catalogues_dir(data_dir) / catalogue.version
    if final.is_dir():
        return final, False
    partial = final.with_name(f".{final.name}.{os.getpid()}.partial")
    partial.mkdir(parents=True)
    try:
        for name, column in catalogue.columns.texts.items():
            np.save(partial / f"{name}.data.npy", column.data, allow_pickle=False)
            np.save(partial / f"{name}.offsets.npy", column.offsets, allow_pickle=False)
        for name, array in catalogue.columns.arrays.items():
            np.save(partial / f"{name}.npy", array, allow_pickle=False)
        (partial / RECORDS).write_text(catalogue.records, encoding="utf-8")
        seal(
            partial,
            kind=KIND,
            metadata={
                "layout": LAYOUT,
                "name": catalogue.name,
                "version": catalogue.version,
                "occupations": catalogue.n_occupations,
                "competences": catalogue.n_competences,
                "texts": sorted(catalogue.columns.texts),
                "arrays": sorted(catalogue.columns.arrays),
            },
        )
        publish(partial, final)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    return final, True


def load(folder: Path) -> Catalogue:
    """Memory-map a snapshot after checking every hash.

    Raises
    ------
    ManifestError
        When a file is missing or was changed, or the snapshot was written by a release with another layout.
    """
    metadata = verify(folder, kind=KIND).metadata
    if metadata.get("layout") != LAYOUT:
        raise ManifestError(f"{folder}: layout {metadata.get('layout')}, this release reads {LAYOUT}; import it again")
    texts = {
        name: TextColumn(
            mapped(folder / f"{name}.data.npy"),
            mapped(folder / f"{name}.offsets.npy"),
        )
        for name in metadata["texts"]
    }
    arrays = {name: mapped(folder / f"{name}.npy") for name in metadata["arrays"]}
    records = (folder / RECORDS).read_text(encoding="utf-8")
    catalogue = Catalogue(
        name=metadata["name"], columns=Columns(texts=texts, arrays=arrays), records=records, built_in=False
    )
    if catalogue.version != metadata["version"]:
        raise ManifestError(
            f"{folder}: the content makes version {catalogue.version}, the manifest says {metadata['version']}"
        )
    return catalogue


def versions(data_dir: Path) -> list[Path]:
    """Return the folders of all snapshots, oldest first."""
    root = catalogues_dir(data_dir)
    found = [path for path in root.glob("*/manifest.json") if not path.parent.name.startswith(".")]
    return [path.parent for path in sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.parent.name))]


def active_version(data_dir: Path) -> str | None:
    """Return the version that is to be served; ``None`` means the built-in catalogue.

    Raises
    ------
    CatalogueError
        When the pointer cannot be read.
    """
    path = catalogues_dir(data_dir) / "active.json"
    try:
        version = json.loads(path.read_text(encoding="utf-8"))["version"]
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CatalogueError(f"{path}: cannot be read ({error}); activate a catalogue again") from error
    if version is not None and not isinstance(version, str):
        raise CatalogueError(f"{path}: version is {version!r}; expected text or null")
    return version


def activate(data_dir: Path, name: str) -> str | None:
    """Choose the catalogue that is served from now on.

    Parameters
    ----------
    name
        A version, the name of an import (its newest version is taken), or ``built-in``.

    Returns
    -------
    The version, or ``None`` for the built-in catalogue.

    Raises
    ------
    CatalogueError
        When nothing of that name was imported.
    ManifestError
        When the snapshot is damaged: then the old one stays active.
    """
    version: str | None = None
    if name != BUILT_IN:
        found = [path for path in versions(data_dir) if name in (path.name, path.name.rpartition("-")[0])]
        if not found:
            known = ", ".join(path.name for path in versions(data_dir)) or "none yet"
            raise CatalogueError(f"no catalogue is named {name!r}; imported: {known}; {BUILT_IN!r} is always there")
        version = load(found[-1]).version
    write_text_durably(catalogues_dir(data_dir) / "active.json", json.dumps({"version": version}) + "\n")
    return version
