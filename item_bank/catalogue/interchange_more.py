"""What the interchange format may say beyond names and links: conditions, gates, interests, relations, trainings.

A value that cannot be used is left out and reported, and the row stays. Lists are split by ``|``; an empty cell means
not known, ``none`` means that there are none.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from item_bank.schema import (
    CatalogueError,
    Competence,
    Frequency,
    Gate,
    GateId,
    GateKind,
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
COLUMNS = (
    "conditions",
    "gates",
    "gates_note",
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


def gate(row: Mapping[str, str], leave_out: LeaveOut) -> Gate | None:
    """Return a gate, or ``None`` when its kind or day cannot be used."""
    try:
        return Gate(
            id=GateId(row["id"]),
            label=row["label"],
            kind=GateKind(row["kind"]),
            explanation=row["explanation"],
            source=row["source"],
            checked_on=date.fromisoformat(row["checked_on"]),
        )
    except ValueError as error:
        leave_out("gate not usable", f"{row['id']}: {error}")
        return None


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
