"""The catalogue that comes with the project, read from the YAML files beside this module."""

import csv
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from item_bank.catalogue.table import Catalogue, build
from item_bank.loader import check_keys, read_rows, read_yaml
from item_bank.schema import (
    LANGUAGES,
    Basis,
    CatalogueError,
    Competence,
    CompetenceId,
    CompetenceKind,
    Condition,
    Confidence,
    Frequency,
    Gate,
    GateId,
    GateKind,
    Implied,
    Interests,
    Measure,
    Names,
    Occupation,
    OccupationId,
    Sector,
    Shortage,
    Training,
    TrainingId,
    TrainingKind,
    Vocabulary,
)

FOLDER = Path(__file__).parent
NAME = "built-in"

Row = Mapping[str, Any]
T = TypeVar("T")

_OCCUPATION = frozenset({
    "id", "label", "labels", "aliases", "isco08", "esco", "onet", "eqf", "sector", "language", "description",
    "conditions", "gates", "essential", "useful", "near", "development",
})  # fmt: skip
_GATE_LISTS = ("gates_part", "gates_not_proved")
_OCCUPATION_OPTIONAL = frozenset({"shortage", "gates_note", "eqf_basis", *_GATE_LISTS})
_COMPETENCE = frozenset({"id", "label", "labels", "kind"})
_GATE = frozenset({"id", "label", "kind", "explanation", "source", "checked_on", "confidence"})
_GATE_OPTIONAL = frozenset({"formality", "common", "study_years", "level_meets", "implies"})
_TRAINING = frozenset({"id", "label", "labels", "kind", "eqf", "hours", "competences", "gates"})


def _names(row: Row) -> Names:
    unknown = set(row["labels"]) - set(LANGUAGES)
    if unknown:
        raise CatalogueError(f"labels has {sorted(unknown)}; allowed are nl, fr, en (is a comma not quoted?)")
    aliases = tuple(row.get("aliases") or ())
    return Names(labels={"nl": row["label"], **row["labels"]}, aliases={"nl": aliases} if aliases else {})


def _frequency(value: str | bool) -> Frequency:
    """Return a frequency; YAML reads a bare ``no`` as false."""
    return Frequency.NO if value is False else Frequency(str(value))


def _day(row: Row) -> date:
    checked_on = row["checked_on"]
    if not isinstance(checked_on, date):
        raise CatalogueError(f"checked_on is {checked_on!r}; allowed is a date such as 2026-11-23")
    return checked_on


def _basis(row: Row) -> Basis:
    return Basis(source=row["source"], confidence=Confidence(row["confidence"]), checked_on=_day(row))


def _occupation(row: Row, interests: Mapping[str, Interests]) -> Occupation:
    return Occupation(
        id=OccupationId(row["id"]),
        names=_names(row),
        description=row["description"].strip(),
        isco08=row["isco08"],
        esco=row["esco"],
        eqf=row["eqf"],
        sector=row["sector"],
        language=row["language"],
        interests=interests.get(row["id"]),
        conditions={code: _frequency(value) for code, value in row["conditions"].items()},
        gates=tuple(map(GateId, row["gates"])),
        gates_note=row.get("gates_note"),
        eqf_basis=_basis(row["eqf_basis"]) if row.get("eqf_basis") else None,
        **{key: tuple(map(GateId, row.get(key) or ())) for key in _GATE_LISTS},
        shortage=Shortage(**row["shortage"]) if row.get("shortage") else None,
        near=tuple(map(OccupationId, row["near"])),
        development=tuple(map(OccupationId, row["development"])),
    )


def _competence(row: Row) -> Competence:
    return Competence(
        id=CompetenceId(row["id"]),
        names=_names(row),
        kind=CompetenceKind(row["kind"]),
        specialised=bool(row.get("specialised", False)),
        definition=row.get("definition"),
    )


def _implied(row: Row) -> Implied:
    return Implied(gate=GateId(row["gate"]), source=row["source"], confidence=Confidence(row["confidence"]))


def _gate(row: Row) -> Gate:
    return Gate(
        id=GateId(row["id"]),
        label=row["label"],
        kind=GateKind(row["kind"]),
        explanation=row["explanation"],
        source=row["source"],
        checked_on=_day(row),
        confidence=Confidence(row["confidence"]),
        formality=row.get("formality", False),
        common=row.get("common", False),
        study_years=row.get("study_years"),
        level_meets=row.get("level_meets"),
        implies=tuple(map(_implied, row.get("implies") or ())),
    )


