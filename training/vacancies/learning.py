"""The command ``learn``: from batches to a version that is served, if it passes the gate.

Counting runs in partitions by employer, one after the other or in several processes; the result is the same to the bit.
"""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from item_bank.catalogue import builtin, snapshot
from item_bank.catalogue.table import Catalogue
from item_bank.vacancies.records import VacancySource
from item_bank.vacancies.snapshot import batches, versions_dir
from models.vacancies.pairs import Pairs
from models.vacancies.schema import THIN
from training import provenance
from training.tables import InputError
from training.vacancies import corpus as columns
from training.vacancies.card import CardFacts, write_card
from training.vacancies.corpus import Corpus
from training.vacancies.counting import Counts, Tally, count, partition_of, total
from training.vacancies.evaluating import SEED, Evaluation, check, evaluate
from training.vacancies.figures import YEAR, figures
from training.vacancies.shrinkage import Shares
from training.vacancies.versions import still_open, write_version

PARTITIONS = 16
"""Partitions by employer; more than one process takes them in turn."""

VERSION = "1.0.0"
"""Raised when the same batches would be learned from in another way."""

_TALLIES = ("vacancies", "asked", "together")
_NUMBERS = ("seen", "near_duplicates", "capped", "uncertain")


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """A version that was written.

    Attributes
    ----------
    new
        False when the same batches were learned from on the same day before.
    """

    version: str
    new: bool
    folder: Path


def served_catalogue(data_dir: Path) -> Catalogue:
    """Return the catalogue that is active under a data folder."""
    version = snapshot.active_version(data_dir)
    return builtin.catalogue() if version is None else snapshot.load(snapshot.catalogues_dir(data_dir) / version)


def chosen_batches(data_dir: Path, source: VacancySource | None) -> tuple[list[Path], VacancySource]:
    """Return the batches to learn from: those of one source, imported ones when there are any.

    Raises
    ------
    InputError
        When there are none.
    """
    found = {folder: columns.source_of(folder) for folder in batches(data_dir)}
    if not found:
        raise InputError("nothing was imported yet; start with: python -m training vacancies import FILE")
    wanted = source or (VacancySource.IMPORTED if VacancySource.IMPORTED in found.values() else VacancySource.SAMPLE)
    chosen = [folder for folder, kind in found.items() if kind is wanted]
    if not chosen:
        raise InputError(f"no batch holds vacancies of the source {wanted.value!r}")
    return chosen, wanted


@contextmanager
def _progress(console: Console, total_rows: int, what: str) -> Iterator[Any]:
    rate = TextColumn("{task.completed:,.0f} vacancies, {task.fields[rate]:,.0f} a second")
    shown = (TextColumn("{task.description}"), BarColumn(), rate, TimeRemainingColumn())
    with Progress(*shown, console=console) as progress:
        task = progress.add_task(what, total=total_rows, rate=0.0)

        def advance(rows: int) -> None:
            progress.advance(task, rows)
            done = progress.tasks[task]
            progress.update(task, rate=done.completed / max(done.elapsed or 0.0, 1e-9))

        yield advance


def count_in_turn(corpus: Corpus, m: int, last_month: int, console: Console) -> tuple[Counts, NDArray[np.bool_]]:
    """Count partition by partition; return also which vacancies are no near-duplicates."""
    found, unique = [], np.zeros(len(corpus), dtype=np.bool_)
    with _progress(console, len(corpus), "Counting") as advance:
        for number in range(PARTITIONS):
            own = np.flatnonzero(partition_of(corpus, number, PARTITIONS))
            counts, kept = count(corpus.take(own), m, last_month)
            unique[own[kept]] = True
            found.append(counts)
            advance(len(own))
    return total(found), unique


