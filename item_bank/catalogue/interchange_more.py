"""What the interchange format may say beyond names and links: conditions, gates, interests, relations, trainings.

A value that cannot be used is left out and reported, and the row stays. Lists are split by ``|``; an empty cell means
not known, ``none`` means that there are none.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from item_bank.catalogue.table import GATE_LISTS
from item_bank.schema import (
    Basis,
    CatalogueError,
    Competence,
    Confidence,
    Frequency,
    Gate,
    GateId,
    GateKind,
    Implied,
    Interests,
    Names,
    Occupation,
    OccupationId,
    Shortage,
    Training,
    TrainingId,
    TrainingKind,
)

GATES, TRAININGS = "gates.csv", "trainings.csv"
INTERESTS = ("realistic", "investigative", "artistic", "social", "enterprising", "conventional")
EQF_BASIS = ("eqf_source", "eqf_confidence", "eqf_checked_on")
GATE_COLUMNS = (
    "confidence",
    "formality",
    "common",
    "study_years",
    "level_meets",
    "implies",
    "implies_sources",
    "implies_confidences",
)
"""What a gate may say beyond its name, kind, explanation and source; all of it may be left out."""

COLUMNS = (
    "conditions",
    "gates",
    "gates_note",
    *GATE_LISTS,
    *EQF_BASIS,
    "near",
    "development",
    "shortage_year",
    "shortage_source",
    *(f"interest_{name}" for name in INTERESTS),
)
NONE = "none"

LeaveOut = Callable[[str, str], None]
"""Counts a value that is left out: reason and value."""


def values(row: Mapping[str, str], key: str) -> tuple[str, ...]:
    """Return the values of a list; empty when the cell is empty or says that there are none."""
    text = row.get(key, "")
    return () if text in ("", NONE) else tuple(dict.fromkeys(part.strip() for part in text.split("|") if part.strip()))


def conditions(row: Mapping[str, str], known: frozenset[str], leave_out: LeaveOut) -> dict[str, Frequency]:
    """Return how often each working condition occurs, written as ``nights=sometimes|outdoors=no``."""
    found = {}
    for part in values(row, "conditions"):
        code, _, frequency = part.partition("=")
        if code not in known or frequency not in set(Frequency):
            leave_out("condition not usable", part)
        else:
            found[code] = Frequency(frequency)
    return found


def gates(row: Mapping[str, str], known: Mapping[str, Gate], leave_out: LeaveOut) -> tuple[GateId, ...] | None:
    """Return the gates of an occupation; ``None`` when the cell is empty, which means not known."""
    if not row.get("gates"):
        return None
    found = values(row, "gates")
    unknown = [id_ for id_ in found if id_ not in known]
    for id_ in unknown:
        leave_out("unknown gate, gates taken as not known", id_)
    return None if unknown else tuple(map(GateId, found))


def interests(row: Mapping[str, str], leave_out: LeaveOut) -> Interests | None:
    """Return the six RIASEC figures when all are there and within 1 to 7."""
    texts = [row.get(f"interest_{name}", "") for name in INTERESTS]
    if not any(texts):
        return None
    try:
        return Interests(**{name: float(text) for name, text in zip(INTERESTS, texts, strict=True)})
    except (ValueError, CatalogueError):
        leave_out("interests not usable", "|".join(texts))
        return None


def shortage(row: Mapping[str, str], leave_out: LeaveOut) -> Shortage | None:
    """Return when and by whom the occupation was called hard to fill; both are needed."""
    year, source = row.get("shortage_year", ""), row.get("shortage_source", "")
    if not year and not source:
        return None
    if not (year.isdecimal() and len(year) == len("2026") and source):
        leave_out("shortage not usable", f"{year} {source}".strip())
        return None
    return Shortage(year=int(year), source=source)


def related(row: Mapping[str, str], key: str) -> tuple[OccupationId, ...]:
    """Return related occupations as written; :func:`drop_unknown_related` looks whether they exist."""
    return tuple(map(OccupationId, values(row, key)))


def drop_unknown_related(
    occupations: Mapping[str, Occupation], leave_out: Callable[[str, int, str, str], None]
) -> dict[str, Occupation]:
    """Leave out related occupations that the folder does not have."""
    found = {}
    for id_, occupation in occupations.items():
        kept = {}
        for key in ("near", "development"):
            written: tuple[OccupationId, ...] = getattr(occupation, key)
            for other in written:
                if other not in occupations:
                    leave_out("occupations.csv", 0, f"unknown occupation in {key}", f"{id_}: {other}")
            kept[key] = tuple(other for other in written if other in occupations)
        found[id_] = replace(occupation, near=kept["near"], development=kept["development"])
    return found


def gate_lists(row: Mapping[str, str], known: Mapping[str, Gate], leave_out: LeaveOut) -> dict[str, tuple[GateId, ...]]:
    """Return what an occupation says about gates beyond those that it asks; an unknown one is left out."""
    found = {}
    for name in GATE_LISTS:
        ids = values(row, name)
        for id_ in ids:
            if id_ not in known:
                leave_out(f"unknown gate in {name}", id_)
        found[name] = tuple(GateId(id_) for id_ in ids if id_ in known)
    return found


def eqf_basis(row: Mapping[str, str], leave_out: LeaveOut) -> Basis | None:
    """Return what the level rests on; all three columns are needed."""
    source, confidence, day = (row.get(name, "") for name in EQF_BASIS)
    if not (source or confidence or day):
        return None
    try:
        return Basis(source=source, confidence=Confidence(confidence), checked_on=date.fromisoformat(day))
    except ValueError:
        leave_out("basis of the level not usable", f"{source} {confidence} {day}".strip())
        return None


def _implied(row: Mapping[str, str]) -> tuple[Implied, ...]:
    ids, sources, sure = (row.get(name, "") for name in ("implies", "implies_sources", "implies_confidences"))
    if not ids:
        return ()
    columns = zip(ids.split("|"), sources.split("|"), sure.split("|"), strict=True)
    return tuple(Implied(gate=GateId(id_), source=source, confidence=_sure(word)) for id_, source, word in columns)


def _sure(text: str) -> Confidence | None:
    return Confidence(text) if text else None


def _number(row: Mapping[str, str], key: str) -> int | None:
    return int(row[key]) if row.get(key) else None


def gate(row: Mapping[str, str], leave_out: LeaveOut) -> Gate | None:
    """Return a gate, or ``None`` when its kind, its day or what it implies cannot be used."""
    try:
        return Gate(
            id=GateId(row["id"]),
            label=row["label"],
            kind=GateKind(row["kind"]),
            explanation=row["explanation"],
            source=row["source"],
            checked_on=date.fromisoformat(row["checked_on"]),
            confidence=_sure(row.get("confidence", "")),
            formality=row.get("formality") == "true",
            common=row.get("common") == "true",
            study_years=_number(row, "study_years"),
            level_meets=_number(row, "level_meets"),
            implies=_implied(row),
        )
    except ValueError as error:
        leave_out("gate not usable", f"{row['id']}: {error}")
        return None


def drop_unknown_implied(gates: Mapping[str, Gate], leave_out: LeaveOut) -> dict[str, Gate]:
    """Leave out implied gates that the folder does not have."""
    for row in gates.values():
        for item in row.implies:
            if item.gate not in gates:
                leave_out("unknown gate in implies", f"{row.id}: {item.gate}")
    return {
        id_: replace(row, implies=tuple(item for item in row.implies if item.gate in gates))
        for id_, row in gates.items()
    }


def training(
    row: Mapping[str, str],
    names: Names,
    competences: Mapping[str, Competence],
    known_gates: Mapping[str, Gate],
    leave_out: LeaveOut,
) -> Training | None:
    """Return a training without what it names and the folder does not have, or ``None`` when its kind is not known."""
    eqf, hours = row.get("eqf", ""), row.get("hours", "")
    numbers_usable = (not eqf or eqf in set("12345678")) and (not hours or hours.isdecimal())
    if row["kind"] not in set(TrainingKind) or not numbers_usable:
        leave_out("training not usable", f"{row['id']}: {row['kind']} {eqf} {hours}".strip())
        return None
    built, opened = values(row, "competences"), values(row, "gates")
    for id_ in (*(i for i in built if i not in competences), *(i for i in opened if i not in known_gates)):
        leave_out("unknown id in a training", f"{row['id']}: {id_}")
    return Training(
        id=TrainingId(row["id"]),
        names=names,
        kind=TrainingKind(row["kind"]),
        eqf=int(eqf) if eqf else None,
        hours=int(hours) if hours else None,
        competences=tuple(competences[id_].id for id_ in built if id_ in competences),
        gates=tuple(known_gates[id_].id for id_ in opened if id_ in known_gates),
    )
