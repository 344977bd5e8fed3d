"""``python -m tests.benchmarks.vacancies``: how time and memory of importing and learning grow with the vacancies.

Sample vacancies are written once; the first 10,000, 100,000 and so on are imported and learned from, each by commands
of their own, whose time and largest resident memory the kernel tells. ``--sizes 10000 100000 1000000`` is all of it.
``--copies 10`` learns once more from so many copies of the largest batch, each with other ids, employers and texts.
``--different`` takes synthetic vacancies of which no two are alike, and says how many titles were read right.
"""

import argparse
import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from item_bank.catalogue import builtin
from item_bank.manifest import read_manifest, seal
from item_bank.vacancies.snapshot import BATCH_KIND, batches
from training.vacancies.titles import TitleReader

SIZES = (10_000, 30_000, 100_000)
PROMISED = {100_000: "10 minutes", 1_000_000: "1 GB"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a command took: seconds on the clock, seconds of one core, and MiB at most."""

    wall: float
    cpu: float
    memory: float


def run(*arguments: str) -> Cost:
    """Run a command of ``python -m training vacancies`` and return what it took."""
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "training", "vacancies", *arguments], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(arguments)} ended with {process.returncode}")
    return Cost(wall=time.perf_counter() - start, cpu=usage.ru_utime + usage.ru_stime, memory=usage.ru_maxrss / 1024)


def read_right(source: Path, count: int = 20_000) -> str:
    """Return how the titles of the first vacancies are read, against what was meant."""
    with source.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in itertools.islice(lines, count)]
    catalogue = builtin.catalogue()
    titles = TitleReader(catalogue).read([row["title"] for row in rows])
    ids = [*catalogue.columns.texts["occupation.id"], None]
    told = [
        (ids[title.occupation], row["sampleOf"]) for title, row in zip(titles, rows, strict=True) if row["sampleOf"]
    ]
    stated = [one == meant for one, meant in told if one]
    return f"{len(told):,} titles of the catalogue: {len(stated):,} stated, {sum(stated):,} of them right"


def first_lines(source: Path, count: int, target: Path) -> None:
    """Copy the first lines of a file."""
    with source.open("rb") as lines, target.open("wb") as out:
        out.writelines(itertools.islice(lines, count))


def measure(source: Path, size: int, work: Path) -> tuple[Cost, Cost, float]:
    """Import and learn from the first ``size`` vacancies; return both costs and the MiB on disk."""
    data, file = work / f"data-{size}", work / f"first-{size}.jsonl"
    first_lines(source, size, file)
    imported = run("import", str(file), "--data-dir", str(data))
    learned = run("learn", "--data-dir", str(data))
    disk = sum(path.stat().st_size for path in data.rglob("*") if path.is_file()) / (1 << 20)
    file.unlink()
    return imported, learned, disk


def copy_batch(folder: Path, number: int) -> None:
    """Put a copy beside a batch, whose ids, employers and texts are others for whoever counts."""
    target = folder.with_name(f"{folder.name[:12]}{number:04d}")
    shutil.copytree(folder, target)
    for name in ("id_hash", "employer_key", "fingerprint", "bands"):
        column = np.load(target / f"{name}.npy")
        changed = column ^ column.dtype.type(number * 0x9E3779B1 & 0x7FFFFFFF)
        np.save(target / f"{name}.npy", np.where(column == 0, column, changed))
    seal(target, kind=BATCH_KIND, metadata=read_manifest(folder, kind=BATCH_KIND).metadata)


def learn_from_copies(data: Path, copies: int) -> Cost:
    """Copy the batch of a data folder some times, and learn from all."""
    (folder,) = batches(data)
    for number in range(1, copies):
        copy_batch(folder, number)
    return run("learn", "--data-dir", str(data))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.vacancies", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="numbers of vacancies")
    parser.add_argument("--samples", type=Path, help="samples that were written before; else they are written now")
    parser.add_argument("--different", action="store_true", help="vacancies of which no two are alike")
    parser.add_argument("--copies", type=int, default=1, help="copies of the largest batch to learn from once more")
    options = parser.parse_args()
    # Into a file or a pipe the table keeps its full width.
    console = Console() if sys.stdout.isatty() else Console(width=160)
    table = Table(title="importing and learning, one process each")
    for column in ("vacancies", "import s", "of one core s", "MiB", "learn s", "of one core s", "MiB", "disk MiB", ""):
        table.add_column(column, justify="right")
    with tempfile.TemporaryDirectory(prefix="loopbaanspiegel-bench-") as folder:
        work = Path(folder)
        source = options.samples or work / "samples.jsonl"
        if options.samples is None:
            run("samples", str(source), "--count", str(max(options.sizes)), *["--different"] * options.different)
        if options.different:
            console.print(read_right(source))
        for size in sorted(options.sizes):
            imported, learned, disk = measure(source, size, work)
            cells = [f"{size:,}"]
            for cost in (imported, learned):
                cells += [f"{cost.wall:.1f}", f"{cost.cpu:.1f}", f"{cost.memory:.0f}"]
            table.add_row(*cells, f"{disk:.0f}", PROMISED.get(size, ""))
            console.print(f"{', '.join(cells)}, {disk:.0f} MiB on disk", highlight=False)
        if options.copies > 1:
            cost = learn_from_copies(work / f"data-{max(options.sizes)}", options.copies)
            console.print(
                f"learning from {options.copies} x {max(options.sizes):,}: "
                f"{cost.wall:.1f} s, {cost.cpu:.1f} s of one core, {cost.memory:.0f} MiB"
            )
    console.print(table)


if __name__ == "__main__":
    main()
