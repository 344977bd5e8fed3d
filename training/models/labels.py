"""Labels for the bench: which steps people or judges call good, checked before anything is learned or measured."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path

from item_bank.catalogue.table import Catalogue
from training.tables import InputError, read_columns

NEAR, ANY = 2.5, 1.5
"""From this mean grade on a step is within reach, and worth naming at all."""

BEST, FEASIBLE = 3.0, 2.0
"""Grades of a step that somebody named as within reach, and as one with training."""

STEPS = Path(__file__).parents[1] / "jobbereik" / "steps.csv"
"""The judged steps that come with the project (``NOTICE`` says who judged); everything is measured on them."""

STEPS_REST = STEPS.with_name("steps_rest.csv")
"""Judged steps from the other occupations: to learn from only, since our own lists chose what was judged there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Graded steps, by origin.

    Attributes
    ----------
    name
        What they are called in tables.
    judged
        For each origin the grade of each target that was judged, 0 to 3; positions of a catalogue.
    by_whom
        Who judged, as cards must say it.
    """

    name: str
    judged: Mapping[int, Mapping[int, float]]
    by_whom: str

    def relevant(self, origin: int, least: float) -> tuple[int, ...]:
        """Return the targets of an origin with at least this grade."""
        return tuple(sorted(target for target, grade in self.judged[origin].items() if grade >= least))


def read(path: Path, catalogue: Catalogue) -> Labels:
    """Read judged steps: ``from_id``, ``to_id``, and ``grade_a`` with perhaps ``grade_b``, or ``kind``.

    Raises
    ------
    InputError
        When an id is not known, a grade is no number of 0 to 3, a step leads to itself or stands there twice with other
        grades, or no good step is left; with line and value.
    """
    head = path.read_text(encoding="utf-8-sig", errors="replace").partition("\n")[0] if path.is_file() else ""
    with_kind = "kind" in head.split(",")
    columns = ["from_id", "to_id", "kind"] if with_kind else ["from_id", "to_id", "grade_a", "grade_b"]
    judged: dict[int, dict[int, float]] = {}
    for line, (start, end, *grades) in read_columns(path, columns):
        where = f"{path}, line {line}"
        origin, target = catalogue.occupation_index(start), catalogue.occupation_index(end)
        if origin is None or target is None:
            unknown = start if origin is None else end
            raise InputError(f"{where}: {unknown[:80]!r} is not in the catalogue {catalogue.version}")
        grade = _kind(grades[0], where) if with_kind else _grade(grades, where)
        if origin == target:
            raise InputError(f"{where}: {start!r} leads to itself; a step leads to another occupation")
        if judged.setdefault(origin, {}).setdefault(target, grade) != grade:
            raise InputError(f"{where}: {start!r} to {end!r} stands there before with another grade; give one")
    by_whom = "experts (ROME)" if with_kind else "language models in the role of a coach; no person judged them"
    return check(Labels(name=path.stem, judged=judged, by_whom=by_whom))


def _kind(text: str, where: str) -> float:
    if text not in ("near", "development"):
        raise InputError(f"{where}: kind is {text[:80]!r}; allowed are near, development")
    return BEST if text == "near" else FEASIBLE


def _grade(texts: Sequence[str], where: str) -> float:
    grades = []
    for text in filter(None, texts):
        try:
            grade = float(text)
        except ValueError as error:
            raise InputError(f"{where}: grade is {text[:20]!r}; allowed is 0 to 3") from error
        if not (isfinite(grade) and 0.0 <= grade <= BEST):
            raise InputError(f"{where}: grade is {text[:20]!r}; allowed is 0 to 3")
        grades.append(grade)
    if not grades:
        raise InputError(f"{where}: no grade")
    return sum(grades) / len(grades)


def check(labels: Labels) -> Labels:
    """Refuse labels that nothing can be learned from or measured on.

    Raises
    ------
    InputError
        When there is no origin, or no step that is good.
    """
    good = sum(grade >= ANY for row in labels.judged.values() for grade in row.values())
    if not labels.judged or not good:
        raise InputError(f"labels {labels.name!r}: {len(labels.judged)} origins and {good} good steps; both are needed")
    return labels


def check_two_classes(labels: Labels) -> None:
    """Refuse labels of one class, of which a model would learn that everything is good.

    Raises
    ------
    InputError
        When no step is bad.
    """
    if all(grade >= ANY for row in labels.judged.values() for grade in row.values()):
        raise InputError(f"labels {labels.name!r}: every step is good; a model needs bad ones too")


def folds(
    origins: Sequence[int], fold_of: Mapping[int, int] | None = None, *, n: int = 5
) -> tuple[tuple[int, ...], ...]:
    """Split origins into folds: as given, or the same way for the same origins.

    Raises
    ------
    InputError
        When a fold would be empty, an origin has none, or stands in two.

    Examples
    --------
    >>> folds([4, 8, 15, 16], n=2)
    ((4, 15), (8, 16))
    """
    if len(set(origins)) != len(origins):
        twice = sorted({origin for origin in origins if list(origins).count(origin) > 1})
        raise InputError(f"origin {twice[0]} stands in two folds; what is measured would have been seen")
    if fold_of is None:
        fold_of = {origin: place % n for place, origin in enumerate(sorted(origins))}
    missing = [origin for origin in origins if origin not in fold_of]
    if missing:
        raise InputError(f"origin {missing[0]} has no fold")
    count = max(n if len(origins) else 0, 1 + max(fold_of.values(), default=0))
    split = tuple(tuple(sorted(o for o in origins if fold_of[o] == fold)) for fold in range(count))
    empty = [fold for fold, row in enumerate(split) if not row]
    if empty or not origins:
        raise InputError(f"fold {empty[0] if empty else 0} is empty: {len(origins)} origins over {count} folds")
    return split
