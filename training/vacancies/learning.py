"""The command ``learn``: from batches to a version that is served, if it passes the gate.

Counting runs in partitions by employer, one after the other, in processes or on Dask; the result is the same bits.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from item_bank.catalogue.table import Catalogue
from item_bank.vacancies.records import VacancySource
from item_bank.vacancies.snapshot import batches, versions_dir
from models.vacancies.pairs import Pairs
from models.vacancies.schema import THIN
from training import provenance
from training.catalogue.importing import served_catalogue
from training.tables import InputError
from training.vacancies import corpus as columns
from training.vacancies.card import CardFacts, write_card
from training.vacancies.corpus import Corpus
from training.vacancies.counting import Counts, count, partition_of, total
from training.vacancies.evaluating import SEED, Evaluation, check, evaluate
from training.vacancies.figures import YEAR, figures
from training.vacancies.shrinkage import Shares
from training.vacancies.versions import still_open, write_version
from training.workers import Workers

PARTITIONS = 16
"""Partitions by employer; workers take them in turn."""

VERSION = "1.0.0"
"""Raised when the same batches would be learned from in another way."""

ALONE = Workers()


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


def chosen_batches(data_dir: Path, source: VacancySource | None) -> tuple[list[Path], VacancySource]:
    """Return the batches to learn from: those of one source, imported ones when there are any.

    Raises
    ------
    InputError
        When there are none.
    """
    # By name, which is a hash of what they hold: workers that import side by side finish in any order.
    found = {folder: columns.source_of(folder) for folder in sorted(batches(data_dir))}
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


Share = tuple[Counts, NDArray[np.int64]]
"""Counts of some partitions, and the positions of their vacancies that are no near-duplicates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountTask:
    """Partitions to count, wherever that is done; whoever does it reads the batches by itself."""

    folders: tuple[Path, ...]
    data_dir: Path
    on: date
    numbers: tuple[int, ...]


def count_partitions(corpus: Corpus, numbers: Iterable[int], m: int, last_month: int) -> Iterator[Share]:
    """Count partition by partition."""
    for number in numbers:
        own = np.flatnonzero(partition_of(corpus, number, PARTITIONS))
        counts, kept = count(corpus.take(own), m, last_month)
        yield counts, own[kept]


def count_share(task: CountTask) -> Share:
    """Count the partitions of a task."""
    catalogue = served_catalogue(task.data_dir)
    corpus = _unrepeated(columns.collect(task.folders, catalogue, task.on))
    found = list(count_partitions(corpus, task.numbers, catalogue.n_competences, month_number(task.on)))
    return total([counts for counts, _ in found]), np.concatenate([kept for _, kept in found])


def counted(
    folders: Sequence[Path], data_dir: Path, on: date, corpus: Corpus, m: int, workers: Workers, console: Console
) -> tuple[Counts, NDArray[np.bool_]]:
    """Count all partitions, here or by workers; return also which vacancies are no near-duplicates."""
    unique = np.zeros(len(corpus), dtype=np.bool_)
    found: list[tuple[int, Counts]] = []
    shares = workers.shares(PARTITIONS)
    tasks = [
        CountTask(folders=tuple(folders), data_dir=data_dir, on=on, numbers=tuple(range(first, PARTITIONS, shares)))
        for first in range(shares)
    ]
    here = enumerate(count_partitions(corpus, range(PARTITIONS), m, month_number(on)))
    with _progress(console, len(corpus), "Counting") as advance:
        for number, (counts, kept) in here if workers.alone else workers.each(count_share, tasks):
            unique[kept] = True
            found.append((number, counts))
            advance(counts.seen)
    return total([counts for _, counts in sorted(found, key=lambda pair: pair[0])]), unique


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
    workers: Workers = ALONE,
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
    workers
        Who counts; what is counted is the same to the bit.
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
    counts, unique = counted(folders, data_dir, on, corpus, m, workers, console)
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
        **provenance.made_by(),
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
