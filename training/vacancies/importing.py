"""The command ``import``: a file becomes one sealed batch, row by row; killed half-way it goes on where it was.

What was read stands in parts beside the batches until the file is finished, with how far it came. Only a finished batch
has its final name, so the vacancies that are served never depend on an import that runs, fails or is killed.
"""

import csv
import fcntl
import hashlib
import itertools
import json
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from item_bank.manifest import sha256_of, write_text_durably
from item_bank.vacancies.bank import id_hash
from item_bank.vacancies.records import VacancySource
from item_bank.vacancies.snapshot import batches_dir
from training.catalogue.importing import served_catalogue
from training.tables import InputError
from training.vacancies import batch
from training.vacancies.posting import Posting, RowError, of_giver, read_posting
from training.vacancies.reading import VERSION, Reader
from training.vacancies.sources import ColumnMapping, RawRow, read_mapping, rows_of
from training.vacancies.titles import TitleKind

PART_ROWS = 5_000
"""Rows between two points from which a killed import goes on; their titles are read together."""

SHOWN_ERRORS = 20

TOLD = {
    TitleKind.FOUND: "found",
    TitleKind.AMBIGUOUS: "with several meanings",
    TitleKind.NEAR: "near to an occupation",
    TitleKind.NOTHING: "not known",
    TitleKind.CODE: "told by the employer's code",
}
"""How titles were read; only the first and the last kind are counted when learning."""

STATE = "state.json"

SIGN = 0xFF
"""Bits of an employer's key by which equal ids of several employers are told apart."""


