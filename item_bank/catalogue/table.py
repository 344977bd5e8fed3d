"""The catalogue in memory: columns, whether they were read from YAML or memory-mapped from a snapshot.

Upstream: ``builtin`` and ``interchange`` (through :func:`build`), ``snapshot``. Downstream: ``models`` and ``api``.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from item_bank.catalogue.columns import TextColumn
from item_bank.catalogue.records import records_from_json, records_to_json
from item_bank.schema import (
    LANGUAGES,
    Basis,
    CatalogueError,
    Competence,
    CompetenceId,
    CompetenceKind,
    Confidence,
    Frequency,
    Gate,
    GateId,
    Interests,
    Language,
    Names,
    Occupation,
    OccupationId,
    Shortage,
    Training,
    Vocabulary,
)

SEPARATOR = "\x1f"
"""Between the values of a list within one text; the ASCII unit separator occurs in no name."""

KINDS = tuple(CompetenceKind)
FREQUENCIES = tuple(Frequency)
GATE_LISTS = ("gates_part", "gates_not_proved")
"""What an occupation says about gates beyond those that it asks; see :class:`item_bank.schema.Occupation`."""

UNKNOWN = -1
"""Stands for unknown in a column of small integers."""


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """All columns of a catalogue by name; see :func:`build` for the names."""

    texts: Mapping[str, TextColumn]
    arrays: Mapping[str, NDArray[Any]]

    def content_hash(self, records: str) -> str:
        """Return a SHA-256 over names and bytes of all columns and the records beside them."""
        digest = hashlib.sha256(records.encode("utf-8"))
        for name in sorted(self.texts):
            digest.update(name.encode())
            digest.update(self.texts[name].offsets.tobytes())
            digest.update(self.texts[name].data.tobytes())
        for name in sorted(self.arrays):
            digest.update(name.encode())
            digest.update(np.ascontiguousarray(self.arrays[name]).tobytes())
        return digest.hexdigest()


class Catalogue:
    """Occupations, competences and the links between them, by position; immutable.

    Parameters
    ----------
    name
        What the operator calls it.
    columns
        The columns.
    records
        Gates, trainings and vocabulary as JSON (see ``records.py``).
    built_in
        Whether it is the catalogue that comes with the project.
    """

    def __init__(self, *, name: str, columns: Columns, records: str, built_in: bool) -> None:
        self.name = name
        self.columns = columns
        self.records = records
        self.built_in = built_in
        self.version = f"{name}-{columns.content_hash(records)[:12]}"
        self.vocabulary, self.gates, self.trainings = records_from_json(records)
        self._occupation_index = {id_: i for i, id_ in enumerate(columns.texts["occupation.id"])}
        self._occupations: dict[int, Occupation] = {}
        self._competences: dict[int, Competence] = {}
        self._competence_index = {id_: i for i, id_ in enumerate(columns.texts["competence.id"])}

    @property
    def n_occupations(self) -> int:
        """Number of occupations."""
        return len(self._occupation_index)

    @property
    def n_competences(self) -> int:
        """Number of competences."""
        return len(self._competence_index)

    @property
    def indptr(self) -> NDArray[np.int64]:
        """Where the links of each occupation start; shape (n_occupations + 1,)."""
        return self.columns.arrays["link.indptr"]

    @property
    def link_competence(self) -> NDArray[np.int32]:
        """Competence position of each link, ordered by occupation; shape (n_links,)."""
        return self.columns.arrays["link.competence"]

    @property
    def link_essential(self) -> NDArray[np.uint8]:
        """1 where the catalogue calls the competence essential for the occupation; shape (n_links,)."""
        return self.columns.arrays["link.essential"]

    def occupation_index(self, id: str) -> int | None:  # noqa: A002 - the field's own name
        """Return the position of an occupation, or ``None`` when the catalogue does not have it."""
        return self._occupation_index.get(id)

    def competence_index(self, id: str) -> int | None:  # noqa: A002 - the field's own name
        """Return the position of a competence, or ``None`` when the catalogue does not have it."""
        return self._competence_index.get(id)

    def _text(self, name: str, index: int) -> str | None:
        return self.columns.texts[name][index] or None

    def _list(self, name: str, index: int) -> tuple[str, ...]:
        text = self.columns.texts[name][index]
        return tuple(text.split(SEPARATOR)) if text else ()

    def _names(self, table: str, index: int) -> Names:
        labels = {code: text for code in LANGUAGES if (text := self._text(f"{table}.label.{code}", index))}
        aliases = {code: found for code in LANGUAGES if (found := self._list(f"{table}.aliases.{code}", index))}
        return Names(labels=labels, aliases=aliases)

    def competence(self, index: int) -> Competence:
        """Return the competence at this position; built once, when first asked for."""
        found = self._competences.get(index)
        if found is None:
            found = self._competences[index] = self._build_competence(index)
        return found

    def _build_competence(self, index: int) -> Competence:
        return Competence(
            id=CompetenceId(self.columns.texts["competence.id"][index]),
            names=self._names("competence", index),
            kind=KINDS[int(self.columns.arrays["competence.kind"][index])],
            specialised=bool(self.columns.arrays["competence.specialised"][index]),
            definition=self._text("competence.definition", index),
        )

    def occupation(self, index: int) -> Occupation:
        """Return the occupation at this position; built once, when first asked for."""
        found = self._occupations.get(index)
        if found is None:
            found = self._occupations[index] = self._build_occupation(index)
        return found

    def _build_occupation(self, index: int) -> Occupation:
        arrays = self.columns.arrays
        figures = arrays["occupation.interests"][index]
        frequencies = arrays["occupation.conditions"][index]
        eqf = int(arrays["occupation.eqf"][index])
        return Occupation(
            id=OccupationId(self.columns.texts["occupation.id"][index]),
            names=self._names("occupation", index),
            description=self._text("occupation.description", index),
            isco08=self._text("occupation.isco08", index),
            esco=self._text("occupation.esco", index),
            eqf=None if eqf == UNKNOWN else eqf,
            sector=self._text("occupation.sector", index),
            language=self._text("occupation.language", index),
            interests=None if np.isnan(figures).any() else Interests(**_interest_fields(figures)),
            conditions={
                condition.code: FREQUENCIES[int(value)]
                for condition, value in zip(self.vocabulary.conditions, frequencies, strict=True)
                if value != UNKNOWN
            },
            gates=self._gates_of(index),
            gates_note=self._text("occupation.gates_note", index),
            eqf_basis=self._basis_of(index),
            **{name: tuple(map(GateId, self._list(f"occupation.{name}", index))) for name in GATE_LISTS},
            shortage=self._shortage_of(index),
            near=tuple(map(OccupationId, self._list("occupation.near", index))),
            development=tuple(map(OccupationId, self._list("occupation.development", index))),
        )

    def _gates_of(self, index: int) -> tuple[GateId, ...] | None:
        if not self.columns.arrays["occupation.gates_known"][index]:
            return None
        return tuple(map(GateId, self._list("occupation.gates", index)))

    def _basis_of(self, index: int) -> Basis | None:
        found = self._list("occupation.eqf_basis", index)
        if not found:
            return None
        source, confidence, day = found
        return Basis(source=source, confidence=Confidence(confidence), checked_on=date.fromisoformat(day))

    def _shortage_of(self, index: int) -> Shortage | None:
        year = int(self.columns.arrays["occupation.shortage_year"][index])
        source = self.columns.texts["occupation.shortage_source"][index]
        return None if year == UNKNOWN else Shortage(year=year, source=source)

    def competence_positions(self, index: int) -> NDArray[np.int32]:
        """Return the positions of the competences that an occupation asks; shape (n,)."""
        return self.link_competence[self.indptr[index] : self.indptr[index + 1]]

    def competences_of(self, index: int) -> tuple[tuple[Competence, bool], ...]:
        """Return the competences that an occupation asks and whether each is essential, essential ones first."""
        start, end = self.indptr[index], self.indptr[index + 1]
        links = zip(self.link_competence[start:end].tolist(), self.link_essential[start:end].tolist(), strict=True)
        return tuple((self.competence(c), bool(essential)) for c, essential in sorted(links, key=lambda x: -x[1]))


def _interest_fields(figures: NDArray[np.float32]) -> dict[str, float]:
    names = ("realistic", "investigative", "artistic", "social", "enterprising", "conventional")
    return {name: round(float(value), 2) for name, value in zip(names, figures, strict=True)}


def _name_columns(table: str, names: Sequence[Names]) -> dict[str, TextColumn]:
    def column(code: Language, *, alias: bool) -> TextColumn:
        values = [SEPARATOR.join(n.aliases.get(code, ())) if alias else n.labels.get(code, "") for n in names]
        return TextColumn.of(values)

    labels = {f"{table}.label.{code}": column(code, alias=False) for code in LANGUAGES}
    return labels | {f"{table}.aliases.{code}": column(code, alias=True) for code in LANGUAGES}


def _occupation_texts(occupations: Sequence[Occupation]) -> dict[str, TextColumn]:
    fields = ("description", "isco08", "esco", "sector", "language", "gates_note")
    columns = {f"occupation.{f}": TextColumn.of([getattr(o, f) or "" for o in occupations]) for f in fields}
    for name in ("gates", *GATE_LISTS, "near", "development"):
        values = [SEPARATOR.join(getattr(o, name) or ()) for o in occupations]
        columns[f"occupation.{name}"] = TextColumn.of(values)
    columns["occupation.shortage_source"] = TextColumn.of(
        [o.shortage.source if o.shortage else "" for o in occupations]
    )
    bases = [o.eqf_basis for o in occupations]
    columns["occupation.eqf_basis"] = TextColumn.of(
        [SEPARATOR.join((b.source, b.confidence, b.checked_on.isoformat())) if b else "" for b in bases]
    )
    columns["occupation.id"] = TextColumn.of([o.id for o in occupations])
    return columns | _name_columns("occupation", [o.names for o in occupations])


def _occupation_arrays(occupations: Sequence[Occupation], vocabulary: Vocabulary) -> dict[str, NDArray[Any]]:
    n = len(occupations)
    interests = np.full((n, 6), np.nan, dtype=np.float32)
    conditions = np.full((n, len(vocabulary.conditions)), UNKNOWN, dtype=np.int8)
    for i, occupation in enumerate(occupations):
        if occupation.interests is not None:
            interests[i] = occupation.interests.figures()
        for j, condition in enumerate(vocabulary.conditions):
            if condition.code in occupation.conditions:
                conditions[i, j] = FREQUENCIES.index(occupation.conditions[condition.code])
    return {
        "occupation.interests": interests,
        "occupation.conditions": conditions,
        "occupation.shortage_year": np.array(
            [o.shortage.year if o.shortage else UNKNOWN for o in occupations], dtype=np.int16
        ),
        "occupation.eqf": np.array([UNKNOWN if o.eqf is None else o.eqf for o in occupations], dtype=np.int8),
        "occupation.gates_known": np.array([o.gates is not None for o in occupations], dtype=np.uint8),
    }


def _link_arrays(
    occupations: Sequence[Occupation],
    positions: Mapping[CompetenceId, int],
    links: Mapping[OccupationId, Mapping[CompetenceId, bool]],
) -> dict[str, NDArray[Any]]:
    indptr = np.zeros(len(occupations) + 1, dtype=np.int64)
    competence: list[int] = []
    essential: list[bool] = []
    for i, occupation in enumerate(occupations):
        row = sorted((positions[id_], flag) for id_, flag in links.get(occupation.id, {}).items())
        competence += [position for position, _ in row]
        essential += [flag for _, flag in row]
        indptr[i + 1] = len(competence)
    return {
        "link.indptr": indptr,
        "link.competence": np.array(competence, dtype=np.int32),
        "link.essential": np.array(essential, dtype=np.uint8),
    }


def build(
    *,
    name: str,
    occupations: Sequence[Occupation],
    competences: Sequence[Competence],
    links: Mapping[OccupationId, Mapping[CompetenceId, bool]],
    vocabulary: Vocabulary,
    gates: Iterable[Gate] = (),
    trainings: Iterable[Training] = (),
    built_in: bool = False,
) -> Catalogue:
    """Put rows into columns.

    Parameters
    ----------
    links
        For each occupation its competences, true where essential; every id must be among ``competences``.

    Raises
    ------
    CatalogueError
        When an id occurs twice.
    """
    for what, ids in (("occupation", [o.id for o in occupations]), ("competence", [c.id for c in competences])):
        if len(set(ids)) != len(ids):
            twice = sorted({id_ for id_ in ids if list(ids).count(id_) > 1})
            raise CatalogueError(f"{what} id occurs twice: {', '.join(twice[:5])}")
    positions = {competence.id: i for i, competence in enumerate(competences)}
    texts = _occupation_texts(occupations)
    texts["competence.id"] = TextColumn.of([c.id for c in competences])
    texts["competence.definition"] = TextColumn.of([c.definition or "" for c in competences])
    texts |= _name_columns("competence", [c.names for c in competences])
    arrays = _occupation_arrays(occupations, vocabulary) | _link_arrays(occupations, positions, links)
    arrays["competence.kind"] = np.array([KINDS.index(c.kind) for c in competences], dtype=np.uint8)
    arrays["competence.specialised"] = np.array([c.specialised for c in competences], dtype=np.uint8)
    return Catalogue(
        name=name,
        columns=Columns(texts=texts, arrays=arrays),
        records=records_to_json(vocabulary, gates, trainings),
        built_in=built_in,
    )
