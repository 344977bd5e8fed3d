"""The verbs of ``python -m training loopbaancentra``."""

import argparse
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table

from item_bank.activation import BUILT_IN
from item_bank.loopbaancentra import reading, snapshot
from item_bank.loopbaancentra.codes import RegisterError
from training.catalogue.importing import data_dir_from_environment
from training.loopbaancentra import examples


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day; allowed is YYYY-MM-DD") from error


def add_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verbs to the command line."""
    bring_in = verbs.add_parser("import", help="import a folder with centres.csv, locations.csv, counsellors.csv")
    bring_in.add_argument("folder", type=Path, metavar="DIR")
    bring_in.add_argument("--as-of", type=_day, required=True, metavar="DAY", help="day on which the content was true")
    bring_in.add_argument("--name", help="lower-case letters, digits and hyphens (default: the name of the folder)")
    bring_in.set_defaults(run=_import)

    activate = verbs.add_parser("activate", help="serve an imported register, or built-in; workers pick it up")
    activate.add_argument("name", metavar="NAME")
    activate.set_defaults(run=_activate)

    listing = verbs.add_parser("list", help="print the imported registers; * marks the active one")
    listing.set_defaults(run=_list)

    out = verbs.add_parser("export", help="write the active register as the three files")
    out.add_argument("folder", type=Path, metavar="DIR", help="a new folder")
    out.set_defaults(run=_export)

    made = verbs.add_parser("examples", help="make the example register again, as it ships")
    made.add_argument("folder", type=Path, metavar="DIR")
    made.set_defaults(run=_examples)

    for verb in (bring_in, activate, listing, out):
        verb.add_argument("--data-dir", type=Path, default=None, help="data folder (default: DATA_DIR, else ./data)")


def _data_dir(options: argparse.Namespace) -> Path:
    return options.data_dir or data_dir_from_environment()


def _import(options: argparse.Namespace, console: Console) -> None:
    name = snapshot.check_name(options.name or options.folder.resolve().name.lower())
    try:
        register = reading.read(options.folder, name=name, as_of=options.as_of)
    except reading.RowsError as error:
        table = Table("rows that cannot be used")
        for problem in error.problems[: reading.SHOWN]:
            table.add_row(problem)
        console.print(table)
        raise
    folder, new = snapshot.save(register, _data_dir(options))
    locations = sum(len(centre.locations) for centre in register.centres)
    text = f"{len(register.centres)} centres, {locations} locations: {folder.name}"
    console.print(text if new else f"{text} (was imported before)", highlight=False)
    console.print(f"serve it: python -m training loopbaancentra activate {folder.name}", highlight=False)


def _activate(options: argparse.Namespace, console: Console) -> None:
    version = snapshot.activate(_data_dir(options), options.name)
    console.print(f"active: {version or BUILT_IN}", highlight=False)


def _list(options: argparse.Namespace, console: Console) -> None:
    active = snapshot.active_version(_data_dir(options))
    console.print(f"{'*' if active is None else ' '} {BUILT_IN}", highlight=False)
    for folder in snapshot.versions(_data_dir(options)):
        console.print(f"{'*' if folder.name == active else ' '} {folder.name}", highlight=False)


def _export(options: argparse.Namespace, console: Console) -> None:
    if options.folder.exists():
        raise RegisterError(f"{options.folder} exists; allowed is a new folder")
    register = snapshot.load_active(_data_dir(options))
    reading.write(register.centres, options.folder)
    console.print(f"{len(register.centres)} centres of {register.version}: {options.folder}", highlight=False)


def _examples(options: argparse.Namespace, console: Console) -> None:
    centres = examples.write(options.folder)
    console.print(f"{len(centres)} example centres: {options.folder}", highlight=False)
