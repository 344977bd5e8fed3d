"""Versions of vacancies on disk and the pointer to the one that is served.

``DATA_DIR/vacancies/batches/<name>/`` holds what one file brought in; ``DATA_DIR/vacancies/versions/<version>/`` holds
what was learned from batches, with the vacancies that are still open; ``DATA_DIR/vacancies/active.json`` names the
version that is served. Each is written in one step, so a reader never sees half of one.
"""

from pathlib import Path

from item_bank.activation import Shelf, whole
from item_bank.manifest import verify

KIND = "vacancies"
"""Kind of the manifest of a version."""

BATCH_KIND = "vacancy-batch"
SAMPLE = "sample"
"""The name that activates the samples that come with the project."""


SHELF = Shelf(
    folder="vacancies",
    versions_in="versions",
    one="vacancies",
    none_named="no vacancies are named",
    brought_in="learned",
    built_in=SAMPLE,
)

vacancies_dir = SHELF.root
versions_dir = SHELF.versions_dir
versions = SHELF.versions
active_version = SHELF.active


def batches_dir(data_dir: Path) -> Path:
    """Return the folder of the batches."""
    return vacancies_dir(data_dir) / "batches"


def batches(data_dir: Path) -> list[Path]:
    """Return the folders of all batches, oldest first."""
    return whole(batches_dir(data_dir))


def activate(data_dir: Path, name: str) -> str | None:
    """Choose the vacancies that are served from now on: a version, or ``sample``.

    Raises
    ------
    CatalogueError
        When there is no such version.
    ManifestError
        When it is damaged: then the old one stays active.
    """
    return SHELF.activate(data_dir, name, lambda folder: verify(folder, kind=KIND))
