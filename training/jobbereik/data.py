"""Catalogue and transitions for measuring. Transitions are labels: nothing here passes them to a ranker."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from item_bank.catalogue import builtin
from item_bank.catalogue.interchange import read_interchange
from item_bank.catalogue.table import Catalogue
from models.jobbereik.ranking import Query
from training.evaluation import Question
from training.tables import InputError, read_columns

KINDS = ("near", "development")
ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Right answers by origin, and how many rows were left out because an id is unknown."""

    questions: tuple[Question, ...]
    left_out: int


def read_catalogue(folder: Path) -> Catalogue:
    """Read a catalogue in the interchange format, without importing it.

    Raises
    ------
    CatalogueError
        When the folder is not in the interchange format.
    """
    return read_interchange(folder, name="measured")[0]


BUILT_IN = "built-in"
"""Names the catalogue that comes with the project, where a folder could be named."""


def named_catalogue(name: str) -> Catalogue:
    """Return the built-in catalogue, or that of a folder in the interchange format."""
    return builtin.catalogue() if name == BUILT_IN else read_catalogue(Path(name))


def read_origins(path: Path, catalogue: Catalogue) -> list[int]:
    """Return the positions of the distinct ``from_id`` of a file, in the order in which they first stand there.

    Raises
    ------
    InputError
        When an id is not in the catalogue.
    """
    origins: dict[int, None] = {}
    for line, (id_,) in read_columns(path, ["from_id"]):
        position = catalogue.occupation_index(id_)
        if position is None:
            raise InputError(f"{path}, line {line}: from_id is {id_[:80]!r}; the catalogue does not have it")
        origins[position] = None
    return list(origins)


def read_labels(path: Path, catalogue: Catalogue) -> Labels:
    """Read transitions as right answers by origin and kind.

    Raises
    ------
    InputError
        When a kind is not known or nothing is left.
    """
    found: dict[int, dict[str, set[int]]] = {}
    left_out = 0
    for line, (start, end, kind) in read_columns(path, ["from_id", "to_id", "kind"]):
        if kind not in KINDS:
            raise InputError(f"{path}, line {line}: kind is {kind[:80]!r}; allowed are {', '.join(KINDS)}")
        origin, target = catalogue.occupation_index(start), catalogue.occupation_index(end)
        if origin is None or target is None or origin == target:
            left_out += 1
            continue
        of = found.setdefault(origin, {})
        of.setdefault(kind, set()).add(target)
        of.setdefault(ALL, set()).add(target)
    if not found:
        raise InputError(f"{path}: no row names two occupations of the catalogue")
    questions = tuple(
        Question(origin=origin, relevant={kind: tuple(sorted(targets)) for kind, targets in of.items()})
        for origin, of in found.items()
    )
    return Labels(questions=questions, left_out=left_out)


GRADES = ("0", "1", "2", "3")


def read_steps(path: Path, catalogue: Catalogue) -> dict[int, dict[int, float]]:
    """Read judged steps: the mean grade of each target by origin, 0 (absurd) to 3 (within reach now).

    Raises
    ------
    InputError
        When an id is not in the catalogue, a grade is not known, or nothing is left.
    """
    found: dict[int, dict[int, float]] = {}
    for line, (start, end, *given) in read_columns(path, ["from_id", "to_id", "grade_a", "grade_b"]):
        origin, target = catalogue.occupation_index(start), catalogue.occupation_index(end)
        if origin is None or target is None or origin == target:
            raise InputError(f"{path}, line {line}: {start[:80]!r} to {end[:80]!r} is no step of the catalogue")
        grades = [grade for grade in given if grade]
        if not grades or not set(grades) <= set(GRADES):
            raise InputError(f"{path}, line {line}: grades are {given!r}; allowed are {', '.join(GRADES)}")
        found.setdefault(origin, {})[target] = sum(map(float, grades)) / len(grades)
    if not found:
        raise InputError(f"{path}: no step in the file")
    return found


def with_further(
    steps: Mapping[int, Mapping[int, float]], path: Path | None, catalogue: Catalogue
) -> dict[int, dict[int, float]]:
    """Return judged steps with further ones, such as observed careers; what was judged goes before."""
    further = {} if path is None else read_steps(path, catalogue)
    return {
        origin: {**further.get(origin, {}), **steps.get(origin, {})} for origin in (*steps, *(further.keys() - steps))
    }


def judged_twice(path: Path) -> int:
    """Return how many steps of a file were judged twice."""
    return sum(bool(second) for _, (second,) in read_columns(path, ["grade_b"]))


def own_labels(catalogue: Catalogue) -> Labels:
    """Return the related occupations that people wrote in a catalogue as right answers."""
    questions = []
    for origin in range(catalogue.n_occupations):
        occupation = catalogue.occupation(origin)
        near = _positions(catalogue, occupation.near)
        development = _positions(catalogue, occupation.development)
        if near or development:
            relevant = {"near": near, "development": development, ALL: tuple(sorted({*near, *development}))}
            questions.append(Question(origin=origin, relevant=relevant))
    return Labels(questions=tuple(questions), left_out=0)


def _positions(catalogue: Catalogue, ids: Sequence[str]) -> tuple[int, ...]:
    return tuple(position for id_ in ids if (position := catalogue.occupation_index(id_)) is not None)


def origin_query(catalogue: Catalogue, origin: int) -> Query:
    """Return the profile of an origin: all of its competences, and its name."""
    competences = catalogue.competence_positions(origin).astype(np.int64)
    return Query(
        competences=competences,
        weights=np.ones(len(competences), dtype=np.float32),
        occupations=np.array([origin]),
        shares=np.ones(1, dtype=np.float32),
    )
