"""All vacancies of all batches in columns of numbers, and which of them are counted.

Nothing here depends on the order in which files were imported, except that the newest of two with one id is kept.
A million vacancies take about 150 MB: texts stay on disk. Upstream: ``batch``. Downstream: ``counting``, ``versions``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from item_bank.catalogue.table import Catalogue
from item_bank.manifest import verify
from item_bank.vacancies.records import VacancySource
from item_bank.vacancies.snapshot import BATCH_KIND
from training.tables import InputError

MONTHS = 36
"""Months that are learned from; older vacancies are left out."""

DUPLICATE_DAYS = 60
"""Two texts of one kind within so many days are one vacancy; later it may well be another one."""

CAP = 20
"""Vacancies of one employer for one occupation in one month that count; agencies do not outvote the rest."""

COUNTED_FROM = 0.5
"""Certainty of the occupation from which a vacancy counts."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Corpus:
    """Columns of n vacancies; positions of occupations and competences are those of the catalogue.

    Attributes
    ----------
    batch, row
        Where the vacancy stands: number of its batch, and row in it.
    month
        Months since year 0 (``12 * year + month - 1``).
    indptr, competence
        Competences of each vacancy; int64 (n + 1,), int32 (l,).
    """

    batch: NDArray[np.int32]
    row: NDArray[np.int32]
    id_hash: NDArray[np.uint64]
    occupation: NDArray[np.int32]
    certainty: NDArray[np.float32]
    employer_key: NDArray[np.uint64]
    fingerprint: NDArray[np.uint64]
    bands: NDArray[np.uint32]
    posted: NDArray[np.int32]
    valid_through: NDArray[np.int32]
    postcode: NDArray[np.uint16]
    month: NDArray[np.int32]
    indptr: NDArray[np.int64]
    competence: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.row)

    def take(self, chosen: NDArray[Any]) -> "Corpus":
        """Return some of the vacancies, by position or by a mask."""
        at = np.flatnonzero(chosen) if chosen.dtype == np.bool_ else chosen
        lengths = np.diff(self.indptr)[at]
        indptr = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
        positions = np.arange(indptr[-1]) + np.repeat(self.indptr[at] - indptr[:-1], lengths)
        plain = {f.name: getattr(self, f.name)[at] for f in fields(self) if f.name not in ("indptr", "competence")}
        return Corpus(**plain, indptr=indptr, competence=self.competence[positions])


