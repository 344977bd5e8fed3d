"""Vacancies in columns, memory-mapped: a million of them cost a worker no memory until they are asked for.

They stand ordered by occupation and, within one, newest first: the vacancies of an occupation are one slice.
Upstream: ``training.vacancies`` writes the columns. Downstream: ``models.vacancies``.
"""

import hashlib
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from item_bank.catalogue.columns import TextColumn
from item_bank.schema import CompetenceId, OccupationId
from item_bank.vacancies.records import EmploymentType, Hours, Salary, SalaryUnit, Vacancy, VacancySource

PREFIX = "bank."
"""Begins the names of these columns in a version, beside the statistics."""

TEXTS = (
    "id", "title", "description", "employer", "municipality", "url", "country", "written", "further_postcodes",
)  # fmt: skip
"""Columns of one text a vacancy; ``further_postcodes`` are split by spaces."""

NUMBERS: dict[str, type[Any]] = {
    "certainty": np.float32,
    "posted": np.int32,
    "valid_through": np.int32,
    "postcode": np.uint16,
    "salary_low": np.int32,
    "salary_high": np.int32,
    "salary_unit": np.uint8,
    "employment_type": np.uint8,
    "hours": np.float32,
    "hours_high": np.float32,
    "remote": np.uint8,
}
"""Columns of one number a vacancy; days are proleptic ordinals, and 0 stands for unknown in all of them.

``hours_high`` is 0 where one number of hours was named, and ``NO_END`` where only the smallest was.
"""

LATER = frozenset({"country", "written", "further_postcodes", "hours_high", "remote"})
"""Columns that batches and versions of earlier releases do not have; there nothing is known of them."""

NO_END = -1.0

EMPLOYMENT_TYPES: tuple[tuple[EmploymentType, ...], ...] = tuple(
    itertools.chain.from_iterable(
        itertools.combinations(EmploymentType, size) for size in range(len(EmploymentType) + 1)
    )
)
"""Sets of kinds of contract by the number that stands for them: none, each alone, then all that go together."""

_TYPES_NUMBER = {kinds: number for number, kinds in enumerate(EMPLOYMENT_TYPES)}
SALARY_UNITS = tuple(SalaryUnit)


def id_hash(id_: str) -> int:
    """Return 64 bits of a SHA-256 of an id: what ids are looked up by.

    Examples
    --------
    >>> id_hash("a") == id_hash("a") != id_hash("b")
    True
    """
    return int.from_bytes(hashlib.sha256(id_.encode("utf-8")).digest()[:8], "little")


def id_order(ids: Sequence[str] | TextColumn) -> dict[str, NDArray[Any]]:
    """Return the columns by which ids are looked up: sorted hashes, and the position of each."""
    hashes = np.fromiter((id_hash(id_) for id_ in ids), dtype=np.uint64, count=len(ids))
    order = np.argsort(hashes, kind="stable")
    return {"hash": hashes[order], "position": order.astype(np.int32)}


def _hours(low: float, high: float) -> Hours | None:
    if not low and not high:
        return None
    end = None if high == NO_END else high or low
    return Hours(low=low or None, high=end)


def _day(ordinal: int) -> date | None:
    return date.fromordinal(ordinal) if ordinal else None


