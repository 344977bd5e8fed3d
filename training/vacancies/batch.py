"""What one file brings in, in columns: parts while it is read, one sealed folder when it is done.

Upstream: ``importing``. Downstream: ``learning``. Memory holds one part, whatever the length of the file.
"""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from item_bank.catalogue.columns import TextColumn
from item_bank.manifest import publish, seal
from item_bank.vacancies.bank import NUMBERS, TEXTS, id_hash, numbers_of, text_of
from item_bank.vacancies.files import write_array
from item_bank.vacancies.records import Vacancy, VacancySource
from item_bank.vacancies.snapshot import BATCH_KIND
from training.vacancies.fingerprints import BANDS, text_hash
from training.vacancies.posting import Posting
from training.vacancies.reading import Reading
from training.vacancies.text import shortened, stems
from training.vacancies.titles import KINDS

KEYS: dict[str, type[Any]] = {
    "occupation": np.int32,
    "employer_key": np.uint64,
    "fingerprint": np.uint64,
    "id_hash": np.uint64,
    "line": np.int64,
    "competences": np.int32,
    "title_kind": np.uint8,
}
"""Numbers that only learning needs; ``competences`` is how many a vacancy asks, ``title_kind`` a place in ``KINDS``."""

ERRORS = "errors.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A vacancy that was read, and where it stood."""

    line: int
    posting: Posting
    reading: Reading


def _vacancy(row: Row) -> Vacancy:
    """Return a row as a vacancy without occupation and competences: those are columns of positions."""
    posting = row.posting
    return Vacancy(
        id=posting.id,
        title=posting.title,
        description=shortened(posting.description),
        occupation_id=None,
        occupation_certainty=row.reading.certainty,
        competence_ids=(),
        posted=posting.posted,
        source=VacancySource.SAMPLE if posting.sample else VacancySource.IMPORTED,
        valid_through=posting.valid_through,
        postcode=posting.postcode,
        further_postcodes=posting.postcodes[1:],
        municipality=posting.municipality,
        country=posting.country if not posting.postcodes else None,
        written=posting.written,
        remote=posting.remote,
        employer=posting.employer,
        salary=posting.salary,
        employment_types=posting.employment_types,
        hours=posting.hours,
        url=posting.url,
    )


def employer_key(posting: Posting) -> int:
    """Return 64 bits that name an employer; 0 when it is not known."""
    employer = " ".join(stems(posting.employer or ""))
    return text_hash(employer) if employer else 0


def _keys(row: Row) -> dict[str, int]:
    return {
        "occupation": row.reading.occupation,
        "employer_key": employer_key(row.posting),
        "fingerprint": row.reading.fingerprint,
        "id_hash": id_hash(row.posting.id),
        "line": row.line,
        "competences": len(row.reading.competences),
        "title_kind": KINDS.index(row.reading.kind),
    }


def write_part(path: Path, rows: Sequence[Row]) -> None:
    """Write some rows as one file of columns.

    Raises
    ------
    OSError
        When the disk is full or not writable.
    """
    vacancies = [_vacancy(row) for row in rows]
    numbers, keys = [numbers_of(vacancy) for vacancy in vacancies], [_keys(row) for row in rows]
    columns: dict[str, Any] = {}
    for name in TEXTS:
        column = TextColumn.of([text_of(vacancy, name) for vacancy in vacancies])
        columns |= {f"{name}.data": column.data, f"{name}.lengths": np.diff(column.offsets).astype(np.int32)}
    columns |= {name: np.array([row[name] for row in numbers], dtype=kind) for name, kind in NUMBERS.items()}
    columns |= {name: np.array([row[name] for row in keys], dtype=kind) for name, kind in KEYS.items()}
    columns["bands"] = np.array([row.reading.bands for row in rows], dtype=np.uint32).reshape(-1, BANDS)
    columns["competence"] = np.array([c for row in rows for c in row.reading.competences], dtype=np.int32)
    partial = path.with_suffix(".partial")
    with partial.open("wb") as file:
        np.savez(file, **columns)
    partial.replace(path)


def read_part(path: Path, name: str) -> NDArray[Any]:
    """Return one column of a part."""
    with np.load(path, allow_pickle=False) as part:
        column: NDArray[Any] = part[name]
        return column


def _column(folder: Path, parts: Sequence[Path], name: str, dtype: type[Any], width: int = 0) -> None:
    lengths = [len(read_part(path, name)) for path in parts]
    write_array(folder / f"{name}.npy", dtype, sum(lengths), (read_part(path, name) for path in parts), width)


def _starts(parts: Sequence[Path], name: str) -> Iterator[NDArray[np.int64]]:
    """Yield where each value starts, part by part: running sums of the lengths, which begin with 0."""
    at = 0
    yield np.zeros(1, dtype=np.int64)
    for path in parts:
        ends = at + np.cumsum(read_part(path, name), dtype=np.int64)
        at = int(ends[-1]) if len(ends) else at
        yield ends


def finish(parts: Sequence[Path], errors: Path, final: Path, metadata: Mapping[str, Any], rows: int) -> None:
    """Put parts together as a sealed batch; in one step, so that nobody sees half of it.

    Raises
    ------
    OSError
        When the disk is full or not writable; nothing is left behind then but the parts.
    """
    partial = final.with_name(f".{final.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    try:
        for name in TEXTS:
            _column(partial, parts, f"{name}.data", np.uint8)
            write_array(partial / f"{name}.offsets.npy", np.int64, rows + 1, _starts(parts, f"{name}.lengths"))
        for name, kind in (NUMBERS | KEYS).items():
            _column(partial, parts, name, kind)
        _column(partial, parts, "bands", np.uint32, BANDS)
        _column(partial, parts, "competence", np.int32)
        write_array(partial / "competence_indptr.npy", np.int64, rows + 1, _starts(parts, "competences"))
        if errors.exists():
            shutil.copyfile(errors, partial / ERRORS)
        seal(partial, kind=BATCH_KIND, metadata=metadata)
        publish(partial, final)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
