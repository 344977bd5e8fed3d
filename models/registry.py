"""Which version of each model serves: versions on disk, and an append-only log whose last line decides.

The versions under ``models/artifacts/<name>/`` come with the project; promoted ones stand under
``DATA_DIR/models/<name>/<version>/``. ``DATA_DIR/models/<name>/history.jsonl`` says what was promoted when and why, one
line each, chained by hashes: there is no second file that could disagree with it, and a line is whole or not there.

Upstream: ``python -m training models``. Downstream: the engines of a running service.
"""

import fcntl
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from item_bank.activation import written_whole
from item_bank.manifest import MANIFEST, UNREADABLE, ManifestError, read_manifest, sha256_of, verify
from models.signing import SIGNATURE, check_signature
from models.store import ARTIFACTS, ArtifactError

HISTORY = "history.jsonl"
CHANNEL = "loopbaanspiegel:models"
"""Where a promotion is announced when workers share a Redis; a worker that misses it looks at the file."""

Action = Literal["base", "promote", "rollback"]

_VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")


class RegistryError(ArtifactError):
    """A command of the registry that cannot be done; what served goes on serving."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the history: from ``at`` on, ``version`` serves.

    Attributes
    ----------
    action
        ``base``: the version that came with the release began to serve.
    manifest
        SHA-256 of the manifest, and through it of every file.
    previous
        What served before; ``None`` at the first line.
    chain
        Hash of this line and all before it.
    """

    at: str
    action: Action
    version: str
    previous: str | None
    manifest: str
    reason: str
    chain: str = ""

    def linked(self, before: str) -> str:
        """Return the hash that chains this line to the one before."""
        body = json.dumps({**asdict(self), "chain": before}, sort_keys=True)
        return hashlib.sha256(body.encode("utf-8")).hexdigest()


def number(version: str) -> tuple[int, int, int]:
    """Return a semantic version as numbers that can be ordered.

    Raises
    ------
    RegistryError
        When it is not major.minor.patch.

    Examples
    --------
    >>> number("1.10.0") > number("1.9.3")
    True
    """
    found = _VERSION.fullmatch(version)
    if found is None:
        raise RegistryError(f"version is {version!r}; allowed is major.minor.patch such as 1.2.0")
    return (int(found[1]), int(found[2]), int(found[3]))


def home(data_dir: Path, name: str) -> Path:
    """Return the folder in which promoted versions of a model stand.

    Raises
    ------
    RegistryError
        When the name cannot be that of a model.
    """
    if not _NAME.fullmatch(name):
        raise RegistryError(f"model is {name!r}; allowed are lower-case letters, digits and hyphens")
    return data_dir / "models" / name


def _found(root: Path) -> dict[str, Path]:
    rows = [path for path in root.glob(f"*/{MANIFEST}") if _VERSION.fullmatch(path.parent.name)]
    return {path.parent.name: path.parent for path in sorted(rows, key=lambda path: number(path.parent.name))}


def versions(data_dir: Path, name: str) -> dict[str, Path]:
    """Return the folder of every version, oldest number first; what came with the release cannot be replaced."""
    both = _found(home(data_dir, name)) | _found(ARTIFACTS / name)
    return {version: both[version] for version in sorted(both, key=number)}


def base(name: str) -> Path:
    """Return the folder of the newest version that came with the release.

    Raises
    ------
    RegistryError
        When the release has no model of that name.
    """
    found = list(_found(ARTIFACTS / name).values())
    if not found:
        known = ", ".join(sorted(path.name for path in ARTIFACTS.iterdir() if path.is_dir()))
        raise RegistryError(f"no model is named {name!r}; there are {known}")
    return found[-1]


def names() -> tuple[str, ...]:
    """Return the models that come with the release."""
    return tuple(sorted(path.name for path in ARTIFACTS.iterdir() if _found(path)))


