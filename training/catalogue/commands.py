"""The verbs of ``python -m training catalogue``."""

import argparse
from pathlib import Path

from rich.console import Console

from item_bank.catalogue import builtin, export
from training.catalogue import importing, interests


def add_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verbs to the command line."""
    bring_in = verbs.add_parser("import", help="import a folder in the interchange format")
    bring_in.add_argument("folder", type=Path, metavar="DIR")
    bring_in.add_argument("--name", help="lower-case letters, digits and hyphens (default: the name of the folder)")
    bring_in.set_defaults(run=_import)

    activate = verbs.add_parser("activate", help="serve an imported catalogue, or built-in")
    activate.add_argument("name", metavar="NAME")
    activate.set_defaults(run=_activate)

    listing = verbs.add_parser("list", help="print the imported catalogues; * marks the active one")
    listing.set_defaults(run=_list)

    out = verbs.add_parser("export", help="write the built-in catalogue in the interchange format")
    out.add_argument("folder", type=Path, metavar="DIR", help="a new folder")
    out.set_defaults(run=_export)

    figures = verbs.add_parser("interests", help="carry RIASEC figures over from O*NET into the built-in catalogue")
    figures.add_argument(
        "--reference", type=Path, required=True, metavar="DIR", help="folder that holds onet/interests.txt"
    )
    figures.set_defaults(run=_interests)

    for verb in (bring_in, activate, listing):
        verb.add_argument("--data-dir", type=Path, default=None, help="data folder (default: DATA_DIR, else ./data)")


def _data_dir(options: argparse.Namespace) -> Path:
    return options.data_dir or importing.data_dir_from_environment()


def _import(options: argparse.Namespace, console: Console) -> None:
    importing.import_catalogue(options.folder, _data_dir(options), options.name, console)


def _activate(options: argparse.Namespace, console: Console) -> None:
    importing.activate(_data_dir(options), options.name, console)


def _list(options: argparse.Namespace, console: Console) -> None:
    importing.list_catalogues(_data_dir(options), console)


def _export(options: argparse.Namespace, console: Console) -> None:
    for name, rows in export.write_interchange(builtin.catalogue(), options.folder).items():
        console.print(f"{options.folder / name}: {rows} rows")


def _interests(options: argparse.Namespace, console: Console) -> None:
    interests.write_interests(options.reference, console)
