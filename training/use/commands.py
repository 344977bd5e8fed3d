"""Learn from use: export with consent, evaluate off policy, watch for drift, read careers, retrain every month."""

import argparse
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from training.catalogue.importing import data_dir_from_environment
from training.tables import InputError
from training.use import export, lineage, pseudonyms, records

Run = Callable[[argparse.Namespace, Console], int | None]


def add_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verbs to the command line."""
    key = verbs.add_parser("key", help="make the key of the pseudonyms; keep it outside the data folder")
    key.add_argument("--out", type=Path, required=True, help="file to write")
    key.set_defaults(run=_key)

    out = _verb(verbs, "export", "write the answers that may be used, under pseudonyms, without small cells", _export)
    _database(out)
    _keyed(out)

    holds = _verb(verbs, "holds", "which exports and versions hold rows of a session, or of who withdrew", _holds)
    holds.add_argument("--session", help="id of one session; without it: everybody who may not be used any more")
    _database(holds, required=False)
    _keyed(holds)


def _verb(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, words: str, run: Run
) -> argparse.ArgumentParser:
    verb = verbs.add_parser(name, help=words)
    verb.add_argument("--data-dir", type=Path, default=None, help="data folder (default: DATA_DIR, else ./data)")
    verb.set_defaults(run=run)
    return verb


def _database(verb: argparse.ArgumentParser, *, required: bool = True) -> None:
    verb.add_argument("--database", required=required, help="sqlite:///FILE or postgresql://...")


def _keyed(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--key", type=Path, required=True, help="key of the pseudonyms, as `use key` writes it")


def _data(options: argparse.Namespace) -> Path:
    return options.data_dir or data_dir_from_environment()


def _now() -> datetime:
    return datetime.now(UTC)


def _key(options: argparse.Namespace, console: Console) -> None:
    made = pseudonyms.make(options.out)
    console.print(f"wrote {options.out} ({made.fingerprint}); whoever has it can find persons back: keep it apart")


def _export(options: argparse.Namespace, console: Console) -> None:
    data_dir, now = _data(options), _now()
    key = pseudonyms.read(options.key, outside=data_dir)
    found = export.contents(records.read(options.database, now=now), key)
    folder = export.write(found, data_dir, key, now)
    hidden = found.suppressed
    console.print(
        f"{len(set(found.names.values()))} persons, {len(found.replies)} replies in {folder}\n"
        f"suppressed as fewer than ten: {hidden['sessions']} sessions and {hidden['replies']} replies left out, "
        f"{hidden['sessionsMadeCoarser']} sessions made coarser",
        soft_wrap=True,
    )


def _holds(options: argparse.Namespace, console: Console) -> None:
    data_dir = _data(options)
    key = pseudonyms.read(options.key, outside=data_dir)
    if options.session is not None:
        rows = lineage.holding(data_dir, key, options.session)
    elif options.database is not None:
        rows = lineage.withdrawn(data_dir, key, records.read(options.database, now=_now()))
    else:
        raise InputError("--session or --database is needed")
    if not rows:
        console.print("no export holds such rows")
    for row in rows:
        versions = ", ".join(row.versions) or "no version"
        erased = ", its rows are erased" if row.erased else ""
        console.print(f"{row.export}: {row.sessions} sessions{erased}; learned from it: {versions}", soft_wrap=True)