def history(data_dir: Path, name: str) -> tuple[Entry, ...]:
    """Return the lines of the log, oldest first. A last line without its end was never finished, and does not count.

    Raises
    ------
    RegistryError
        When a line was changed, lost or cannot be read.
    """
    path = home(data_dir, name) / HISTORY
    try:
        lines = path.read_bytes().split(b"\n")[:-1]
    except FileNotFoundError:
        return ()
    entries, chain = [], ""
    for place, line in enumerate(lines, start=1):
        try:
            entry = Entry(**json.loads(line))
            whole = entry.linked(chain) == entry.chain
        except UNREADABLE as error:
            raise RegistryError(f"{path}, line {place}: cannot be read ({error})") from error
        if not whole:
            raise RegistryError(f"{path}, line {place}: was changed, or a line before it is lost")
        chain = entry.chain
        entries.append(entry)
    return tuple(entries)


def token(data_dir: Path, name: str) -> tuple[int, int] | None:
    """Return what changes when another version is promoted; cheap enough to ask several times a second."""
    try:
        found = (home(data_dir, name) / HISTORY).stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def folder(data_dir: Path, name: str) -> Path:
    """Return the folder of the version that is to serve.

    Raises
    ------
    RegistryError
        When the log cannot be trusted, or the version is gone or is not the one that was promoted.
    """
    entries = history(data_dir, name)
    if not entries or entries[-1].action == "base":
        return base(name)
    last = entries[-1]
    found = versions(data_dir, name).get(last.version)
    if found is None:
        raise RegistryError(f"{name} {last.version} was promoted and is gone; promote or roll back to another")
    if sha256_of(found / MANIFEST) != last.manifest:
        raise RegistryError(f"{found}: not the manifest that was promoted on {last.at}")
    check_signature(found, data_dir / "models")
    return found


def served_on(data_dir: Path, name: str, day: date) -> tuple[Entry, ...]:
    """Return what served on a day: the version with which it began, and those that came during the day."""
    entries = history(data_dir, name)
    before = [entry for entry in entries if datetime.fromisoformat(entry.at).date() < day]
    during = [entry for entry in entries if datetime.fromisoformat(entry.at).date() == day]
    return (*before[-1:], *during)


@contextmanager
def alone(data_dir: Path, name: str, lock_file: str = ".lock") -> Iterator[Path]:
    """Yield the folder of a model while nobody else holds that lock of it; else raise :class:`RegistryError`."""
    root = home(data_dir, name)
    root.mkdir(parents=True, exist_ok=True)
    with (root / lock_file).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise RegistryError(
                f"{name}: another promotion or rollback is running; try again when it is done"
            ) from error
        yield root


def _append(root: Path, entry: Entry, before: str) -> Entry:
    """Add one line, whole or not at all: what a full disk left of it is cut off again."""
    linked = Entry(**{**asdict(entry), "chain": entry.linked(before)})
    left = json.dumps(asdict(linked), sort_keys=True).encode("utf-8") + b"\n"
    # Without a buffer: after a full disk a buffer would be written once more before the file is cut.
    with (root / HISTORY).open("ab", buffering=0) as file:
        whole = (root / HISTORY).read_bytes().rfind(b"\n") + 1
        file.truncate(whole)
        try:
            while left:
                left = left[file.write(left) :]
            os.fsync(file.fileno())
        except OSError:
            file.truncate(whole)
            raise
    return linked


def kind_of(artifact: Path) -> str:
    """Return what kind of artifact a folder says to be; that need not be the name of the model.

    Raises
    ------
    RegistryError
        When it has no manifest that can be read.
    """
    try:
        return str(json.loads((artifact / MANIFEST).read_text(encoding="utf-8"))["kind"])
    except (OSError, *UNREADABLE) as error:
        raise RegistryError(f"{artifact}: has no manifest that can be read ({error})") from error


def add(artifact: Path, data_dir: Path, name: str) -> Path:
    """Copy an artifact among the versions of a data folder; in one step, and only when every hash agrees.

    Raises
    ------
    RegistryError
        When it is not whole, or another artifact has its version already.
    OSError
        When the disk is full; nothing is left behind then.
    """
    version = artifact.name
    number(version)
    final = versions(data_dir, name).get(version)
    if final is not None:
        if sha256_of(final / MANIFEST) != sha256_of(artifact / MANIFEST):
            raise RegistryError(f"{name} {version} is there already with other content; raise the version")
        return final
    with alone(data_dir, name) as root:
        for left in root.glob(".*.partial"):  # of one that was killed; nobody else writes here while we are alone
            shutil.rmtree(left, ignore_errors=True)
        try:
            with written_whole(root / version) as partial:
                shutil.copytree(artifact, partial, dirs_exist_ok=True)
                verify(partial, kind=kind_of(partial))
        except ManifestError as error:
            raise RegistryError(f"{artifact}: {error}") from error
    return root / version