def _training(row: Row) -> Training:
    return Training(
        id=TrainingId(row["id"]),
        names=_names(row),
        kind=TrainingKind(row["kind"]),
        eqf=row["eqf"],
        hours=row["hours"],
        competences=tuple(map(CompetenceId, row["competences"])),
        gates=tuple(map(GateId, row["gates"])),
    )


def raw_rows(file_name: str, folder: Path = FOLDER) -> list[tuple[Path, Row]]:
    """Return the rows of all files of this name, each with the file it stands in.

    Parameters
    ----------
    file_name
        ``occupations.yaml``, ``competences.yaml``, ``gates.yaml`` or ``trainings.yaml``.
    """
    keys = {
        "occupations.yaml": (_OCCUPATION, _OCCUPATION_OPTIONAL),
        "competences.yaml": (_COMPETENCE, frozenset({"aliases", "specialised", "definition"})),
        "gates.yaml": (_GATE, _GATE_OPTIONAL),
        "trainings.yaml": (_TRAINING, frozenset[str]()),
    }
    required, optional = keys[file_name]
    paths = sorted(folder.glob(f"*/{file_name}"))
    return [(path, row) for path in paths for row in read_rows(path, required=required, optional=optional)]


def _parsed(rows: list[tuple[Path, Row]], parse: Callable[[Row], T]) -> list[T]:
    parsed = []
    for path, row in rows:
        try:
            parsed.append(parse(row))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise CatalogueError(f"{path} ({row['id']}): {error}") from error
    return parsed


def _measure(row: Row) -> Measure:
    return Measure(**{**row, "kinds": tuple(map(TrainingKind, row["kinds"]))})


def read_vocabulary(folder: Path = FOLDER) -> Vocabulary:
    """Read the closed lists of sectors and working conditions."""
    body = read_yaml(folder / "vocabulary.yaml")
    where = str(folder / "vocabulary.yaml")
    required = frozenset({"version", "sectors", "conditions", "measures"})
    check_keys(body, required=required, optional=frozenset(), where=where)
    return Vocabulary(
        version=body["version"],
        sectors=tuple(Sector(**row) for row in body["sectors"]),
        conditions=tuple(Condition(**row) for row in body["conditions"]),
        measures=tuple(_measure(row) for row in body["measures"]),
    )


def read_interests(folder: Path = FOLDER) -> dict[str, Interests]:
    """Read the RIASEC figures by occupation id; an occupation that is not listed has none."""
    path = folder / "interests.csv"
    if not path.is_file():
        return {}
    fields = {"R": "realistic", "I": "investigative", "A": "artistic"}
    fields |= {"S": "social", "E": "enterprising", "C": "conventional"}
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {row["occupation_id"]: Interests(**{name: float(row[key]) for key, name in fields.items()}) for row in rows}


def read(folder: Path = FOLDER) -> Catalogue:
    """Read a catalogue from a folder of YAML files.

    Raises
    ------
    CatalogueError
        When a row cannot be used or points to an id that does not exist; the message names file and row.
    """
    interests = read_interests(folder)
    rows = raw_rows("occupations.yaml", folder)  # the longest of them, read once
    occupations = _parsed(rows, lambda row: _occupation(row, interests))
    competences = _parsed(raw_rows("competences.yaml", folder), _competence)
    known = {competence.id for competence in competences}
    links: dict[OccupationId, dict[CompetenceId, bool]] = {}
    for path, row in rows:
        asked = dict.fromkeys(row["useful"], False) | dict.fromkeys(row["essential"], True)
        for id_ in asked:
            if id_ not in known:
                raise CatalogueError(f"{path} ({row['id']}): competence {id_!r} does not exist")
        links[OccupationId(row["id"])] = {CompetenceId(id_): flag for id_, flag in asked.items()}
    return build(
        name=NAME,
        occupations=occupations,
        competences=competences,
        links=links,
        vocabulary=read_vocabulary(folder),
        gates=_parsed(raw_rows("gates.yaml", folder), _gate),
        trainings=_parsed(raw_rows("trainings.yaml", folder), _training),
        built_in=True,
    )


@cache
def catalogue() -> Catalogue:
    """Return the built-in catalogue; read once for each process."""
    return read()
