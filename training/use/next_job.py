"""Rankers on observed careers: does the next job stand on top? Beside persistence and popularity, in one table.

The unit is a step that somebody made. ``persistence`` says that one stays in the same occupation and nothing else;
``popularity`` ranks by how many other persons moved to an occupation (learned on four fifths of the persons,
measured on the fifth). A ranker never names the own occupation, so it also stands behind persistence: "stay, else
this".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.contracts import Estimate
from training.models.bench import SERVED, Bench
from training.models.drawing import intervals
from training.models.labels import folds
from training.models.report import Report, Section, points
from training.tables import InputError
from training.use import careers as observed
from training.use import clusters
from training.use.careers import Careers, Step
from training.use.disclosure import LEAST

Floats = NDArray[np.float64]

FIGURES = ("next job first", "next job R@10", "moves R@10", "moves MRR")
PERSISTENCE, POPULARITY = "persistence", "popularity of moves"
STAY = "persistence, then "
DEPTH = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Every ranker on the same steps.

    Attributes
    ----------
    by
        Figures of each ranker; those over moves rest on the moves alone.
    """

    by: Mapping[str, Mapping[str, Estimate]]
    steps: int
    moves: int


def place(scores: Floats, target: int, origin: int) -> int:
    """Return the place of a target, from 1, the origin left out; ties by position.

    Examples
    --------
    >>> place(np.array([9.0, 0.2, 0.7]), target=1, origin=0)
    2
    """
    others = np.arange(len(scores)) != origin
    ahead = (scores > scores[target]) | ((scores == scores[target]) & (np.arange(len(scores)) < target))
    return 1 + int((ahead & others).sum())


def _places(bench: Bench, name: str, steps: Sequence[Step]) -> NDArray[np.int64]:
    """Return the place of each target by a ranker of the bench; 0 for a stay."""
    scores = {
        origin: np.asarray(bench.rankers[name](bench.person_at(origin)), dtype=np.float64)
        for origin in sorted({step.origin for step in steps})
    }
    return np.array([_of(step, scores[step.origin]) for step in steps], dtype=np.int64)


def _of(step: Step, scores: Floats) -> int:
    return 0 if step.origin == step.target else place(scores, step.target, step.origin)


def _popularity(steps: Sequence[Step], n: int) -> NDArray[np.int64]:
    """Return the place of each target by how many other persons moved to it."""
    found = np.zeros(len(steps), dtype=np.int64)
    for fold in folds(sorted({step.person for step in steps})):
        apart = set(fold)
        seen = [s.target for s in steps if s.person not in apart and s.origin != s.target]
        scores = np.bincount(seen, minlength=n).astype(np.float64)
        for row, step in enumerate(steps):
            if step.person in apart:
                found[row] = _of(step, scores)
    return found


def _figures(places: NDArray[np.int64], steps: Sequence[Step], *, stay: bool, ranks: bool) -> dict[str, Estimate]:
    """Return the figures of a ranker.

    Parameters
    ----------
    places
        Of the target among the other occupations; 0 for a stay.
    stay
        Whether the own occupation is named first.
    ranks
        Whether anything else is named at all.
    """
    person = np.array([step.person for step in steps])
    moved = places > 0
    rank = np.where(moved, places + int(stay), 1 if stay else 10**9).astype(np.float64)
    if not ranks:
        rank = np.where(moved, 1e9, rank)
    among = np.where(ranks, places, 10**9).astype(np.float64)
    return {
        "next job first": clusters.mean(person, (rank == 1).astype(np.float64)),
        "next job R@10": clusters.mean(person, (rank <= DEPTH).astype(np.float64)),
        "moves R@10": clusters.mean(person[moved], (among[moved] <= DEPTH).astype(np.float64)),
        "moves MRR": clusters.mean(person[moved], np.where(ranks, 1.0 / np.maximum(among[moved], 1.0), 0.0)),
    }


def measure(bench: Bench, careers: Careers, names: Sequence[str] | None = None) -> Measured:
    """Measure rankers of a bench on observed steps, beside persistence and popularity.

    Raises
    ------
    InputError
        When fewer than ten persons made a move.
    """
    steps = list(careers.steps)
    movers = {step.person for step in observed.moves(careers)}
    if len(movers) < LEAST:
        raise InputError(f"{len(movers)} persons made a move; figures need {LEAST}")
    popular = _popularity(steps, bench.catalogue.n_occupations)
    by = {
        PERSISTENCE: _figures(popular, steps, stay=True, ranks=False),
        POPULARITY: _figures(popular, steps, stay=False, ranks=True),
        STAY + POPULARITY: _figures(popular, steps, stay=True, ranks=True),
    }
    for name in names or list(bench.rankers):
        found = _places(bench, name, steps)
        by[name] = _figures(found, steps, stay=False, ranks=True)
        if name == SERVED:
            by[STAY + name] = _figures(found, steps, stay=True, ranks=True)
    return Measured(by=by, steps=len(steps), moves=len(observed.moves(careers)))


def table(found: Measured) -> str:
    """Return all rankers in one table (Markdown), each figure with its 95 % interval over persons."""
    lines = ["| ranker | " + " | ".join(FIGURES) + " |", "|---|" + "---|" * len(FIGURES)]
    for name, row in found.by.items():
        cells = [f"{row[f].value:.3f} [{row[f].low:.3f}, {row[f].high:.3f}]" for f in FIGURES]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def report(bench: Bench, careers: Careers) -> Report:
    """Return what careers say: the rankers, who stays, the moves that most made, and the rows that were left out."""
    found = measure(bench, careers)
    stay = observed.staying(careers.spells)
    kept = ["| after | still the same occupation | low | high | persons still seen |", "|---|---|---|---|---|"]
    kept += [f"| {m} months | {e.value:.3f} | {e.low:.3f} | {e.high:.3f} | {e.n} |" for m, e in stay.items()]
    often = ["| from | to | persons |", "|---|---|---|"]
    often += [
        f"| {row['from']} | {row['to']} | {row['persons']} |" for row in observed.frequent(careers, bench.catalogue)
    ]
    counted = (
        f"{careers.persons} persons, {found.steps} steps, {found.moves} of them to another occupation; "
        f"{careers.side_jobs} side jobs and {careers.gaps} gaps of more than {observed.LONGEST_GAP} months are no "
        f"steps; {careers.running} last jobs go on. {len(careers.bad)} rows were left out."
    )
    drawn = intervals(
        "Moves within the first ten",
        points({name: row["moves R@10"] for name, row in found.by.items()}),
        across="share of moves, 95 % intervals over persons",
        bold=[SERVED],
    )
    sections = [
        Section(title="What was read", text=counted),
        Section(title="The next job, all rankers", text=table(found), plots={"moves R@10": drawn}),
        Section(title="Who stays (right-censored)", text="\n".join(kept)),
        Section(title=f"Moves of at least {LEAST} persons", text="\n".join(often)),
        Section(title="Rows that were left out", text="\n".join(f"- {line}" for line in careers.bad[:50]) or "None."),
    ]
    figures = {f"{name}.{figure}": e.value for name, row in found.by.items() for figure, e in row.items()}
    return Report(title="observed careers", figures=figures, sections=sections)
