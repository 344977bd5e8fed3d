"""The interchange format: a folder of CSV files that becomes a catalogue.

``occupations.csv`` (``id``, ``label_nl|fr|en``, ``aliases_nl|fr|en`` split by ``|``; optionally ``description``,
``isco08``, ``esco``, ``eqf``, ``sector``, ``language`` and what ``interchange_more`` reads), ``competences.csv``
(``id``, labels, aliases, ``kind``, ``specialised``, ``definition``) and ``occupation_competences.csv``
(``occupation_id``, ``competence_id``; optionally ``essential`` or ``core``). ``gates.csv`` and ``trainings.csv`` may
stand beside them. Files of transitions are labels for measuring: they are never read here.

Read as spreadsheets write them: yes and no in Dutch, French, English and German (``WAAR``, ``ja``, ``x``), spaces,
marks and empty columns in a header, ISCO codes without their leading zero. An id of an occupation stands in addresses,
so one with a slash is refused.
"""

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from item_bank.catalogue import cells
from item_bank.catalogue import interchange_more as more
from item_bank.catalogue.builtin import read_vocabulary
from item_bank.catalogue.table import Catalogue, build
from item_bank.schema import (
    CEFR_LEVELS,
    LANGUAGES,
    CatalogueError,
    Competence,
    CompetenceId,
    CompetenceKind,
    Gate,
    Names,
    Occupation,
    OccupationId,
    Training,
    Vocabulary,
)

OCCUPATIONS, COMPETENCES, LINKS = "occupations.csv", "competences.csv", "occupation_competences.csv"
REQUIRED = {
    OCCUPATIONS: ("id",),
    COMPETENCES: ("id",),
    LINKS: ("occupation_id", "competence_id"),
    more.GATES: ("id", "label", "kind", "explanation", "source", "checked_on"),
    more.TRAININGS: ("id", "kind"),
}
NAME_COLUMNS = tuple(f"{what}_{code}" for what in ("label", "aliases") for code in LANGUAGES)
USED = {
    OCCUPATIONS: {"id", *NAME_COLUMNS, "description", "isco08", "esco", "eqf", "sector", "language", *more.COLUMNS},
    COMPETENCES: {"id", *NAME_COLUMNS, "kind", "specialised", "definition"},
    LINKS: {"occupation_id", "competence_id", "essential", "core"},
    more.GATES: {"id", "label", "kind", "explanation", "source", "checked_on", *more.GATE_COLUMNS},
    more.TRAININGS: {"id", *NAME_COLUMNS, "kind", "eqf", "hours", "competences", "gates"},
}

KINDS: Mapping[str, CompetenceKind] = {
    "skill": CompetenceKind.SKILL,
    "knowledge": CompetenceKind.KNOWLEDGE,
    "soft": CompetenceKind.SOFT,
    "savoir-faire": CompetenceKind.SKILL,
    "savoirs theoriques et proceduraux": CompetenceKind.KNOWLEDGE,
    "savoir-être professionnel": CompetenceKind.SOFT,
}
"""Kinds of competence as the interchange format and ROME write them, in lower case."""

ESSENTIAL = frozenset({"essential", "principale", "core", "kern", "essentieel", "essentiel", "essentielle"}) | cells.YES
"""What a link may say in ``essential`` or ``core`` to be essential."""

USEFUL = frozenset({"useful", "optional", "optioneel", "optionnel", "optionnelle", "secondaire", "nuttig"}) | cells.NO
"""What a link may say to be useful only; anything else is taken so too, and reported."""

EXAMPLES_KEPT = 20
"""Problems kept as examples for each reason; all are counted."""