@dataclass(frozen=True, slots=True, eq=False)
class VacancyBank:
    """The vacancies of one version, by position; immutable.

    Attributes
    ----------
    source
        Whether they are samples.
    occupation_ids, competence_ids
        Ids that the columns point to.
    indptr
        Where the vacancies of each occupation start, in the order of ``occupation_ids``; int64, shape (o + 1,).
        Those whose occupation is unknown come after the last.
    texts, numbers
        One value a vacancy, by name (see ``TEXTS`` and ``NUMBERS``).
    competence_indptr, competence
        Competences of each vacancy as positions in ``competence_ids``; int64 (n + 1,), int32 (l,).
    hash, position
        Ids by their hash.
    """

    source: VacancySource
    occupation_ids: tuple[str, ...]
    competence_ids: tuple[str, ...]
    indptr: NDArray[np.int64]
    texts: Mapping[str, TextColumn]
    numbers: Mapping[str, NDArray[Any]]
    competence_indptr: NDArray[np.int64]
    competence: NDArray[np.int32]
    hash: NDArray[np.uint64]
    position: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.position)

    @property
    def postcodes(self) -> NDArray[np.uint16]:
        """Postcode of each vacancy, 0 when unknown; shape (n,)."""
        return self.numbers["postcode"]

    def further(self) -> tuple[NDArray[np.int32], NDArray[np.uint16]]:
        """Return the positions of vacancies with several places, once for each further place, and its postcode."""
        column = self.texts["further_postcodes"]
        rows = np.flatnonzero(np.diff(column.offsets))
        pairs = [(int(row), int(code)) for row in rows for code in column[int(row)].split()]
        found = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        return found[:, 0].astype(np.int32), found[:, 1].astype(np.uint16)

    @property
    def valid_through(self) -> NDArray[np.int32]:
        """Last day of each vacancy as a proleptic ordinal, 0 when unknown; shape (n,)."""
        return self.numbers["valid_through"]

    def of(self, occupation: int) -> range:
        """Return the positions of the vacancies of an occupation (as in ``occupation_ids``), newest first."""
        return range(int(self.indptr[occupation]), int(self.indptr[occupation + 1]))

    def open_on(self, positions: range, on: date) -> NDArray[np.int64]:
        """Return those of these positions whose last day is unknown or not past."""
        last = self.valid_through[positions.start : positions.stop]
        return np.flatnonzero((last == 0) | (last >= on.toordinal())) + positions.start

    def find(self, id_: str) -> int | None:
        """Return the position of a vacancy, or ``None`` when this version does not have it."""
        wanted = np.uint64(id_hash(id_))
        start, end = (int(np.searchsorted(self.hash, wanted, side)) for side in ("left", "right"))
        positions = (int(position) for position in self.position[start:end])
        return next((position for position in positions if self.texts["id"][position] == id_), None)

    def id_of(self, position: int) -> str:
        """Return the id of the vacancy at a position."""
        return self.texts["id"][position]

    def competences_of(self, position: int) -> NDArray[np.int32]:
        """Return the competences of a vacancy as positions in ``competence_ids``; shape (n,)."""
        return self.competence[self.competence_indptr[position] : self.competence_indptr[position + 1]]

    def asking(self, positions: range, competence: int, limit: int) -> list[int]:
        """Return the first of these positions that ask a competence (as in ``competence_ids``), at most ``limit``."""
        start = int(self.competence_indptr[positions.start])
        end = int(self.competence_indptr[positions.stop])
        hits = np.flatnonzero(self.competence[start:end] == competence)[:limit] + start
        return [int(found) for found in np.searchsorted(self.competence_indptr, hits, side="right") - 1]

    def vacancy(self, position: int) -> Vacancy:
        """Return the vacancy at a position."""
        number = {name: column[position] for name, column in self.numbers.items()}
        text = {name: column[position] for name, column in self.texts.items()}
        occupation = int(np.searchsorted(self.indptr, position, side="right")) - 1
        known = occupation < len(self.occupation_ids)
        return Vacancy(
            id=text["id"],
            title=text["title"],
            description=text["description"],
            occupation_id=OccupationId(self.occupation_ids[occupation]) if known else None,
            occupation_certainty=round(float(number["certainty"]), 4),
            competence_ids=tuple(CompetenceId(self.competence_ids[c]) for c in self.competences_of(position)),
            posted=date.fromordinal(int(number["posted"])),
            source=self.source,
            valid_through=_day(int(number["valid_through"])),
            postcode=int(number["postcode"]) or None,
            further_postcodes=tuple(map(int, text["further_postcodes"].split())),
            municipality=text["municipality"] or None,
            country=text["country"] or None,
            written=text["written"] or None,
            remote=bool(number["remote"]),
            employer=text["employer"] or None,
            salary=self._salary(position),
            employment_types=EMPLOYMENT_TYPES[int(number["employment_type"])],
            hours=_hours(round(float(number["hours"]), 2), round(float(number["hours_high"]), 2)),
            url=text["url"] or None,
        )

    def _salary(self, position: int) -> Salary | None:
        unit = int(self.numbers["salary_unit"][position])
        low, high = (int(self.numbers[name][position]) or None for name in ("salary_low", "salary_high"))
        return Salary(low_cents=low, high_cents=high, unit=SALARY_UNITS[unit - 1]) if unit and (low or high) else None

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Return all columns by name, ready to be stored."""
        arrays: dict[str, NDArray[Any]] = {}
        texts = dict(self.texts) | {
            "occupation_ids": TextColumn.of(self.occupation_ids),
            "competence_ids": TextColumn.of(self.competence_ids),
        }
        for name, column in texts.items():
            arrays |= {f"{name}.data": column.data, f"{name}.offsets": column.offsets}
        arrays |= dict(self.numbers)
        arrays |= {
            name: getattr(self, name) for name in ("indptr", "competence_indptr", "competence", "hash", "position")
        }
        return {PREFIX + name: array for name, array in arrays.items()}

    @classmethod
    def from_arrays(cls, source: VacancySource, arrays: Mapping[str, NDArray[Any]]) -> "VacancyBank":
        """Rebuild a bank from stored columns; they may be memory-mapped."""
        n = len(arrays[f"{PREFIX}position"])

        def known(name: str) -> bool:
            return name not in LATER or f"{PREFIX}{name}" in arrays or f"{PREFIX}{name}.data" in arrays

        def text(name: str) -> TextColumn:
            return TextColumn(arrays[f"{PREFIX}{name}.data"], arrays[f"{PREFIX}{name}.offsets"])

        return cls(
            source=source,
            occupation_ids=tuple(text("occupation_ids")),
            competence_ids=tuple(text("competence_ids")),
            texts={name: text(name) if known(name) else TextColumn.of([""] * n) for name in TEXTS},
            numbers={
                name: arrays[PREFIX + name] if known(name) else np.zeros(n, kind) for name, kind in NUMBERS.items()
            },
            **{
                name: arrays[PREFIX + name]
                for name in ("indptr", "competence_indptr", "competence", "hash", "position")
            },
        )


def build_bank(
    vacancies: Sequence[Vacancy], *, source: VacancySource, occupation_ids: Sequence[str], competence_ids: Sequence[str]
) -> VacancyBank:
    """Put vacancies into columns; for samples and tests, a long import writes its columns itself.

    Parameters
    ----------
    occupation_ids, competence_ids
        All ids of the catalogue, in its order.
    """
    occupation_at = {id_: i for i, id_ in enumerate(occupation_ids)}
    competence_at = {id_: i for i, id_ in enumerate(competence_ids)}
    unknown = len(occupation_ids)

    def place(vacancy: Vacancy) -> int:
        return unknown if vacancy.occupation_id is None else occupation_at[vacancy.occupation_id]

    rows = sorted(vacancies, key=lambda v: (place(v), -v.posted.toordinal(), v.id))
    asked = [sorted(competence_at[id_] for id_ in row.competence_ids) for row in rows]
    texts = {name: TextColumn.of([text_of(row, name) for row in rows]) for name in TEXTS}
    return VacancyBank(
        source=source,
        occupation_ids=tuple(occupation_ids),
        competence_ids=tuple(competence_ids),
        indptr=np.searchsorted([place(row) for row in rows], np.arange(unknown + 1)).astype(np.int64),
        texts=texts,
        numbers={name: np.array([numbers_of(row)[name] for row in rows], dtype=kind) for name, kind in NUMBERS.items()},
        competence_indptr=np.cumsum([0, *map(len, asked)], dtype=np.int64),
        competence=np.array([c for row in asked for c in row], dtype=np.int32),
        **id_order(texts["id"]),
    )


def text_of(vacancy: Vacancy, name: str) -> str:
    """Return a text of a vacancy as its column holds it."""
    value = getattr(vacancy, name)
    return " ".join(map(str, value)) if isinstance(value, tuple) else value or ""


def numbers_of(vacancy: Vacancy) -> dict[str, float]:
    """Return the numbers of a vacancy as its columns hold them."""
    salary, hours = vacancy.salary, vacancy.hours
    return {
        "certainty": vacancy.occupation_certainty,
        "posted": vacancy.posted.toordinal(),
        "valid_through": vacancy.valid_through.toordinal() if vacancy.valid_through else 0,
        "postcode": vacancy.postcode or 0,
        "salary_low": (salary.low_cents or 0) if salary else 0,
        "salary_high": (salary.high_cents or 0) if salary else 0,
        "salary_unit": SALARY_UNITS.index(salary.unit) + 1 if salary else 0,
        "employment_type": _TYPES_NUMBER[tuple(kind for kind in EmploymentType if kind in vacancy.employment_types)],
        "hours": (hours.low or 0.0) if hours else 0.0,
        "hours_high": 0.0 if hours is None or hours.exact else NO_END if hours.high is None else hours.high,
        "remote": int(vacancy.remote),
    }
