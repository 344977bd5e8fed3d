"""Write a catalogue in the interchange format, so that others can read it and ``import`` gives it back the same."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from item_bank.catalogue.interchange import COMPETENCES, LINKS, OCCUPATIONS
from item_bank.catalogue.interchange_more import COLUMNS, GATE_COLUMNS, GATES, INTERESTS, NONE, TRAININGS
from item_bank.catalogue.table import GATE_LISTS, Catalogue
from item_bank.schema import LANGUAGES, CatalogueError, Gate, Names, Occupation

_LABELS = [f"label_{code}" for code in LANGUAGES]
_ALIASES = [f"aliases_{code}" for code in LANGUAGES]


def _joined(values: Sequence[str]) -> str:
    for value in values:
        if "|" in value:
            raise CatalogueError(f"{value!r} holds a vertical bar, which splits lists in the interchange format")
    return "|".join(values)


def _names(names: Names) -> list[str]:
    aliases = [_joined(names.aliases.get(code, ())) for code in LANGUAGES]
    return [*(names.labels.get(code, "") for code in LANGUAGES), *aliases]


def _list_or_none(values: Sequence[str] | None) -> str:
    """Write a list in which empty (``none``) and not known (an empty cell) differ."""
    if values is None:
        return ""
    return _joined(values) or NONE


def _occupation(row: Occupation) -> list[object]:
    conditions = [f"{code}={frequency}" for code, frequency in row.conditions.items()]
    figures = [""] * len(INTERESTS) if row.interests is None else [str(value) for value in row.interests.figures()]
    shortage = ["", ""] if row.shortage is None else [str(row.shortage.year), row.shortage.source]
    facts = [row.description, row.isco08, row.esco, row.eqf, row.sector, row.language]
    more = [
        _joined(conditions),
        _list_or_none(row.gates),
        row.gates_note or "",
        *(_joined(getattr(row, name)) for name in GATE_LISTS),
        *(
            ["", "", ""]
            if (basis := row.eqf_basis) is None
            else [basis.source, basis.confidence, str(basis.checked_on)]
        ),
        _joined(row.near),
        _joined(row.development),
    ]
    return [row.id, *_names(row.names), *("" if fact is None else fact for fact in facts), *more, *shortage, *figures]


def _gate(row: Gate) -> list[object]:
    known = [row.id, row.label, row.kind, row.explanation, row.source, row.checked_on, row.confidence or ""]
    flags = [str(row.formality).lower(), str(row.common).lower(), row.study_years or "", row.level_meets or ""]
    implied = [_joined([item.gate for item in row.implies]), _joined([item.source for item in row.implies])]
    return [*known, *flags, *implied, "|".join(item.confidence or "" for item in row.implies)]


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        for count, row in enumerate(rows, start=1):  # noqa: B007 - the last one is the count
            writer.writerow(row)
    return count


def _links(catalogue: Catalogue) -> Iterable[tuple[str, str, str]]:
    for i in range(catalogue.n_occupations):
        for competence, essential in catalogue.competences_of(i):
            yield catalogue.occupation(i).id, competence.id, "true" if essential else "false"


def write_interchange(catalogue: Catalogue, folder: Path) -> dict[str, int]:
    """Write a catalogue as a folder of CSV files.

    Returns
    -------
    Rows by file.

    Raises
    ------
    CatalogueError
        When the folder holds files already, or a value cannot be written.
    """
    if folder.exists() and any(folder.iterdir()):
        raise CatalogueError(f"{folder}: not empty; name a new folder, nothing is overwritten")
    folder.mkdir(parents=True, exist_ok=True)
    occupations = [catalogue.occupation(i) for i in range(catalogue.n_occupations)]
    competences = [catalogue.competence(i) for i in range(catalogue.n_competences)]
    names = ["id", *_LABELS, *_ALIASES]
    facts = ["description", "isco08", "esco", "eqf", "sector", "language"]
    return {
        OCCUPATIONS: _write(folder / OCCUPATIONS, [*names, *facts, *COLUMNS], map(_occupation, occupations)),
        COMPETENCES: _write(
            folder / COMPETENCES,
            [*names, "kind", "specialised", "definition"],
            ([c.id, *_names(c.names), c.kind, str(c.specialised).lower(), c.definition or ""] for c in competences),
        ),
        LINKS: _write(folder / LINKS, ["occupation_id", "competence_id", "essential"], _links(catalogue)),
        GATES: _write(
            folder / GATES,
            ["id", "label", "kind", "explanation", "source", "checked_on", *GATE_COLUMNS],
            map(_gate, catalogue.gates.values()),
        ),
        TRAININGS: _write(
            folder / TRAININGS,
            [*names, "kind", "eqf", "hours", "competences", "gates"],
            (
                [t.id, *_names(t.names), t.kind, t.eqf or "", t.hours or "", _joined(t.competences), _joined(t.gates)]
                for t in catalogue.trainings
            ),
        ),
    }
