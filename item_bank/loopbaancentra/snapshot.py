"""Registers on disk: one folder a version with its hashes, and a pointer to the active one.

``DATA_DIR/loopbaancentra/<version>/`` holds the three CSV files and a manifest; ``active.json`` names the version
that is served. Without one the example register serves, which comes with the project.
"""

import json
import os
import shutil
from datetime import date
from functools import lru_cache
from pathlib import Path

from item_bank.catalogue.snapshot import BUILT_IN, NAME_PATTERN
from item_bank.loader import read_yaml
from item_bank.loopbaancentra.codes import RegisterError
from item_bank.loopbaancentra.reading import read, write
from item_bank.loopbaancentra.schema import Register
from item_bank.manifest import ManifestError, publish, seal, verify, write_text_durably

KIND = "loopbaancentra"
EXAMPLES = Path(__file__).with_name("voorbeeld")
"""Folder of the example register."""


def registers_dir(data_dir: Path) -> Path:
    """Return the folder in which imported registers stand."""
    return data_dir / "loopbaancentra"


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


def check_name(name: str) -> str:
    """Return the name of a register when it is usable.

    Raises
    ------
    RegisterError
        When it is not lower-case letters, digits and hyphens, or is that of the built-in register.
    """
    if not NAME_PATTERN.fullmatch(name) or name == BUILT_IN:
        allowed = f"up to 41 lower-case letters, digits and hyphens, not {BUILT_IN!r}"
        raise RegisterError(f"name is {name!r}; allowed are {allowed}")
    return name


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
    partial = final.with_name(f".{final.name}.{os.getpid()}.partial")
    try:
        write(register.centres, partial)
        name = register.version.rpartition("-")[0]
        metadata = {"name": name, "version": register.version, "asOf": str(register.as_of)}
        seal(partial, kind=KIND, metadata=metadata | {"centres": len(register.centres)})
        publish(partial, final)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    return final, True


def load(folder: Path) -> Register:
    """Read a register after checking every hash.

    Raises
    ------
    ManifestError
        When a file is missing or was changed.
    """
    metadata = verify(folder, kind=KIND).metadata
    register = read(folder, name=metadata["name"], as_of=date.fromisoformat(metadata["asOf"]))
    if register.version != metadata["version"]:
        raise ManifestError(f"{folder}: the content makes {register.version}, the manifest says {metadata['version']}")
    return register


def versions(data_dir: Path) -> list[Path]:
    """Return the folders of all imported registers, oldest first."""
    root = registers_dir(data_dir)
    found = [path.parent for path in root.glob("*/manifest.json") if not path.parent.name.startswith(".")]
    return sorted(found, key=lambda path: ((path / "manifest.json").stat().st_mtime_ns, path.name))


def active_version(data_dir: Path) -> str | None:
    """Return the version that is to be served; ``None`` means the example register.

    Raises
    ------
    RegisterError
        When the pointer cannot be read.
    """
    path = registers_dir(data_dir) / "active.json"
    try:
        version = json.loads(path.read_text(encoding="utf-8"))["version"]
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RegisterError(f"{path}: cannot be read ({error}); activate a register again") from error
    if version is not None and (not isinstance(version, str) or Path(version).name != version):
        raise RegisterError(f"{path}: version is {version!r}; expected the name of a folder or null")
    return version


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
    """Choose the register that is served from now on; return its version, ``None`` for the examples.

    Parameters
    ----------
    name
        A version, the name of an import (its newest version is taken), or ``built-in``.

    Raises
    ------
    RegisterError
        When nothing of that name was imported.
    ManifestError
        When it is damaged: then the old one stays active.
    """
    version: str | None = None
    if name != BUILT_IN:
        found = [path for path in versions(data_dir) if name in (path.name, path.name.rpartition("-")[0])]
        if not found:
            known = ", ".join(path.name for path in versions(data_dir)) or "none yet"
            raise RegisterError(f"no register is named {name!r}; imported: {known}; {BUILT_IN!r} is always there")
        version = load(found[-1]).version
    write_text_durably(registers_dir(data_dir) / "active.json", json.dumps({"version": version}) + "\n")
    return version