def _last(entries: tuple[Entry, ...], name: str) -> str:
    return entries[-1].version if entries else base(name).name


def named(data_dir: Path, name: str) -> str:
    """Return the version that the log says to serve, also when it is gone or may not be trusted any more."""
    return _last(history(data_dir, name), name)


def _switch(
    data_dir: Path,
    name: str,
    version: str | None,
    action: Action,
    reason: str,
    at: datetime,
    instead_of: str | None = None,
) -> Entry:
    if not reason.strip():
        raise RegistryError(f"{name}: say why, in a sentence; the history keeps it")
    with alone(data_dir, name) as root:
        entries = history(data_dir, name)
        now = _last(entries, name)
        if instead_of not in (None, now):
            raise RegistryError(
                f"{name} {version} was measured beside {instead_of}, and {now} serves meanwhile; promote it again"
            )
        wanted = version or _before(entries, name)
        found = versions(data_dir, name).get(wanted)
        if found is None:
            known = ", ".join(versions(data_dir, name)) or "none"
            raise RegistryError(f"{name} has no version {wanted!r}; there are {known}")
        if wanted == now and entries:
            raise RegistryError(f"{name} {wanted} serves already")
        _check(found, data_dir)
        entry = Entry(
            at=at.isoformat(timespec="milliseconds"),
            action=action,
            version=wanted,
            previous=now,
            manifest=sha256_of(found / MANIFEST),
            reason=reason.strip(),
        )
        return _append(root, entry, entries[-1].chain if entries else "")


def _before(entries: tuple[Entry, ...], name: str) -> str:
    """Return the version to which a rollback leads: the one that served before the one that serves now."""
    current = _last(entries, name)
    for entry in reversed(entries):
        if entry.action != "rollback" and entry.version == current and entry.previous not in (None, current):
            return str(entry.previous)
    raise RegistryError(f"{name} {current} is the first that served; there is nothing to roll back to")


def _check(found: Path, data_dir: Path) -> None:
    try:
        verify(found, kind=kind_of(found))
    except ManifestError as error:
        raise RegistryError(f"artifact refused: {error}") from error
    check_signature(found, data_dir / "models")


def promote(
    data_dir: Path, name: str, version: str, *, reason: str, at: datetime, instead_of: str | None = None
) -> Entry:
    """Let a version serve from now on.

    Parameters
    ----------
    instead_of
        The version beside which it was measured: refused when another one serves by now.

    Raises
    ------
    RegistryError
        When there is no such version, it is not whole, lacks the signature of the trusted key or serves already, or
        another promotion is running. What served goes on serving then.
    """
    number(version)
    return _switch(data_dir, name, version, "promote", reason, at, instead_of)


def rollback(data_dir: Path, name: str, *, reason: str, at: datetime) -> Entry:
    """Go back to the version that served before the one that serves now; see :func:`promote` for what is refused."""
    return _switch(data_dir, name, None, "rollback", reason, at)


def note_base(data_dir: Path, name: str, at: datetime) -> None:
    """Write down that the version of the release serves, unless that stands there or another one was promoted.

    A service does so when it starts, so that the history answers for days without a promotion too.
    """
    try:
        with alone(data_dir, name) as root:
            entries, found = history(data_dir, name), base(name)
            last = entries[-1] if entries else None
            manifest = sha256_of(found / MANIFEST)
            if last is not None and (last.action != "base" or last.manifest == manifest):
                return
            previous = None if last is None else last.version
            entry = Entry(
                at=at.isoformat(timespec="milliseconds"),
                action="base",
                version=found.name,
                previous=previous,
                manifest=manifest,
                reason="came with the release",
            )
            _append(root, entry, "" if last is None else last.chain)
    except (RegistryError, OSError):
        return  # the history misses a line; nothing that serves depends on it


def signed(found: Path) -> bool:
    """Return whether a version carries a signature."""
    return (found / SIGNATURE).is_file()


def metadata(found: Path) -> dict[str, object]:
    """Return what a version says about itself, unverified."""
    return dict(read_manifest(found, kind=kind_of(found)).metadata)
