"""The commands ``import``, ``activate`` and ``list``."""

import os
import re
from pathlib import Path
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from item_bank.activation import BUILT_IN
from item_bank.catalogue import builtin, interchange, snapshot
from item_bank.catalogue.table import Catalogue
from item_bank.schema import CatalogueError
from models.jobbereik.indexes import stored_index


def default_name(folder: Path) -> str:
    """Return a usable catalogue name made from the name of a folder."""
    return re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-")[:41] or "import"


def _count_lines(folder: Path) -> int:
    total = 0
    for path in sorted(folder.glob("*.csv")):
        with path.open("rb") as file:
            total += sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))
    return total


class Reader(Protocol):
    """Reads a folder as a catalogue: the interchange format, or ESCO."""

    def __call__(
        self, folder: Path, *, name: str, progress: interchange.Progress
    ) -> tuple[Catalogue, interchange.ImportReport]:
        """Return the catalogue and what was left out of it."""


def import_catalogue(
    folder: Path, data_dir: Path, name: str | None, console: Console, read: Reader = interchange.read_interchange
) -> str:
    """Import a folder as a versioned catalogue; nothing changes when it cannot be used.

    Returns
    -------
    The version.

    Raises
    ------
    CatalogueError
        When the data cannot be used; the message names file and line.
    """
    if not folder.is_dir():
        raise CatalogueError(f"{folder}: not a folder")
    chosen = snapshot.check_name(name or default_name(folder))
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("Reading", total=_count_lines(folder))

        def advance(file: str, line: int) -> None:
            del line
            progress.update(task, advance=1, description=f"Reading {file}")

        catalogue, report = read(folder, name=chosen, progress=advance)
        progress.update(task, completed=progress.tasks[task].total, description="Reading")
    with console.status("Writing columns and computing the index"):
        _, new = snapshot.write(catalogue, data_dir)
        stored_index(data_dir, catalogue)
    _summary(catalogue.version, report, new=new, console=console)
    return catalogue.version


def _summary(version: str, report: interchange.ImportReport, *, new: bool, console: Console) -> None:
    state = "imported" if new else "unchanged: the same data was imported before"
    console.print(f"{version} {state}")
    console.print(f"{report.occupations} occupations, {report.competences} competences, {report.links} links")
    for warning in report.warnings:
        console.print(f"[bold]note:[/bold] {warning}")
    for file, columns in report.unused_columns.items():
        if columns:
            console.print(f"{file}: columns not used: {', '.join(columns)}")
    if report.left_out:
        table = Table(title="Left out")
        for header in ("reason", "rows", "for example"):
            table.add_column(header)
        for reason, count in report.left_out.most_common():
            examples = [f"{e.file} line {e.line}: {e.value}" for e in report.examples if e.reason == reason][:3]
            table.add_row(reason, str(count), "\n".join(examples))
        console.print(table)
    console.print(f"To serve it: python -m training catalogue activate {version}")


def activate(data_dir: Path, name: str, console: Console) -> None:
    """Choose the catalogue that is served from now on; running workers pick it up by themselves."""
    version = snapshot.activate(data_dir, name)
    console.print(f"active: {version or BUILT_IN}")


def list_catalogues(data_dir: Path, console: Console) -> None:
    """Print the imported catalogues and which one is active."""
    active = snapshot.active_version(data_dir)
    for version in [None, *(path.name for path in snapshot.versions(data_dir))]:
        mark = "*" if version == active else " "
        console.print(f"{mark} {version or BUILT_IN}")


def data_dir_from_environment() -> Path:
    """Return the data folder that the service uses too: ``DATA_DIR``, else ``data`` in the working folder."""
    return Path(os.environ.get("DATA_DIR") or "data")


def served_catalogue(data_dir: Path) -> Catalogue:
    """Return the catalogue that is active under a data folder."""
    version = snapshot.active_version(data_dir)
    return builtin.catalogue() if version is None else snapshot.load(snapshot.catalogues_dir(data_dir) / version)
