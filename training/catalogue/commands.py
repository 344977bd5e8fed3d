"""The verbs of ``python -m training catalogue``."""

import argparse
from pathlib import Path

from rich.console import Console

from item_bank.catalogue import builtin, esco, export
from training.catalogue import duplicates, importing, interests, onet, sheets


def add_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verbs to the command line."""
    bring_in = verbs.add_parser("import", help="import a folder in the interchange format")
    bring_in.add_argument("folder", type=Path, metavar="DIR")
    bring_in.add_argument("--name", help="lower-case letters, digits and hyphens (default: the name of the folder)")
    bring_in.set_defaults(run=_import)

    esco_in = verbs.add_parser("import-esco", help="import the official ESCO download (CSV)")
    esco_in.add_argument("folder", type=Path, metavar="DIR")
    esco_in.add_argument("--name", help="lower-case letters, digits and hyphens (default: the name of the folder)")
    esco_in.set_defaults(run=_import_esco)

    activate = verbs.add_parser("activate", help="serve an imported catalogue, or built-in")
    activate.add_argument("name", metavar="NAME")
    activate.set_defaults(run=_activate)

    listing = verbs.add_parser("list", help="print the imported catalogues; * marks the active one")
    listing.set_defaults(run=_list)

    out = verbs.add_parser("export", help="write the built-in catalogue in the interchange format")
    out.add_argument("folder", type=Path, metavar="DIR", help="a new folder")
    out.set_defaults(run=_export)

    closest = verbs.add_parser("duplicates", help="print the competences whose names are most alike")
    closest.add_argument(
        "--limit", type=int, choices=range(1, 10_001), metavar="N", default=duplicates.LIMIT, help="pairs to print (40)"
    )
    closest.set_defaults(run=_duplicates)

    sheets = verbs.add_parser("sheets", help="write a printable review sheet for each occupation")
    sheets.add_argument("folder", type=Path, metavar="DIR", help="a new folder")
    sheets.add_argument("--only", nargs="*", default=[], metavar="ID", help="only these occupations")
    sheets.set_defaults(run=_sheets)

    figures = verbs.add_parser("interests", help="carry RIASEC figures over from O*NET into the built-in catalogue")
    figures.add_argument(
        "--reference", type=Path, required=True, metavar="DIR", help="folder that holds onet/interests.txt"
    )
    figures.set_defaults(run=_interests)

    outside = verbs.add_parser("onet", help="write O*NET's figures for catalogues that have none of their own")
    outside.add_argument("--reference", type=Path, required=True, metavar="DIR", help="folder that holds onet/")
    outside.set_defaults(run=_onet)

    for verb in (bring_in, esco_in, activate, listing):
        verb.add_argument("--data-dir", type=Path, default=None, help="data folder (default: DATA_DIR, else ./data)")


def _data_dir(options: argparse.Namespace) -> Path:
    return options.data_dir or importing.data_dir_from_environment()


def _import(options: argparse.Namespace, console: Console) -> None:
    importing.import_catalogue(options.folder, _data_dir(options), options.name, console)


def _import_esco(options: argparse.Namespace, console: Console) -> None:
    importing.import_catalogue(options.folder, _data_dir(options), options.name, console, esco.read_esco)


def _activate(options: argparse.Namespace, console: Console) -> None:
    importing.activate(_data_dir(options), options.name, console)


def _list(options: argparse.Namespace, console: Console) -> None:
    importing.list_catalogues(_data_dir(options), console)


def _export(options: argparse.Namespace, console: Console) -> None:
    for name, rows in export.write_interchange(builtin.catalogue(), options.folder).items():
        console.print(f"{options.folder / name}: {rows} rows")


def _duplicates(options: argparse.Namespace, console: Console) -> None:
    duplicates.print_closest(builtin.catalogue(), options.limit, console)


def _sheets(options: argparse.Namespace, console: Console) -> None:
    count = sheets.write_sheets(builtin.catalogue(), options.folder, options.only, console)
    console.print(f"{count} sheets in {options.folder}; open one in a browser and print it")


def _interests(options: argparse.Namespace, console: Console) -> None:
    interests.write_interests(options.reference, console)


def _onet(options: argparse.Namespace, console: Console) -> None:
    onet.write(options.reference, console)
