"""Lineage: which exports held a session's rows, and which versions of models were learned from those exports.

``DATA_DIR/use/lineage.jsonl`` is only added to. Who was in an export stands beside it under pseudonyms, and stays when
the rows themselves are erased: so a withdrawal can be followed for as long as a version that learned from it serves.
"""

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from item_bank.manifest import MANIFEST, sha256_of, write_text_durably
from training.tables import InputError
from training.use.pseudonyms import Key
from training.use.records import Session

LINEAGE = "lineage.jsonl"
MEMBERS = "members"


def home(data_dir: Path) -> Path:
    """Return the folder of everything that was learned from use."""
    return data_dir / "use"


def exports_dir(data_dir: Path) -> Path:
    """Return the folder of the exports."""
    return home(data_dir) / "exports"


def lines(data_dir: Path) -> list[Mapping[str, Any]]:
    """Return the lines, oldest first; a last line without its end was never finished, and does not count.

    Raises
    ------
    InputError
        When a line cannot be read.
    """
    path = home(data_dir) / LINEAGE
    if not path.is_file():
        return []
    found = []
    for place, line in enumerate(path.read_bytes().split(b"\n")[:-1], start=1):
        try:
            row = json.loads(line)
            row["what"], row["exports"]
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(f"{path}, line {place}: cannot be read ({error})") from error
        found.append(row)
    return found


def _add(data_dir: Path, **row: object) -> None:
    """Add a line that is not there yet; whole, and after what a killed command left of another."""
    if any({**line, "at": ""} == {**row, "at": ""} for line in lines(data_dir)):
        return
    path = home(data_dir) / LINEAGE
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        file.truncate(path.read_bytes().rfind(b"\n") + 1)
        file.write(json.dumps(row, sort_keys=True).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def note_export(data_dir: Path, name: str, made: Path, sessions: Iterable[str], at: datetime) -> None:
    """Write down who is in an export; first who, then that it exists.

    Parameters
    ----------
    made
        Folder with its manifest, which may not have its name yet.
    """
    write_text_durably(home(data_dir) / MEMBERS / f"{name}.txt", "".join(f"{s}\n" for s in sorted(sessions)))
    manifest = sha256_of(made / MANIFEST)
    _add(data_dir, what="export", exports=[name], manifest=manifest, at=at.isoformat(timespec="seconds"))


def note_training(data_dir: Path, name: str, version: str, exports: Sequence[str], at: datetime) -> None:
    """Write down what a version is about to learn from: before it exists, so that none is ever without its line."""
    row = {"model": name, "version": version, "exports": list(exports)}
    _add(data_dir, what="training", at=at.isoformat(timespec="seconds"), **row)


def members(data_dir: Path, export: str) -> frozenset[str]:
    """Return the pseudonyms of the sessions in an export.

    Raises
    ------
    InputError
        When the list is gone.
    """
    path = home(data_dir) / MEMBERS / f"{export}.txt"
    try:
        return frozenset(path.read_text(encoding="ascii").split())
    except FileNotFoundError as error:
        raise InputError(f"{path}: who was in the export {export} is not known any more") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An export that held rows of somebody.

    Attributes
    ----------
    sessions
        How many of the sessions that were looked for.
    erased
        Whether the rows themselves are gone from disk.
    versions
        Models with their versions that learned from it.
    """

    export: str
    sessions: int
    erased: bool
    versions: tuple[str, ...]


def _held(data_dir: Path, counts: Mapping[str, int]) -> list[Held]:
    rows = lines(data_dir)
    return [
        Held(
            export=export,
            sessions=n,
            erased=not (exports_dir(data_dir) / export).is_dir(),
            versions=tuple(
                f"{row['model']} {row['version']}"
                for row in rows
                if row["what"] == "training" and export in row["exports"]
            ),
        )
        for export, n in counts.items()
        if n
    ]


def exports(data_dir: Path) -> list[str]:
    """Return the exports, oldest first."""
    return [row["exports"][0] for row in lines(data_dir) if row["what"] == "export"]


def holding(data_dir: Path, key: Key, session_id: str) -> list[Held]:
    """Return every export that held rows of one session, with the versions that learned from it."""
    name = key.session(session_id)
    return _held(data_dir, {e: int(name in members(data_dir, e)) for e in exports(data_dir)})


def withdrawn(data_dir: Path, key: Key, allowed: Iterable[Session]) -> list[Held]:
    """Return every export with sessions that may not be used any more: withdrawn, deleted, or past their time.

    Parameters
    ----------
    allowed
        The sessions that may be used now.
    """
    still = {key.session(session.id) for session in allowed}
    return _held(data_dir, {e: len(members(data_dir, e) - still) for e in exports(data_dir)})