@dataclass(slots=True, kw_only=True)
class State:
    """How far an import came; written after each part.

    Attributes
    ----------
    end, line
        Position in the file and line after the last row that stands in a part.
    rows, parts
        How many there are.
    errors, error_bytes
        Rows that were refused, and how long the list of them is.
    left_out
        Values that were left out, by member.
    titles
        How titles were read: rows of each kind.
    source
        ``sample`` or ``imported``, as the first row says.
    """

    end: int = 0
    line: int = 0
    rows: int = 0
    parts: int = 0
    errors: int = 0
    error_bytes: int = 0
    left_out: dict[str, int] = field(default_factory=dict)
    titles: dict[str, int] = field(default_factory=dict)
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What an import did.

    Attributes
    ----------
    new
        False when the same file was imported before.
    """

    name: str
    new: bool
    file: str
    source: str
    rows: int
    errors: int
    left_out: dict[str, int]
    titles: dict[str, int]
    error_list: Path


def batch_name(path: Path, mapping: Path | None, catalogue_version: str) -> str:
    """Return the name of what a file brings in: the same bytes, read in the same way, have the same name."""
    digest = hashlib.sha256(sha256_of(path).encode())
    digest.update(mapping.read_bytes() if mapping else b"json")
    digest.update(f"{catalogue_version} {VERSION}".encode())
    return digest.hexdigest()[:16]


@contextmanager
def _alone(work: Path) -> Iterator[None]:
    """Hold the work folder, so that two imports of one file do not mix.

    Raises
    ------
    InputError
        When another import of the same file runs now.
    """
    work.mkdir(parents=True, exist_ok=True)
    with (work / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise InputError("another import of the same file runs now; wait until it is done") from error
        yield


class Import:
    """One import in progress: rows are read, checked and written in parts."""

    def __init__(self, work: Path, reader: Reader, on: date) -> None:
        self.work, self.reader, self.on = work, reader, on
        self.state = State()
        with suppress(FileNotFoundError):
            self.state = State(**json.loads((work / STATE).read_text(encoding="utf-8")))
        with (work / batch.ERRORS).open("ab") as errors:
            errors.truncate(self.state.error_bytes)
        self._rows: list[tuple[int, Posting]] = []
        self._errors: list[tuple[str, str]] = []
        # Of each id a sign of its employer: a whole key for a million of them would cost memory for little.
        self._ids: dict[int, int] = {}
        for path in self.parts():
            employers = batch.read_part(path, "employer_key") & np.uint64(SIGN)
            self._ids.update(zip(batch.read_part(path, "id_hash").tolist(), employers.tolist(), strict=True))

    def parts(self) -> list[Path]:
        """Return the parts that are whole."""
        return [self.work / f"part-{number:06d}.npz" for number in range(self.state.parts)]

    def _checked(self, raw: RawRow) -> Posting:
        """Check one row against those before it.

        Raises
        ------
        RowError
            When it cannot be used.
        """
        if isinstance(raw.value, RowError):
            raise raw.value
        posting = read_posting(raw.value, self.on)
        source = VacancySource.SAMPLE if posting.sample else VacancySource.IMPORTED
        if source.value != (self.state.source or source.value):
            raise RowError(f"sample is {posting.sample}, other than on the rows before; the two are never mixed")
        posting = self._own_id(posting)
        self.state.source = source.value
        return posting

    def _own_id(self, posting: Posting) -> Posting:
        """Return a row with an id that no row before it has: a number belongs to the employer who gave it.

        Raises
        ------
        RowError
            When an earlier row of the same employer has its id too.
        """
        earlier = self._ids.get(id_hash(posting.id))
        if earlier is None:
            return posting
        if posting.employer and earlier not in (0, batch.employer_key(posting) & SIGN):
            own = replace(posting, id=of_giver(posting.employer, posting.id))
            if id_hash(own.id) not in self._ids:
                return own
        raise RowError(f"identifier is {posting.id!r}; an earlier row has it too")

    def take(self, raw: RawRow) -> None:
        """Take one row; a wrong one is noted and passed over."""
        try:
            posting = self._checked(raw)
        except RowError as error:
            self._errors.append((str(raw.line), str(error)))
        else:
            self._ids[id_hash(posting.id)] = batch.employer_key(posting) & SIGN
            self._rows.append((raw.line, posting))
            for member in posting.left_out:
                self.state.left_out[member] = self.state.left_out.get(member, 0) + 1
        # The rows of one line stay together, because it goes on after a whole line.
        if len(self._rows) + len(self._errors) >= PART_ROWS and not raw.more:
            self.keep(raw)

    def keep(self, last: RawRow) -> None:
        """Read and write what was taken since the last part, then say so; killed before that, it is read again."""
        if self._rows:
            readings = self.reader.read([posting for _, posting in self._rows])
            rows = [
                batch.Row(line=line, posting=posting, reading=reading)
                for (line, posting), reading in zip(self._rows, readings, strict=True)
            ]
            batch.write_part(self.work / f"part-{self.state.parts:06d}.npz", rows)
            self.state.parts += 1
            for kind, count in Counter(row.reading.kind.value for row in rows).items():
                self.state.titles[kind] = self.state.titles.get(kind, 0) + count
        with (self.work / batch.ERRORS).open("a", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("line", "error")] * (file.tell() == 0) + self._errors)
            self.state.error_bytes = file.tell()
        self.state.rows += len(self._rows)
        self.state.errors += len(self._errors)
        self.state.end, self.state.line = last.end, last.line
        self._rows, self._errors = [], []
        values = {name: getattr(self.state, name) for name in State.__slots__}
        write_text_durably(self.work / STATE, json.dumps(values) + "\n")


def _progress(console: Console) -> Progress:
    rate = TextColumn("{task.fields[rows]:,} rows, {task.fields[rate]:,.0f} a second")
    return Progress(TextColumn("{task.description}"), BarColumn(), rate, TimeRemainingColumn(), console=console)


def _read_file(path: Path, mapping: ColumnMapping | None, running: Import, console: Console) -> None:
    raw: RawRow | None = None
    with path.open("rb") as file, _progress(console) as progress:
        rows = Counter(read=running.state.rows)
        start = running.state.rows
        task = progress.add_task(f"Reading {path.name}", total=path.stat().st_size, rows=rows["read"], rate=0.0)
        file.seek(running.state.end)
        for raw in rows_of(mapping)(file, running.state.line):
            running.take(raw)
            rows["read"] += 1
            if rows["read"] % 500 == 0:
                elapsed = progress.tasks[task].elapsed or 1e-9
                progress.update(task, completed=raw.end, rows=rows["read"], rate=(rows["read"] - start) / elapsed)
        if raw is not None:
            running.keep(raw)
        progress.update(task, completed=path.stat().st_size, rows=rows["read"])


def import_file(
    path: Path, data_dir: Path, reader: Reader, console: Console, *, on: date, mapping: Path | None = None
) -> Report:
    """Import one file as a batch; nothing that is served changes.

    Parameters
    ----------
    reader
        Reads vacancies against a catalogue.
    on
        Today.
    mapping
        How the columns of a CSV file are called; without it the file holds JSON lines.

    Raises
    ------
    InputError
        When the file or the mapping cannot be used, or no row of it can.
    OSError
        When the disk is full; after making room the same command goes on where it was.
    """
    if not path.is_file():
        raise InputError(f"{path}: the file does not exist")
    columns = read_mapping(mapping) if mapping else None
    name = batch_name(path, mapping, reader.catalogue.version)
    final, work = batches_dir(data_dir) / name, batches_dir(data_dir) / f".work-{name}"
    if final.is_dir():
        return known(final)
    with _alone(work):
        running = Import(work, reader, on)
        try:
            _read_file(path, columns, running, console)
        except InputError as error:
            shutil.rmtree(work, ignore_errors=True)
            raise InputError(f"{path}: {error}") from error
        if not running.state.rows:
            first = next(_refused(work / batch.ERRORS), None)
            shutil.rmtree(work, ignore_errors=True)
            raise InputError(
                f"{path}: no row can be used{f'; line {first[0]}: {first[1]}' if first else ', it is empty'}"
            )
        with console.status("Writing the batch"):
            batch.finish(running.parts(), work / batch.ERRORS, final, _facts(path, running, on), running.state.rows)
        shutil.rmtree(work, ignore_errors=True)
    return known(final, new=True)


def _facts(path: Path, running: Import, on: date) -> dict[str, Any]:
    catalogue = running.reader.catalogue
    return {
        "file": path.name,
        "source": running.state.source,
        "rows": running.state.rows,
        "errors": running.state.errors,
        "leftOut": running.state.left_out,
        "titles": running.state.titles,
        "catalogueVersion": catalogue.version,
        "readerVersion": VERSION,
        "importedOn": on.isoformat(),
        "occupationIds": list(catalogue.columns.texts["occupation.id"]),
        "competenceIds": list(catalogue.columns.texts["competence.id"]),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportTask:
    """A file to import, wherever that is done."""

    path: Path
    data_dir: Path
    on: date
    mapping: Path | None


@cache
def _reader(data_dir: Path, version: str) -> Reader:
    """Return the reader of a worker, made once for each catalogue."""
    del version
    return Reader(served_catalogue(data_dir))


def import_task(task: ImportTask) -> Report:
    """Import the file of a task without a progress bar."""
    reader = _reader(task.data_dir, served_catalogue(task.data_dir).version)
    quiet = Console(quiet=True)
    return import_file(task.path, task.data_dir, reader, quiet, on=task.on, mapping=task.mapping)


def known(folder: Path, *, new: bool = False) -> Report:
    """Return what stands in a batch."""
    facts = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["metadata"]
    return Report(
        name=folder.name,
        new=new,
        file=facts["file"],
        source=facts["source"],
        rows=facts["rows"],
        errors=facts["errors"],
        left_out=facts["leftOut"],
        titles=facts.get("titles", {}),
        error_list=folder / batch.ERRORS,
    )


def print_report(path: Path, report: Report, console: Console) -> None:
    """Print what an import did, with the first rows that were refused."""
    state = "imported" if report.new else "unchanged: the same file was imported before"
    console.print(f"{path}: {state} as batch {report.name}, {report.rows:,} {report.source} vacancies")
    if report.titles:
        kinds = ((kind, report.titles.get(kind.value, 0)) for kind in TitleKind)
        console.print("titles: " + ", ".join(f"{count:,} {TOLD[kind]}" for kind, count in kinds))
    for member, count in sorted(report.left_out.items()):
        console.print(f"[bold]note:[/bold] {member} could not be used on {count:,} rows and was left out there")
    if report.errors:
        console.print(f"{report.errors:,} rows were refused, all of them in {report.error_list}:")
        for line, why in itertools.islice(_refused(report.error_list), SHOWN_ERRORS):
            console.print(f"  line {line}: {why}", markup=False, highlight=False)


def _refused(path: Path) -> Iterator[list[str]]:
    """Yield line and reason of the rows that were refused."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from itertools.islice(csv.reader(file), 1, None)