def _count_some(folders: Sequence[Path], data_dir: Path, on: date, numbers: Sequence[int], out: Path) -> int:
    """Count some partitions in a process of its own; what it finds goes through a file."""
    catalogue = served_catalogue(data_dir)
    corpus = _unrepeated(columns.collect(folders, catalogue, on))
    found, unique = [], []
    for number in numbers:
        own = np.flatnonzero(partition_of(corpus, number, PARTITIONS))
        counts, kept = count(corpus.take(own), catalogue.n_competences, month_number(on))
        found.append(counts)
        unique.append(own[kept])
    counts = total(found)
    tallies = {
        f"{name}.{part}": getattr(getattr(counts, name), part) for name in _TALLIES for part in ("keys", "counts")
    }
    figures = np.array([getattr(counts, name) for name in _NUMBERS], dtype=np.int64)
    np.savez(out / f"{numbers[0]}.npz", numbers=figures, unique=np.concatenate(unique), **tallies)
    return counts.seen


def _read_counts(path: Path) -> tuple[Counts, NDArray[np.int64]]:
    with np.load(path, allow_pickle=False) as part:
        vacancies, asked, together = (Tally(keys=part[f"{n}.keys"], counts=part[f"{n}.counts"]) for n in _TALLIES)
        seen, near, capped, uncertain = part["numbers"].tolist()
        unique: NDArray[np.int64] = part["unique"]
    counts = Counts(
        vacancies=vacancies,
        asked=asked,
        together=together,
        seen=seen,
        near_duplicates=near,
        capped=capped,
        uncertain=uncertain,
    )
    return counts, unique


def count_in_processes(
    folders: Sequence[Path], data_dir: Path, on: date, corpus: Corpus, processes: int, console: Console
) -> tuple[Counts, NDArray[np.bool_]]:
    """Count in several processes; each reads the batches by itself and takes partitions in turn."""
    out = Path(tempfile.mkdtemp(prefix="loopbaanspiegel-counts-"))
    unique = np.zeros(len(corpus), dtype=np.bool_)
    try:
        # Started anew rather than forked: the progress bar runs in a thread, and threads do not survive a fork.
        pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"))
        shares = [range(first, PARTITIONS, processes) for first in range(min(processes, PARTITIONS))]
        with pool, _progress(console, len(corpus), "Counting") as advance:
            jobs = [pool.submit(_count_some, folders, data_dir, on, share, out) for share in shares]
            for job in as_completed(jobs):
                advance(job.result())
        parts = [_read_counts(out / f"{share[0]}.npz") for share in shares]
    finally:
        shutil.rmtree(out, ignore_errors=True)
    for _, kept in parts:
        unique[kept] = True
    return total([counts for counts, _ in parts]), unique


def month_number(on: date) -> int:
    """Return the month of a day as ``12 * year + month - 1``."""
    return 12 * on.year + on.month - 1


def _unrepeated(corpus: Corpus) -> Corpus:
    return corpus.take(~columns.same_text(corpus))


def learn(
    data_dir: Path,
    console: Console,
    *,
    on: date,
    source: VacancySource | None = None,
    processes: int = 1,
    out: Path | None = None,
    shown: int | None = None,
) -> Learned:
    """Learn from the batches and write a version; nothing that is served changes yet.

    Parameters
    ----------
    on
        The day up to which is learned.
    source
        Which vacancies; by default imported ones when there are any.
    out
        Folder of the version; by default its own under the data folder.
    shown
        At most so many open vacancies are served one by one, the newest of each occupation first; all by default.

    Raises
    ------
    InputError
        When there is nothing to learn from.
    NotBetterError
        When what was learned is not better than its baselines; nothing is written then.
    OSError
        When the disk is full; nothing is left behind then.
    """
    folders, source = chosen_batches(data_dir, source)
    catalogue = served_catalogue(data_dir)
    name = version_name(folders, catalogue.version, on, source)
    final = out or versions_dir(data_dir) / name
    if final.is_dir():
        return Learned(version=name, new=False, folder=final)
    with console.status("Reading the batches"):
        everything = columns.collect(folders, catalogue, on)
        corpus = _unrepeated(everything)
    last_month, m = month_number(on), catalogue.n_competences
    if processes > 1:
        counts, unique = count_in_processes(folders, data_dir, on, corpus, processes, console)
    else:
        counts, unique = count_in_turn(corpus, m, last_month, console)
    with console.status("Shrinking"):
        isco = [catalogue.occupation(i).isco08 for i in range(catalogue.n_occupations)]
        pairs, shares = figures(counts, isco, m)
    with console.status("Measuring on vacancies that were held back"):
        evaluation = evaluate(corpus, catalogue, last_month)
        check(evaluation)
    visible = corpus.take(unique & still_open(corpus, on))
    visible = visible if shown is None else _newest(visible, shown, catalogue.n_occupations)
    facts = _card_facts(
        name, source, catalogue, on, counts, len(everything) - len(corpus), len(visible), pairs, shares, evaluation
    )
    metadata = _metadata(name, source, catalogue, on, counts, folders, evaluation)
    with console.status("Writing the version"):
        write_version(final, folders, visible, pairs.to_arrays(), catalogue, metadata=metadata, card=write_card(facts))
    return Learned(version=name, new=True, folder=final)


