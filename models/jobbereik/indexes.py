"""Where the index of a catalogue comes from: built once for a process, or kept in the data folder."""

import hashlib
import os
import platform
import shutil
from functools import cache
from importlib.metadata import version
from pathlib import Path

from item_bank.catalogue import builtin
from item_bank.catalogue.table import Catalogue
from item_bank.manifest import MANIFEST
from models import store
from models.embedding.static import SERVED as EMBEDDING
from models.jobbereik.features.pairs import with_pairs
from models.jobbereik.index import VERSION, Index, build_index
from models.titles.mix import SERVED as TITLES

INDEX_KIND = "jobbereik-index"

_ROOT = Path(__file__).parents[2]
_MADE_BY = ("item_bank/catalogue", "models/embedding", "models/jobbereik", "models/titles")
_READ_BY = ("item_bank/schema.py", "item_bank/loader.py", "item_bank/names/spoken.py", "item_bank/names/spoken.yaml")
"""Folders and files that decide what the index of the built-in catalogue holds."""

_READ = frozenset({".py", ".yaml", ".csv"})


def index_folder(data_dir: Path, catalogue_version: str) -> Path:
    """Return where the index of an imported catalogue is stored."""
    return data_dir / "indexes" / f"{catalogue_version}-{VERSION}"


def stored_index(data_dir: Path, catalogue: Catalogue) -> Index:
    """Load the index of an imported catalogue; build and store it first when it is not there.

    Raises
    ------
    models.store.ArtifactError
        When the stored index is damaged.
    """
    folder = index_folder(data_dir, catalogue.version)
    if not folder.is_dir():
        metadata = {"catalogue": catalogue.version, "version": VERSION}
        index = with_pairs(catalogue, build_index(catalogue))
        store.save(folder, index.to_arrays(), kind=INDEX_KIND, metadata=metadata)
    return Index.from_arrays(store.load(folder, kind=INDEX_KIND).arrays)


@cache
def _built() -> Index:
    return with_pairs(builtin.catalogue(), build_index(builtin.catalogue()))


@cache
def made_by() -> str:
    """Return a short name of all that the index of the built-in catalogue is made with: data, code, libraries."""
    files = [path for folder in _MADE_BY for path in sorted((_ROOT / folder).rglob("*")) if path.suffix in _READ]
    read = hashlib.sha256()
    for path in (*files, *(_ROOT / name for name in _READ_BY), EMBEDDING / MANIFEST, TITLES / MANIFEST):
        read.update(str(path.relative_to(_ROOT)).encode() + hashlib.sha256(path.read_bytes()).digest())
    libraries = tuple(version(name) for name in ("numpy", "scipy", "pyyaml"))
    surroundings = (platform.python_version(), platform.machine(), *libraries, VERSION)
    return hashlib.sha256(f"{read.hexdigest()} {surroundings}".encode()).hexdigest()[:16]


def built_in_folder(data_dir: Path) -> Path:
    """Return where a service keeps the index of the built-in catalogue, for its next start."""
    return data_dir / "indexes" / f"built-in-{made_by()}"


def built_in_index(data_dir: Path) -> Index:
    """Return the index of the built-in catalogue: as it was kept, else built, once for as long as the process lives.

    One that is damaged, or made with anything else than what stands here, is never read.
    """
    folder = built_in_folder(data_dir)
    if folder.is_dir():
        try:
            kept = store.load(folder, kind=INDEX_KIND)
            if kept.manifest.metadata.get("catalogue") == builtin.catalogue().version:
                return Index.from_arrays(kept.arrays)
        except store.ArtifactError:
            shutil.rmtree(folder, ignore_errors=True)  # it can be built again at any time
    return _built()


def keep_built_in(data_dir: Path) -> None:
    """Keep the index that this process built for the next start, instead of those that were made with something else.

    Raises
    ------
    OSError
        When the disk is full or not writable; nothing is left behind then.
    """
    folder = built_in_folder(data_dir)
    if folder.is_dir() or not _built.cache_info().currsize:
        return
    for left in folder.parent.glob(f".built-in-*.{os.getpid()}.partial"):  # a container gives the same number again
        shutil.rmtree(left, ignore_errors=True)
    metadata = {"catalogue": builtin.catalogue().version, "version": VERSION}
    store.save(folder, _built().to_arrays(), kind=INDEX_KIND, metadata=metadata)
    for other in folder.parent.glob("built-in-*"):
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)
