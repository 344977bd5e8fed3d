"""Runs: one line for everything that was trained, measured or compared, in ``DATA_DIR/models/runs.jsonl``."""

import json
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from training import provenance
from training.tables import InputError

RUNS = "runs.jsonl"


def keep(data_dir: Path, *, verb: str, name: str, version: str, at: datetime, **facts: object) -> None:
    """Add a line; whole or not at all, so that two at once do not mix."""
    path = data_dir / "models" / RUNS
    path.parent.mkdir(parents=True, exist_ok=True)
    head = {"at": at.isoformat(timespec="seconds"), "verb": verb, "name": name, "version": version}
    line = json.dumps({**head, **provenance.made_by(), **facts}, sort_keys=True, default=str) + "\n"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        os.write(descriptor, line.encode("utf-8"))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read(data_dir: Path, name: str | None = None) -> list[Mapping[str, Any]]:
    """Return the runs, oldest first; of one model when it is named.

    Raises
    ------
    InputError
        When a line cannot be read.
    """
    path = data_dir / "models" / RUNS
    if not path.is_file():
        return []
    found = []
    for place, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            row = json.loads(text)
            row["at"], row["name"], row["verb"]
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(f"{path}, line {place}: not a run ({error})") from error
        if name in (None, row["name"]):
            found.append(row)
    return found
