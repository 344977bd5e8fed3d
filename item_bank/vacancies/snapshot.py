"""Versions of vacancies on disk and the pointer to the one that is served.

``DATA_DIR/vacancies/batches/<name>/`` holds what one file brought in; ``DATA_DIR/vacancies/versions/<version>/`` holds
what was learned from batches, with the vacancies that are still open; ``DATA_DIR/vacancies/active.json`` names the
version that is served. Each is written in one step, so a reader never sees half of one.
"""

import json
from pathlib import Path

from item_bank.manifest import verify, write_text_durably
from item_bank.schema import CatalogueError

KIND = "vacancies"
"""Kind of the manifest of a version."""

BATCH_KIND = "vacancy-batch"
SAMPLE = "sample"
"""The name that activates the samples that come with the project."""


def vacancies_dir(data_dir: Path) -> Path:
    """Return the folder of all that concerns vacancies."""
    return data_dir / "vacancies"


def versions_dir(data_dir: Path) -> Path:
    """Return the folder of the versions."""
    return vacancies_dir(data_dir) / "versions"


def batches_dir(data_dir: Path) -> Path:
    """Return the folder of the batches."""
    return vacancies_dir(data_dir) / "batches"


def _whole(root: Path) -> list[Path]:
    found = [path for path in root.glob("*/manifest.json") if not path.parent.name.startswith(".")]
    return [path.parent for path in sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.parent.name))]


def versions(data_dir: Path) -> list[Path]:
    """Return the folders of all versions, oldest first."""
    return _whole(versions_dir(data_dir))


def batches(data_dir: Path) -> list[Path]:
    """Return the folders of all batches, oldest first."""
    return _whole(batches_dir(data_dir))


def active_version(data_dir: Path) -> str | None:
    """Return the version that is to be served; ``None`` means the samples that come with the project.

    Raises
    ------
    CatalogueError
        When the pointer cannot be read.
    """
    path = vacancies_dir(data_dir) / "active.json"
    try:
        version = json.loads(path.read_text(encoding="utf-8"))["version"]
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CatalogueError(f"{path}: cannot be read ({error}); activate vacancies again") from error
    if version is not None and (not isinstance(version, str) or Path(version).name != version):
        raise CatalogueError(f"{path}: version is {version!r}; expected the name of a version, or null")
    return version


def activate(data_dir: Path, name: str) -> str | None:
    """Choose the vacancies that are served from now on.

    Parameters
    ----------
    name
        A version, or ``sample`` for the samples that come with the project.

    Returns
    -------
    The version, or ``None`` for the samples.

    Raises
    ------
    CatalogueError
        When there is no such version.
    ManifestError
        When it is damaged: then the old one stays active.
    """
    version: str | None = None
    if name != SAMPLE:
        folder = versions_dir(data_dir) / name
        if folder not in versions(data_dir):
            known = ", ".join(path.name for path in versions(data_dir)) or "none yet"
            raise CatalogueError(f"no vacancies are named {name!r}; learned: {known}; {SAMPLE!r} is always there")
        verify(folder, kind=KIND)
        version = name
    write_text_durably(vacancies_dir(data_dir) / "active.json", json.dumps({"version": version}) + "\n")
    return version
