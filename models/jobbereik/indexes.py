"""Where the index of a catalogue comes from: built once for a process, or kept beside an imported catalogue."""

from functools import cache
from pathlib import Path

from item_bank.catalogue import builtin
from item_bank.catalogue.table import Catalogue
from models import store
from models.jobbereik.features.pairs import with_pairs
from models.jobbereik.index import VERSION, Index, build_index

INDEX_KIND = "jobbereik-index"


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
def built_in_index() -> Index:
    """Return the index of the built-in catalogue: it is the same for as long as the process lives."""
    return with_pairs(builtin.catalogue(), build_index(builtin.catalogue()))