MAX_FIELD = 1_000_000
"""Longest value of one cell in characters; longer means a quote that was never closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowProblem:
    """A row, or a value of it, that was left out."""

    file: str
    line: int
    reason: str
    value: str


@dataclass(slots=True, kw_only=True)
class ImportReport:
    """What an import read and what it left out, for the person who ran it."""

    occupations: int = 0
    competences: int = 0
    links: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    examples: list[RowProblem] = field(default_factory=list)
    unused_columns: dict[str, list[str]] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    def leave_out(self, file: str, line: int, reason: str, value: str) -> None:
        """Count a row or value that was left out, and keep the first of each reason as examples."""
        self.left_out[reason] += 1
        if self.left_out[reason] <= EXAMPLES_KEPT:
            self.examples.append(RowProblem(file=file, line=line, reason=reason, value=value[:120]))


Progress = Callable[[str, int], None]


def ignore_progress(file: str, rows: int) -> None:
    """Show nothing."""
    del file, rows


def _read_csv(
    folder: Path, name: str, report: ImportReport, progress: Progress
) -> Iterator[tuple[int, dict[str, str]]]:
    path = folder / name
    if not path.is_file():
        raise CatalogueError(
            f"{path}: the file is missing; an interchange folder holds {OCCUPATIONS}, {COMPETENCES} and {LINKS}"
        )
    previous = csv.field_size_limit(MAX_FIELD)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = cells.header(next(reader, []))
            _check_header(path, name, header, report)
            for row in reader:
                if not any(row):
                    continue
                if any(cell.strip() for cell in row[len(header) :]) or len(row) < len(header):
                    raise CatalogueError(
                        f"{path}, line {reader.line_num}: {len(row)} values, the header has {len(header)}; "
                        "is the file cut off, or a comma not quoted?"
                    )
                progress(name, reader.line_num)
                yield reader.line_num, dict(zip(header, map(cells.bare, row), strict=False))
    except UnicodeDecodeError as error:
        raise CatalogueError(f"{path}: not UTF-8 (byte {error.start} is {error.object[error.start]:#04x})") from error
    except csv.Error as error:
        raise CatalogueError(f"{path}, line {reader.line_num}: not readable as CSV ({error})") from error
    finally:
        csv.field_size_limit(previous)


def _check_header(path: Path, name: str, header: list[str], report: ImportReport) -> None:
    missing = [column for column in REQUIRED[name] if column not in header]
    if missing:
        raise CatalogueError(f"{path}: column {missing[0]!r} is missing; found {header[:12]} (values split by commas)")
    if name not in (LINKS, more.GATES) and not any(f"label_{code}" in header for code in LANGUAGES):
        raise CatalogueError(f"{path}: no label column; one of label_nl, label_fr, label_en is needed")
    named = [column for column in header if column]
    if len(set(named)) != len(named):
        raise CatalogueError(f"{path}: a column stands in the header twice: {header}")
    report.unused_columns[name] = [column for column in named if column not in USED[name]]


def _names(row: Mapping[str, str]) -> Names:
    labels = {code: text for code in LANGUAGES if (text := row.get(f"label_{code}"))}
    aliases = {}
    for code in LANGUAGES:
        found = (alias.strip() for alias in row.get(f"aliases_{code}", "").split("|"))
        unique = tuple(dict.fromkeys(alias for alias in found if alias))
        if unique:
            aliases[code] = unique
    return Names(labels=labels, aliases=aliases)


def _read_table(
    folder: Path, name: str, report: ImportReport, progress: Progress, make: Callable[[int, dict[str, str]], Any]
) -> dict[str, Any]:
    rows: dict[str, Any] = {}
    first_line: dict[str, int] = {}
    for line, row in _read_csv(folder, name, report, progress):
        id_ = row["id"]
        if not id_:
            report.leave_out(name, line, "row without id", "")
            continue
        if (sign := cells.unusable_in_id(id_)) and name == OCCUPATIONS:
            raise CatalogueError(
                f"{folder / name}, line {line}: id {id_!r} holds {sign!r}, which no address of a page can hold; "
                "take another id, such as one of letters, digits and hyphens"
            )
        if id_ in first_line:
            raise CatalogueError(f"{folder / name}, line {line}: id {id_!r} already stands on line {first_line[id_]}")
        first_line[id_] = line
        if name != more.GATES and not any(row.get(f"label_{code}") for code in LANGUAGES):
            report.leave_out(name, line, "row without a label", id_)
            continue
        made = make(line, row)
        if made is not None:
            rows[id_] = made
    return rows


def _optional(
    report: ImportReport, line: int, row: Mapping[str, str], key: str, allowed: Callable[[str], bool]
) -> str | None:
    value = row.get(key, "")
    if value and not allowed(value):
        report.leave_out(OCCUPATIONS, line, f"{key} not usable", value)
        return None
    return value or None


def _occupation_maker(
    report: ImportReport, vocabulary: Vocabulary, gates: Mapping[str, Gate]
) -> Callable[[int, dict[str, str]], Occupation]:
    sectors = frozenset(sector.code for sector in vocabulary.sectors)
    conditions = frozenset(condition.code for condition in vocabulary.conditions)

    def make(line: int, row: dict[str, str]) -> Occupation:
        eqf = _optional(report, line, row, "eqf", lambda text: text in "12345678" and len(text) == 1)

        def leave_out(reason: str, value: str) -> None:
            report.leave_out(OCCUPATIONS, line, reason, value)

        return Occupation(
            id=OccupationId(row["id"]),
            names=_names(row),
            description=row.get("description") or None,
            isco08=cells.isco08(_optional(report, line, row, "isco08", lambda text: cells.isco08(text) is not None)),
            esco=_optional(report, line, row, "esco", lambda text: text.startswith("http")),
            eqf=int(eqf) if eqf else None,
            sector=_optional(report, line, row, "sector", lambda text: text in sectors),
            language=_optional(report, line, row, "language", lambda text: text in CEFR_LEVELS),
            conditions=more.conditions(row, conditions, leave_out),
            gates=more.gates(row, gates, leave_out),
            gates_note=row.get("gates_note") or None,
            eqf_basis=more.eqf_basis(row, leave_out),
            **more.gate_lists(row, gates, leave_out),
            interests=more.interests(row, leave_out),
            shortage=more.shortage(row, leave_out),
            near=more.related(row, "near"),
            development=more.related(row, "development"),
        )

    return make


def _competence_maker(report: ImportReport) -> Callable[[int, dict[str, str]], Competence]:
    def make(line: int, row: dict[str, str]) -> Competence:
        text = row.get("kind", "")
        if text and text.lower() not in KINDS:
            report.leave_out(COMPETENCES, line, "kind not known, taken as skill", text)
        kind = KINDS.get(text.lower(), CompetenceKind.SKILL)
        told = row.get("specialised", "").lower()
        if told not in cells.YES | cells.NO:
            report.leave_out(COMPETENCES, line, "specialised not known, taken as no", told)
        specialised = told in cells.YES
        return Competence(
            id=CompetenceId(row["id"]),
            names=_names(row),
            kind=kind,
            specialised=specialised,
            definition=row.get("definition") or None,
        )

    return make


def _gate_maker(report: ImportReport) -> Callable[[int, dict[str, str]], Gate | None]:
    def make(line: int, row: dict[str, str]) -> Gate | None:
        return more.gate(row, lambda reason, value: report.leave_out(more.GATES, line, reason, value))

    return make


def _training_maker(
    report: ImportReport, competences: Mapping[str, Competence], gates: Mapping[str, Gate]
) -> Callable[[int, dict[str, str]], Training | None]:
    def make(line: int, row: dict[str, str]) -> Training | None:
        def leave_out(reason: str, value: str) -> None:
            report.leave_out(more.TRAININGS, line, reason, value)

        return more.training(row, _names(row), competences, gates, leave_out)

    return make


def _read_links(
    folder: Path,
    report: ImportReport,
    progress: Progress,
    occupations: Mapping[str, Any],
    competences: Mapping[str, Any],
) -> dict[OccupationId, dict[CompetenceId, bool]]:
    links: dict[OccupationId, dict[CompetenceId, bool]] = {}
    for line, row in _read_csv(folder, LINKS, report, progress):
        occupation, competence = row["occupation_id"], row["competence_id"]
        if occupation not in occupations:
            report.leave_out(LINKS, line, "unknown occupation_id", occupation)
        elif competence not in competences:
            report.leave_out(LINKS, line, "unknown competence_id", competence)
        elif competence in (of := links.setdefault(OccupationId(occupation), {})):
            report.leave_out(LINKS, line, "link occurs twice", f"{occupation}, {competence}")
        else:
            mark = (row.get("essential") or row.get("core") or "").lower()
            if mark not in ESSENTIAL | USEFUL:
                report.leave_out(LINKS, line, "essential not known, taken as useful", mark)
            of[CompetenceId(competence)] = mark in ESSENTIAL
    return links


def read_interchange(
    folder: Path, *, name: str, progress: Progress = ignore_progress
) -> tuple[Catalogue, ImportReport]:
    """Read a folder in the interchange format.

    Parameters
    ----------
    folder
        Folder with the three CSV files, UTF-8.
    name
        What to call the catalogue.
    progress
        Called with file and line while reading.

    Returns
    -------
    The catalogue, and what was left out of it.

    Raises
    ------
    CatalogueError
        When a file or column is missing, an id occurs twice, or a file is not UTF-8 or cut off.
    """
    report = ImportReport()
    vocabulary = read_vocabulary()
    gates: dict[str, Gate] = {}
    if (folder / more.GATES).is_file():
        written = _read_table(folder, more.GATES, report, progress, _gate_maker(report))
        gates = more.drop_unknown_implied(written, lambda reason, id_: report.leave_out(more.GATES, 0, reason, id_))
    make = _occupation_maker(report, vocabulary, gates)
    occupations = more.drop_unknown_related(_read_table(folder, OCCUPATIONS, report, progress, make), report.leave_out)
    competences = _read_table(folder, COMPETENCES, report, progress, _competence_maker(report))
    trainings: dict[str, Training] = {}
    if (folder / more.TRAININGS).is_file():
        make_training = _training_maker(report, competences, gates)
        trainings = _read_table(folder, more.TRAININGS, report, progress, make_training)
    links = _read_links(folder, report, progress, occupations, competences)
    if not occupations or not links:
        raise CatalogueError(
            f"{folder}: {len(occupations)} occupations and {len(links)} of them with competences; one at least"
        )
    report.occupations, report.competences = len(occupations), len(competences)
    report.links = sum(map(len, links.values()))
    catalogue = build(
        name=name,
        occupations=list(occupations.values()),
        competences=list(competences.values()),
        links=links,
        vocabulary=vocabulary,
        gates=gates.values(),
        trainings=trainings.values(),
    )
    return catalogue, report
