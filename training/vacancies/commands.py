"""The verbs of ``python -m training vacancies``."""

import argparse
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.console import Console

from item_bank.vacancies import snapshot
from item_bank.vacancies.records import VacancySource
from training.catalogue.importing import data_dir_from_environment, served_catalogue
from training.vacancies import importing, learning, samples
from training.vacancies.different import different
from training.vacancies.reading import Reader
from training.workers import Workers

BRUSSELS = ZoneInfo("Europe/Brussels")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; expected one such as 2026-11-25") from error


def add_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verbs to the command line."""
    bring_in = verbs.add_parser(
        "import", help="import files of vacancies (JSON lines of schema.org JobPosting, or CSV)"
    )
    bring_in.add_argument("files", type=Path, nargs="+", metavar="FILE")
    bring_in.add_argument("--mapping", type=Path, help="YAML that says what the columns of a CSV file hold")
    bring_in.set_defaults(run=_import)

    learn = verbs.add_parser("learn", help="learn from what was imported, and serve it if the gate lets it")
    learn.add_argument(
        "--source", choices=[s.value for s in VacancySource], help="default: imported when there are any"
    )
    learn.add_argument("--no-activate", action="store_true", help="write the version without serving it")
    learn.set_defaults(run=_learn)

    activate = verbs.add_parser("activate", help="serve a version, or the samples that come with the project")
    activate.add_argument("name", metavar="NAME")
    activate.set_defaults(run=_activate)

    listing = verbs.add_parser("list", help="print batches and versions; * marks the active one")
    listing.set_defaults(run=_list)

    write = verbs.add_parser("samples", help="write generated sample vacancies as JSON lines")
    write.add_argument("file", type=Path, metavar="FILE", help="a new file")
    write.add_argument("--count", type=int, default=60_000, help="how many (60000)")
    write.add_argument("--seed", type=int, default=samples.SEED, help=f"seed ({samples.SEED})")
    write.add_argument(
        "--different", action="store_true", help="no two alike: typing errors, unknown titles; to measure growth"
    )
    write.set_defaults(run=_samples)

    ship = verbs.add_parser("ship", help="make the sample artifact that comes with the project again")
    ship.add_argument("--out", type=Path, default=None, help="folder (default: models/artifacts)")
    ship.set_defaults(run=_ship)

    for verb in (bring_in, learn, activate, listing):
        verb.add_argument("--data-dir", type=Path, default=None, help="data folder (default: DATA_DIR, else ./data)")
    for verb in (bring_in, learn):
        verb.add_argument("--processes", type=int, choices=range(1, 65), metavar="N", default=1, help="processes (1)")
        verb.add_argument(
            "--dask",
            default="",
            metavar="N|ADDRESS",
            help="Dask (extra scale): local workers, or a scheduler's address",
        )
    for verb in (bring_in, learn, write):
        verb.add_argument("--on", type=_day, default=None, metavar="DAY", help="the day to take for today")


def _data_dir(options: argparse.Namespace) -> Path:
    return options.data_dir or data_dir_from_environment()


def _today(options: argparse.Namespace) -> date:
    return options.on or datetime.now(BRUSSELS).date()


def _workers(options: argparse.Namespace) -> Workers:
    return Workers(processes=options.processes, dask=options.dask)


def _import(options: argparse.Namespace, console: Console) -> None:
    data_dir, on, workers = _data_dir(options).absolute(), _today(options), _workers(options)
    if workers.alone or (len(options.files) == 1 and not options.dask):
        reader = Reader(served_catalogue(data_dir))
        for path in options.files:
            report = importing.import_file(path, data_dir, reader, console, on=on, mapping=options.mapping)
            importing.print_report(path, report, console)
    else:
        mapping = options.mapping and options.mapping.absolute()
        tasks = [
            importing.ImportTask(path=path.absolute(), data_dir=data_dir, on=on, mapping=mapping)
            for path in options.files
        ]
        for number, report in workers.each(importing.import_task, tasks):
            importing.print_report(options.files[number], report, console)
    console.print("To learn from it: python -m training vacancies learn")


def _learn(options: argparse.Namespace, console: Console) -> None:
    learned = learning.learn(
        _data_dir(options).absolute(),
        console,
        on=_today(options),
        source=VacancySource(options.source) if options.source else None,
        workers=_workers(options),
    )
    console.print(f"{learned.version} {'learned' if learned.new else 'unchanged: it was learned before'}")
    console.print(f"What it is and how good: {learned.folder / 'MODEL_CARD.md'}")
    if not options.no_activate:
        console.print(f"active: {snapshot.activate(_data_dir(options), learned.version)}")


def _activate(options: argparse.Namespace, console: Console) -> None:
    console.print(f"active: {snapshot.activate(_data_dir(options), options.name) or snapshot.SAMPLE}")


def _list(options: argparse.Namespace, console: Console) -> None:
    data_dir = _data_dir(options)
    for folder in snapshot.batches(data_dir):
        report = importing.known(folder)
        console.print(
            f"  batch {report.name}: {report.file}, {report.rows:,} {report.source}, {report.errors:,} refused"
        )
    active = snapshot.active_version(data_dir)
    for version in [None, *(path.name for path in snapshot.versions(data_dir))]:
        console.print(f"{'*' if version == active else ' '} {version or snapshot.SAMPLE}")


def _samples(options: argparse.Namespace, console: Console) -> None:
    made_by = different if options.different else samples.generate
    written = samples.write(options.file, options.count, options.seed, _today(options), console, made_by=made_by)
    console.print(f"{written:,} sample vacancies in {options.file}")


def _ship(options: argparse.Namespace, console: Console) -> None:
    console.print(f"shipped: {samples.ship(options.out, console)}")