def month_of(ordinals: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the month of each proleptic ordinal as ``12 * year + month - 1``.

    Examples
    --------
    >>> int(month_of(np.array([date(2026, 11, 25).toordinal()], dtype=np.int32))[0]) == 12 * 2026 + 10
    True
    """
    days = ordinals.astype(np.int64) - date(1970, 1, 1).toordinal()
    months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return (months + 12 * 1970).astype(np.int32)


def _mapped(ids: Sequence[str], known: dict[str, int]) -> NDArray[np.int32]:
    return np.array([known.get(id_, -1) for id_ in ids] + [-1], dtype=np.int32)


def _read_batch(folder: Path, number: int, catalogue: Catalogue) -> Corpus:
    facts = verify(folder, kind=BATCH_KIND).metadata
    column = {
        name: np.load(folder / f"{name}.npy", allow_pickle=False)
        for name in (
            "id_hash", "occupation", "certainty", "employer_key", "fingerprint", "bands", "posted", "valid_through",
            "postcode", "competence", "competence_indptr",
        )
    }  # fmt: skip
    occupations = {id_: i for i, id_ in enumerate(catalogue.columns.texts["occupation.id"])}
    competences = {id_: i for i, id_ in enumerate(catalogue.columns.texts["competence.id"])}
    competence = _mapped(facts["competenceIds"], competences)[column.pop("competence")]
    indptr = column.pop("competence_indptr")
    known = competence >= 0
    if not known.all():
        indptr = np.concatenate([[0], np.cumsum(known, dtype=np.int64)])[indptr]
        competence = competence[known]
    column["occupation"] = _mapped(facts["occupationIds"], occupations)[column["occupation"]]
    n = len(column["posted"])
    return Corpus(
        batch=np.full(n, number, dtype=np.int32),
        row=np.arange(n, dtype=np.int32),
        month=month_of(column["posted"]),
        indptr=indptr,
        competence=competence,
        **column,
    )


def _joined(parts: Sequence[Corpus]) -> Corpus:
    if len(parts) == 1:
        return parts[0]
    names = [f.name for f in fields(Corpus) if f.name != "indptr"]
    ends = np.cumsum([0, *(part.indptr[-1] for part in parts)])
    indptr = np.concatenate([[0], *(part.indptr[1:] + end for part, end in zip(parts, ends, strict=False))])
    columns = {name: np.concatenate([getattr(part, name) for part in parts]) for name in names}
    return Corpus(**columns, indptr=indptr.astype(np.int64))


def source_of(folder: Path) -> VacancySource:
    """Return whether a batch holds samples."""
    return VacancySource(verify(folder, kind=BATCH_KIND).metadata["source"])


def collect(folders: Sequence[Path], catalogue: Catalogue, on: date) -> Corpus:
    """Read batches, newest last; keep one vacancy of each id, and none that is too old or of a day to come.

    Raises
    ------
    InputError
        When no vacancy is left.
    """
    corpus = _joined([_read_batch(folder, i, catalogue) for i, folder in enumerate(folders)])
    order = np.lexsort((-corpus.batch, corpus.id_hash))
    first = np.ones(len(order), dtype=np.bool_)
    first[1:] = corpus.id_hash[order][1:] != corpus.id_hash[order][:-1]
    kept = np.zeros(len(order), dtype=np.bool_)
    kept[order[first]] = True
    this_month = 12 * on.year + on.month - 1
    kept &= (corpus.month > this_month - MONTHS) & (corpus.posted <= on.toordinal())
    if not kept.any():
        raise InputError(f"no vacancy of the last {MONTHS} months before {on.isoformat()} was imported")
    return corpus.take(kept)


def _order(corpus: Corpus, keys: Sequence[NDArray[Any]]) -> NDArray[np.int64]:
    """Return the order of keys (the last one first), then of days, then of ids: the same on every machine."""
    columns: list[NDArray[Any]] = [corpus.id_hash, corpus.posted, *keys]
    return np.lexsort(columns)


def _follows(corpus: Corpus, keys: Sequence[NDArray[Any]]) -> NDArray[np.bool_]:
    """Return which vacancies come at most ``DUPLICATE_DAYS`` after another with the same keys."""
    order = _order(corpus, keys)
    same = np.ones(max(len(order) - 1, 0), dtype=np.bool_)
    for key in keys:
        sorted_key = key[order]
        same &= sorted_key[1:] == sorted_key[:-1]
    same &= np.diff(corpus.posted[order]) <= DUPLICATE_DAYS
    found = np.zeros(len(order), dtype=np.bool_)
    found[order[1:]] = same
    return found


def same_text(corpus: Corpus) -> NDArray[np.bool_]:
    """Return which vacancies repeat an earlier one word for word in the same place, whoever published it."""
    return _follows(corpus, (corpus.postcode, corpus.fingerprint))


def near_duplicates(corpus: Corpus) -> NDArray[np.bool_]:
    """Return which vacancies nearly repeat an earlier one of the same employer, occupation and place.

    Those of one employer must all be there; other employers make no difference.
    """
    found = np.zeros(len(corpus), dtype=np.bool_)
    for band in range(corpus.bands.shape[1]):
        found |= _follows(corpus, (corpus.bands[:, band], corpus.postcode, corpus.occupation, corpus.employer_key))
    return found


def over_cap(corpus: Corpus) -> NDArray[np.bool_]:
    """Return which vacancies go over the cap of their employer, latest first; unknown employers have none.

    Those of one employer must all be there; other employers make no difference.
    """
    keys = (corpus.month, corpus.occupation, corpus.employer_key)
    order = _order(corpus, keys)
    new = np.zeros(len(order), dtype=np.bool_)
    new[:1] = True
    for key in keys:
        new[1:] |= np.diff(key[order]) != 0
    starts = np.flatnonzero(new)
    rank = np.arange(len(order)) - np.repeat(starts, np.diff(np.append(starts, len(order))))
    found = np.zeros(len(order), dtype=np.bool_)
    found[order] = rank >= CAP
    return np.asarray(found & (corpus.employer_key != 0), dtype=np.bool_)


def counts(corpus: Corpus) -> NDArray[np.bool_]:
    """Return which vacancies count: the occupation is sure enough."""
    return np.asarray((corpus.occupation >= 0) & (corpus.certainty >= COUNTED_FROM), dtype=np.bool_)