def _newest(corpus: Corpus, limit: int, occupations: int) -> Corpus:
    """Return the newest vacancies of each occupation in turn until there are enough."""
    order = np.lexsort((corpus.id_hash, -corpus.posted, corpus.occupation))
    starts = np.searchsorted(corpus.occupation[order], np.arange(-1, occupations + 1))
    rank = np.arange(len(order)) - np.repeat(starts, np.diff(np.append(starts, len(order))))
    return corpus.take(np.sort(order[np.lexsort((order, rank))[:limit]]))


def version_name(folders: Sequence[Path], catalogue_version: str, on: date, source: VacancySource) -> str:
    """Return the name of a version: the same batches, catalogue and day give the same name."""
    body = [VERSION, sorted(folder.name for folder in folders), catalogue_version, on.isoformat()]
    return f"{source.value}-{on.isoformat()}-{hashlib.sha256(json.dumps(body).encode()).hexdigest()[:12]}"


def first_day(counts: Counts, on: date) -> date:
    """Return the first day of the months that evidence counts: a year, or less when there is less."""
    months = counts.vacancies.keys % columns.MONTHS
    earliest = int(months.min()) if len(months) else columns.MONTHS - YEAR
    month = month_number(on) - columns.MONTHS + 1 + max(earliest, columns.MONTHS - YEAR)
    return date(month // 12, month % 12 + 1, 1)


def _metadata(
    name: str,
    source: VacancySource,
    catalogue: Catalogue,
    on: date,
    counts: Counts,
    folders: Sequence[Path],
    evaluation: Evaluation,
) -> dict[str, Any]:
    return {
        "version": name,
        "source": source.value,
        "since": first_day(counts, on).isoformat(),
        "until": on.isoformat(),
        "catalogueVersion": catalogue.version,
        "bankVersion": catalogue.vocabulary.version,
        "learnVersion": VERSION,
        "batches": [folder.name for folder in folders],
        "counted": int(counts.vacancies.counts.sum()),
        "measuredOn": evaluation.questions,
        "seed": SEED,
        "libraries": provenance.library_versions(),
        "commit": provenance.commit(),
    }


def _card_facts(
    name: str,
    source: VacancySource,
    catalogue: Catalogue,
    on: date,
    counts: Counts,
    repeated: int,
    shown: int,
    pairs: Pairs,
    shares: Shares,
    evaluation: Evaluation,
) -> CardFacts:
    counted = pairs.n_now > 0
    return CardFacts(
        version=name,
        source=source,
        catalogue_version=catalogue.version,
        on=on.isoformat(),
        counts=counts,
        repeated=repeated,
        shown=shown,
        occupations=int(counted.sum()),
        thin=int((counted & (pairs.n_now < THIN)).sum()),
        pairs=len(pairs.competence),
        strengths=shares.strengths,
        evaluation=evaluation,
    )
