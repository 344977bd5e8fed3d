"""Imported catalogues on disk: one folder a version of memory-mapped columns, and a pointer to the active one.

``DATA_DIR/catalogues/<version>/`` holds the columns and a manifest with their hashes;
``DATA_DIR/catalogues/active.json`` names the version that is served.
Both are written in one step, so a reader never sees half of either.
"""

from pathlib import Path

import numpy as np

from item_bank.activation import Shelf, written_whole
from item_bank.catalogue.columns import TextColumn
from item_bank.catalogue.table import Catalogue, Columns
from item_bank.manifest import ManifestError, mapped, refusing, seal, verify

KIND = "catalogue"
RECORDS = "records.json"

LAYOUT = 2
"""Raised when the columns change, so that a snapshot of another release is refused with words, not half read."""


SHELF = Shelf(folder="catalogues", one="a catalogue", none_named="no catalogue is named")

catalogues_dir = SHELF.versions_dir
check_name = SHELF.check_name
versions = SHELF.versions
active_version = SHELF.active


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
    with written_whole(final) as partial:
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
    with refusing(folder):
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


def activate(data_dir: Path, name: str) -> str | None:
    """Choose the catalogue that is served from now on: a version, the name of an import, or ``built-in``.

    Raises
    ------
    CatalogueError
        When nothing of that name was imported.
    ManifestError
        When the snapshot is damaged: then the old one stays active.
    """
    return SHELF.activate(data_dir, name, load)
