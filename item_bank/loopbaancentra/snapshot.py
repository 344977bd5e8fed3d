"""Registers on disk: one folder a version with its hashes, and a pointer to the active one.

``DATA_DIR/loopbaancentra/<version>/`` holds the three CSV files and a manifest; ``active.json`` names the version
that is served. Without one the example register serves, which comes with the project.
"""

from datetime import date
from functools import lru_cache
from pathlib import Path

from item_bank.activation import Shelf, written_whole
from item_bank.loader import read_yaml
from item_bank.loopbaancentra.codes import RegisterError
from item_bank.loopbaancentra.reading import read, write
from item_bank.loopbaancentra.schema import Register
from item_bank.manifest import ManifestError, refusing, seal, verify

KIND = "loopbaancentra"
EXAMPLES = Path(__file__).with_name("voorbeeld")
"""Folder of the example register."""


SHELF = Shelf(folder="loopbaancentra", one="a register", none_named="no register is named", error=RegisterError)

registers_dir = SHELF.versions_dir
check_name = SHELF.check_name
versions = SHELF.versions
active_version = SHELF.active


@lru_cache(maxsize=1)
def examples() -> Register:
    """Return the example register: centres that do not exist, spread as table 2 of the report is.

    Examples
    --------
    >>> examples().sample, len(examples().centres)
    (True, 277)
    """
    body = read_yaml(EXAMPLES / "register.yaml")
    return read(EXAMPLES, name=body["name"], as_of=body["as_of"])


def save(register: Register, data_dir: Path) -> tuple[Path, bool]:
    """Write a register; return its folder, and whether it is new.

    Raises
    ------
    OSError
        When the disk is full or not writable; nothing is left behind then.
    """
    final = registers_dir(data_dir) / register.version
    if final.is_dir():
        return final, False
    with written_whole(final) as partial:
        write(register.centres, partial)
        name = register.version.rpartition("-")[0]
        metadata = {"name": name, "version": register.version, "asOf": str(register.as_of)}
        seal(partial, kind=KIND, metadata=metadata | {"centres": len(register.centres)})
    return final, True


def load(folder: Path) -> Register:
    """Read a register after checking every hash.

    Raises
    ------
    ManifestError
        When a file is missing or was changed.
    """
    metadata = verify(folder, kind=KIND).metadata
    with refusing(folder):
        register = read(folder, name=metadata["name"], as_of=date.fromisoformat(metadata["asOf"]))
    if register.version != metadata["version"]:
        raise ManifestError(f"{folder}: the content makes {register.version}, the manifest says {metadata['version']}")
    return register


def load_active(data_dir: Path) -> Register:
    """Return the register that is to be served.

    Raises
    ------
    RegisterError, ManifestError
        When the pointer or the register cannot be used.
    """
    version = active_version(data_dir)
    return examples() if version is None else load(registers_dir(data_dir) / version)


def activate(data_dir: Path, name: str) -> str | None:
    """Choose the register that is served from now on: a version, the name of an import, or ``built-in``.

    Raises
    ------
    RegisterError
        When nothing of that name was imported.
    ManifestError
        When it is damaged: then the old one stays active.
    """
    return SHELF.activate(data_dir, name, load)
