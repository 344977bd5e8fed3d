"""Which version of something is served: folders side by side, and a pointer that names one of them.

Catalogues, vacancies and registers of career centres are each a *shelf* under ``DATA_DIR``. Every folder on it proves
with a manifest that it is whole; ``active.json`` names the one that is served, and without it, or with ``null`` in it,
what comes with the project is served. The pointer is replaced in one step, so a reader never sees half of one.
"""

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from item_bank.manifest import MANIFEST, UNREADABLE, publish, write_text_durably
from item_bank.schema import CatalogueError

BUILT_IN = "built-in"
"""The name that activates what comes with the project."""

POINTER = "active.json"

NAME_PATTERN = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")
"""The name of an import becomes part of a folder name, so it is plain."""


def whole(root: Path) -> list[Path]:
    """Return the folders under a root that were written to the end, oldest first."""
    found = [path for path in root.glob(f"*/{MANIFEST}") if not path.parent.name.startswith(".")]
    return [path.parent for path in sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.parent.name))]


@contextmanager
def written_whole(final: Path) -> Iterator[Path]:
    """Give an empty folder to write in; it gets its final name in one step, or is gone after an error."""
    partial = final.with_name(f".{final.name}.{os.getpid()}.partial")
    partial.mkdir(parents=True)
    try:
        yield partial
        publish(partial, final)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Versions of one kind, and the pointer to the one that is served.

    Attributes
    ----------
    folder
        Of this shelf, relative to ``DATA_DIR``; the pointer stands in it.
    versions_in
        Folder of the versions within it; empty when they stand beside the pointer.
    one
        A version in words, for messages: ``a catalogue``.
    none_named
        What a message says of an unknown name: ``no catalogue is named``.
    brought_in
        How versions came to be: ``imported``.
    built_in
        The name of what comes with the project.
    error
        Raised when a name or the pointer cannot be used.
    """

    folder: str
    versions_in: str = ""
    one: str
    none_named: str
    brought_in: str = "imported"
    built_in: str = BUILT_IN
    error: type[CatalogueError] = CatalogueError

    def root(self, data_dir: Path) -> Path:
        """Return the folder of the pointer."""
        return data_dir / self.folder

    def versions_dir(self, data_dir: Path) -> Path:
        """Return the folder in which the versions stand."""
        return self.root(data_dir) / self.versions_in

    def versions(self, data_dir: Path) -> list[Path]:
        """Return the folders of all versions, oldest first."""
        return whole(self.versions_dir(data_dir))

    def check_name(self, name: str) -> str:
        """Return the name of an import when it is usable.

        Raises
        ------
        CatalogueError
            When it is not lower-case letters, digits and hyphens, or is the name of what comes with the project.
        """
        if not NAME_PATTERN.fullmatch(name) or name == self.built_in:
            allowed = f"up to 41 lower-case letters, digits and hyphens, not {self.built_in!r}"
            raise self.error(f"name is {name!r}; allowed are {allowed}")
        return name

    def active(self, data_dir: Path) -> str | None:
        """Return the version that is to be served; ``None`` means what comes with the project.

        Raises
        ------
        CatalogueError
            When the pointer cannot be read, or names something else than a folder on this shelf.
        """
        path = self.root(data_dir) / POINTER
        try:
            version = json.loads(path.read_text(encoding="utf-8"))["version"]
        except FileNotFoundError:
            return None
        except (OSError, *UNREADABLE) as error:
            raise self.error(f"{path}: cannot be read ({error}); activate {self.one} again") from error
        if version is not None and not _is_folder_name(version):
            raise self.error(f"{path}: version is {version!r}; expected the name of a version, or null")
        return None if version is None else str(version)

    def activate(self, data_dir: Path, name: str, check: Callable[[Path], object]) -> str | None:
        """Choose what is served from now on; return its version, ``None`` for what comes with the project.

        Parameters
        ----------
        name
            A version, the name of an import (its newest version is taken), or the built-in name.
        check
            Reads a version to the end before it is chosen; raises when it is damaged, and the old one stays active.

        Raises
        ------
        CatalogueError
            When there is no such version.
        """
        version = None
        if name != self.built_in:
            there = self.versions(data_dir)
            found = [path for path in there if path.name == name]  # a version itself goes before an import's newest
            found = found or [path for path in there if path.name.rpartition("-")[0] == name]
            if not found:
                known = ", ".join(path.name for path in there) or "none yet"
                always = f"{self.built_in!r} is always there"
                raise self.error(f"{self.none_named} {name!r}; {self.brought_in}: {known}; {always}")
            check(found[-1])
            version = found[-1].name
        write_text_durably(self.root(data_dir) / POINTER, json.dumps({"version": version}) + "\n")
        return version


def _is_folder_name(version: object) -> bool:
    """Return whether a pointer names a folder on the shelf.

    Examples
    --------
    Nothing may lead out of the shelf, and what starts with a dot is not written to the end.

    >>> [_is_folder_name(version) for version in ("proef-1a2b", "../proef", "..", "", ".proef-1a2b.7.partial", 7)]
    [True, False, False, False, False, False]
    """
    return isinstance(version, str) and Path(version).name == version and not version.startswith(".") and version != ""
