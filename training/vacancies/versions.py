"""Writing a version: what was learned, and the vacancies that are still open, in one sealed folder.

Texts are copied from the batches piece by piece, so memory does not grow with them.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from item_bank.activation import written_whole
from item_bank.catalogue.columns import TextColumn
from item_bank.catalogue.table import Catalogue
from item_bank.manifest import seal
from item_bank.vacancies.bank import LATER, NUMBERS, PREFIX, TEXTS
from item_bank.vacancies.files import write_array
from item_bank.vacancies.records import VacancySource
from item_bank.vacancies.snapshot import KIND
from models.store import CARD
from training.vacancies.corpus import COUNTED_FROM, Corpus

OPEN_DAYS = 90
"""A vacancy without a last day is taken for open so long."""

PIECE = 5_000


def still_open(corpus: Corpus, on: date) -> NDArray[np.bool_]:
    """Return which vacancies one may still apply for."""
    said = corpus.valid_through > 0
    last = np.where(said, corpus.valid_through, corpus.posted + OPEN_DAYS)
    return np.asarray(last >= on.toordinal(), dtype=np.bool_)


def _in_order(corpus: Corpus, occupations: int) -> tuple[Corpus, NDArray[np.int64]]:
    """Return vacancies by occupation, newest first, and where each occupation starts; unsure ones come last."""
    sure = (corpus.occupation >= 0) & (corpus.certainty >= COUNTED_FROM)
    place = np.where(sure, corpus.occupation, occupations)
    order = np.lexsort((corpus.id_hash, -corpus.posted, place))
    return corpus.take(order), np.searchsorted(place[order], np.arange(occupations + 1)).astype(np.int64)


class _Column:
    """One array of a batch on disk, of which single rows are read."""

    def __init__(self, path: Path, stack: ExitStack) -> None:
        mapped = np.load(path, mmap_mode="r", allow_pickle=False)
        self.dtype, self.offset = mapped.dtype, mapped.offset
        self.file: BinaryIO = stack.enter_context(path.open("rb"))

    def read(self, start: int, count: int) -> bytes:
        size = self.dtype.itemsize
        return os.pread(self.file.fileno(), count * size, self.offset + start * size)


def _texts(folders: Sequence[Path], name: str, corpus: Corpus) -> tuple[NDArray[np.int64], Iterator[NDArray[np.uint8]]]:
    """Return where each text of the vacancies will start, and their bytes in pieces."""
    starts, ends = np.zeros(len(corpus), dtype=np.int64), np.zeros(len(corpus), dtype=np.int64)
    for number, folder in enumerate(folders):
        if name in LATER and not (folder / f"{name}.offsets.npy").is_file():
            continue
        own = corpus.batch == number
        offsets = np.load(folder / f"{name}.offsets.npy", allow_pickle=False)
        starts[own], ends[own] = offsets[corpus.row[own]], offsets[corpus.row[own] + 1]

    def pieces() -> Iterator[NDArray[np.uint8]]:
        with ExitStack() as stack:
            paths = [folder / f"{name}.data.npy" for folder in folders]
            columns = [_Column(path, stack) if path.is_file() else None for path in paths]
            for at in range(0, len(corpus), PIECE):
                rows = range(at, min(at + PIECE, len(corpus)))
                sizes = ((columns[corpus.batch[i]], int(starts[i]), int(ends[i] - starts[i])) for i in rows)
                read = (column.read(start, size) for column, start, size in sizes if column is not None and size)
                yield np.frombuffer(b"".join(read), dtype=np.uint8)

    return np.concatenate([[0], np.cumsum(ends - starts)]).astype(np.int64), pieces()


def _number(folders: Sequence[Path], name: str, corpus: Corpus, kind: type[Any]) -> NDArray[Any]:
    found = np.zeros(len(corpus), dtype=kind)
    for number, folder in enumerate(folders):
        if name in LATER and not (folder / f"{name}.npy").is_file():
            continue
        own = corpus.batch == number
        found[own] = np.load(folder / f"{name}.npy", allow_pickle=False)[corpus.row[own]]
    return found


def _write_bank(
    partial: Path, folders: Sequence[Path], corpus: Corpus, catalogue: Catalogue, *, expires: bool
) -> list[str]:
    rows, indptr = _in_order(corpus, catalogue.n_occupations)
    names = []
    for name in TEXTS:
        offsets, pieces = _texts(folders, name, rows)
        write_array(partial / f"{PREFIX}{name}.data.npy", np.uint8, int(offsets[-1]), pieces)
        np.save(partial / f"{PREFIX}{name}.offsets.npy", offsets, allow_pickle=False)
        names += [f"{name}.data", f"{name}.offsets"]
    order = np.argsort(rows.id_hash, kind="stable")
    arrays: dict[str, NDArray[Any]] = {name: _number(folders, name, rows, kind) for name, kind in NUMBERS.items()}
    if not expires:
        arrays["valid_through"][:] = 0
    arrays |= {"hash": rows.id_hash[order], "position": order.astype(np.int32), "indptr": indptr}
    arrays |= {"competence_indptr": rows.indptr, "competence": rows.competence}
    for table in ("occupation", "competence"):
        column = TextColumn.of(list(catalogue.columns.texts[f"{table}.id"]))
        arrays |= {f"{table}_ids.data": column.data, f"{table}_ids.offsets": column.offsets}
    for name, array in arrays.items():
        np.save(partial / f"{PREFIX}{name}.npy", array, allow_pickle=False)
    return [PREFIX + name for name in (*names, *arrays)]


def write_version(
    final: Path,
    folders: Sequence[Path],
    shown: Corpus,
    learned: Mapping[str, NDArray[Any]],
    catalogue: Catalogue,
    *,
    metadata: Mapping[str, Any],
    card: str,
) -> None:
    """Write a version in one step; one that is already there is kept.

    Parameters
    ----------
    folders
        The batches, in the order of ``shown.batch``.
    shown
        Vacancies that are served one by one.
    learned
        What was learned, by name.

    Raises
    ------
    OSError
        When the disk is full or not writable; nothing is left behind then.
    """
    with written_whole(final) as partial:
        # A sample never was a vacancy, so it does not end either: the artifact that ships keeps serving.
        expires = metadata["source"] == VacancySource.IMPORTED.value
        names = _write_bank(partial, folders, shown, catalogue, expires=expires)
        for name, array in learned.items():
            np.save(partial / f"{name}.npy", array, allow_pickle=False)
        (partial / CARD).write_text(card, encoding="utf-8")
        seal(partial, kind=KIND, metadata={**metadata, "arrays": sorted([*names, *learned])})
